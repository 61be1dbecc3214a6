"""Calm mode: one message a day instead of everything else, nothing of the dead, and pauses of some weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import arguments
from handlers.preferences.digest import at_once, chosen
from handlers.preferences.page import Choice, Choices, Page, Seen, at_hour, hour_rows
from handlers.wording import dates
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage import rhythm
from storage.vocabulary import Rhythm, Subscriber

_PAUSES = (1, 2, 4)
_MOST_WEEKS = 52


def _told(seen: Seen) -> Html:
    one, say = seen.one, seen.say
    if one.digest is not Rhythm.CALM:
        return say("switched off")
    if _pausing(seen) and one.paused_until:
        return say("paused until {day}", day=say.day(dates.local_day(one.paused_until, one.zone)))
    return say("on, every day at {hour}:00", hour=one.digest_hour)


def _pausing(seen: Seen) -> bool:
    return seen.one.paused_until is not None and seen.one.paused_until > seen.now


def _choices(seen: Seen) -> Choices:
    say, on = seen.say, seen.one.digest is Rhythm.CALM
    switch = [Choice(str(say("switched off")), "off", not on), Choice(str(say("switched on")), "on", on)]
    if not on:
        return [switch]
    pauses = [
        Choice(str(say.ngettext("Pause for {n} week", "Pause for {n} weeks", weeks)), f"pause {weeks}")
        for weeks in _PAUSES
    ]
    ends = [[Choice(str(say("End the pause")), "resume")]] if _pausing(seen) else []
    return [switch, *hour_rows(seen), *([one] for one in pauses), *ends]


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    asked, one = " ".join(words), seen.one
    if asked == "on":
        return one if one.digest is Rhythm.CALM else chosen(seen, Rhythm.CALM)
    if asked == "off":
        return at_once(one) if _is_on(one) else one
    if not _is_on(one):
        return None
    if asked == "resume":
        return replace(one, paused_until=None)
    return _paused(seen, words) or at_hour(seen, words)


def _is_on(one: Subscriber) -> bool:
    return one.digest is Rhythm.CALM


def _paused(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    weeks = arguments.whole(words[1], _MOST_WEEKS) if len(words) == 2 and words[0] == "pause" else None  # noqa: PLR2004
    return replace(seen.one, paused_until=rhythm.pause_end(seen.one, weeks, seen.now)) if weeks else None


PAGE = Page(
    name="calm",
    title=N_("Calm mode"),
    question=N_(
        "One message a day, none where nothing happened, and no alerts but those of an event that is followed by "
        "itself. It tells nothing of the dead. In a pause nothing comes; the first message after it tells what "
        "happened meanwhile."
    ),
    told=_told,
    choices=_choices,
    take=_take,
    hint=lambda seen: (
        seen.say("Any other hour or pause: /settings calm at 10, /settings calm pause 3")
        if _is_on(seen.one)
        else seen.say("Switched off, alerts come when they are due.")
    ),
    examples=("settings calm on", "settings calm pause 2"),
)
