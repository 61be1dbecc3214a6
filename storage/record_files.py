"""The historical record as its CSV files tell it: rows become developments and statements, still without a database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from storage.seeds import CONFIDENCES, load_parties, load_places
from storage.sheets import Row, read_csv
from storage.vocabulary import Development, Figure, Kind, Outcome, Party, Qualifier, Scope, Stage, Statement

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One row of the record: the development it tells of, its sources, and its deal's record id (or "").

    `fingerprint` changes with anything that the row says.
    """

    development: Development
    sources: tuple[str, ...]
    fingerprint: str
    framework: str = ""

    @property
    def id(self) -> str:
        assert self.development.record_id is not None
        return self.development.record_id


_READING = 1
"""To be raised where rows are read otherwise than before, so that databases are told."""


def _fingerprint(row: Row, *further: str) -> str:
    told = repr((_READING, sorted(row.cells.items()), further))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


class RecordFiles:
    """The record in a dossier's folder; what lies after the clock's day (in the dossier's zone) is not there yet.

    Raises:
        SeedFileWrong: a cell is wrong; the text names file, row, column and cure.
    """

    def __init__(self, folder: Path, until: datetime) -> None:
        head, self._parties = load_parties(folder / "parties.toml")
        self._folder = folder / "record"
        self._last = until.astimezone(ZoneInfo(head["zone"])).date()
        self._places = {
            spelling.casefold(): place.name["en"]
            for place in load_places(folder).values()
            for spelling in (*place.name.values(), *place.spellings)
        }

    def developments(self) -> Iterator[Recorded]:
        """Deals first, so that their stages find them, then exchanges, bodies and talks."""
        frameworks = list(self._rows("frameworks", "id agreed completed sources confidence"))
        deals_known = ["", *(row.text("id") for row in frameworks)]
        exchanges = [self._exchange(row, deals_known) for row in self._rows("exchanges", "id date sources confidence")]
        begun = {one.framework for one in exchanges if _last_day(one.development) <= self._last}
        deals = (self._deal(row, begun) for row in frameworks)
        bodies = (self._returned(row, Kind.BODIES) for row in self._rows("bodies", "id date sources confidence"))
        talks = (self._talks(row) for row in self._rows("talks", "id start end sources confidence"))
        for one in (*deals, *exchanges, *bodies, *talks):
            if _last_day(one.development) <= self._last:
                yield one

    def positions(self) -> Iterator[tuple[Statement, str]]:
        """What a party asked or refused, each with its fingerprint, in the file's order."""
        for row in self._rows("positions", "id date party person_id topic position source confidence"):
            day = row.needed_day("date")
            if day <= self._last:
                yield self._position(row, day), _fingerprint(row)

    def _rows(self, name: str, columns: str) -> Iterator[Row]:
        return read_csv(self._folder / f"{name}.csv", columns.split())

    def _position(self, row: Row, day: date) -> Statement:
        sources = row.links("source")
        return Statement(
            record_id=row.needed("id"),
            day=day,
            text=row.texts("position", english=""),
            party=self._codes(row, "party")[0] if row.needed("party") else None,
            person=row.text("person_id") or None,
            topic=row.text("topic") or None,
            outlet=outlet(sources[0]) if sources else None,
            link=link(sources[0]) if sources else None,
            confidence=_confidence(row),
        )

    def _exchange(self, row: Row, deals: list[str]) -> Recorded:
        deal = row.text("framework")
        if deal not in deals:
            raise row.wrong("framework", f"deal {deal!r} is not known", "add it to frameworks.csv, or mend the id")
        return replace(self._returned(row, Kind.EXCHANGE), framework=deal)

    def _returned(self, row: Row, kind: Kind) -> Recorded:
        day = row.needed_day("date")
        end = row.day("end_date")
        moment = noon(end or day)
        development = Development(
            id=0,
            kind=kind,
            stage=Stage.COMPLETED,
            day=day,
            end_day=end,
            figures=tuple(self._figures(row, Scope.TOTAL)),
            mediators=self._codes(row, "mediators"),
            first_seen=moment,
            touched=moment,
            record_id=row.needed("id"),
            confidence=_confidence(row),
            prose=_prose(row, note="note"),
        )
        return _recorded(development, row)

    def _deal(self, row: Row, begun: set[str]) -> Recorded:
        agreed, completed = row.needed_day("agreed"), row.day("completed")
        stage = Stage.UNDER_WAY if row.text("id") in begun else Stage.AGREED
        if completed and completed <= self._last:
            stage = Stage.COMPLETED
        development = Development(
            id=0,
            kind=Kind.EXCHANGE,
            stage=stage,
            day=agreed,
            figures=tuple(self._figures(row, Scope.FRAMEWORK)),
            framework=True,
            first_seen=noon(agreed),
            touched=noon(agreed),
            record_id=row.needed("id"),
            confidence=_confidence(row),
            prose=_prose(row, note="note"),
        )
        return _recorded(development, row, stage.value)

    def _talks(self, row: Row) -> Recorded:
        day, end = row.needed_day("start"), row.day("end")
        if end and end < day:
            raise row.wrong("end", f"{end} lies before {day}", "mend one of the two")
        development = Development(
            id=0,
            kind=Kind.TALKS,
            stage=_word(row, "stage", Stage) or Stage.HELD,
            day=day,
            end_day=end if end != day else None,
            place=self._place(row.text("place")),
            round=_leading_number(row.text("round")),
            parties=self._codes(row, "parties"),
            mediators=self._codes(row, "mediators"),
            outcome=_word(row, "result", Outcome),
            first_seen=noon(end or day),
            touched=noon(end or day),
            record_id=row.needed("id"),
            confidence=_confidence(row),
            prose=_prose(row, **_TALKS_PROSE),
        )
        return _recorded(development, row)

    def _codes(self, row: Row, column: str) -> tuple[str, ...]:
        codes = row.items(column)
        for code in codes:
            if code not in self._parties:
                raise row.wrong(column, f"party {code!r} is not known", "add it to parties.toml, or mend the code")
        return codes

    def _figures(self, row: Row, scope: Scope) -> Iterator[Figure]:
        """`to_ua` and `to_ua_civilians`, and so on for each side of the dossier."""
        for party in _sides(self._parties):
            for column, counted in ((f"to_{party.lower()}", scope), (f"to_{party.lower()}_civilians", Scope.CIVILIANS)):
                value = row.whole(column)
                if value is not None:
                    yield Figure(value, party, counted, Qualifier.EXACT)

    def _place(self, text: str) -> str | None:
        """The dossier's English name of the first part that it knows; None for a call, a front line or none."""
        parts = [part.strip() for part in text.replace("(", ",").replace(")", "").split(",")]
        return next((self._places[part.casefold()] for part in parts if part.casefold() in self._places), None)


def _recorded(development: Development, row: Row, *further: str) -> Recorded:
    return Recorded(development=development, sources=row.links("sources"), fingerprint=_fingerprint(row, *further))


_TALKS_PROSE = {
    "name": "name",
    "format": "format",
    "place": "place",
    "delegations": "heads_of_delegation",
    "outcome": "outcome",
    "agreed": "agreed",
}


def outlet(source: str) -> str:
    """The name to show for a source: its host, or what it says where it has no address."""
    address = link(source)
    return address.split("/")[2].removeprefix("www.").rstrip(".") if address else source


def link(source: str) -> str | None:
    """The address in a source, without a remark after it."""
    return source.split(maxsplit=1)[0] if source.startswith(("http://", "https://")) else None


def noon(day: date) -> datetime:
    """The instant that stands for a day of which no hour is known."""
    return datetime.combine(day, time(12), UTC)


def _last_day(development: Development) -> date:
    day = development.end_day or development.day
    assert day is not None
    return day


def _sides(parties: Mapping[str, Party]) -> Sequence[str]:
    return [party.code for party in sorted(parties.values(), key=lambda one: one.order) if party.side]


def _confidence(row: Row) -> str:
    return row.one_of("confidence", CONFIDENCES, f"write one of {', '.join(CONFIDENCES)}")


def _prose(row: Row, **columns: str) -> dict[str, dict[str, str]]:
    found = {key: row.texts(column, english="") for key, column in columns.items()}
    return {key: texts for key, texts in found.items() if texts}


def _word(row: Row, column: str, words: Callable[[str], Word]) -> Word | None:
    text = row.text(column)
    try:
        return words(text) if text else None
    except ValueError:
        raise row.wrong(column, f"{text!r} is not known", "write one of the words that README.md names") from None


def _leading_number(text: str) -> int | None:
    head = text.split(maxsplit=1)[0] if text else ""
    return int(head) if head.isdecimal() else None
