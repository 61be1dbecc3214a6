"""The dossier, read from a folder like seeds/: who negotiates about what, and what officials said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zipfile import is_zipfile
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from storage.sheets import Row, SeedFileWrong, read_csv, read_toml
from storage.vocabulary.dossier import (
    Contact,
    Coverage,
    Dossier,
    FraudWarning,
    OfficialCount,
    Party,
    Person,
    Place,
    Role,
    Texts,
    Topic,
)

T = TypeVar("T", Party, Topic, Person, Place)

CONFIDENCES = ("high", "medium", "low")
_STATES = ("complete", "partial", "unknown")


def default_folder() -> Path:
    """Parley's own dossier: beside this package in a checkout and in an installed wheel alike."""
    return Path(__file__).resolve().parent.parent / "seeds"


def load_dossier(folder: Path, until: datetime | None = None) -> Dossier:
    """Everything a folder says of its negotiation, but its feeds and its record of events.

    Needed is `parties.toml`; `topics.toml`, `words/*.toml`, `people.toml` or `record/people.csv`,
    `places.toml` or `record/places.csv`, and the rest of `record/` may be there. With `until` (the clock of
    a demo or a replay), roles, totals and coverage that begin after that moment are left out; a role that
    ends after it is open.

    Raises:
        SeedFileWrong: a file is missing or wrong; the text names file, row, column and cure.
    """
    head, parties = load_parties(folder / "parties.toml")
    last = until.astimezone(ZoneInfo(head["zone"])).date() if until else date.max
    people = {**_people(folder / "record/people.csv", parties), **_people_of_toml(folder, parties)}
    return Dossier(
        name=head["name"],
        zone=head["zone"],
        parties=parties,
        people=_known(people, last),
        places=load_places(folder),
        topics=_tables(folder / "topics.toml", "topics", Topic, "id"),
        words={file.stem: _words(file) for file in sorted((folder / "words").glob("*.toml"))},
        bodies=_bodies(folder / "bodies.toml"),
        contacts=tuple(_contacts(folder / "record/contacts.csv")),
        warnings=tuple(_warnings(folder / "record/fraud.csv")),
        totals=tuple(t for t in _totals(folder / "record/totals.csv", parties) if t.day <= last),
        coverage=tuple(c for c in _coverage(folder / "record/coverage.csv") if c.since <= last),
        loaded_until=until.astimezone(UTC) if until else None,
        likeness=_archive(folder / "likeness.zip"),
    )


def _words(file: Path) -> Mapping[str, Any]:
    """The words of one language; `extends = "shipped"` lays a folder's own tables over those that Parley ships."""
    own = read_toml(file)
    if own.get("extends") != "shipped":
        return own
    return {**read_toml(default_folder() / "words" / file.name), **own}


def _archive(file: Path) -> bytes:
    if file.exists() and not is_zipfile(file):
        cure = "fetch it anew, write it by make train, or remove it: then the rules read alone"
        raise SeedFileWrong(file, "", "is damaged", cure)
    return file.read_bytes() if file.exists() else b""


def _bodies(file: Path) -> dict[str, Texts]:
    """The names of ministries and other bodies by language: `[bodies]`, one line an id of words/<language>.toml."""
    found = {key: _dict(names) for key, names in _dict(read_toml(file).get("bodies")).items()}
    for key, names in found.items():
        if "en" not in names or not all(isinstance(name, str) for name in names.values()):
            raise SeedFileWrong(file, f"bodies.{key}", "has no English text", 'write { en = "…", uk = "…", ru = "…" }')
    return found


def load_parties(file: Path) -> tuple[dict[str, Any], dict[str, Party]]:
    """The `[dossier]` table of parties.toml and its parties by code.

    Raises:
        SeedFileWrong: the file is missing or wrong.
    """
    if not file.exists():
        raise SeedFileWrong(file, "", "is missing", "PARLEY_DOSSIER has to name a folder like seeds/")
    parties = _tables(file, "parties", Party, "code")
    if sum(party.side for party in parties.values()) < 2:  # noqa: PLR2004
        raise SeedFileWrong(file, "", "fewer than two sides", "write side = true under both warring parties")
    return _head(file), parties


def _head(file: Path) -> dict[str, Any]:
    head = {"zone": "Europe/Kyiv", **_dict(read_toml(file).get("dossier"))}
    if "en" not in _dict(head.get("name")):
        raise SeedFileWrong(file, "dossier.name", "is missing", 'write name = { en = "…" } under [dossier]')
    try:
        ZoneInfo(head["zone"])
    except (ZoneInfoNotFoundError, ValueError, TypeError):
        cure = "write an IANA name such as Europe/Kyiv"
        raise SeedFileWrong(file, "dossier.zone", f"no time zone {head['zone']!r}", cure) from None
    return head


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(file: Path, table: str, kind: type[T], key: str) -> dict[str, T]:
    """The entries of `[table.<key>]` as values of that kind, in the file's order, smallest `order` first."""
    reader = TypeAdapter(kind)  # made once: making one takes longer than reading a hundred entries
    found = {
        name: _entry(file, f"{table}.{name}", kind, reader, {**_dict(raw), key: name})
        for name, raw in _dict(read_toml(file).get(table)).items()
    }
    return dict(sorted(found.items(), key=lambda pair: getattr(pair[1], "order", 0)))


def _entry(file: Path, place: str, kind: type[T], reader: TypeAdapter[T], raw: dict[str, Any]) -> T:
    unknown = raw.keys() - {field.name for field in fields(kind)}
    if unknown:
        cure = f"known are {', '.join(field.name for field in fields(kind))}"
        raise SeedFileWrong(file, f"{place}.{min(unknown)}", "is not known", cure)
    try:
        entry = reader.validate_python(raw)
    except ValidationError as error:
        raise _invalid(file, place, error) from None
    if "en" not in entry.name:
        raise SeedFileWrong(file, f"{place}.name", "has no English text", 'write name = { en = "…" }')
    return entry


def _invalid(file: Path, place: str, error: ValidationError) -> SeedFileWrong:
    fault = error.errors()[0]
    inner = ".".join((place, *(str(part) for part in fault["loc"])))
    return SeedFileWrong(file, inner, fault["msg"], "mend that line")


def _people_of_toml(folder: Path, parties: Mapping[str, Party]) -> dict[str, Person]:
    people = _tables(folder / "people.toml", "people", Person, "id")
    for person in people.values():
        for role in person.roles:
            if role.party not in parties:
                place = f"people.{person.id}.roles"
                cure = "add it to parties.toml, or mend the code"
                raise SeedFileWrong(folder / "people.toml", place, f"party {role.party!r} is not known", cure)
    return people


_PERSON = (
    "id", "name_en", "party", "role_en", "from", "to", "in_delegation", "other_spellings", "sources", "confidence",
)  # fmt: skip


def _people(file: Path, parties: Mapping[str, Party]) -> dict[str, Person]:
    """One row is one role; the rows of one id make one person, with every spelling of theirs."""
    people: dict[str, Person] = {}
    for row in read_csv(file, _PERSON):
        new = Person(
            id=row.needed("id"),
            name=row.needed_texts("name"),
            spellings=row.items("other_spellings"),
            roles=(_role(row, parties),),
        )
        known = people.get(new.id, replace(new, spellings=(), roles=()))
        spellings = tuple(dict.fromkeys(known.spellings + new.spellings))
        people[new.id] = replace(known, spellings=spellings, roles=known.roles + new.roles)
    return people


def _role(row: Row, parties: Mapping[str, Party]) -> Role:
    since, until = row.day("from"), row.day("to", last=True)
    if since and until and until < since:
        raise row.wrong("to", f"{until} lies before {since}", "mend one of the two")
    return Role(
        party=row.one_of("party", [*parties], "add it to parties.toml, or mend the code"),
        title=row.needed_texts("role"),
        since=since,
        until=until,
        delegation=row.text("in_delegation"),
        sources=row.links("sources"),
        confidence=row.one_of("confidence", CONFIDENCES, f"write one of {', '.join(CONFIDENCES)}"),
    )


def _known(people: Mapping[str, Person], last: date) -> dict[str, Person]:
    """The people and roles known by that day, each person's roles in order of time."""
    known = {key: replace(person, roles=tuple(_until(person.roles, last))) for key, person in people.items()}
    return {key: person for key, person in known.items() if person.roles or not people[key].roles}


def _until(roles: Iterable[Role], last: date) -> Iterator[Role]:
    for role in sorted(roles, key=lambda role: role.since or date.min):
        if (role.since or date.min) <= last:
            yield replace(role, until=None) if role.until and role.until > last else role


def load_places(folder: Path) -> dict[str, Place]:
    """The places by id, from `record/places.csv` and `places.toml`.

    Raises:
        SeedFileWrong: one of the two is wrong.
    """
    file = folder / "places.toml"
    places = {**_places(folder / "record/places.csv"), **_tables(file, "places", Place, "id")}
    halls = _dict(read_toml(file).get("halls"))
    for hall, town in halls.items():
        if not {hall, town} <= places.keys():
            raise SeedFileWrong(file, f"halls.{hall}", "names no place", "write ids of places on both sides")
    return {key: replace(place, town=halls.get(key, place.town)) for key, place in places.items()}


def _places(file: Path) -> dict[str, Place]:
    rows = read_csv(file, ("id", "name_en", "country", "other_spellings"))
    return _once(
        (
            row,
            Place(
                id=row.needed("id"),
                name=row.needed_texts("name"),
                country=row.text("country"),
                spellings=row.items("other_spellings"),
            ),
        )
        for row in rows
    )


def _once(rows: Iterable[tuple[Row, Place]]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for row, place in rows:
        if place.id in found:
            raise row.wrong("id", f"{place.id!r} is there twice", "put both rows into one")
        found[place.id] = place
    return found


def _contacts(file: Path) -> Iterator[Contact]:
    columns = ("id", "side", "url", "phone", "hours", "confidence")
    prose: Callable[[Row, str], Texts] = Row.needed_texts
    for row in read_csv(file, (*columns, "name_en", "what_for_en")):
        plain = {column: row.text(column) for column in columns}
        yield Contact(**plain, name=prose(row, "name"), what_for=prose(row, "what_for"))


def _warnings(file: Path) -> Iterator[FraudWarning]:
    for row in read_csv(file, ("id", "text_en", "source")):
        yield FraudWarning(id=row.needed("id"), text=row.needed_texts("text"), source=row.text("source"))


def _totals(file: Path, parties: Mapping[str, Party]) -> Iterator[OfficialCount]:
    for row in read_csv(file, ("as_of", "side", "count", "what", "source")):
        row.needed("count")
        yield OfficialCount(
            day=row.needed_day("as_of"),
            side=row.one_of("side", [*parties], "add it to parties.toml, or mend the code"),
            count=row.whole("count") or 0,
            what=row.needed("what"),
            source=row.text("source"),
        )


def _coverage(file: Path) -> Iterator[Coverage]:
    for row in read_csv(file, ("from", "to", "what", "state", "note")):
        yield Coverage(
            what=row.needed("what"),
            since=row.needed_day("from"),
            until=row.day("to", last=True),
            state=row.one_of("state", _STATES, f"write one of {', '.join(_STATES)}"),
            note=row.text("note"),
        )
