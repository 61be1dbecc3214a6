"""What the tests of the workers run in them."""

import os
import time
from pathlib import Path

import psutil

prepared: list[str] = []


def add(one: int, other: int) -> int:
    return one + other


def hang() -> None:
    time.sleep(60)


def eat() -> int:
    return len(bytearray(2_000_000_000))


def die() -> None:
    os._exit(3)


def unpicklable() -> object:
    return lambda: None


def fail() -> None:
    raise ValueError("by design")


def shout() -> str:
    print("this must not reach the bot")
    return "heard"


def process_after(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def mark(file: Path) -> None:
    file.write_text(str(os.getpid()), encoding="ascii")


def parent() -> int:
    return os.getppid()


def load(size: int) -> None:
    prepared.append("x" * size)


def own_memory_after(seconds: float) -> int:
    """Bytes that no other process shares."""
    time.sleep(seconds)
    return int(psutil.Process().memory_full_info().uss)


def process() -> int:
    return os.getpid()


def environment() -> list[str]:
    return sorted(os.environ)


def prepare(word: str) -> None:
    prepared.append(word)


def prepared_with() -> list[str]:
    return prepared


def prepare_badly() -> None:
    raise LookupError("no dossier")


def mark_and_wait(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="ascii")
    time.sleep(60)
