"""Whole processes measured from outside: seconds, processor time, and the memory of a process and all its children."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

_EVERY, _SHARE = 0.1, 33
"""Seconds between two looks at memory, and that times what a look takes where that is longer: the system walks through
all of that memory (9 ms for Parley's 230 MB), on a core that is then not there for what is measured."""
MB = 1_000_000


class BenchFailed(Exception):
    """A command failed; the text holds what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `wall` and `cpu` in seconds, `memory` the most megabytes of all its processes together."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], env: Mapping[str, str], folder: Path) -> Run:
    """Runs a command to its end, its children included.

    Raises:
        BenchFailed: it ended with an error.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=dict(env), cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        with Watching(process.pid) as watching:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            told = said.read()[-2000:].decode()
            raise BenchFailed(f"{' '.join(command[:4])} … ended with {process.returncode}: {told}")
    return Run(wall, used.ru_utime + used.ru_stime, watching.most / MB)


class Watching:
    """The most memory that a process and its children held at one time, looked at up to ten times a second."""

    def __init__(self, pid: int) -> None:
        self.most = 0
        self._pid, self._over = pid, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        wait = _EVERY
        while not self._over.wait(wait):
            start = time.thread_time()
            self.most = max(self.most, memory_of(self._pid))
            wait = max(_EVERY, _SHARE * (time.thread_time() - start))


def family(pid: int) -> list[psutil.Process]:
    """A process and all its children."""
    with suppress(psutil.Error):
        one = psutil.Process(pid)
        return [one, *one.children(recursive=True)]
    return []


def memory_of(pid: int) -> int:
    """Bytes: what several of these processes share counts once (PSS), where the system can tell; else all of it."""
    total = 0
    for one in family(pid):
        with suppress(psutil.Error):
            held = one.memory_full_info()
            total += getattr(held, "pss", held.rss)
    return total


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process and its children have taken."""
    total = 0.0
    for one in family(pid):
        with suppress(psutil.Error):
            times = one.cpu_times()
            total += times.user + times.system
    return total


def median(runs: Sequence[Run]) -> Run:
    """The middle of each figure."""
    return Run(*(statistics.median(getattr(one, name) for one in runs) for name in ("wall", "cpu", "memory")))
