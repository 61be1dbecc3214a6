"""Reading the CSV and TOML files of seeds/: whatever is wrong is told by file, row, column and cure."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomli

LANGUAGES = {"en": "_en", "uk": "_uk", "ru": "_ru"}
_BETWEEN_LINKS = re.compile(r"\s+\|\s+|\s*;\s*(?=https?://)|\s+(?=https?://)")


class SeedFileWrong(Exception):
    """A file of the dossier cannot be used; the text names file, place and cure."""

    def __init__(self, file: Path, place: str, what: str, cure: str) -> None:
        super().__init__(f"{file}{', ' if place else ''}{place}: {what}; {cure}")
        self.file = file
        self.place = place


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV file; `number` is the one a spreadsheet shows (the header is row 1)."""

    file: Path
    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, what: str, cure: str) -> SeedFileWrong:
        """The error to raise for one cell."""
        return SeedFileWrong(self.file, f"row {self.number}, column {column}", what, cure)

    def text(self, column: str) -> str:
        """The cell's text; empty where the file has no such column (`read_csv` checks those that are needed)."""
        return self.cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """The cell's text; empty is an error."""
        text = self.text(column)
        if not text:
            raise self.wrong(column, "is empty", "fill it in, or take the row out")
        return text

    def one_of(self, column: str, known: Sequence[str], cure: str) -> str:
        """The cell's text, which has to be one of the known words."""
        text = self.needed(column)
        if text not in known:
            raise self.wrong(column, f"{text!r} is not known", cure)
        return text

    def items(self, column: str, mark: str = ";") -> tuple[str, ...]:
        """The cell as a list without empty parts."""
        return tuple(part for raw in self.text(column).split(mark) if (part := raw.strip()))

    def links(self, column: str) -> tuple[str, ...]:
        """The sources in the cell, parted by a bar, a semicolon or a space before the next address."""
        return tuple(part for raw in _BETWEEN_LINKS.split(self.text(column)) if (part := raw.strip()))

    def whole(self, column: str) -> int | None:
        """The cell as a whole number; None where it is empty (unknown, never zero)."""
        text = self.text(column)
        if text and not (text.isascii() and text.isdecimal()):
            raise self.wrong(column, f"{text!r} is no whole number", "write digits only, or leave it empty")
        return int(text) if text else None

    def day(self, column: str, *, last: bool = False) -> date | None:
        """The cell as a day. A month or a year alone is its first day, or its last where `last`."""
        text = self.text(column)
        try:
            return _day(text, last=last) if text else None
        except ValueError:
            raise self.wrong(column, f"{text!r} is no date", "write it as 2026-02-05") from None

    def needed_day(self, column: str) -> date:
        """The cell as a full day; empty is an error."""
        self.needed(column)
        day = self.day(column)
        assert day is not None
        return day

    def texts(self, column: str, english: str = "_en") -> dict[str, str]:
        """A column's prose by language: `column_uk`, `column_ru`, English with its own ending or none."""
        endings = {**LANGUAGES, "en": english}
        found = {language: self.text(column + ending) for language, ending in endings.items()}
        return {language: text for language, text in found.items() if text}

    def needed_texts(self, column: str) -> dict[str, str]:
        """The same, where English must not be missing."""
        self.needed(f"{column}_en")
        return self.texts(column)


def _day(text: str, *, last: bool) -> date:
    year, month, day = (*text.split("-"), "", "")[:3]
    if len(text) not in (4, 7, 10) or len(text.split("-")) != {4: 1, 7: 2, 10: 3}[len(text)]:
        raise ValueError(text)
    whole_month = int(month or (12 if last else 1))
    return date(int(year), whole_month, int(day or (monthrange(int(year), whole_month)[1] if last else 1)))


def read_csv(file: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV file that has (at least) these columns; none where there is no such file.

    Raises:
        SeedFileWrong: it is not UTF-8, lacks a column, or has a row with cells missing or left over.
    """
    if not file.exists():
        return
    reader = csv.DictReader(_text(file).splitlines(keepends=True), strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise SeedFileWrong(file, "row 1", f"no column {', '.join(missing)}", "add it to the first line")
    try:
        for number, cells in enumerate(reader, start=2):
            if None in cells or None in cells.values():
                cure = "count the commas; a text with a comma stands in double quotes"
                raise SeedFileWrong(file, f"row {number}", "has too few or too many cells", cure)
            yield Row(file, number, cells)
    except csv.Error as error:
        cure = "check the double quotes around it"
        raise SeedFileWrong(file, f"line {reader.line_num}", str(error), cure) from error


def read_toml(file: Path) -> dict[str, Any]:
    """The tables of a TOML file; none where there is no such file.

    Raises:
        SeedFileWrong: it is not UTF-8 or not TOML.
    """
    if not file.exists():
        return {}
    try:
        return tomli.loads(_text(file))
    except tomli.TOMLDecodeError as error:
        raise SeedFileWrong(file, "", str(error), "see https://toml.io for how to write it") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        cure = "save the file as UTF-8"
        raise SeedFileWrong(file, f"byte {error.start}", "is not UTF-8", cure) from error
