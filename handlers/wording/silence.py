"""How long it has been quiet, against what is usual."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.wording import headlines
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, join, lines
from storage.vocabulary import Development, Dossier


@dataclass(frozen=True, slots=True)
class Gaps:
    """Days between one exchange and the next over the last 12 months: the median, to whole days, and the longest."""

    usual: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The last exchange and how many `days` ago it was, None where one since then can have been missed."""

    last: Development
    days: int | None
    gaps: Gaps | None = None


def since_last(silence: Silence, say: Speech) -> Html | None:
    """The last one 12 days ago. The usual gap is 9 days (median of the last 12 months)."""
    last, days = silence.last, silence.days
    if days is None:
        return (
            say("The last one that Parley knows of: {day} /d{id}.", day=say.day(last.day), id=last.id)
            if last.day
            else None
        )
    ago = (
        say.ngettext("The last one {n} day ago.", "The last one {n} days ago.", days)
        if days
        else say("The last one was today.")
    )
    return join((ago, usual(silence.gaps, say) if silence.gaps else None), " ")


def usual(gaps: Gaps, say: Speech) -> Html:
    """The usual gap is 9 days (median of the last 12 months)."""
    return say.ngettext(
        "The usual gap is {n} day (median of the last 12 months).",
        "The usual gap is {n} days (median of the last 12 months).",
        gaps.usual,
    )


def note(silence: Silence, dossier: Dossier, say: Speech) -> Html | None:
    """The weekly note: how long no exchange has been, what is usual, the longest gap, and which was the last."""
    last, days, gaps = silence.last, silence.days, silence.gaps
    if days is None or last.day is None:
        return since_last(silence, say)
    told = say.ngettext("{n} day without an exchange of prisoners", "{n} days without an exchange of prisoners", days)
    what = headlines.headline(last, dossier, say)
    which = say("The last one: {day} · {what} /d{id}", day=say.day(last.day), what=what, id=last.id)
    return lines(bold(told), join((usual(gaps, say), longest(gaps, say)), " ") if gaps else None, which)


def longest(gaps: Gaps, say: Speech) -> Html:
    """The longest was 126 days."""
    return say.ngettext("The longest was {n} day.", "The longest was {n} days.", gaps.longest)
