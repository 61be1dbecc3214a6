"""What a party insists on or was heard to say, with who said it, since when, and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, escape, join, link, shorten, unlinked
from storage.harmless import guard_of
from storage.vocabulary import Dossier, Statement

_LONGEST = 280
_IN_FRONT = 40
"""A sentence that names its speaker within so many characters begins with who said it."""


def speaker(said: Statement, dossier: Dossier, say: Speech) -> str:
    """Who said it: the person, else the name as written, else the party."""
    known = dossier.people.get(said.person or "")
    if known:
        return names.person(known, say)
    if said.speaker:
        return names.body(said.speaker, dossier, say)
    return names.party(said.party, dossier, say) if said.party else str(say("unnamed source"))


def words(said: Statement, dossier: Dossier, say: Speech) -> Html:
    """The record's sentence as it is; a sentence of the news in quotation marks, after who said it if it does not.

    What might name a prisoner or a place too early is left out of it (RULES, 8).
    """
    text = _without_harm(said, dossier, say)
    quoted = _as_quoted(said, text, say)
    if said.record_id is not None or _named_in(said, text, dossier):
        return quoted
    return say("{who}: {words}", who=speaker(said, dossier, say), words=quoted)


def _without_harm(said: Statement, dossier: Dossier, say: Speech) -> str:
    return shorten(say.text(guard_of(dossier).said(said)), _LONGEST)


def _as_quoted(said: Statement, text: str, say: Speech) -> Html:
    return escape(text) if said.record_id is not None else say("“{text}”", text=unlinked(text))


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
    told = held(said, dossier, say, year)
    if told.startswith(who):
        return told
    if said.party and told.startswith(f"{speaker(said, dossier, say)}: "):
        return say("{party}, {words}", party=who, words=told)
    return say("{party}: {words}", party=who, words=told)


def held(said: Statement, dossier: Dossier, say: Speech, year: int) -> Html:
    """… (since Aug 2025, last: 4 Feb): a stand under its party's own name."""
    last = link(said.link, say.day(said.day, "short" if said.day.year == year else "medium"))
    return say("{words} ({heard})", words=words(said, dossier, say), heard=_heard(said, last, say))


def _heard(said: Statement, last: Html, say: Speech) -> Html:
    """Since when it has stood so, and when that was last heard."""
    if said.since is None or said.since == said.day:
        return say("last: {day}", day=last)
    same_month = (said.since.year, said.since.month) == (said.day.year, said.day.month)
    since = say.day(said.since, "short" if same_month else "month")
    return say("since {month}, last: {day}", month=since, day=last)


def lately(said: Statement, dossier: Dossier, say: Speech, year: int) -> Html:
    """Zelensky, 5 Feb: … (Outlet). Who said it stands in front; a sentence of the record may begin with it itself."""
    day = say.day(said.day, "short" if said.day.year == year else "medium")
    text = _without_harm(said, dossier, say)
    alone = said.record_id is not None and (_begins_with_who(said, text, dossier) or not (said.person or said.speaker))
    when = day if alone else say("{who}, {day}", who=speaker(said, dossier, say), day=day)
    told = say("{when}: {words}", when=when, words=_as_quoted(said, text, say))
    return join((told, Html(f"({source(said, say)})")), " ")


def _begins_with_who(said: Statement, text: str, dossier: Dossier) -> bool:
    return _named_in(said, text[:_IN_FRONT], dossier)


def newest_by_person(said: Sequence[Statement], most: int, each: int = 2) -> list[Statement]:
    """The newest statements, no more than `each` of one person (or party).

    Of one article and party it is the first alone, a person's before that of an office.
    """
    best: dict[tuple[str | None, int | None], tuple[bool, int]] = {}
    for one in said:
        best[one.party, one.entry_id] = min(best.get((one.party, one.entry_id), _rank(one)), _rank(one))
    seen: Counter[str] = Counter()
    chosen = []
    for one in said:
        if one.entry_id is not None and best[one.party, one.entry_id] != _rank(one):
            continue
        seen[_who(one)] += 1
        if seen[_who(one)] <= each:
            chosen.append(one)
    return chosen[:most]


def _rank(said: Statement) -> tuple[bool, int]:
    return said.person is None, said.id or 0


def _who(said: Statement) -> str:
    return said.person or said.speaker or said.party or ""
