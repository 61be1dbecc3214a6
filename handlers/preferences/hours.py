"""The hours in which nothing comes, or all of it without a sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import quiet
from handlers.preferences.page import Choice, Choices, Page, Seen, in_rows
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Subscriber

_OFFERED = ((22, 7), (23, 7), (23, 8), (0, 7), (0, 9))
_WAYS = {
    "silent": N_("All at once, without a sound"),
    "wait": N_("One message in the morning"),
    "pass": N_("Exchanges at any hour, the rest in the morning"),
}
"""What becomes of a message in the quiet hours."""


def _told(seen: Seen) -> Html:
    say, one = seen.say, seen.one
    hours = quiet.shown(one, say)
    if one.quiet_from is None:
        return hours
    if one.quiet_silent:
        return say("{hours}, without a sound", hours=hours)
    return say("{hours}, exchanges at any hour", hours=hours) if one.exchanges_any_hour else hours


def _choices(seen: Seen) -> Choices:
    say, one = seen.say, seen.one
    now = (one.quiet_from, one.quiet_until)
    off = Choice(str(say("none")), "off", one.quiet_from is None)
    hours = [Choice(f"{begin}:00–{end}:00", f"{begin}-{end}", (begin, end) == now) for begin, end in _OFFERED]
    rows = in_rows([off, *hours], 3)
    if one.quiet_from is None:
        return rows
    return [*rows, *([Choice(str(say(label)), way, way == _way(one))] for way, label in _WAYS.items())]


def _way(one: Subscriber) -> str:
    if one.quiet_silent:
        return "silent"
    return "pass" if one.exchanges_any_hour else "wait"


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    word = " ".join(words)
    if word in _WAYS:
        return _going(seen.one, word)
    changed = quiet.changed(seen.one, word)
    return _going(changed, _way(seen.one)) if changed and len(words) == 1 else changed


def _going(one: Subscriber, way: str) -> Subscriber:
    return replace(one, quiet_silent=way == "silent", exchanges_any_hour=way == "pass")


PAGE = Page(
    name="quiet",
    title=N_("Quiet hours"),
    question=N_("What comes in them makes no sound, or waits for one message that shows the latest state."),
    told=_told,
    choices=_choices,
    take=_take,
    hint=lambda seen: seen.say("Any other hours: /quiet 21-6"),
    examples=("settings quiet 22-7", "settings quiet silent", "settings quiet off"),
)
