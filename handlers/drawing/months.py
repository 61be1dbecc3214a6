"""Bars month by month, one panel a side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.drawing import paper
from handlers.drawing.specs import Months, Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TOP, _PANEL, _STEP = 200, 400, 540
_FEW = 12
_LETTER = 19
"""About the width of a letter in pixels."""


def draw(spec: Months) -> bytes:
    """A PNG of 1080 × 1350 pixels."""
    made = paper.sheet(spec.title, spec.notes)
    highest = max((bar.people for panel in spec.panels for bar in panel.bars), default=0) or 1
    for number, panel in enumerate(spec.panels):
        plot = paper.axes(made, _TOP + _STEP * number, _TOP + _STEP * number + _PANEL)
        plot.set_xlim(-0.6, len(panel.bars) - 0.4)
        plot.set_ylim(0, highest * 1.12)
        paper.haze(plot, spec.bands)
        paper.time_axis(plot, spec.time)
        _bars(plot, panel, paper.SIDES[number % len(paper.SIDES)])
    return paper.png(made)


def _bars(plot: Axes, panel: Panel, colour: str) -> None:
    head = plot.annotate(
        panel.title, (0, 1), (0, paper.points(30)), xycoords="axes fraction", textcoords="offset points",
        color=colour, size=paper.points(paper.HEAD), weight="bold", va="bottom",
    )  # fmt: skip
    paper.fitted(head)
    plot.bar(range(len(panel.bars)), [bar.people for bar in panel.bars], width=0.78, color=colour)
    size = paper.points(paper.SMALL)
    for at, bar in enumerate(panel.bars):
        told = bar.told or ("?" if bar.unknown else "")
        if told:
            plot.annotate(
                told, (at, bar.people), (0, paper.points(5)), textcoords="offset points",
                ha=_where(at, len(panel.bars), told), va="bottom", size=size, color=colour if bar.told else paper.GREY,
            )  # fmt: skip


def _where(at: int, bars: int, told: str) -> str:
    """A label at an edge that is wider than its bar grows inwards."""
    half = _LETTER * len(told) / 2 * bars / paper.WIDTH
    return "left" if at + 0.5 < half else "right" if bars - 0.5 - at < half else "center"
