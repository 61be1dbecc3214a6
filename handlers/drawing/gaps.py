"""How long there was no exchange: days since the last one, rising until the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.drawing import paper
from handlers.drawing.specs import Gap, Gaps

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TOP, _BOTTOM = 150, 1160


def draw(spec: Gaps) -> bytes:
    """A PNG of 1080 × 1350 pixels."""
    made = paper.sheet(spec.title, spec.notes)
    plot = paper.axes(made, _TOP, _BOTTOM)
    plot.set_xlim(spec.gaps[0].since, spec.gaps[-1].until)
    plot.set_ylim(0, max(gap.until - gap.since for gap in spec.gaps) * 1.1 or 1)
    paper.levels(plot, spec.levels)
    paper.time_axis(plot, spec.time)
    for gap in spec.gaps:
        _rise(plot, gap)
    return paper.png(made)


def _rise(plot: Axes, gap: Gap) -> None:
    """One triangle; pale and dashed where an exchange in it may be unknown."""
    high = gap.until - gap.since
    colour = paper.SIDES[0] if gap.sure else paper.GREY
    plot.fill([gap.since, gap.until, gap.until], [0, high, 0], color=colour if gap.sure else paper.HAZE, linewidth=0)
    plot.plot(
        [gap.since, gap.until], [0, high], color=colour, linewidth=paper.points(3),
        linestyle="solid" if gap.sure else (0, (3, 2)),
    )  # fmt: skip
    if gap.told:
        plot.annotate(
            gap.told, (gap.until, high), (0, paper.points(6)), textcoords="offset points", va="bottom",
            ha=_where(plot, gap.until), size=paper.points(paper.TEXT), color=colour, weight="bold",
        )  # fmt: skip


def _where(plot: Axes, at: float) -> str:
    left, right = plot.get_xlim()
    share = (at - left) / (right - left)
    return "left" if share < 0.1 else "right" if share > 0.85 else "center"  # noqa: PLR2004
