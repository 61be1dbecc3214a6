"""What operators are told by itself: feeds in trouble, a queue that stands, pushes that are held, alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from handlers.wording.language import LANGUAGES, N_, Speech, translator
from handlers.wording.markup import Html, bold, escape, fit, lines, paragraphs, quote, within
from storage.troubles import News

_ROOM = 2500
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def notice(news: News, languages: Iterable[str]) -> dict[str, dict[str, object]]:
    """The message by language, as a broadcast keeps it."""
    return {language: {"html": str(fit(_text(news, translator(language))))} for language in languages}


def topic_closed() -> dict[str, dict[str, object]]:
    """What a group is told, once, where it has closed the topic in which its alerts came."""
    told = N_(
        "The topic in which alerts came takes no messages any more, so nothing is sent there. It goes on once the "
        "topic is open again, or where /subscribe is typed."
    )
    return {language: {"html": str(translator(language)(told))} for language in LANGUAGES}


def _text(news: News, say: Speech) -> Html:
    return paragraphs(
        bold(say("For operators")),
        *(_held(news.held, say) if news.held else ()),
        *(_queue(*news.queue, say) if news.queue else ()),
        *_dead(news, say),
        *_gone(news, say),
        *_dry(news, say),
        *_silent(news, say),
        *_alarms(news, say),
    )


def _held(time: timedelta, say: Speech) -> list[Html]:
    return [say("Pushes have been held for {hours} h. /release lets them go.", hours=say.number(time // _HOUR))]


def _queue(number: int, age: timedelta, say: Speech) -> list[Html]:
    return [
        say.ngettext(
            "{n} message waits to be sent, for {minutes} min. Does Telegram answer? /status tells more.",
            "{n} messages wait to be sent, the oldest for {minutes} min. Does Telegram answer? /status tells more.",
            number,
            minutes=say.number(age // _MINUTE),
        )
    ]


def _dead(news: News, say: Speech) -> list[Html]:
    if not news.dead:
        return []
    told = [
        say("{feed}: {hours} h, {error}", feed=one.name, hours=say.number(silent // _HOUR), error=one.error)
        for one, silent in news.dead
    ]
    head = say.ngettext("A feed has not answered for hours.", "{n} feeds have not answered for hours.", len(told))
    return [lines(head, quote(lines(*within(told, _ROOM))))]


def _gone(news: News, say: Speech) -> list[Html]:
    if not news.gone:
        return []
    head = say("Polled no more, as the server says that it is gone for good; parley feeds resume ADDRESS asks again:")
    told = [escape(f"{one.name}: {one.error}") for one in news.gone]
    return [lines(head, quote(lines(*within(told, _ROOM))))]


def _dry(news: News, say: Speech) -> list[Html]:
    if not news.dry:
        return []
    head = say("These feeds bring entries, but nothing has been read out of them for a week, which used to give:")
    tail = say("Has the outlet changed its words or its feed? parley extract shows what is read out of an entry.")
    return [lines(head, quote(lines(*within([escape(name) for name in news.dry], _ROOM))), tail)]


def _silent(news: News, say: Speech) -> list[Html]:
    if not news.silent:
        return []
    head = say("These feeds answer, but have brought nothing for far longer than usual:")
    told = [say("{feed}: {hours} h", feed=name, hours=say.number(age // _HOUR)) for name, age in news.silent]
    tail = say("Has the outlet moved its news to another address? parley feeds check tells more.")
    return [lines(head, quote(lines(*within(told, _ROOM))), tail)]


def _alarms(news: News, say: Speech) -> list[Html]:
    said = [escape(one) for one in (*news.given_up, *news.alarms)]
    return [lines(say("From the log:"), quote(lines(*within(said, _ROOM))))] if said else []
