"""The words and numbers of charts, and captions that say the same: nothing unknown is drawn as if it were known."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from handlers.drawing.specs import Band, Bar, Line, Months, Panel, Tick, Time, Total
from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, join, lines
from handlers.wording.totals import completeness, missing
from storage.figures import Tally
from storage.series import Month, Sum
from storage.vocabulary import Dossier

_FEW = 12
_LEVELS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Months without a hole between them, oldest first; `known` says of which of them the record knows all."""

    months: Sequence[Month]
    known: Sequence[bool]
    year: int | None = None


def by_month(series: Series, dossier: Dossier, say: Speech) -> Months:
    """Bars for each side; in a year each bar has its figure, over more time the highest and the latest one."""
    panels = tuple(Panel(_to(side, series, dossier, say), _bars(series, side, say)) for side in dossier.sides)
    unknown = any(bar.unknown for panel in panels for bar in panel.bars)
    note = plain(say("? and ≥: numbers of some exchanges are not known")) if unknown else ""
    return Months(
        title=title(series, say),
        panels=panels,
        time=_time(series, say),
        bands=_bands(series),
        notes=tuple(one for one in (note, _incomplete(series, say)) if one),
    )


def in_all(series: Series, dossier: Dossier, say: Speech) -> Total:
    """Running sums, each named at the end of its line."""
    sides = dossier.sides
    made = [_line(series, side, dossier, say) for side in sides]
    unknown = any(_sum(series.months, side).at_least for side in sides)
    note = plain(say("≥: numbers of some exchanges are not known")) if unknown else ""
    return Total(
        title=plain(say("People returned in exchanges, in all")),
        lines=tuple(made),
        time=_time(series, say),
        levels=levels(max(max(line.points) for line in made), say),
        bands=_bands(series),
        notes=tuple(one for one in (note, _incomplete(series, say)) if one),
    )


def months_caption(series: Series, dossier: Dossier, today: date, say: Speech, fresh: Html) -> Html:
    """The latest month, the sums, what they lack."""
    held = [month for month in series.months if month.events]
    head = str(series.year) if series.year else say("Since {year}", year=held[0].first.year)
    latest = say.day(held[-1].first, "whole month")
    return lines(
        bold(title(series, say)),
        _told(latest[:1].upper() + latest[1:], held[-1:], dossier, say),
        _told(head, held, dossier, say),
        _lacking(held, dossier, say),
        completeness(dossier, today, say),
        fresh,
    )


def total_caption(series: Series, dossier: Dossier, today: date, say: Speech, fresh: Html) -> Html:
    """The sums since the beginning and of this year, and what they lack."""
    held = [month for month in series.months if month.events]
    this_year = [month for month in held if month.first.year == held[-1].first.year]
    year = held[-1].first.year
    return lines(
        bold(say("People returned in exchanges, in all")),
        _told(say("Since {year}", year=held[0].first.year), held, dossier, say),
        _told(say("{year} so far", year=year) if year == today.year else str(year), this_year, dossier, say),
        _lacking(held, dossier, say),
        completeness(dossier, today, say),
        fresh,
    )


def title(series: Series, say: Speech) -> str:
    """What the bars are of."""
    if series.year:
        return plain(say("People returned in exchanges, {year}", year=series.year))
    return plain(say("People returned in exchanges, by month"))


def plain(text: object) -> str:
    """A message of ours without markup as the letters of a picture."""
    return html.unescape(str(text))


def levels(highest: int, say: Speech) -> tuple[Tick, ...]:
    """Two to five round heights for lines across a plot."""
    rough = max(highest, 1) / _LEVELS
    size = 10 ** int(log10(rough)) if rough >= 1 else 1
    step = next(size * one for one in (1, 2, 5, 10) if size * one >= rough)
    return tuple(Tick(step * number, say.number(step * number)) for number in range(1, ceil(highest / step)))


def _to(side: str, series: Series, dossier: Dossier, say: Speech) -> str:
    """Returned to Ukraine: ≥8,123."""
    to = names.case(side, "to", dossier, say)
    return plain(say("Returned to {party}: {figures}", party=to, figures=brief(_sum(series.months, side), say)))


def _bars(series: Series, side: str, say: Speech) -> tuple[Bar, ...]:
    sums = [month.sums.get(side, Sum()) for month in series.months]
    highest = max(range(len(sums)), key=lambda at: sums[at].people)
    latest = max((at for at, one in enumerate(sums) if one.people), default=0)
    named = range(len(sums)) if len(sums) <= _FEW else {highest, latest}
    return tuple(
        Bar(people=one.people, unknown=one.at_least, told=brief(one, say) if at in named and one.people else "")
        for at, one in enumerate(sums)
    )


def _line(series: Series, side: str, dossier: Dossier, say: Speech) -> Line:
    points = [0]
    for month in series.months:
        points.append(points[-1] + month.sums.get(side, Sum()).people)
    to = plain(say("to {party}", party=names.case(side, "to", dossier, say)))
    return Line(f"{to}\n{brief(_sum(series.months, side), say)}", tuple(points))


def brief(one: Sum, say: Speech) -> str:
    """157, ≥157 where some are not known, ≈300; a question mark where nothing is known."""
    if not one.people:
        return "?" if one.at_least else say.number(0)
    mark = "≥" if one.at_least else "≈" if one.rough else ""
    return f"{mark}{say.number(one.people)}"


def amount(one: Sum, say: Speech) -> Html:
    """The same in words: at least 157."""
    n = say.number(one.people)
    if not one.people and one.missing:
        return say("an unknown number")
    if one.at_least:
        return say("at least {n}", n=n)
    return say("about {n}", n=n) if one.rough else Html(n)


def told(head: object, sums: Sequence[tuple[str, Sum]], events: int, dossier: Dossier, say: Speech) -> Html:
    """2026: 157 to Ukraine, at least 160 to Russia, in 2 exchanges."""
    parts = [
        say("{n} to {party}", n=amount(one, say), party=names.case(side, "to", dossier, say)) for side, one in sums
    ]
    return say.ngettext(
        "{head}: {parts}, in {n} exchange.",
        "{head}: {parts}, in {n} exchanges.",
        events,
        head=head,
        parts=join(parts, ", "),
    )


def _told(head: object, months: Sequence[Month], dossier: Dossier, say: Speech) -> Html:
    sums = [(side, _sum(months, side)) for side in dossier.sides]
    return told(head, sums, sum(month.events for month in months), dossier, say)


def _sum(months: Sequence[Month], side: str) -> Sum:
    return sum((month.sums.get(side, Sum()) for month in months), Sum())


def _lacking(months: Sequence[Month], dossier: Dossier, say: Speech) -> Html | None:
    unknown = {side: _sum(months, side).missing for side in dossier.sides}
    return missing([Tally(year=0, events=0, unknown=unknown)], dossier, say)


def _time(series: Series, say: Speech) -> Time:
    """The months of a year by name, more time by years."""
    if len(series.months) <= _FEW:
        return Time(tuple(Tick(at, month_name(month.first, say)) for at, month in enumerate(series.months)))
    firsts = [at for at, month in enumerate(series.months) if at == 0 or month.first.month == 1]
    ends = [*firsts[1:], len(series.months)]
    ticks = (
        Tick((first + end - 1) / 2, str(series.months[first].first.year))
        for first, end in zip(firsts, ends, strict=True)
        if end - first > 3  # noqa: PLR2004 - else there is no room for it
    )
    return Time(tuple(ticks), tuple(first - 0.5 for first in firsts[1:]))


def month_name(first: date, say: Speech) -> str:
    """Feb, without the full stop of an abbreviation."""
    return say.day(first, "month alone").rstrip(".")


def _bands(series: Series) -> tuple[Band, ...]:
    """Months that are known in part only, those in a row as one."""
    bands: list[Band] = []
    for at, known in enumerate(series.known):
        if known:
            continue
        if bands and bands[-1].until == at - 0.5:
            bands[-1] = Band(bands[-1].since, at + 0.5)
        else:
            bands.append(Band(at - 0.5, at + 0.5))
    return tuple(bands)


def _incomplete(series: Series, say: Speech) -> str:
    return "" if all(series.known) else plain(say("grey: the record is not complete"))
