"""Updates that the library can make nothing of: it would fetch them for ever, and log all that stands in them."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from telegram import Update
from telegram.error import NetworkError

from bot.logs import place_of

log = logging.getLogger("parley.telegram")


def is_legible(update: object) -> bool:
    """Whether the library can make anything of it; it is said where it cannot, and nothing of what it holds."""
    if not isinstance(update, Mapping):
        return False
    try:
        Update.de_json(dict(update), None)
    except Exception as error:  # whatever the library meets in it
        log.error("an update cannot be understood, it is passed over: %s", place_of(error))  # noqa: TRY400
        return False
    return True


def legible(told: Mapping[str, Any], payload: bytes) -> bytes:
    """The answer to getUpdates, which holds what is `told`; of an update that cannot be read only its number is left.

    So it counts as fetched.

    Raises:
        NetworkError: it holds no updates.
    """
    result = told.get("result")
    if not isinstance(result, list):
        raise NetworkError("Invalid server response")
    fine = [is_legible(one) for one in result]
    if all(fine):
        return payload
    found = zip(json.loads(payload.decode("utf-8", "replace"))["result"], fine, strict=True)
    kept = [one if well else {"update_id": _number(one)} for one, well in found if well or _number(one) is not None]
    return json.dumps({"ok": True, "result": kept}).encode()


def _number(update: object) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else None
