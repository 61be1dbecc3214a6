"""A digest: how often, at which hour, and whether it comes besides alerts or instead of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.preferences.page import Choice, Choices, Page, Seen, at_hour, hour_rows
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Rhythm, Subscriber

_LABELS = {Rhythm.NONE: N_("no digest"), Rhythm.DAILY: N_("Every day"), Rhythm.WEEKLY: N_("On Mondays")}
_OFTEN = (Rhythm.DAILY, Rhythm.WEEKLY)


def _told(seen: Seen) -> Html:
    one, say = seen.one, seen.say
    if one.digest is Rhythm.NONE:
        return say("none")
    if one.digest is Rhythm.CALM:
        return say("one message a day, by calm mode")
    daily = one.digest is Rhythm.DAILY
    forms = (
        (N_("every day at {hour}:00"), N_("on Mondays at {hour}:00"))
        if one.alerts_off is None
        else (N_("every day at {hour}:00, instead of alerts"), N_("on Mondays at {hour}:00, instead of alerts"))
    )
    return say(forms[0] if daily else forms[1], hour=one.digest_hour)


def _choices(seen: Seen) -> Choices:
    say, one = seen.say, seen.one
    often = [[Choice(str(say(label)), rhythm.value, rhythm is one.digest) for rhythm, label in _LABELS.items()]]
    if one.digest not in _OFTEN:
        return often
    beside = one.alerts_off is None
    return [
        *often,
        [
            Choice(str(say("Besides alerts")), "besides", beside),
            Choice(str(say("Instead of alerts")), "instead", not beside),
        ],
        *hour_rows(seen),
    ]


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    asked, one = " ".join(words), seen.one
    if asked in {rhythm.value for rhythm in _LABELS}:
        return one if asked == one.digest.value else chosen(seen, Rhythm(asked))
    if one.digest not in _OFTEN:
        return None
    if asked == "besides":
        return replace(one, alerts_off=None)
    if asked == "instead":
        return replace(one, alerts_off=one.alerts_off or seen.now)
    return at_hour(seen, words)


def chosen(seen: Seen, rhythm: Rhythm) -> Subscriber:
    """With a digest as often as that. Where alerts were off they stay off: it comes instead of them."""
    one = replace(seen.one, digest=rhythm, paused_until=None)
    if rhythm is Rhythm.NONE:
        return replace(one, alerts_off=None) if seen.one.digest is Rhythm.CALM else without_any(one)
    if not one.subscribed or not one.active:
        return replace(one, subscribed=True, active=True, alerts_off=seen.now)
    return replace(one, alerts_off=one.alerts_off or (seen.now if rhythm is Rhythm.CALM else None))


def at_once(one: Subscriber) -> Subscriber:
    """With alerts when they are due: that ends calm mode; another digest comes besides them."""
    often = Rhythm.NONE if one.digest is Rhythm.CALM else one.digest
    return replace(one, digest=often, alerts_off=None, paused_until=None)


def without_any(one: Subscriber) -> Subscriber:
    """Where no digest, note or alert is left, nothing comes any more, and that is what the settings say."""
    if one.alerts_off is None or one.digest is not Rhythm.NONE or one.silence:
        return one
    return replace(one, subscribed=False, alerts_off=None)


PAGE = Page(
    name="digest",
    title=N_("Digest"),
    question=N_(
        "One message with each event once, as it stands by then, and with what changed in those told before. None "
        "comes where nothing happened. It tells of what is followed here."
    ),
    told=_told,
    choices=_choices,
    take=_take,
    hint=lambda seen: seen.say("Any other hour: /settings digest at 10") if seen.one.digest in _OFTEN else None,
    examples=("settings digest daily", "settings digest at 10"),
)
