"""What a picture shows, as plain data in the reader's language: equal data make the same picture.

Days are ordinals (`date.toordinal`), months count from the first one of the picture.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place of an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Time:
    """The axis of time: names of months or years, and where one ends and the next begins."""

    ticks: tuple[Tick, ...]
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A time, from…to, of which not all is known."""

    since: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The sum of one month: 0 people with `unknown` means that nothing of it is known.

    `told` is written above it; `unknown`: there were some without a figure.
    """

    people: int = 0
    unknown: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's bars; its title says whose they are, and the sum."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Bars month by month, a panel for each side."""

    title: str
    panels: tuple[Panel, ...]
    time: Time
    bands: tuple[Band, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One side's running sum at the end of each month; `told` is written at its end."""

    told: str
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Running sums over months; `levels` are the heights that get a line and a label."""

    title: str
    lines: tuple[Line, ...]
    time: Time
    levels: tuple[Tick, ...] = ()
    bands: tuple[Band, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The days from one exchange to the next, or to today; not `sure` where one between them may be unknown."""

    since: int
    until: int
    sure: bool = True
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Days since the last exchange, as time went on."""

    title: str
    gaps: tuple[Gap, ...]
    time: Time
    levels: tuple[Tick, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event beside the line of time; `open` ones are drawn as a ring."""

    day: int
    told: str
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A line of time from the top down with events on both sides of it; `heads` say what these are."""

    title: str
    since: int
    until: int
    ticks: tuple[Tick, ...]
    heads: tuple[str, str]
    left: tuple[Mark, ...] = ()
    right: tuple[Mark, ...] = ()
    bands: tuple[Band, ...] = ()
    notes: tuple[str, ...] = ()
