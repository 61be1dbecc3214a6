"""Texts that take a worker down as soon as it is given them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any


class Hanging(str):
    """Hangs whoever unpacks it."""

    __slots__ = ()

    def __reduce__(self) -> Any:
        return time.sleep, (60,)


class Deadly(str):
    """Ends the process of whoever unpacks it."""

    __slots__ = ()

    def __reduce__(self) -> Any:
        return os._exit, (3,)


class Passing(str):
    """Ends the process of whoever unpacks it, as long as a file is there."""

    __slots__ = ("flag",)
    flag: Path

    def __reduce__(self) -> Any:
        return _unpacked, (str(self), self.flag)


def _unpacked(text: str, flag: Path) -> str:
    if flag.exists():
        os._exit(3)
    return text
