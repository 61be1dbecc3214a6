"""Rule M for talks (by place and span) and for strikes (by day and place)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from bot.resolution.fits import DAY, SLIPPED, TOUCHED, Fit, Known, Mention, gap, lately
from bot.resolution.places import one_place
from storage.vocabulary import Claim, Development, Dossier, Stage

_WEEK: Final = timedelta(days=7)
_PLACE, _SPAN, _ROUND, _PARTIES = 3.0, 4.0, 2.0, 1.0


def fit_talks(mention: Mention, known: Known, dossier: Dossier) -> Fit | None:
    """Talks are one round where place and span agree; a different place is always another round (Rule M, 12)."""
    claim, development = mention.report.claim, known.development
    place = one_place(claim.place, development.place, dossier)
    if (_differs(claim.place, development.place) and not place) or _differs(claim.round, development.round):
        return None
    if not _same_table(claim.parties, development.parties, dossier.sides):
        return None
    apart = gap(mention, development)
    rule = _rule(mention, known, apart, place=place)
    if rule is None:
        return None
    score = _PLACE * place + _ROUND * (claim.round is not None and claim.round == development.round)
    score += _PARTIES * bool(set(claim.parties) & set(development.parties))
    score += _SPAN * (not apart and mention.dated and development.day_given)
    reasons = (rule, "same place" if place else "place unknown", f"{apart.days} days apart")
    return Fit(development, rule, score, reasons, weak=not place and not mention.dated)


def _rule(mention: Mention, known: Known, apart: timedelta, *, place: bool) -> str | None:
    """By what rule the days fit; None where they do not."""
    if mention.report.claim.background:
        return _recalled(mention, known, apart)
    if mention.report.claim.stage.off or known.development.stage.off:
        return _called_off(mention, known, apart, place=place)
    if mention.dated and known.development.day_given:
        if not apart:
            return "spans overlap"
        return "one day apart, same place" if place and apart <= DAY else None
    if mention.carried_out is not known.carried_out:
        return _one_announced(mention, known, apart, place=place)
    within = TOUCHED if mention.carried_out else SLIPPED
    near = apart <= within or lately(mention, known.development, within)
    near = near and not _awaited_before(mention, known.development)
    return "no day given" if near and (place or apart <= TOUCHED) else None


def _awaited_before(mention: Mention, development: Development) -> bool:
    """'The next round could be held in May': whoever says so after a day that was announced means another."""
    last = development.end_day or development.day
    over = development.day_given and last is not None and last < mention.published
    return over and not mention.carried_out


def _one_announced(mention: Mention, known: Known, apart: timedelta, *, place: bool) -> str | None:
    """Undated talks still to come are not those that are being held; undated held ones may be those awaited."""
    if not mention.carried_out or _only_proposed(known.development, place=place):
        return None
    waited = not known.development.day_given and place and lately(mention, known.development, SLIPPED)
    return "held as announced" if apart <= DAY or waited else None


def _only_proposed(development: Development, *, place: bool) -> bool:
    """'Kyiv proposes a summit before the end of August': no such proposal is what was held on the day it was made."""
    return development.stage is Stage.PROPOSED and not (place or development.day_given)


def _called_off(mention: Mention, known: Known, apart: timedelta, *, place: bool) -> str | None:
    if mention.dated and known.development.day_given:
        return "called off" if not apart or (place and apart <= DAY) else None
    if known.carried_out and not known.development.stage.off:
        return None
    waited = lately(mention, known.development, SLIPPED) and (place or _of_these_days(mention, known.development))
    return "called off" if waited or apart <= DAY else None


def _of_these_days(mention: Mention, development: Development) -> bool:
    """'The meeting pencilled in for this week is put off': an undated report means the day that lies just ahead."""
    days = development.day - mention.published if development.day_given and development.day else None
    return not mention.dated and days is not None and timedelta() <= days <= _WEEK


def _recalled(mention: Mention, known: Known, apart: timedelta) -> str | None:
    return "recalled" if mention.dated and known.development.day_given and not apart else None


def _differs(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _same_table(mine: Iterable[str], theirs: Iterable[str], sides: Iterable[str]) -> bool:
    """Talks of one side with a third party are not those of the other side; a part of the table is no difference."""
    one, other, both = set(mine), set(theirs), set(sides)
    if not one or not other or one <= other or other <= one:
        return True
    return one & both == other & both


def fit_strikes(mention: Mention, known: Known) -> Fit | None:
    """Strikes of one day on one place are one development; an unknown place goes with that day's."""
    if gap(mention, known.development):
        return None
    mine, theirs = _where(mention.report.claim), _where(known.development)
    if mine and theirs and not mine & theirs:
        return None
    score = 2.0 if mine & theirs or mine == theirs else 1.0
    return Fit(known.development, "same day and place", score, ("same day", *sorted(mine & theirs)), weak=score < 2)  # noqa: PLR2004


def _where(one: Claim | Development) -> set[str]:
    places = [one.place, *(target.where for target in one.targets)]
    return {place.casefold() for place in places if place}
