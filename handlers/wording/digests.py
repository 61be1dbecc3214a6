"""The list of a digest: two lines an event, and what changed in it since it was last told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.wording.history import what_changed
from handlers.wording.language import Speech
from handlers.wording.lists import two_lines
from handlers.wording.markup import MESSAGE_LIMIT, Html, bold, italic, join, lines, within
from storage.vocabulary import Change, ChangeType, Development, Dossier, Rhythm

Told = tuple[Development, tuple[Change, ...]]
_ROOM = MESSAGE_LIMIT - 1100
"""Leaves place for the head, the note on the silence, the line for families and the last line."""
_SHOWN = ("outcome",)
"""What the two lines of an event show as it is now."""
_WRONG = (ChangeType.CORRECTION, ChangeType.RETRACTED)
_DAY, _WEEK = timedelta(hours=36), timedelta(days=8)


def listed(
    told: Sequence[Told], rhythm: Rhythm, span: timedelta, dossier: Dossier, say: Speech, taken: int = 0
) -> list[Html | None]:
    """The head, each event, and how many more stand elsewhere; `taken` is how long what stands below is."""
    parts = [_event(one, steps, dossier, say) for one, steps in told]
    shown = within(parts, _ROOM - taken)
    left = len(parts) - len(shown)
    more = say.ngettext("{n} more stands in /latest.", "{n} more stand in /latest.", left) if left else None
    return [bold(_head(len(parts), rhythm, span, say)), *shown, more]


def _head(events: int, rhythm: Rhythm, span: timedelta, say: Speech) -> Html:
    """The day, the week, or, where it has been longer, how many days in short."""
    if rhythm is Rhythm.WEEKLY and span <= _WEEK:
        return say.ngettext("The week in short: {n} event", "The week in short: {n} events", events)
    if span <= _DAY:
        return say.ngettext("The day in short: {n} event", "The day in short: {n} events", events)
    days = say.ngettext("{n} day", "{n} days", round(span / timedelta(days=1)))
    return say.ngettext("{days} in short: {n} event", "{days} in short: {n} events", events, days=days)


def _event(one: Development, steps: Sequence[Change], dossier: Dossier, say: Speech) -> Html:
    told = [what_changed(step, dossier, say) for step in steps if step.slot not in _SHOWN]
    if not told:
        return two_lines(one, dossier, say)
    wrong = any(step.type in _WRONG for step in steps)
    return lines(
        two_lines(one, dossier, say), (bold if wrong else italic)(say("Changed: {what}", what=join(told, "; ")))
    )
