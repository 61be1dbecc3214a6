"""Logging: one set-up for the process, no secret in any line, and no line a thousand times."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from storage.database import DatabaseFailed

_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}")
_LOGIN = re.compile(r"(?<=://)[^/?#\s]+@")
_HIDDEN, _HIDDEN_LOGIN = "[token]", "[login]@"
_QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "hpack": logging.WARNING,
    "alembic": logging.WARNING,
    "telegram": logging.INFO,
}
"""httpx writes whole addresses, the token in them; python-telegram-bot whole updates when it is told to debug."""


class Redaction(logging.Filter):
    """Takes secrets out of a record for good: message, arguments, exception and stack.

    Secrets are those given, whatever looks like a bot token, and a login within an address.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def clean(self, text: str) -> str:
        """The text without any secret."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _LOGIN.sub(_HIDDEN_LOGIN, _TOKEN.sub(_HIDDEN, text))

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            text = record.getMessage()
        except (TypeError, ValueError, KeyError):
            text = str(record.msg)
        record.msg, record.args = self.clean(text), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text, record.exc_info = self.clean(record.exc_text), None
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def configure(level: str = "INFO", as_json: bool = False, *, secrets: Iterable[str] = ()) -> None:
    """Sends all logging to standard error, at that level, without the secrets given or anything like a bot token."""
    redaction = Redaction(secrets)
    handler = logging.StreamHandler()
    handler.addFilter(redaction)
    handler.setFormatter(_Json() if as_json else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelNamesMapping()[level.upper()]))
    logging.captureWarnings(capture=True)
    _catch_the_rest(redaction)


def _catch_the_rest(redaction: Redaction) -> None:
    """What nobody catches is printed too: through the same filter, in the main thread and in others."""

    def told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(redaction.clean(text))

    sys.excepthook = told
    threading.excepthook = lambda given: told(given.exc_type, given.exc_value, given.exc_traceback)


def place_of(error: BaseException) -> str:
    """What was raised and where, without its text, which may hold what somebody wrote or who wrote it."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}" for frame in frames[:-6:-1])
    return f"{type(error).__name__} at {where}" if where else type(error).__name__


def cause_of(error: BaseException) -> str:
    """What is wrong in words where they are our own (cause and cure), else what was raised and where."""
    return str(error) if isinstance(error, DatabaseFailed) else place_of(error)


class Incidents:
    """Says what goes wrong when it begins and when it is over, not each time in between."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._open: dict[str, int] = {}

    def begin(self, name: str, text: str, level: int = logging.WARNING) -> bool:
        """Notes one more failure of that name; True for the first, which is logged."""
        self._open[name] = self._open.get(name, 0) + 1
        if self._open[name] == 1:
            self._log.log(level, "%s", text)
        return self._open[name] == 1

    def end(self, name: str, text: str) -> None:
        """Logs once that it is over, with how often it failed."""
        times = self._open.pop(name, 0)
        if times:
            self._log.warning("%s (after %d failures)", text, times)

    def open(self) -> list[str]:
        """What is wrong now."""
        return list(self._open)
