"""What officials newly insist on, by party: the part of a digest for those who follow statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.wording import names, positions, stands
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, italic, join, lines, paragraphs, quote, within
from storage import statements
from storage.vocabulary import Dossier, Statement

_ROOM = 1300
_LOOKED_BACK = 60


def section(session: Session, dossier: Dossier, since: datetime, until: datetime, say: Speech) -> Html | None:
    """The stands that were newly heard in that time, as /issues has them; None where there are none.

    The parties take turns, so that none fills the place of another.
    """
    found = newly(session, dossier, since, until)
    if not found:
        return None
    year = until.astimezone(ZoneInfo(dossier.zone)).year
    codes = names.in_order(found, dossier)
    turns = [code for turn in zip_longest(*([code] * len(found[code]) for code in codes)) for code in turn if code]
    left = {code: iter(found[code]) for code in codes}
    told = within((_line(next(left[code]), dossier, say, year) for code in turns), _ROOM)
    by_party: dict[str, list[Html]] = defaultdict(list)
    for code, line in zip(turns, told, strict=False):
        by_party[code].append(line)
    parts = (lines(bold(names.party(code, dossier, say)), *mine) for code, mine in by_party.items())
    return paragraphs(say("<b>Newly said on the sticking points</b> (all of them: /issues)"), quote(lines(*parts)))


def newly(session: Session, dossier: Dossier, since: datetime, until: datetime) -> dict[str, list[Statement]]:
    """By party, its present stands that an official took in that time, in the order of topics.

    One that only says once more what was heard before is none, and one sentence is told once.
    """
    heard = [one for one in statements.heard(session, since, until) if positions.own_word(one, dossier)]
    fresh = {one.id for one in heard if one.party in dossier.parties}
    parties = sorted({one.party for one in heard if one.party in dossier.parties and one.party})
    by_topic: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in statements.stands(session, parties=parties, depth=_LOOKED_BACK) if fresh else ():
        by_topic[one.party or "", one.topic or ""].append(one)
    found: dict[str, list[Statement]] = defaultdict(list)
    for topic in dossier.topics:
        for code in parties:
            stand = _new_stand(by_topic.get((code, topic), ()), fresh, dossier)
            if stand is not None and all(stand.text != other.text for other in found[code]):
                found[code].append(stand)
    return {code: told for code, told in found.items() if told}


def _new_stand(own: Sequence[Statement], fresh: set[int | None], dossier: Dossier) -> Statement | None:
    """A party's stand on a topic if it was heard now and is no repetition; `own` is what it said on it."""
    now = positions.present(own, dossier) if own else None
    if now is None or now.id not in fresh:
        return None
    earlier = [one for one in own if one.id not in fresh]
    return None if positions.repeats(now, earlier, dossier) else now


def _line(said: Statement, dossier: Dossier, say: Speech, year: int) -> Html:
    topic: Mapping[str, str] = dossier.topics[said.topic or ""].name
    return join((italic(say.text(topic)), stands.lately(said, dossier, say, year)), " · ")
