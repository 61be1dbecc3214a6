"""What came of one call to Telegram, in the words of the outbox (RULES, 5: the table of answers)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from storage.vocabulary import Delivery, Priority


class Verdict(StrEnum):
    """The kinds of outcome that are treated differently."""

    SENT = "sent"
    NEVER_LEFT = "never left"
    UNKNOWN = "unknown"
    FLOODED = "flooded"
    MIGRATED = "migrated"
    DEAD_CHAT = "dead chat"
    CLOSED_PLACE = "closed place"
    GONE = "gone"
    NO_CREDENTIALS = "no credentials"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One outcome: `retry_after` seconds of a flood answer, `note` what an operator has to know of it."""

    verdict: Verdict
    message_id: int | None = None
    retry_after: float = 0.0
    migrated_to: int | None = None
    reason: str = ""
    note: str = ""


class Sender(Protocol):
    """The Telegram door as the deliverer sees it."""

    def busy(self) -> frozenset[int]:
        """The chats that could get nothing just now."""

    def paused(self) -> float:
        """Seconds for which nothing at all may be sent."""

    async def answers(self) -> bool:
        """Whether the server answers at all, asked with a call that does nothing."""

    async def turn(self, chat_id: int, priority: Priority) -> None:
        """Waits for a place in the budget of messages."""

    async def send(self, delivery: Delivery, message: Mapping[str, Any]) -> Answer:
        """Sends or edits, in a turn that was awaited."""
