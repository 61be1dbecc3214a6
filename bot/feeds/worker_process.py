"""The inside of a worker process: it reads calls from its standard input until that ends."""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import signal
import struct
import traceback
from pathlib import Path
from typing import IO, Any

from bot.errors import BotError
from bot.feeds.failures import FeedFailed

SIZE = struct.Struct("!Q")  # before each message, its length
_GRACE_SECONDS = 5  # the bot ends a slow worker itself; this is for one whose bot was killed


def serve() -> None:
    """Answer calls until the bot closes the pipe, or is gone."""
    calls, answers = _take_pipes()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a service manager sends it to all; the bot ends its workers
    seconds = _prepare(calls, answers)
    while message := _next(calls):
        signal.alarm(seconds)
        _answer(answers, *_run(message))
        signal.alarm(0)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the bot, kept from anything that prints or reads."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return calls, answers


def _prepare(calls: IO[bytes], answers: IO[bytes]) -> int:
    seconds: float
    memory, seconds, initializer, initargs = pickle.loads(_next(calls))  # noqa: S301 -- from our own bot
    how, value = "done", None
    try:
        if initializer is not None:
            initializer(*initargs)
        _limit_memory(memory)
    except Exception as error:  # it is raised again in the bot
        how, value = "raised", error
    _answer(answers, how, value)
    return math.ceil(seconds) + _GRACE_SECONDS


def _run(message: bytes) -> tuple[str, Any]:
    try:
        function, args, kwargs = pickle.loads(message)  # noqa: S301 -- from our own bot
        return "done", function(*args, **kwargs)
    except MemoryError:
        return "full", None
    except BotError as error:
        return "raised", error
    except Exception as error:  # it is raised again in the bot
        error.add_note("In the worker:\n" + traceback.format_exc())
        return "raised", error


def _answer(answers: IO[bytes], how: str, value: Any) -> None:
    try:
        message = pickle.dumps((how, value))
    except MemoryError:
        message = pickle.dumps(("full", None))
    except Exception as error:  # what cannot be pickled raises anything
        message = pickle.dumps(("raised", FeedFailed(f"no answer from the reader: {error}")))
    with contextlib.suppress(BrokenPipeError):
        answers.write(SIZE.pack(len(message)) + message)
        answers.flush()


def _next(calls: IO[bytes]) -> bytes:
    head = calls.read(SIZE.size)
    return calls.read(SIZE.unpack(head)[0]) if len(head) == SIZE.size else b""


def _limit_memory(more: int) -> None:
    """Let the process grow by `more` bytes from here, where the platform can say how large it is."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return
    size = pages * resource.getpagesize() + more
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
