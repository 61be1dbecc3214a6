"""Who sits at the table: from the record's delegations, else from the officials named in the reports."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join, shorten
from storage.vocabulary import Development, Dossier, Person

_PROSE = 150
_SHORTEST = 4
_CODE = re.compile(r"^([A-Z]{2,5}):\s*(.+)$", re.DOTALL)


def delegations(development: Development, dossier: Dossier, say: Speech) -> list[tuple[str, str]]:
    """Each party's people by surname, as the record's prose has them or as the reports name them; sides first.

    Where the dossier knows none of a party's people, the record's own words stand for them.
    """
    prose = development.prose.get("delegations")
    found = named_in(prose.get("en", ""), development, dossier) if prose else named(development, dossier)
    told = {code: say.listed([names.surname(one, say) for one in people]) for code, people in found.items()}
    if prose:
        parts = (_CODE.match(part.strip()) for part in say.text(prose).split(";"))
        told = {part[1]: shorten(re.sub(r"[()]", "", part[2]).strip(), _PROSE) for part in parts if part} | told
    return [(code, told[code]) for code in names.in_order(told, dossier)]


def at_the_table(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    """At the table: Umerov (Ukraine), Kostyukov (Russia), Witkoff and Kushner (United States)."""
    told = [
        say("{people} ({party})", people=people, party=names.party(code, dossier, say))
        for code, people in delegations(development, dossier, say)
    ]
    return say("At the table: {who}", who=join(told, ", ")) if told else None


def named(development: Development, dossier: Dossier) -> dict[str, list[Person]]:
    """By party, the negotiators that the reports of these talks name.

    A negotiator is one whose role of that day names a delegation; leaders and others whom every report names are
    not taken for one.
    """
    day = development.day or development.touched.date()
    told = " ".join(f"{report.title} {report.claim.evidence}" for report in development.reports)
    quoted = {origin.id for report in development.reports for origin in report.claim.origins}
    found: dict[str, list[Person]] = defaultdict(list)
    spelled = _spellings(dossier)
    for person in dossier.people.values():
        role = person.role_on(day)
        if role is None or role.party not in development.parties or not negotiates(person, day):
            continue
        if person.id in quoted or _stands_in(told, spelled[person.id]):
            found[role.party].append(person)
    sent = {code: _sent_there(people, development, day) or people for code, people in found.items()}
    return {code: sorted(people, key=_by_place(told, spelled)) for code, people in sent.items()}


def _sent_there(people: Sequence[Person], development: Development, day: date) -> list[Person]:
    """Those whom the record places at talks in this place."""
    roles = ((person, person.role_on(day)) for person in people)
    return [one for one, role in roles if role and development.place and development.place in role.delegation]


def named_in(prose: str, development: Development, dossier: Dossier) -> dict[str, list[Person]]:
    """By party, the people of the dossier whom the record's delegations name (`UA: Rustem Umerov; RU: …`)."""
    found: dict[str, list[Person]] = {}
    spelled = _spellings(dossier)
    for part in prose.split(";"):
        told = _CODE.match(part.strip())
        if told is None:
            continue
        people = [one for one in dossier.people.values() if _stands_in(told[2], spelled[one.id])]
        of_party = [one for one in people if names.party_of(one, development.day or date.max) == told[1]]
        if of_party:
            found[told[1]] = sorted(of_party, key=_by_place(told[2], spelled))
    return found


def _by_place(text: str, spelled: Mapping[str, frozenset[str]]) -> Callable[[Person], int]:
    """Sorts people as a text names them: the head of a delegation comes first."""
    return lambda person: min((text.find(word) for word in spelled[person.id] if word in text), default=len(text))


_NO_DELEGATION = re.compile(r"leaders' level|spokes|return of|exchanges of prisoners|host of")


def negotiates(person: Person, day: date) -> bool:
    """Whether the record knows the person as a member of a delegation."""
    role = person.role_on(day)
    return role is not None and bool(role.delegation) and not _NO_DELEGATION.search(role.delegation)


def _spellings(dossier: Dossier) -> dict[str, frozenset[str]]:
    """By person, the names that mean this person alone: a bare surname only where nobody else bears it."""
    surnames = {key: {name.rsplit(" ", 1)[-1] for name in one.name.values()} for key, one in dossier.people.items()}
    bearers = Counter(name for own in surnames.values() for name in own)
    return {
        key: frozenset((*one.name.values(), *one.spellings, *(name for name in surnames[key] if bearers[name] == 1)))
        for key, one in dossier.people.items()
    }


def _stands_in(text: str, spellings: Iterable[str]) -> bool:
    """Whole words; Cyrillic names may carry an ending."""
    likely = (word for word in spellings if len(word) >= _SHORTEST and word in text)
    return any(re.search(rf"\b{re.escape(word)}\w{{0,3}}\b", text) for word in likely)
