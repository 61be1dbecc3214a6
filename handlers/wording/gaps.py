"""The days between exchanges, as a chart and in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.drawing.specs import Gap, Gaps, Tick, Time
from handlers.wording.charts import levels, plain
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, lines
from handlers.wording.silence import Silence, since_last
from handlers.wording.totals import completeness
from storage.vocabulary import Dossier

Span = tuple[date, date, bool]
"""From one exchange to the next, or to today; whether none between them can be unknown."""
_ROOM = 100
"""Days that the name of a year takes."""


def chart(spans: Sequence[Span], silence: Silence | None, today: date, say: Speech) -> Gaps:
    """Days since the last exchange, rising to the next; the longest sure gap and the one that lasts have a figure."""
    longest = longest_of(spans)
    gaps = tuple(
        Gap(since=since.toordinal(), until=until.toordinal(), sure=sure, told=_told(span, longest, today, say))
        for span in spans
        for since, until, sure in [span]
    )
    usual = silence.gaps.usual if silence and silence.gaps else None
    note = say.ngettext("usual gap: {n} day", "usual gap: {n} days", usual) if usual else None
    pale = say("grey: an exchange may be missing") if any(not gap.sure for gap in gaps) else None
    return Gaps(
        title=plain(say("Days since the last exchange")),
        gaps=gaps,
        time=_years(spans),
        levels=levels(max(gap.until - gap.since for gap in gaps), say),
        notes=tuple(plain(one) for one in (note, pale) if one),
    )


def caption(
    spans: Sequence[Span], silence: Silence | None, dossier: Dossier, today: date, say: Speech, fresh: Html
) -> Html:
    """How long ago the last one was, what is usual, the longest gap, what is not known."""
    longest = longest_of(spans)
    return lines(
        bold(say("Days since the last exchange")),
        since_last(silence, say) if silence else None,
        _longest(longest, say) if longest else None,
        say("In the gaps drawn in grey an exchange may be missing.") if not all(span[2] for span in spans) else None,
        completeness(dossier, today, say),
        fresh,
    )


def longest_of(spans: Sequence[Span]) -> Span | None:
    """The longest of which it is sure that there was none in between."""
    return max((span for span in spans if span[2]), key=lambda span: span[1] - span[0], default=None)


def _longest(span: Span, say: Speech) -> Html:
    since, until, _ = span
    return say.ngettext(
        "Longest gap: {n} day, from {first} to {last}.",
        "Longest gap: {n} days, from {first} to {last}.",
        (until - since).days,
        first=say.day(since),
        last=say.day(until),
    )


def _told(span: Span, longest: Span | None, today: date, say: Speech) -> str:
    since, until, sure = span
    if span != longest and until != today:
        return ""
    days = say.number((until - since).days)
    return days if sure else f"{days}?"


def _years(spans: Sequence[Span]) -> Time:
    """Each year below the middle of what is shown of it."""
    first, last = spans[0][0], spans[-1][1]
    edges = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    begins, ends = [first, *edges], [*edges, last]
    ticks = (
        Tick((begin.toordinal() + end.toordinal()) / 2, str(begin.year))
        for begin, end in zip(begins, ends, strict=True)
        if (end - begin).days >= min(_ROOM, (last - first).days)
    )
    return Time(tuple(ticks), tuple(float(edge.toordinal()) for edge in edges))
