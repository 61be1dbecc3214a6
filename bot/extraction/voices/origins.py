"""Who says so: people and bodies of the dossier that a text quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.extraction.voices.authorities import ENDING, authorities
from bot.extraction.voices.speaking import in_account, speaks, unofficial, verbs
from bot.extraction.voices.voices import leads
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked
from storage.vocabulary import Origin, Person

SPEAKERS: Final = ("person", "agency", "office", "generic_body")
TELLING: Final = ("say", "state_account")
ITS: Final = ("its", "його", "її", "его", "её")
BODY: Final = "office of"
"""What an office's title has that is held over a body; of the others every state has one, known or not."""
POST: Final = 5
"""How many words of a post may stand between a body and the name of one of its people."""
MINISTRIES: Final = {"mfa": "Foreign Ministry", "mod": "Defence Ministry"}
"""Bodies that every state has: those of a third state need no row of their own."""


@dataclass(slots=True, eq=False, init=False)
class Spoken:
    """An origin and the sentence in which it speaks."""

    origin: Origin
    number: int
    direct: bool

    def __init__(self, origin: Origin, number: int, direct: bool) -> None:
        self.origin, self.number, self.direct = origin, number, direct


class Origins:
    """Finds who speaks; resolves 'the president', 'the Defence Ministry' by the sides that the item names.

    `host` is a mediator that the item is from: its own 'Foreign Ministry' needs no name ('ABU DHABI, 4 May – The …').
    `home` is the side whose offices are meant where no land stands beside them; `titled` are the people whom the title
    names: 'Trump declares swap complete', then 'the president posted'.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        published: date,
        host: str | None = None,
        home: str | None = None,
        titled: Iterable[str] = (),
    ) -> None:
        self.lexicon = lexicon
        self.home = home
        self.titled = [lexicon.dossier.people[one] for one in dict.fromkeys(titled)]
        self.published = published
        self.host = host
        self.dossier = lexicon.dossier
        self.authorities = authorities(lexicon)
        self.mediators = self.authorities.mediators
        self.held_by_one: dict[str, str | None] = {}

    def find(self, one: Marked, context: str | None) -> list[Spoken]:
        """Everybody who speaks in a sentence, in order; `context` is the side that the item is about."""
        found = self.named(one, context) if one.any_of(SPEAKERS) else {}
        if one.sentence.in_title or one.any_of(TELLING):
            heard = [spoken.origin.party for spoken in found.values()]
            for origin in self.authorities.find(one, context):
                if origin.party not in heard:
                    found[origin.id] = Spoken(origin, one.sentence.number, direct=False)
        return list(found.values())

    def nameless(self, told: Iterable[Marked], context: str) -> dict[int, list[Spoken]]:
        """'120 Russian soldiers …', then 'the ministry said': that side's, where nobody else speaks in an item."""
        found: dict[int, list[Spoken]] = {}
        for one in told:
            others = [m for m in one.all("party", "adjective") if m.value in self.mediators]
            helped = "mediation" in one.marks or "mediation_weak" in one.marks  # 'with Emirati help, the ministry said'
            abroad = not helped and any(not one.within("transit", m.start - 1, m.end) for m in others)
            if abroad or "anonymous" in one.marks:
                break  # 'an Emirati plane landed, the ministry said'
            says = verbs(one) if "ministry" in one.marks else []
            bare = (
                m
                for m in one.of("ministry")
                if one.sentence.tokens[m.start].word.norm == "the" or leads(m.start - 1, one)
            )
            if says and any(speaks(m, says, one) and not unofficial(m, one) for m in bare):
                origin = self.authorities.origin(context, ENDING)
                found[one.sentence.number] = [Spoken(origin, one.sentence.number, direct=False)]
        return found

    def named(self, one: Marked, context: str | None) -> dict[str, Spoken]:
        """People and bodies of the dossier that speak, by their ids."""
        says = verbs(one)
        named = list(one.of("person"))
        found: dict[str, Spoken] = {}
        for mark in sorted(one.all_of(SPEAKERS), key=lambda m: m.start):
            direct = speaks(mark, says, one) and (mark.cls == "person" or not unofficial(mark, one))
            direct = direct and not (mark.cls == "agency" and of_person(mark, named, one))
            if direct and not (mark.cls == "office" and only_title(mark, named, one)):
                origin = self.origin(mark, one, context)
                if origin and origin.id not in found:
                    found[origin.id] = Spoken(origin, one.sentence.number, direct)
        return found

    def origin(self, mark: Mark, marked: Marked, context: str | None) -> Origin | None:
        if mark.cls == "person":
            return self.person(self.dossier.people[mark.value])
        if mark.cls == "agency":
            of, name = self.lexicon.bodies[mark.value]
            return Origin(mark.value, name, of, official=True)
        if mark.cls == "office" and anothers(mark, marked):
            party = self.whose(mark.value)  # 'Kyrylo X, deputy head of the presidential office'
            return self.authorities.origin(party, ENDING) if party else None
        near = self.near_party(mark, marked)
        if near is None and mark.cls == "office" and (holder := self.titled_holder(mark.value)) is not None:
            return self.person(holder)
        party = (
            near
            or (self.host if mark.value == "mfa" else None)
            or (self.whose(mark.value) if mark.cls == "office" else None)
            or context
            or ((self.first_nation(marked) or self.of_one_state(mark)) if mark.cls == "generic_body" else None)
        )
        if party is None:
            party = self.home if mark.cls == "office" else self.presumed(mark)
        if party is None:
            return None
        if mark.cls == "generic_body":
            return self.generic(mark.value, party)
        unknown = self.authorities.origin(party, ENDING) if party in self.authorities.parties else None
        deputy = marked.within("post_rank", mark.start - 1, mark.start)  # 'the deputy head of the President's Office'
        return unknown if deputy else self.office(mark.value, party) or unknown

    def of_one_state(self, mark: Mark) -> str | None:
        """'the president's office' where nothing tells whose: only one side has a body of that name."""
        side = self.lexicon.only_theirs.get(mark.value)
        return side if side in self.lexicon.sides else None

    def presumed(self, mark: Mark) -> str | None:
        """'They were returned on Friday, the Defence Ministry reports': whose it is where nothing tells, nor a host."""
        return None if self.host else self.lexicon.presumed.get(mark.value)

    def person(self, person: Person) -> Origin:
        role = person.role_on(self.published)
        return Origin(person.id, short_name(person), role.party if role else None, official=role is not None)

    def near_party(self, mark: Mark, marked: Marked) -> str | None:
        """A party named right before or after: 'Ukrainian president', 'Moscow's rights commissioner'."""
        known, code = self.dossier.parties, self.lexicon.code
        tokens = marked.sentence.tokens
        before = [
            m
            for m in marked.all("adjective", "party", lo=max(0, mark.start - 3), hi=mark.start)
            if m.value in known
            and (m.cls == "adjective" or tokens[m.start].word.possessive or (m.end == mark.start and code == "en"))
            and all(t.word.surface != "," for t in tokens[m.end : mark.start])  # 'half Ukrainian, the ministry said'
            and not marked.has("say", "captivity", "captive", lo=m.end, hi=mark.start)  # 'з російського полону'
        ]
        if before:
            return before[-1].value
        if mark.start and tokens[mark.start - 1].word.norm in ITS and (go_between := self.opening(marked)):
            return go_between
        if self.lexicon.code != "en":  # 'МЗС Саудівської Аравії', 'президент України'
            behind = next((m for m in marked.all("party", lo=mark.end, hi=mark.end + 3) if m.start == mark.end), None)
            whose = tokens[behind.start].word if behind is not None else None
            of_it = whose is not None and (mark.cls == "generic_body" or whose.upper or "gent" in whose.cases)
            if behind is not None and behind.value in known and of_it:
                return behind.value
        if marked.has("prep_of", "prep_in", lo=mark.end, hi=mark.end + 1):
            return next((m.value for m in marked.all("party", lo=mark.end, hi=mark.end + 3) if m.value in known), None)
        return None

    def opening(self, marked: Marked) -> str | None:
        """'Qatar mediated, its foreign ministry said': the go-between of whom a sentence begins to tell."""
        first = min(marked.all("party", "place"), key=lambda m: m.start, default=None)
        if first is None or first.start > 0:
            return None
        party = first.value if first.cls == "party" else self.dossier.places[first.value].country
        return party if party in self.mediators else None

    def first_nation(self, marked: Marked) -> str | None:
        """'One hundred Russian soldiers …, the Defence Ministry said': a ministry tells of its own first."""
        sides = self.lexicon.sides
        named = [m for m in marked.all("adjective", "people") if m.value in sides]
        return min(named, key=lambda m: m.start).value if named else None

    def office(self, title: str, party: str) -> Origin | None:
        """The holder of an office on the day of publication."""
        held = (one for one in self.dossier.people.values() if self.in_office(one, title) == party)
        return next((self.person(one) for one in held), None)

    def titled_holder(self, title: str) -> Person | None:
        """The only one in the title who holds an office."""
        held = [one for one in self.titled if self.in_office(one, title)]
        return held[0] if len(held) == 1 else None

    def whose(self, title: str) -> str | None:
        """The only party that has a body: 'the head of the presidential office', but not 'the interior minister'."""
        if BODY not in title:
            return None
        if title not in self.held_by_one:
            people = self.dossier.people.values()
            parties = {role.party for one in people for role in one.roles if holds(role.title.get("en", ""), title)}
            self.held_by_one[title] = parties.pop() if len(parties) == 1 else None
        return self.held_by_one[title]

    def in_office(self, person: Person, title: str) -> str | None:
        """Whose office of that title a person holds on the day of publication."""
        role = person.role_on(self.published)
        if role is None or (role.until is not None and role.until < self.published):
            return None
        return role.party if holds(role.title.get("en", ""), title) else None

    def generic(self, ending: str, party: str) -> Origin | None:
        body = f"{party.casefold()}-{ending}"
        if body in self.lexicon.bodies:
            return Origin(body, self.lexicon.bodies[body][1], party, official=True)
        label, whose = MINISTRIES.get(ending), self.dossier.parties[party]
        if label is None or whose.side:
            return None
        return Origin(body, f"{label} of {whose.name.get('en', party)}", party, official=True)


def first_each(spoken: Iterable[Spoken]) -> list[Spoken]:
    """Of each who speaks, the first time."""
    found: dict[str, Spoken] = {}
    for one in spoken:
        found.setdefault(one.origin.id, one)
    return list(found.values())


def only_title(mark: Mark, named: list[Mark], marked: Marked) -> bool:
    """An office that belongs to a name behind it ('president X') or to another's post ('aide to the president')."""
    if any(0 <= n.start - mark.end <= 2 for n in named):
        return True
    word = marked.sentence.tokens[mark.start].word
    if marked.sentence.tokens[mark.end - 1].word.possessive:
        return True  # 'the president's spokesman'
    if any(m.end == mark.start and m.end - m.start > 1 for m in marked.of("say")) or in_account(mark, marked):
        return False  # 'за словами президента', 'ідеться в повідомленні президента'
    if word.cases and not word.cases & {"nomn", "ablt"}:
        return True
    if marked.has("say", lo=max(0, mark.start - 3), hi=max(0, mark.start - 1)):
        return False  # 'according to the ombudsman'
    return marked.has("prep_to", "prep_of", "prep_with", "prep_from", lo=max(0, mark.start - 2), hi=mark.start)


def of_person(mark: Mark, named: list[Mark], marked: Marked) -> bool:
    """'Kremlin spokesman Dmitry Peskov', 'Lvova-Belova, the Kremlin's commissioner for children': one of that body."""
    if any(one.start <= mark.start and mark.end <= one.end for one in marked.of("office")):
        return True  # 'the head of the President's Office'
    tokens = marked.sentence.tokens
    for one in named:
        lo, hi = (mark.end, one.start) if one.start >= mark.end else (one.end, mark.start)
        between = tokens[lo:hi] if 0 <= hi - lo <= POST else None
        if between is None or marked.has("say", "and", lo=lo, hi=hi):
            continue
        commas = [t.word.surface for t in between if t.word.kind == "sym"]
        if commas == ([] if one.start >= mark.end else [","]) and between:
            return True
    return False


def anothers(mark: Mark, marked: Marked) -> bool:
    """'The two presidents', 'President Bukele': several, or one of whom nothing is known."""
    tokens = marked.sentence.tokens
    last, head = tokens[mark.end - 1].word, tokens[mark.start].word
    if head.plural if head.pos else last.norm.endswith("s"):
        return True
    behind = tokens[mark.end].word if mark.end < len(tokens) else None
    if behind is None or not behind.capital or behind.kind != "word":
        return False
    return not any(m.start <= mark.end < m.end for marks in marked.marks.values() for m in marks)


def holds(title: str, office: str) -> bool:
    """'President' is held by the president, not by his adviser; 'ombudsman' not by the ombudsman's representative.

    'Head of the office of the president' is not held by an adviser to that head.
    """
    folded = title.casefold()
    if office == "ombudsman":
        return folded.startswith(office) or f"({office})" in folded
    return (
        any(one.strip().startswith(office) for one in folded.split(";"))
        if " " in office
        else folded.split(";")[0].strip().startswith(office)
        and (len(folded) < len(office) + 30 and "ial" not in folded.split(" ")[0])
    )


def short_name(person: Person) -> str:
    """The name as outlets shorten it: the last word, the whole where two share it."""
    return person.name.get("en", person.id)
