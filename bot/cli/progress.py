"""Progress where one waits: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_EVERY = 1000
"""Steps between two plain lines, where a step has no line of its own."""
T = TypeVar("T")


class Progress:
    """Counts up to `total`, either by `tell`, each step with a line of its own, or by `step`.

    What is written to the standard output leaves the progress to the standard error (`out`); `quiet` shows none.
    """

    def __init__(self, total: int, done: str, out: TextIO | None = None, *, quiet: bool = False) -> None:
        self._total, self._done, self._count, self._said = total, done, 0, 0
        self._out, self._quiet = out or sys.stdout, quiet
        self._bar: RichProgress | None = None
        if self._out.isatty() and not quiet:
            self._bar = _bar(self._out)
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
            self._line(f"{self._count}/{self._total}\t{line}")

    def step(self, more: int = 1) -> None:
        """So many more are done; a plain line now and then, and for the last one."""
        self._count += more
        if self._bar:
            self._bar.advance(self._task, more)
        elif not self._quiet and (self._count - self._said >= _EVERY or self._count == self._total):
            self._said = self._count
            self._line(f"{self._count}/{self._total} {self._done}")

    def reached(self, count: int, total: int) -> None:
        """So many are done, of so many: the total may be known only on the way."""
        self._total = total
        if self._bar:
            self._bar.update(self._task, total=total)
        self.step(count - self._count)

    def each(self, found: Sequence[T]) -> Iterator[T]:
        """The same things, one step for each; how many there are is known only now."""
        self._total = len(found)
        if self._bar:
            self._bar.update(self._task, total=self._total)
        return self.over(found)

    def over(self, found: Iterable[T]) -> Iterator[T]:
        """The same things, one step for each."""
        for one in found:
            yield one
            self.step()

    def _line(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()


def _bar(out: TextIO) -> RichProgress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(file=out), transient=True)


class Reaching:
    """Progress on the standard error that begins with the first step, if there ever is one, and ends with the last."""

    def __init__(self, done: str, out: TextIO | None = None, *, quiet: bool = False) -> None:
        self._done, self._out, self._quiet = done, out, quiet
        self._progress: Progress | None = None

    def __call__(self, count: int, total: int) -> None:
        """So many are done, of so many."""
        if self._progress is None:
            self._progress = Progress(total, self._done, self._out or sys.stderr, quiet=self._quiet)
            self._progress.__enter__()
        self._progress.reached(count, total)
        if count == total:
            self._progress.__exit__(None, None, None)
            self._progress = None
