"""How fresh an answer is: the last line of every list."""

from __future__ import annotations

from datetime import datetime

from handlers.wording import times
from handlers.wording.language import Speech
from handlers.wording.markup import Html, italic, join
from storage.health import Freshness
from storage.vocabulary import Dossier


def as_of(fresh: Freshness, now: datetime, dossier: Dossier, say: Speech) -> Html:
    """As of 12:04 Kyiv time · 3 of 60 feeds silent."""
    if fresh.last is None:
        return italic(say("From the record; no feed has answered yet."))
    today = times.is_of(fresh.last, now, dossier, say)
    time = (times.moment if today else times.dated)(fresh.last, dossier, say)
    return italic(join((say("as of {time}", time=time), silent(fresh, say)), " · "))


def silent(fresh: Freshness, say: Speech) -> Html | None:
    if not fresh.silent:
        return say.ngettext("{n} feed read", "{n} feeds read", fresh.feeds)
    return say.ngettext(
        "{silent} of {n} feed silent", "{silent} of {n} feeds silent", fresh.feeds, silent=say.number(fresh.silent)
    )
