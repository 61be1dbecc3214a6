"""What came of a send, stored: the table of answers (RULES, 5)."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.jobs.reach import LONGEST_REST, STORM_CHATS, Reach
from bot.jobs.verdict import Answer, Verdict
from bot.logs import Incidents, cause_of
from storage import deliveries, doubts, subscribers, troubles
from storage.database import Database
from storage.doubts import MOST_IN_A_STORM, MOST_REPEATS
from storage.vocabulary import ChatKind, Delivery, DeliveryState, Purpose

_REPEATED = (Purpose.ALERT, Purpose.CORRECTION, Purpose.FOLLOWED, Purpose.FOLDED, Purpose.EDIT)
_LONGEST, _LONGEST_WAIT = 60.0, 300.0
_ALIKE, _ALIKE_WITHIN = 3, 3600.0

log = logging.getLogger("parley.deliver")


@dataclass(frozen=True, slots=True)
class Places:
    """What else a place's fate calls for: `moved` hears of a group's new number.

    `closed` is what a group is told, by language, once a topic of it takes nothing any more.
    """

    moved: Callable[[int], None] = lambda _: None
    closed: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


class Settling:
    """Stores outcomes, whatever the database does meanwhile; `reach` knows when sending should rest."""

    def __init__(
        self,
        database: Database,
        owner: str,
        now: Callable[[], datetime],
        alarm: Callable[[str], None],
        longest_rest: float = LONGEST_REST,
        places: Places | None = None,
    ) -> None:
        self._database, self._owner, self._now, self._alarm = database, owner, now, alarm
        self._places = places or Places()
        self._incidents = Incidents(log)
        self._alike: dict[str, tuple[float, int]] = {}
        self.reach = Reach(longest_rest)
        self._actions: dict[Verdict, Callable[[Delivery, Answer, float], Awaitable[None]]] = {
            Verdict.SENT: self._sent,
            Verdict.NEVER_LEFT: self._never_left,
            Verdict.UNKNOWN: self._unknown,
            Verdict.FLOODED: self._flooded,
            Verdict.MIGRATED: self._migrated,
            Verdict.DEAD_CHAT: self._dead_chat,
            Verdict.CLOSED_PLACE: self._closed_place,
            Verdict.GONE: self._gone,
            Verdict.NO_CREDENTIALS: self._no_credentials,
            Verdict.REFUSED: self._refused,
        }

    async def settle(self, delivery: Delivery, answer: Answer, at: float) -> None:
        """Does what the table of answers says. `at` is the event loop's time."""
        if answer.note:
            told = f"delivery {delivery.id} ({delivery.purpose}): {answer.note}"
            self._tell_some(answer.note, told, f"so it is with more deliveries: {answer.note}", at)
        if answer.verdict not in {Verdict.NEVER_LEFT, Verdict.NO_CREDENTIALS, Verdict.UNKNOWN}:
            self.reach.certain()
            self._incidents.end("storm", "Telegram takes messages again")
        await self._actions[answer.verdict](delivery, answer, at)

    def _tell_some(self, cause: str, told: str, more: str, at: float) -> None:
        """Three of a kind within an hour, and that there are more: what is wrong with a text is so for thousands."""
        since, count = self._alike.get(cause, (at, 0))
        since, count = (since, count + 1) if at - since < _ALIKE_WITHIN else (at, 1)
        self._alike[cause] = since, count
        if count <= _ALIKE + 1:
            self._alarm(told if count <= _ALIKE else more)

    async def failed(self, delivery_id: int, error: str, *, called: bool) -> None:
        """A fault of ours: doubtful if the call was begun, else to be tried again in a minute."""
        later = self._now() + timedelta(seconds=60)
        state = DeliveryState.UNKNOWN if called else DeliveryState.PENDING
        await self.store(delivery_id, state, due_at=later, error=error)

    async def put_off(self, delivery_id: int, until: datetime) -> None:
        """The chat's quiet hours have begun: it waits for their end."""
        await self.store(delivery_id, DeliveryState.PENDING, due_at=until, quiet_until=until, counted=False)

    async def store(self, delivery_id: int, state: DeliveryState, **values: Any) -> None:
        """Stores an outcome; until the database takes it, the answer is known here alone."""
        await self._write(deliveries.settle, delivery_id, self._owner, state, self._now(), **values)

    async def _write(self, function: Callable[..., Any], *arguments: Any, **values: Any) -> Any:
        pause = 0.1
        while True:
            try:
                found = await self._database.write(function, *arguments, **values)
            except Exception as error:  # a lost outcome would be a second message
                self._incidents.begin("database", f"an outcome cannot be stored: {cause_of(error)}")
                await asyncio.sleep(pause)
                pause = min(5.0, pause * 2)
            else:
                self._incidents.end("database", "outcomes can be stored again")
                return found

    async def _sent(self, delivery: Delivery, answer: Answer, _: float) -> None:
        await self.store(delivery.id, DeliveryState.SENT, message_id=answer.message_id)

    async def _never_left(self, delivery: Delivery, answer: Answer, at: float) -> None:
        """Tried again with full jitter; meanwhile one call at a time finds out when the server is back."""
        self.reach.failed(at)
        wait = _between(1, min(_LONGEST, 2.0 ** min(delivery.attempt, 6)))
        due = self._now() + timedelta(seconds=wait)
        await self.store(delivery.id, DeliveryState.PENDING, due_at=due, error=answer.reason)

    async def _unknown(self, delivery: Delivery, answer: Answer, at: float) -> None:
        """Repeated after a while; for what fails for everybody, the Bot API's trouble, no chat loses an alert."""
        self.reach.doubtful(delivery.chat_id, at)
        if self.reach.stormy:
            told = f"Telegram leaves everybody without a certain answer ({answer.reason})"
            self._incidents.begin("storm", f"{told}; one message at a time is tried until it answers again")
        if delivery.purpose not in _REPEATED:
            lost = f"no certain answer ({answer.reason}); not repeated"
            await self.store(delivery.id, DeliveryState.FAILED, error=lost)
        elif delivery.repeats >= MOST_REPEATS and delivery.repeats >= await self._most_repeats():
            self._alarm(doubts.given_up_after(delivery.id, delivery.purpose, delivery.repeats, answer.reason))
            await self.store(delivery.id, DeliveryState.GAVE_UP, error=answer.reason)
        else:
            due = self._now() + timedelta(seconds=_repeated_in(delivery.repeats))
            await self.store(delivery.id, DeliveryState.UNKNOWN, due_at=due, error=answer.reason)

    async def _most_repeats(self) -> int:
        """A process that has not been answered yet knows from the outbox whether it started in a storm."""
        stormy = self.reach.stormy
        if not stormy and not self.reach.answered:
            stormy = await self._write(doubts.chats) >= STORM_CHATS
        return MOST_IN_A_STORM if stormy else MOST_REPEATS

    async def _flooded(self, delivery: Delivery, answer: Answer, _: float) -> None:
        """By contract it was not sent; a doubtful message keeps its label, an attempt is not counted."""
        due = self._now() + timedelta(seconds=answer.retry_after + _between(0, 1))
        await self.store(delivery.id, DeliveryState.PENDING, due_at=due, error=answer.reason, counted=False)

    async def _migrated(self, delivery: Delivery, answer: Answer, _: float) -> None:
        assert answer.migrated_to is not None
        await self._write(subscribers.migrate, delivery.chat_id, answer.migrated_to)
        self._places.moved(answer.migrated_to)
        await self.store(delivery.id, DeliveryState.PENDING, error=answer.reason, counted=False)

    async def _dead_chat(self, delivery: Delivery, answer: Answer, _: float) -> None:
        await self._write(subscribers.deactivate, delivery.chat_id, self._now())
        await self.store(delivery.id, DeliveryState.SKIPPED, error=answer.reason)

    async def _closed_place(self, delivery: Delivery, answer: Answer, _: float) -> None:
        """That topic or channel is left alone until it shows life again; the chat's other topics are not."""
        news = await self._write(subscribers.rest, delivery.subscriber_id, self._now())
        if news and delivery.chat_kind is ChatKind.CHANNEL:
            self._alarm(channel_closed(delivery.subscriber_id, answer.reason))
        elif news and delivery.topic_id and self._places.closed:
            await self._write(_tell_group, delivery, self._places.closed, self._now())
        await self.store(delivery.id, DeliveryState.SKIPPED, error=answer.reason)

    async def _gone(self, delivery: Delivery, answer: Answer, _: float) -> None:
        await self.store(delivery.id, DeliveryState.SKIPPED, error=answer.reason)

    async def _no_credentials(self, delivery: Delivery, answer: Answer, at: float) -> None:
        """All sending rests; the wire raises the alarm."""
        self.reach.refused(at)
        await self.store(delivery.id, DeliveryState.PENDING, error=answer.reason, counted=False)

    async def _refused(self, delivery: Delivery, answer: Answer, at: float) -> None:
        told = f"delivery {delivery.id} ({delivery.purpose}) was refused: {answer.reason}; {doubts.cure(delivery.id)}"
        more = (
            f"more deliveries are refused in the same way ({answer.reason}); /release lost sends all of them once more"
        )
        self._tell_some(answer.reason, told, more, at)
        await self.store(delivery.id, DeliveryState.FAILED, error=answer.reason)


def _tell_group(session: Session, closed: Delivery, texts: Mapping[str, Mapping[str, object]], now: datetime) -> None:
    """Outside the topic, in the language that was chosen for it where the group has none of its own."""
    subscribers.ensure(session, closed.chat_id, None, closed.chat_kind, closed.language, now)
    troubles.tell(session, [closed.chat_id], texts, now)


def channel_closed(subscriber_id: int, reason: str) -> str:
    """What operators are told, once: readers of a channel cannot see that its posts have ended."""
    return (
        f"a channel takes no posts any more ({reason}): subscription {subscriber_id} rests. Make Parley an admin of it "
        "that may post, then post /subscribe there"
    )


def _repeated_in(repeats: int) -> float:
    """Seconds until the next repeat: 5 to 30, after the third twice as long each time, up to five minutes."""
    return min(_LONGEST_WAIT, _between(5, 30) * 2.0 ** max(0, repeats + 1 - MOST_REPEATS))


def _between(least: float, most: float) -> float:
    return random.uniform(least, most)  # noqa: S311 - jitter, no secret
