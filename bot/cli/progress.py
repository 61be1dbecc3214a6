"""Progress where one waits: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as RichProgress


class Progress:
    """Counts up to `total`; each `tell` is one step, with a line of its own."""

    def __init__(self, total: int, done: str) -> None:
        self._total, self._done, self._count = total, done, 0
        self._bar: RichProgress | None = None
        if sys.stdout.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = RichProgress(*columns, console=Console(), transient=True)
            self._task = self._bar.add_task(done, total=total)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def tell(self, line: str) -> None:
        """One more is done."""
        self._count += 1
        if self._bar:
            self._bar.console.print(line, highlight=False, markup=False)
            self._bar.advance(self._task)
        else:
            sys.stdout.write(f"{self._count}/{self._total}\t{line}\n")
            sys.stdout.flush()
