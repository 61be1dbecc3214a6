"""Running Parleys: who is alive, who holds the Telegram role, and who holds a SQLite file."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Self

from sqlalchemy import func, text
from sqlmodel import Session, col, delete, select, update

from storage import doubts, feeds
from storage.database import DatabaseFailed
from storage.tables import InstanceRow
from storage.upsert import change, insert_new

BEAT = timedelta(seconds=5)
DEAD = timedelta(seconds=20)
_LOCK = 7_303_002


class FileHeld(DatabaseFailed):
    """Another Parley runs on this SQLite file; the text says which."""


class FileLock:
    """The lock `<db>.lock` beside a SQLite file: held while this process lives, gone with it however it ends."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Takes the lock.

        Raises:
            FileHeld: another process holds it.
            DatabaseFailed: the lock file cannot be written.
        """
        try:
            file = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise DatabaseFailed(f"{self._path} cannot be written: {error.strerror}; check the folder") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            with file:
                raise FileHeld(
                    f"{self._path.with_suffix('')} is in use by {_holder(file)}; end that one first"
                ) from None
        file.seek(0)
        file.truncate()
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
        file.flush()
        self._file = file

    def drop(self) -> None:
        """Lets go of the lock; the file stays, empty."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        told = json.loads(file.read())
        return f"another Parley: process {told['pid']} on {told['host']}"
    except (ValueError, KeyError, TypeError):
        return "another Parley"


def beat(session: Session, instance: str, now: datetime) -> bool:
    """Says that this instance lives, and whether it holds the Telegram role still."""
    now = _moment(session, now)
    insert_new(session, InstanceRow, [{"id": instance, "started": now, "beat": now, "telegram": False}])
    change(session, update(InstanceRow).where(col(InstanceRow.id) == instance).values(beat=now))
    return session.exec(select(InstanceRow.telegram).where(col(InstanceRow.id) == instance)).one()


def take_role(session: Session, instance: str, now: datetime) -> bool:
    """Takes the Telegram role where nobody alive holds it, and with it what the dead were sending.

    Gives True to whoever holds it afterwards. A dead instance is forgotten.
    """
    _one_at_a_time(session)
    now = _moment(session, now)
    dead = list(session.exec(select(InstanceRow.id).where(col(InstanceRow.beat) < now - DEAD)))
    dead = [one for one in dead if one != instance]
    if dead:
        doubts.take_over(session, dead, now)
        for one in dead:
            feeds.release(session, one)
        change(session, delete(InstanceRow).where(col(InstanceRow.id).in_(dead)))
    holder = session.exec(select(InstanceRow.id).where(col(InstanceRow.telegram).is_(True))).first()
    if holder is None:
        insert_new(session, InstanceRow, [{"id": instance, "started": now, "beat": now, "telegram": False}])
        change(session, update(InstanceRow).where(col(InstanceRow.id) == instance).values(telegram=True, beat=now))
        _adopt_orphans(session, now)
    return holder in {None, instance}


def start_alone(session: Session, instance: str, now: datetime) -> None:
    """The start on a SQLite file whose lock is held: whoever ran on it before is dead."""
    change(session, delete(InstanceRow).where(col(InstanceRow.id) != instance))
    take_role(session, instance, now)


def leave(session: Session, instance: str) -> None:
    """The orderly end: the role is free at once, and what was unanswered passes on as unknown."""
    change(session, delete(InstanceRow).where(col(InstanceRow.id) == instance))


def alive(session: Session, now: datetime) -> list[str]:
    """Who beats."""
    since = _moment(session, now) - DEAD
    return list(
        session.exec(select(InstanceRow.id).where(col(InstanceRow.beat) >= since).order_by(col(InstanceRow.id)))
    )


def _adopt_orphans(session: Session, now: datetime) -> None:
    """What was being sent by anybody who is no instance any more."""
    owners = set(session.exec(select(InstanceRow.id)))
    unfinished = doubts.senders(session)
    doubts.take_over(session, unfinished - owners, now)


def _one_at_a_time(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _moment(session: Session, now: datetime) -> datetime:
    """On PostgreSQL the server's clock: those of several machines may differ."""
    if session.get_bind().dialect.name != "postgresql":
        return now
    moment: datetime = session.exec(select(func.clock_timestamp())).one()
    return moment
