"""Whom a pronoun at the beginning of a sentence stands for: 'It received 157 in return' (Rule E, step 4)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.extraction.frames.roles import preposition
from bot.extraction.sentences.offerers import of_side, offerers, official_of
from bot.extraction.words.clause import AGENT, BOTH, RECIPIENT, Clause, Side
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

LATEST: Final = 4
"""Within how many words of its sentence a pronoun must stand to be its subject: 'In return it got 45'."""

BEHIND: Final = 8
"""Within how many it may stand right behind a comma."""


@dataclass(slots=True, eq=False, init=False)
class Subject:
    """Of whom a sentence told: the side that acted in it, and that of the official whom it or those before named."""

    side: str | None
    official: str | None

    def __init__(self, side: str | None = None, official: str | None = None) -> None:
        self.side, self.official = side, official


def stand_in(parts: list[Clause], before: Subject, lexicon: Lexicon) -> None:
    """Let a pronoun that is the subject of a sentence act for the side of which the sentence before told."""
    subject = before.side
    if parts and "offers_own" in parts[0].marked.marks:
        offerers(parts, before.official, lexicon)
    if parts and "other_side" in parts[0].marked.marks:
        stand_for_other(parts, subject, lexicon)
    if parts and "given_them" in parts[0].marked.marks:
        stand_for_cited(parts, lexicon)
    for earlier, clause in pairwise(parts):
        go_on(earlier, clause, lexicon)
    first = parts[0] if parts else None
    if subject is None or first is None or "side_pronoun" not in first.own:
        return
    mark = first.marks("side_pronoun")[0]
    named = any(s.start < mark.start for s in first.sides)
    if begins(mark, first) and not named and not impersonal(mark, first.marked):
        first.sides = sorted([*first.sides, Side(mark.start, mark.end, subject, AGENT)], key=lambda s: s.start)


def go_on(before: Clause, clause: Clause, lexicon: Lexicon) -> None:
    """'Moscow's count was three higher; it received 51 of its own': the side of which the clause before told."""
    mark = clause.first("side_pronoun")
    if mark is None or mark.start - clause.lo > 1 or clause.marked.sentence.tokens[mark.start - 1].word.surface != ";":
        return
    told = {m.value for m in before.marks("party", "own", "people", "adjective")} & set(lexicon.sides)
    if (
        len(told) == 1
        and clause.has("receive", "give")
        and not (before.has("person") or impersonal(mark, clause.marked))
    ):
        side = Side(mark.start, mark.end, told.pop(), AGENT)
        clause.sides = sorted([*clause.sides, side], key=lambda s: s.start)


def begins(mark: Mark, clause: Clause) -> bool:
    """'In return it got 45', 'With Monday's 1,248 bodies, it has given up 6,060': no subject stands before it."""
    at = mark.start - clause.lo
    return at <= LATEST or (at <= BEHIND and clause.marked.sentence.tokens[mark.start - 1].word.surface == ",")


def stand_for_other(parts: list[Clause], subject: str | None, lexicon: Lexicon) -> None:
    """Let 'the other side' be the other than the one of whom the sentence, else the one before, told."""
    for clause in parts:
        for mark in clause.marks("other_side"):
            if clause.marked.has("prep_in", lo=mark.start - 1, hi=mark.start):
                continue
            told = named_before(mark, clause.marked, lexicon) or (
                {subject} if subject else said_behind(mark, clause, lexicon)
            )
            rest = [s for s in lexicon.sides if s not in told]
            if len(told) == len(rest) == 1:
                role = preposition(mark.start, clause) or AGENT
                clause.sides = sorted([*clause.sides, Side(mark.start, mark.end, rest[0], role)], key=lambda s: s.start)


def said_behind(mark: Mark, clause: Clause, lexicon: Lexicon) -> set[str]:
    """'The other side was getting as many, Pushilin said': other than that for which the only official speaks."""
    marked = clause.marked
    told = [of_side(m, lexicon) for m in marked.inside("person", mark.end) if speaks(m, marked)]
    told += [lexicon.bodies[m.value][0] for m in marked.inside("agency", mark.end) if speaks(m, marked)]
    return {str(told[0])} if len(set(told)) == 1 and told[0] in lexicon.sides else set()


def speaks(mark: Mark, marked: Marked) -> bool:
    return marked.has("say", lo=mark.start - 1, hi=mark.end + 1)


def stand_for_cited(parts: list[Clause], lexicon: Lexicon) -> None:
    """'За даними росіян, їм віддали 17 тіл': who is given something is the only side that the sentence has named."""
    for clause in parts:
        for mark in clause.marks("given_them") if clause.has("give") else ():
            told = {m.value for m in clause.marked.all("party", "adjective", "people", hi=mark.start)} & set(
                lexicon.sides
            )
            cited = clause.marked.has("say", hi=mark.start) and not clause.marked.has("person", hi=mark.start)
            if len(told) == 1 and cited:
                taker = Side(mark.start, mark.end, told.pop(), RECIPIENT)
                clause.sides = sorted([*clause.sides, taker], key=lambda s: s.start)


def named_before(mark: Mark, marked: Marked, lexicon: Lexicon) -> set[str]:
    """The sides named before a place in a sentence: as such, or by their people and officials."""
    found = {m.value for m in marked.all("party", "adjective", "people", "own", hi=mark.start)}
    for person in marked.all("person", hi=mark.start):
        roles = lexicon.dossier.people[person.value].roles
        found |= {roles[-1].party} if roles else set()
    found |= {lexicon.bodies[body.value][0] for body in marked.inside("agency", 0, mark.start)}
    return found.intersection(lexicon.sides)


def impersonal(mark: Mark, marked: Marked) -> bool:
    """'It was the 70th exchange', 'it is unclear how many': a pronoun that stands for nobody."""
    bare = marked.has("copula", lo=mark.end, hi=mark.end + 1)
    return bare and not marked.has("give", "receive", "move", lo=mark.end + 1, hi=mark.end + 3)


def subject_of(parts: list[Clause], before: Subject, lexicon: Lexicon) -> Subject:
    """Of whom a sentence tells, for the pronouns of the next."""
    return Subject(acting_first(parts, lexicon), official_of(parts, before.official, lexicon))


def acting_first(parts: list[Clause], lexicon: Lexicon) -> str | None:
    """The side that acts first in a sentence, where nobody else is named before it; a person may be meant as well."""
    for clause in parts:
        first = next((s for s in clause.sides if s.role == AGENT), None) if clause.sides else None
        if first is None:
            if third_party(clause, lexicon, clause.hi):
                return None
            continue
        if first.code == BOTH or third_party(clause, lexicon, first.start):
            return None
        coordinated = any(
            s.code != first.code and s.role == AGENT and s.start - first.end <= 2
            for s in clause.sides
            if s is not first
        )
        return None if coordinated else first.code
    return None


def third_party(clause: Clause, lexicon: Lexicon, hi: int) -> bool:
    """Whether a party that is no side, or a person, is named before a place in the clause."""
    for mark in clause.of("party"):
        if mark.start < hi and mark.value not in lexicon.sides:
            return True
    person = clause.opening("person")
    return person is not None and person.start < hi
