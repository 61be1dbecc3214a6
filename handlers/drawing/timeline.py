"""Events of two sorts on the two sides of one line of time that runs down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.drawing import paper
from handlers.drawing.specs import Mark, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TOP, _FOOT = 230, 130
_SLOT = 46
"""Pixels that a label takes."""
_NAME = 34
"""Pixels that the name of a month takes."""
_LINE, _HALF, _REACH = 560, 46, 40
"""Where the line runs, half the width of its band, and from there to the labels (pixels)."""


def draw(spec: Timeline) -> bytes:
    """A PNG of 1080 × 1920 pixels."""
    made = paper.sheet(spec.title, spec.notes, paper.TALL)
    bottom = paper.TALL - _FOOT
    plot = paper.axes(made, _TOP, bottom, left=0, right=0)
    plot.set_xlim(0, paper.WIDTH)
    plot.set_ylim(bottom, _TOP)
    _band(plot, spec, bottom)
    for marks, sign, head, colour in zip((spec.left, spec.right), (-1, 1), spec.heads, paper.SIDES, strict=True):
        plot.text(
            _LINE + sign * (_HALF + _REACH), _TOP - 28, head, color=colour, size=paper.points(paper.TEXT),
            weight="bold", ha="right" if sign < 0 else "left", va="bottom",
        )  # fmt: skip
        _marks(plot, spec, marks, sign, colour)
    return paper.png(made)


def _height(spec: Timeline, day: float) -> float:
    """Where a day lies, the newest at the top."""
    share = (spec.until - day) / max(spec.until - spec.since, 1)
    return _TOP + share * (paper.TALL - _FOOT - _TOP)


def _band(plot: Axes, spec: Timeline, bottom: float) -> None:
    left, right = _LINE - _HALF, _LINE + _HALF
    plot.fill_betweenx([_TOP, bottom], left, right, color=paper.HAZE, linewidth=0)
    for band in spec.bands:
        plot.fill_betweenx(
            [_height(spec, band.until), _height(spec, band.since)], left, right, facecolor=paper.GROUND,
            edgecolor=paper.FAINT, hatch="//", linewidth=paper.points(2),
        )  # fmt: skip
    above: float = _TOP
    for tick in reversed(spec.ticks):
        height = _height(spec, tick.at)
        plot.plot([left, right], [height, height], color=paper.GREY, linewidth=paper.points(1), alpha=0.5)
        if height - above > _NAME * (1 + tick.label.count("\n")):
            plot.text(
                _LINE, height - 5, tick.label, ha="center", va="bottom", size=paper.points(paper.SMALL - 2),
                color=paper.GREY,
            )  # fmt: skip
        above = height


def _marks(plot: Axes, spec: Timeline, marks: Sequence[Mark], sign: int, colour: str) -> None:
    true = [_height(spec, mark.day) for mark in marks]
    edge = _LINE + sign * _HALF
    for mark, height, label in zip(marks, true, _apart(true, _TOP, paper.TALL - _FOOT), strict=True):
        if mark.told:
            plot.plot(
                [edge, edge + sign * _REACH * 0.85], [height, label], color=colour, linewidth=paper.points(2), zorder=1
            )
        plot.plot(
            [edge], [height], marker="o", markersize=paper.points(18), color=colour, zorder=2,
            markerfacecolor=paper.GROUND if mark.open else colour, markeredgewidth=paper.points(4),
        )  # fmt: skip
        plot.text(
            edge + sign * _REACH, label, mark.told, size=paper.points(paper.SMALL), color=paper.INK, va="center",
            ha="right" if sign < 0 else "left",
        )  # fmt: skip


def _apart(heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Heights for labels in the order of the marks (downwards), none over another, as near to them as can be.

    Labels that would touch form a group, which stands around the middle of its marks.
    """
    slot = min(_SLOT, (bottom - top) / max(len(heights), 1))
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _first(groups[-2], slot, top, bottom) + slot * len(groups[-2]) > _first(
            groups[-1], slot, top, bottom
        ):
            last = groups.pop()
            groups[-1] += last
    return [_first(group, slot, top, bottom) + slot * number for group in groups for number in range(len(group))]


def _first(group: Sequence[float], slot: float, top: float, bottom: float) -> float:
    """Where the first label of a group stands, so that the group is around its marks and within the picture."""
    length = slot * (len(group) - 1)
    middle = sum(group) / len(group) - length / 2
    return max(min(middle, bottom - slot / 2 - length), top + slot / 2)
