"""Rule M for exchanges, bodies, civilians and children: days and figures tell which event is meant."""

from __future__ import annotations

from datetime import timedelta

from bot.resolution.compare import ROUND, ROUND_FROM, Comparison, Likeness, compare, figures_of, is_whole_deal
from bot.resolution.fits import DAY, RECALLED, SLIPPED, TOUCHED, Fit, Known, Mention, ahead, gap, lately
from bot.resolution.frameworks import ROUND_DEAL, is_framework
from bot.resolution.values import published_day, whole
from storage.vocabulary import Dossier, Kind, Phase, Stage

NEARLY = 0.95
"""The smaller figure of a deal, as a share of the larger, from which both are of one."""
_POINTS = {Likeness.SAME: 7.0, Likeness.PART: 5.0, Likeness.SILENT: 3.0, Likeness.OTHER: 0.0}
_SAME_DAY, _AWAITED, _NEXT_DAY, _DEAL = 12.0, 4.0, 1.0, 6.0
"""What speaks for a fit beside the figures: what was done that day comes before all that was planned for it, and a
deal's own figures before a day's."""


def fit_return(mention: Mention, known: Known, dossier: Dossier) -> Fit | None:
    """Whether a report may be about a return that is known, and how well it fits."""
    deal = known.development.framework or is_framework(mention.report.claim)
    if not deal and _days_tell(mention, known):
        return None
    found = compare(mention.report.claim, known.profile, dossier.sides)
    if mention.report.claim.background:
        return _recalled(mention, known, found)
    if deal:
        return _deal(mention, known, found, dossier)
    if mention.report.claim.stage.off:
        return _called_off(mention, known, found)
    if mention.dated and known.development.day_given:
        return _dated(mention, known, found, dossier)
    return _undated(mention, known, found, dossier)


def _days_tell(mention: Mention, known: Known) -> bool:
    """Whether the days alone say that two events are meant: both carried out, both dated, more than a day apart."""
    dated = mention.dated and known.development.day_given
    return dated and mention.carried_out and known.carried_out and gap(mention, known.development) > DAY


def _dated(mention: Mention, known: Known, found: Comparison, dossier: Dossier) -> Fit | None:
    apart = gap(mention, known.development)
    both = mention.carried_out and known.carried_out
    if not apart:
        return _one_day(mention, known, found, dossier, _SAME_DAY if both else _AWAITED)
    if _went_ahead(mention, known, found):
        return _joined(known, found, "put off, and took place", 0)
    if found.likeness is not Likeness.SAME or (not both and _planned_since(mention, known)):
        return None
    if both:
        near = apart <= DAY and not (_unremarkable(mention, dossier) or _next_lot(mention, known))
        return _joined(known, found, "one day apart, same figures", _NEXT_DAY, alike=True) if near else None
    return _joined(known, found, "the day slipped", 0) if apart <= SLIPPED else None


def _went_ahead(mention: Mention, known: Known, found: Comparison) -> bool:
    """Whether a report may be of what had been put off: set anew or held within two weeks, no figures against it."""
    again = mention.carried_out or mention.report.claim.stage is Stage.PLANNED
    put_off = known.development.stage is Stage.POSTPONED and again
    day, told = known.development.day, known.development.touched
    after = day is not None and day < mention.first <= day + SLIPPED and told < mention.report.published
    return put_off and after and found.likeness is not Likeness.OTHER


def _planned_since(mention: Mention, known: Known) -> bool:
    """'50 each are to be swapped on Thursday', told after 50 each had been a week before: that is another exchange."""
    development = known.development
    if mention.carried_out:
        return ahead(mention, development) and development.first_seen.date() > mention.first
    done = development.end_day or development.day
    return done is not None and done < mention.first and done < mention.published


def _unremarkable(mention: Mention, dossier: Dossier) -> bool:
    """Bodies come back in round numbers, day after day: there an equal figure identifies nothing."""
    claim = mention.report.claim
    return claim.kind is Kind.BODIES and all(value % ROUND == 0 for value in figures_of(claim, dossier.sides))


def _next_lot(mention: Mention, known: Known) -> bool:
    """'160 on Saturday', then on Sunday 'another 160 today', of one deal: its lots are often of one size."""
    day = known.development.day
    return known.development.parent is not None and day is not None and day < mention.first == mention.published


def _one_day(mention: Mention, known: Known, found: Comparison, dossier: Dossier, bonus: float) -> Fit | None:
    """On one day: one event. Other figures are a conflict in it once it is carried out, save where one is a deal's.

    Two on one day hardly ever happen; that an exchange turns out other than planned does.
    """
    mine = figures_of(mention.report.claim, dossier.sides)
    theirs = [value for side in dossier.sides for value in known.profile.values(side)]
    other = found.likeness is Likeness.OTHER
    least = ROUND_FROM if known.carried_out else ROUND_DEAL
    if other and (not mention.carried_out or is_whole_deal(mine, theirs) or is_whole_deal(theirs, mine, least)):
        return None
    conflict = known.carried_out and found.others == len(dossier.sides) and bool(mention.report.officials)
    score = _POINTS[found.likeness] + bonus
    return Fit(known.development, "same day", score, ("on the same day", *found.reasons), conflict=conflict)


def _undated(mention: Mention, known: Known, found: Comparison, dossier: Dossier) -> Fit | None:
    """Where a day is missing on either side, the figures decide among what news has touched lately (Rule M, 7)."""
    if mention.carried_out and not known.carried_out and ahead(mention, known.development):
        return None
    if not mention.carried_out and known.carried_out and found.likeness is not Likeness.SAME:
        return None
    both = mention.carried_out and known.carried_out
    if (both and _told_before(mention, known, dossier)) or (known.carried_out and _set_since(mention, known)):
        return None
    near = gap(mention, known.development) <= TOUCHED or lately(mention, known.development)
    if near:
        return _joined(known, found, "no day given", 0, weak=found.likeness is Likeness.SILENT)
    if not both and found.likeness is Likeness.SAME:
        slipped = gap(mention, known.development) <= SLIPPED or lately(mention, known.development, SLIPPED)
        return _joined(known, found, "announced before", -1) if slipped else None
    return _equal_pair(mention, known, found)


def _set_since(mention: Mention, known: Known) -> bool:
    """Whether it is set for a day, and what was told as carried out before is therefore another."""
    return mention.dated and not mention.carried_out and _planned_since(mention, known)


def _told_before(mention: Mention, known: Known, dossier: Dossier) -> bool:
    """Whether one was told of as carried out on a day before the other took place: that is another event."""
    if mention.dated:
        news = [one for one in known.development.reports if not one.claim.background]
        done = [published_day(one, dossier) for one in news if one.claim.phase is Phase.CARRIED_OUT]
        return bool(done) and min(done) < mention.first
    day = known.development.day
    if day is None:
        return False
    if not known.development.day_given:  # 'the second group is back', two days after another was told of
        return mention.report.claim.fresh and mention.published - day > DAY
    return mention.published < day or (mention.report.claim.fresh and day < mention.published)  # a further lot


def _equal_pair(mention: Mention, known: Known, found: Comparison) -> Fit | None:
    """An undated pair of figures that an event of the last weeks has is that event, recalled (Rule M, 10)."""
    recalled = found.pair and known.carried_out and _within(mention, known, RECALLED)
    if not recalled or mention.report.claim.fresh or not mention.carried_out:
        return None
    return Fit(known.development, RECALLED_RULE, 2, ("an equal pair of figures, without a day", *found.reasons))


RECALLED_RULE = "recalled"


def _recalled(mention: Mention, known: Known, found: Comparison) -> Fit | None:
    """Background joins the event of its day, or the one of the last weeks whose figures it repeats."""
    apart = gap(mention, known.development)
    same = found.likeness is Likeness.SAME
    if not mention.dated:
        return _joined(known, found, RECALLED_RULE, 0) if same and _within(mention, known, RECALLED) else None
    if not apart and (known.carried_out or not mention.carried_out):
        if found.likeness is Likeness.OTHER and known.development.framework:
            return None
        return _joined(known, found, RECALLED_RULE, _SAME_DAY, other=True)
    return _joined(known, found, RECALLED_RULE, _NEXT_DAY) if same and apart <= DAY else None


def _within(mention: Mention, known: Known, span: timedelta) -> bool:
    day = known.development.day
    return day is not None and timedelta() <= mention.published - day <= span


def _called_off(mention: Mention, known: Known, found: Comparison) -> Fit | None:
    """A denial, postponement or cancellation belongs to what it speaks of: that day's, or the one awaited."""
    apart = gap(mention, known.development)
    if mention.dated:
        reach = timedelta() if known.carried_out else DAY
    else:
        reach = SLIPPED if not known.carried_out and known.development.touched <= mention.report.published else TOUCHED
        if not apart <= reach and lately(mention, known.development, TOUCHED):
            apart = TOUCHED
    if apart > reach:
        return None
    return _joined(known, found, "called off", _AWAITED - apart.days / (SLIPPED.days + 1))


def _deal(mention: Mention, known: Known, found: Comparison, dossier: Dossier) -> Fit | None:
    """A deal in stages is known by its figures; a day's figure is never taken for it, nor it for a day's."""
    near = gap(mention, known.development) <= SLIPPED or lately(mention, known.development, SLIPPED)
    if not near:
        return None
    if found.likeness is Likeness.SAME:
        deal = known.development.framework  # what was agreed and what came of it, told in one entry
        return _joined(known, found, "the same deal", _DEAL if deal else _AWAITED, alike=deal)
    if found.likeness is Likeness.PART and known.development.framework and _nearly(mention, known, dossier):
        return _joined(known, found, "the same deal", _DEAL, alike=True)
    talked_of = not (mention.carried_out or known.carried_out) and not mention.report.claim.stage.off
    silent = found.likeness is Likeness.SILENT and talked_of and lately(mention, known.development)
    return _joined(known, found, "the same deal", 0, weak=True) if silent else None


def _nearly(mention: Mention, known: Known, dossier: Dossier) -> bool:
    """'500 for 500', and in the end 502 are back: a few civilians came on top of what the deal was over."""
    claim, sides = mention.report.claim, dossier.sides
    pairs = [
        (said.value, value) for side in sides if (said := whole(claim, side)) for value in known.profile.values(side)
    ]
    return bool(pairs) and all(min(pair) >= NEARLY * max(pair) for pair in pairs)


def _joined(
    known: Known,
    found: Comparison,
    rule: str,
    bonus: float,
    *,
    weak: bool = False,
    other: bool = False,
    alike: bool = False,
) -> Fit | None:
    """A fit by a rule, unless the figures speak against it."""
    if found.likeness is Likeness.OTHER and not other:
        return None
    return Fit(known.development, rule, _POINTS[found.likeness] + bonus, (rule, *found.reasons), weak=weak, alike=alike)
