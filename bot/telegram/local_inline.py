"""What people type after the bot's name in chats where it is not, and its answers, checked as Telegram checks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.telegram import markup
from bot.telegram.local_methods import checked_keyboard, checked_text, parameter
from bot.telegram.local_state import Json, LocalState, Refused

_RESULTS, _ID_BYTES, _OFFSET_BYTES = 50, 64, 64
_START = re.compile(r"[\w-]{1,64}", re.ASCII)


def answer_inline_query(state: LocalState, given: Json) -> bool:
    results = [_result(one) for one in parameter(given.get("results")) or []]
    if len(results) > _RESULTS:
        raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
    if len({one["id"] for one in results}) < len(results):
        raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
    if len(str(given.get("next_offset") or "").encode()) > _OFFSET_BYTES:
        raise Refused(400, "Bad Request: NEXT_OFFSET_INVALID")
    button = parameter(given.get("button"))
    if button and not (button["text"].strip() and _START.fullmatch(button.get("start_parameter") or "")):
        raise Refused(400, "Bad Request: BUTTON_INVALID")
    _close(state, given["inline_query_id"], {**given, "results": results, "button": button})
    return True


def answer_guest_query(state: LocalState, given: Json) -> Json:
    result = _result(parameter(given["result"]))
    _close(state, given["guest_query_id"], {**given, "results": [result]})
    return {"inline_message_id": f"inline-{given['guest_query_id']}"}


QUERIES: Final[Mapping[str, Callable[[LocalState, Json], Any]]] = {
    "answerinlinequery": answer_inline_query,
    "answerguestquery": answer_guest_query,
}


def _close(state: LocalState, number: str, answer: Json) -> None:
    """A query is answered once, and only one that was asked."""
    if state.queries.get(number, {}) is not None:
        raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    state.queries[number] = answer


def _result(given: Json) -> Json:
    """An article as it would be sent, with its text checked as that of any message."""
    if given.get("type") != "article" or not 1 <= len(str(given.get("id") or "").encode()) <= _ID_BYTES:
        raise Refused(400, "Bad Request: RESULT_ID_INVALID")
    if not str(given.get("title") or "").strip():
        raise Refused(400, "Bad Request: ARTICLE_TITLE_EMPTY")
    content = given["input_message_content"]
    return {**given, **checked_text(content, "message_text", markup.LIMIT), **checked_keyboard(given)}
