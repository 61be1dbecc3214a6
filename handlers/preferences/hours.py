"""The hours in which nothing comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import quiet
from handlers.preferences.page import Choice, Choices, Page, Seen, in_rows
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Subscriber

_OFFERED = ((22, 7), (23, 7), (23, 8), (0, 7), (0, 9))
_EXCHANGES = {"pass": True, "wait": False}


def _told(seen: Seen) -> Html:
    say, one = seen.say, seen.one
    hours = quiet.shown(one, say)
    if one.quiet_from is None:
        return hours
    return say("{hours}, exchanges at any hour", hours=hours) if one.exchanges_any_hour else hours


def _choices(seen: Seen) -> Choices:
    say, one = seen.say, seen.one
    now = (one.quiet_from, one.quiet_until)
    off = Choice(str(say("none")), "off", one.quiet_from is None)
    hours = [Choice(f"{begin}:00–{end}:00", f"{begin}-{end}", (begin, end) == now) for begin, end in _OFFERED]
    rows = in_rows([off, *hours], 3)
    if one.quiet_from is None:
        return rows
    passing = one.exchanges_any_hour
    return [
        *rows,
        [Choice(str(say("Exchanges at any hour")), "pass", passing)],
        [Choice(str(say("Exchanges wait too")), "wait", not passing)],
    ]


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    word = " ".join(words)
    if word in _EXCHANGES:
        return replace(seen.one, exchanges_any_hour=_EXCHANGES[word])
    changed = quiet.changed(seen.one, word)
    return replace(changed, exchanges_any_hour=seen.one.exchanges_any_hour) if changed else None


PAGE = Page(
    name="quiet",
    title=N_("Quiet hours"),
    question=N_("What comes in them waits, and is one message afterwards that shows the latest state."),
    told=_told,
    choices=_choices,
    take=_take,
    hint=lambda seen: seen.say("Any other hours: /quiet 21-6"),
    examples=("settings quiet 22-7", "settings quiet off"),
)
