"""Running sums, one line a side, each named at its end."""

from __future__ import annotations

from itertools import pairwise

from handlers.drawing import paper
from handlers.drawing.specs import Total

_TOP, _BOTTOM, _RIGHT = 150, 1180, 290
_APART = 0.09
"""Share of the height that two labels at the ends keep between them."""


def draw(spec: Total) -> bytes:
    """A PNG of 1080 × 1350 pixels."""
    made = paper.sheet(spec.title, spec.notes)
    plot = paper.axes(made, _TOP, _BOTTOM, right=_RIGHT)
    highest = max((max(line.points, default=0) for line in spec.lines), default=0) or 1
    plot.set_xlim(0, max(len(line.points) for line in spec.lines) - 1 or 1)
    plot.set_ylim(0, highest * 1.05)
    paper.haze(plot, spec.bands)
    paper.levels(plot, spec.levels)
    paper.time_axis(plot, spec.time)
    heights = _apart([line.points[-1] for line in spec.lines], highest * _APART)
    for line, height, colour in zip(spec.lines, heights, paper.SIDES, strict=False):
        plot.plot(line.points, color=colour, linewidth=paper.points(7), solid_capstyle="round", clip_on=False)
        plot.annotate(
            line.told, (1, height), (paper.points(18), 0), xycoords=plot.get_yaxis_transform(),
            textcoords="offset points", color=colour, size=paper.points(paper.TEXT), weight="bold", va="center",
            annotation_clip=False,
        )  # fmt: skip
    return paper.png(made)


def _apart(heights: list[int], least: float) -> list[float]:
    """The heights of the labels: where they would overlap, the higher moves up and the lower down."""
    placed: list[float] = list(heights)
    order = sorted(range(len(heights)), key=lambda number: heights[number])
    for lower, upper in pairwise(order):
        short = least - (placed[upper] - placed[lower])
        if short > 0:
            placed[upper] += short / 2
            placed[lower] -= short / 2
    return placed
