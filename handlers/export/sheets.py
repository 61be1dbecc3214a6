"""Rows as CSV (RFC 4180) or JSON, written as they come."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TextIO

BOM = "\ufeff"
"""Begins the files that are sent in the chat: spreadsheets read Cyrillic right only after it. Pipes get none."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet begins a formula, wherever the text came from."""


def write_csv(rows: Iterable[Mapping[str, Any]], fields: Iterable[str], out: TextIO) -> int:
    """A line of names, then one a row; says how many rows. Lists are parted by a semicolon and a space."""
    names = tuple(fields)
    writer = csv.writer(out)
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([_cell(row[name]) for name in names])
        count += 1
    return count


def write_json(rows: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """An array with one object a line; says how many."""
    count = 0
    out.write("[")
    for count, row in enumerate(rows, 1):
        out.write("\n " if count == 1 else ",\n ")
        out.write(json.dumps(row, ensure_ascii=False, default=_plain))
    out.write("\n]\n" if count else "]\n")
    return count


def _cell(value: object) -> object:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return harmless(_text(value))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"cannot be exported: {type(value).__name__}")
