"""What a party insists on or was heard to say, with who said it, since when, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, escape, join, link, shorten
from storage.vocabulary import Dossier, Statement

_LONGEST = 280
_LIKE = 0.4
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_COMMON = frozenset(
    {"says", "that", "this", "with", "from", "have", "will", "want", "wants", "been", "were", "which", "their"}
)


def speaker(said: Statement, dossier: Dossier, say: Speech) -> str:
    """Who said it: the person, else the name as written, else the party."""
    known = dossier.people.get(said.person or "")
    if known:
        return names.person(known, say)
    return said.speaker or (names.party(said.party, dossier, say) if said.party else str(say("unnamed source")))


def words(said: Statement, dossier: Dossier, say: Speech) -> Html:
    """The record's sentence as it is; a sentence of the news in quotation marks, after who said it if it does not."""
    text = shorten(say.text(said.text), _LONGEST)
    if said.record_id is not None:
        return escape(text)
    if _named_in(said, text, dossier):
        return say("“{text}”", text=text)
    return say("{who}: “{text}”", who=speaker(said, dossier, say), text=text)


def _named_in(said: Statement, text: str, dossier: Dossier) -> bool:
    """Whether a text names its speaker, in whatever language it is."""
    known = dossier.people.get(said.person or "")
    names_of = [name.rsplit(" ", 1)[-1] for name in known.name.values()] if known else [said.speaker or ""]
    return any(name and name.lower() in text.lower() for name in (*names_of, *(known.spellings if known else ())))


def source(said: Statement, say: Speech) -> Html:
    return link(said.link, said.outlet or say("source"))


def stand(said: Statement, dossier: Dossier, say: Speech, year: int) -> Html:
    """Russia: … (since Aug 2025, last: 4 Feb, Outlet)."""
    who = names.party(said.party, dossier, say) if said.party else speaker(said, dossier, say)
    last = link(said.link, say.day(said.day, "short" if said.day.year == year else "medium"))
    if said.since and (said.since.year, said.since.month) != (said.day.year, said.day.month):
        heard = say("since {month}, last: {day}", month=say.day(said.since, "month"), day=last)
    else:
        heard = say("last: {day}", day=last)
    told = words(said, dossier, say)
    if told.startswith(who):
        return say("{words} ({heard})", words=told, heard=heard)
    return say("{party}: {words} ({heard})", party=who, words=told, heard=heard)


def lately(said: Statement, dossier: Dossier, say: Speech, year: int) -> Html:
    """5 Feb, Zelensky: … (Outlet)."""
    day = say.day(said.day, "short" if said.day.year == year else "medium")
    text = words(said, dossier, say)
    who = speaker(said, dossier, say)
    told = say.text(said.text)
    unnamed = said.record_id is not None and not _named_in(said, told, dossier) and who not in told
    who = f"{who}: " if unnamed else ""
    return join((escape(f"{day}, {who}") + text, Html(f"({source(said, say)})")), " ")


def first_heard(said: Statement, earlier: Iterable[Statement]) -> date:
    """When this stand was first heard: the oldest earlier statement of the party that says much the same."""
    mine = _stems(said)
    like = [one.day for one in earlier if one.day <= said.day and _alike(mine, _stems(one))]
    return min((*like, said.day))


def _alike(mine: set[str], other: set[str]) -> bool:
    smaller = min(len(mine), len(other))
    return smaller > 1 and len(mine & other) / smaller >= _LIKE


def _stems(said: Statement) -> set[str]:
    text = said.text.get("en") or next(iter(said.text.values()), "")
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _COMMON}


def newest_by_person(said: Sequence[Statement], most: int, each: int = 2) -> list[Statement]:
    """The newest statements, no more than `each` of one person (or party), and of one article the first alone."""
    first: dict[tuple[str, int | None], int] = {}
    for one in said:
        key = _who(one), one.entry_id
        first[key] = min(first.get(key, one.id or 0), one.id or 0)
    seen: Counter[str] = Counter()
    chosen = []
    for one in said:
        if one.entry_id is not None and first[_who(one), one.entry_id] != one.id:
            continue
        seen[_who(one)] += 1
        if seen[_who(one)] <= each:
            chosen.append(one)
    return chosen[:most]


def _who(said: Statement) -> str:
    return said.person or said.speaker or said.party or ""
