"""python-telegram-bot's application as Parley wants it: wire watched, limiter our own, HTML, no previews."""

from __future__ import annotations

from typing import Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, ApplicationBuilder, Defaults
from telegram.request import BaseRequest

from bot.telegram.limiter import LaneLimiter
from bot.telegram.wire import Health, Wire

Bot = Application[Any, Any, Any, Any, Any, Any]


class _Forgetful(Bot):
    """The library's application, without its list of everybody who ever wrote: it is meant for a persistence."""

    __slots__ = ()

    def _mark_for_persistence_update(self, **_: object) -> None:
        """Notes nobody."""


def build(token: str, api_url: str, limiter: LaneLimiter, health: Health, request: BaseRequest | None = None) -> Bot:
    """The python-telegram-bot application: over HTTP, or over another transport such as a LocalBotApi."""
    root = api_url.rstrip("/")
    return (
        ApplicationBuilder()
        .application_class(_Forgetful)
        .token(token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(Wire(health, request))
        .get_updates_request(Wire(health, request))
        .rate_limiter(limiter)
        .defaults(Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .concurrent_updates(True)
        .job_queue(None)
        .build()
    )
