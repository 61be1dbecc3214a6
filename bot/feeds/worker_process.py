"""The inside of a worker process: it reads calls from its end of a socket until that ends."""

from __future__ import annotations

import contextlib
import math
import pickle
import signal
import socket
import struct
import traceback
from pathlib import Path
from typing import IO, Any, NamedTuple

from bot.errors import BotError
from bot.feeds.failures import FeedFailed

SIZE = struct.Struct("!Q")  # before each message, its length
_GRACE_SECONDS = 5  # the bot ends a slow worker itself; this is for one whose bot was killed


class Limits(NamedTuple):
    """Bytes that a worker may grow by, and seconds that a call may take."""

    memory: int
    seconds: float


def prepare(bot: socket.socket) -> Limits:
    """Do once what all workers need, as the bot's first message says, and tell how it went."""
    with bot.makefile("rb") as calls:
        memory, seconds, initializer, initargs = pickle.loads(_next(calls))  # noqa: S301 -- from our own bot
    try:
        if initializer is not None:
            initializer(*initargs)
    except Exception as error:  # it is raised again in the bot
        answer(bot, "raised", error)
    else:
        answer(bot, "done", None)
    return Limits(memory, seconds)


def work(end: int, limits: Limits) -> None:
    """Say that it is there, then answer calls until the bot closes the socket, or is gone."""
    with socket.socket(fileno=end) as bot, bot.makefile("rb") as calls:
        _limit_memory(limits.memory)
        answer(bot, "done", None)
        while message := _next(calls):
            signal.alarm(math.ceil(limits.seconds) + _GRACE_SECONDS)
            answer(bot, *_run(message))
            signal.alarm(0)


def answer(bot: socket.socket, how: str, value: Any) -> None:
    """Send how something went, and what came of it."""
    try:
        message = pickle.dumps((how, value))
    except MemoryError:
        message = pickle.dumps(("full", None))
    except Exception as error:  # what cannot be pickled raises anything
        message = pickle.dumps(("raised", FeedFailed(f"no answer from the reader: {error}")))
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        bot.sendall(SIZE.pack(len(message)) + message)


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
