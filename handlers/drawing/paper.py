"""Paper and pens: size, colours and letters that are read on a phone, on a light screen and on a dark one.

The picture has a ground of its own. Blue and vermilion are the pair of Okabe and Ito's palette that nearly every eye
tells apart; each colour is named where it is used, so that none is needed to understand a picture.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from handlers.drawing.specs import Band, Tick, Time

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH, HEIGHT, TALL = 1080, 1350, 1920
"""Pixels."""
GROUND, INK, GREY, FAINT, HAZE = "#faf8f4", "#222222", "#6b6b6b", "#d9d5cc", "#eae6dd"
SIDES = ("#0072b2", "#d55e00")
TITLE, HEAD, TEXT, SMALL = 44, 38, 32, 28
"""Heights of letters in pixels."""
_DPI = 100
_LEFT, _RIGHT = 60, 60
_ROOMY = 8
"""Names of more times than these are written smaller."""


def points(pixels: float) -> float:
    """Pixels as the points in which letters and lines are measured."""
    return pixels * 72 / _DPI


def sheet(title: str, notes: Sequence[str], height: int = HEIGHT) -> Figure:
    """An empty sheet with its title above and its notes below."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of every folder that it may not write to
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context({"font.family": "DejaVu Sans"}):
        made = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=GROUND)
    FigureCanvasAgg(made)
    fitted(made.text(_LEFT / WIDTH, 1 - 48 / height, title, size=points(TITLE), weight="bold", color=INK, va="top"))
    for number, note in enumerate(reversed(notes)):
        low = (36 + 40 * number) / height
        fitted(made.text(_LEFT / WIDTH, low, note, size=points(SMALL), color=GREY, va="bottom"))
    return made


def fitted(letters: Text, width: float = WIDTH - _LEFT - _RIGHT) -> None:
    """Makes letters smaller where they would take more than so many pixels."""
    taken = letters.get_window_extent().width
    if taken > width:
        letters.set_fontsize(float(letters.get_fontsize()) * width / taken * 0.98)


def axes(made: Figure, top: float, bottom: float, *, left: float = _LEFT, right: float = _RIGHT) -> Axes:
    """A plain plot between two heights (pixels from the top) without frame and ticks."""
    height = made.get_figheight() * _DPI
    plot = made.add_axes((left / WIDTH, 1 - bottom / height, 1 - (left + right) / WIDTH, (bottom - top) / height))
    plot.set_facecolor("none")
    for spine in plot.spines.values():
        spine.set_visible(False)
    plot.tick_params(length=0, labelsize=points(SMALL), labelcolor=GREY)
    plot.set_xticks([])
    plot.set_yticks([])
    return plot


def time_axis(plot: Axes, time: Time) -> None:
    """A base line with the names of the times below it, and faint lines between these."""
    size = points(SMALL - 4 if len(time.ticks) > _ROOMY else SMALL)
    plot.set_xticks([tick.at for tick in time.ticks], [tick.label for tick in time.ticks], size=size)
    for edge in time.edges:
        plot.axvline(edge, color=FAINT, linewidth=points(2), zorder=0)
    plot.axhline(0, color=INK, linewidth=points(2))


def levels(plot: Axes, ticks: Iterable[Tick]) -> None:
    """Faint lines across a plot, each with its label above its left end."""
    for tick in ticks:
        plot.axhline(tick.at, color=FAINT, linewidth=points(2), zorder=0)
        plot.annotate(
            tick.label, (0, tick.at), (0, points(4)), xycoords=plot.get_yaxis_transform(),
            textcoords="offset points", size=points(SMALL), color=GREY, va="bottom",
        )  # fmt: skip


def haze(plot: Axes, bands: Iterable[Band]) -> None:
    """A grey ground behind the times of which not all is known."""
    for band in bands:
        plot.axvspan(band.since, band.until, color=HAZE, linewidth=0, zorder=-1)


def png(made: Figure) -> bytes:
    """The finished picture."""
    with io.BytesIO() as file:
        made.savefig(file, format="png")
        return file.getvalue()
