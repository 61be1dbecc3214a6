"""The weekly note: how many days there has been no exchange, and what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.preferences.digest import without_any
from handlers.preferences.page import Choice, Choices, Page, Seen, at_hour, hour_rows
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Subscriber


def _told(seen: Seen) -> Html:
    one, say = seen.one, seen.say
    return say("on Mondays at {hour}:00", hour=one.digest_hour) if one.silence else say("none")


def _choices(seen: Seen) -> Choices:
    say, on = seen.say, seen.one.silence
    switch = [Choice(str(say("no note")), "off", not on), Choice(str(say("On Mondays")), "on", on)]
    return [switch, *hour_rows(seen)] if on else [switch]


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    one = seen.one
    if tuple(words) == ("off",):
        return without_any(replace(one, silence=False))
    if tuple(words) == ("on",):
        if one.subscribed and one.active:
            return replace(one, silence=True)
        return replace(one, silence=True, subscribed=True, active=True, alerts_off=seen.now)
    return at_hour(seen, words) if one.silence else None


PAGE = Page(
    name="silence",
    title=N_("Note on the silence"),
    question=N_(
        "Where there was no exchange for a week or longer: the days since the last one, the usual gap, and the "
        "longest of the last 12 months."
    ),
    told=_told,
    choices=_choices,
    take=_take,
    examples=("settings silence on",),
)
