"""Whole files: which developments go into each, in the chat and on the command line alike."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from weakref import WeakKeyDictionary

from sqlmodel import Session

from handlers.export import atom, calendar, rows, sheets
from handlers.export.rows import Rows
from handlers.wording.language import Speech
from storage import histories, identity
from storage.vocabulary import Dossier

Over = Callable[[Sequence[rows.Told]], Iterator[rows.Told]]
"""Hands on the same developments, one by one."""
LATELY = timedelta(days=30)
"""So long talks that have been held stay in the calendar of what is announced."""
_NEWEST = 200
"""Developments in the feed where no year is asked for: those that changed last."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to give out: its name, what is in it, and how many developments those are."""

    name: str
    content: bytes
    count: int


def span(year: int | None) -> tuple[date, date] | tuple[None, None]:
    """The days of a year; None for all, and what has no day as well."""
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def csv_files(session: Session, dossier: Dossier, year: int | None) -> tuple[File, ...]:
    """Developments, the claims behind them and their history, each a table that spreadsheets open."""
    made, found = Rows(dossier), list(rows.told(session, *span(year)))
    claims = [row for one in found for row in made.claims(one.development)]
    changes = [row for one in found for row in made.changes(one)]
    shown = [made.development(one.development) for one in found]
    return (
        File(_named("developments", year, "csv"), _csv(shown, made.development_fields), len(found)),
        File(_named("claims", year, "csv"), _csv(claims, made.claim_fields), len(found)),
        File(_named("changes", year, "csv"), _csv(changes, rows.CHANGE_FIELDS), len(found)),
    )


def json_file(session: Session, dossier: Dossier, year: int | None) -> File:
    """Developments with their claims and history within them."""
    made, out = Rows(dossier), StringIO()
    count = sheets.write_json((made.whole(one) for one in rows.told(session, *span(year))), out)
    return File(_named("developments", year, "json"), out.getvalue().encode(), count)


def calendar_file(
    session: Session, dossier: Dossier, say: Speech, today: date, year: int | None, over: Over = iter
) -> File:
    """Talks with a day: those ahead and of the last thirty days, or all of a year. `over` watches each go by."""
    first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (today - LATELY, date.max)
    found = histories.dated_talks(session, first, last)
    told = list(rows.with_history(session, found))
    content = calendar.calendar(over(told), identity.of_this(session), dossier, say)
    return File(_named("talks", year, "ics"), content, len(found))


def atom_file(
    session: Session,
    dossier: Dossier,
    say: Speech,
    now: datetime,
    year: int | None,
    address: str = "",
    over: Over = iter,
) -> File:
    """The developments that changed last, or all of a year; newest news first. `over` watches each go by."""
    newest = histories.lately_moved(session, _NEWEST) if not year else []
    found = list(rows.told(session, *span(year)) if year else rows.with_history(session, newest))
    found.sort(key=atom.moved, reverse=True)
    content = atom.feed(found, identity.of_this(session), dossier, say, now, address, over)
    return File(_named("developments", year, "atom"), content, len(found))


def kept(session: Session, form: str, dossier: Dossier, year: int | None) -> tuple[File, ...]:
    """The tables (`csv`) or the one file (`json`), made anew only when something has changed."""
    mine = _kept.setdefault(session.get_bind(), OrderedDict())
    now = histories.stamp(session)
    before, made = mine.pop((form, year), (None, ()))
    if before != now:
        made = csv_files(session, dossier, year) if form == "csv" else (json_file(session, dossier, year),)
    mine[form, year] = now, made
    if len(mine) > _MOST_KEPT:
        mine.popitem(last=False)
    return made


_MOST_KEPT = 4
_kept: WeakKeyDictionary[Any, OrderedDict[tuple[str, int | None], tuple[object, tuple[File, ...]]]] = (
    WeakKeyDictionary()
)


def _named(what: str, year: int | None, ending: str) -> str:
    return f"parley-{what}-{year}.{ending}" if year else f"parley-{what}.{ending}"


def _csv(made: list[rows.Row], fields: tuple[str, ...]) -> bytes:
    out = StringIO(newline="")
    out.write(sheets.BOM)
    sheets.write_csv(made, fields, out)
    return out.getvalue().encode()
