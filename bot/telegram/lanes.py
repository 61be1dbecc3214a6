"""Who may send next, as plain arithmetic over a clock that is handed in.

Telegram's budgets (RULES, 5): 30 messages a second over all chats, one a chat per 1.1 s, 18 a minute in a group;
edits and sends share them. Answers to somebody who types may come in a short burst, one a second in the long run, as
Telegram allows. Only its 429 is the authority: what it names is paused, and nothing else.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from storage.vocabulary import Priority

CHAT_GAP = 1.1
REPLY_BURST, REPLIES_PER_SECOND = 5.0, 1.0
"""As many as one person may ask at once (see flood.py)."""
GROUP_SPAN, GROUP_MOST = 60.1, 18
SECOND = 1.015
"""A little more than a second, so that an uneven network cannot press 31 messages into one of the server's."""

_STORM_SPAN, _STORM_CHATS = 2.0, 3
"""So many chats flooded within so many seconds mean that the bot as a whole is too fast."""


@dataclass(slots=True)
class _ChatPace:
    next_at: float = 0.0
    paused_until: float = 0.0
    replies_left: float = REPLY_BURST
    replied_at: float = 0.0
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_MOST))

    def replies(self, now: float) -> float:
        """How many answers may go at once."""
        return min(REPLY_BURST, self.replies_left + (now - self.replied_at) * REPLIES_PER_SECOND)


class Pace:
    """When each chat, and the bot as a whole, may send again. Times are seconds of a monotonic clock."""

    def __init__(self, per_second: int = 30, *, chat_gap: float = CHAT_GAP) -> None:
        self._chat_gap = chat_gap
        self._gap = SECOND / per_second
        self._recent: deque[float] = deque(maxlen=per_second)
        self._next_at = 0.0
        self._paused_until = 0.0
        self._chats: dict[int, _ChatPace] = {}
        self._floods: deque[tuple[float, int]] = deque(maxlen=32)

    def everyone_waits(self, now: float) -> float:
        """Seconds until anything at all may be sent."""
        full = len(self._recent) == self._recent.maxlen
        window = self._recent[0] + SECOND if full else 0.0
        return max(0.0, self._next_at - now, self._paused_until - now, window - now)

    def paused(self, now: float) -> float:
        """Seconds for which a flood answer has stopped everything."""
        return max(0.0, self._paused_until - now)

    def chat_waits(self, chat_id: int, now: float, priority: int = Priority.CARRIED_OUT) -> float:
        """Seconds until this chat may get one of that priority, the bot as a whole apart."""
        pace = self._chats.get(chat_id)
        if pace is None:
            return 0.0
        crowded = chat_id < 0 and len(pace.sent) == GROUP_MOST
        minute = pace.sent[0] + GROUP_SPAN - now if crowded else 0.0
        spacing = pace.next_at - now
        if priority == Priority.REPLY:
            spacing = (1 - pace.replies(now)) / REPLIES_PER_SECOND
        return max(0.0, pace.paused_until - now, minute, spacing)

    def busy(self, now: float) -> frozenset[int]:
        """The chats that have to wait; what waits no more is forgotten."""
        for chat_id in [chat_id for chat_id, pace in self._chats.items() if self._over(pace, now)]:
            del self._chats[chat_id]
        return frozenset(chat_id for chat_id in self._chats if self.chat_waits(chat_id, now) > 0)

    def take(self, chat_id: int, now: float, priority: int = Priority.CARRIED_OUT) -> None:
        """Books one message to that chat."""
        self._recent.append(now)
        self._next_at = max(self._next_at, now - 3 * self._gap) + self._gap  # late timers are made up for
        pace = self._chats.setdefault(chat_id, _ChatPace())
        pace.next_at = max(pace.next_at, now + self._chat_gap)
        if priority == Priority.REPLY:
            pace.replies_left, pace.replied_at = pace.replies(now) - 1, now
        if chat_id < 0:
            pace.sent.append(now)

    def flooded(self, chat_id: int, seconds: float, now: float) -> None:
        """A 429 for a message to that chat: it pauses, and all do where several chats are told so at once."""
        pace = self._chats.setdefault(chat_id, _ChatPace())
        pace.paused_until = max(pace.paused_until, now + seconds)
        self._floods.append((now, chat_id))
        lately = {chat for at, chat in self._floods if at > now - _STORM_SPAN}
        if len(lately) >= _STORM_CHATS:
            self._paused_until = max(self._paused_until, now + seconds)

    def forget(self, chat_id: int) -> None:
        """What was known of one chat; the next flood answer tells anew what it needs."""
        self._chats.pop(chat_id, None)
        self._floods = deque((one for one in self._floods if one[1] != chat_id), self._floods.maxlen)

    def _over(self, pace: _ChatPace, now: float) -> bool:
        quiet = max(pace.next_at, pace.paused_until) <= now and pace.replies(now) >= REPLY_BURST
        return quiet and (not pace.sent or pace.sent[-1] <= now - GROUP_SPAN)


@dataclass(slots=True, eq=False)
class Ticket:
    """A place in the queue; `granted` once its turn has come."""

    chat_id: int
    priority: int
    granted: bool = False


class Lanes:
    """Tickets by priority, first come first served within one; a chat that has to wait holds up nobody else."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._lanes: dict[int, dict[int, deque[Ticket]]] = {}

    def add(self, chat_id: int, priority: int) -> Ticket:
        ticket = Ticket(chat_id, priority)
        self._lanes.setdefault(priority, {}).setdefault(chat_id, deque()).append(ticket)
        return ticket

    def remove(self, ticket: Ticket) -> None:
        """Gives a place up, where it was not granted yet."""
        lane = self._lanes[ticket.priority]
        queue = lane.get(ticket.chat_id, deque())
        if ticket in queue:
            queue.remove(ticket)
            if not queue:
                del lane[ticket.chat_id]

    def grant(self, now: float) -> Ticket | None:
        """The next whose turn it is now, booked; None where all have to wait."""
        if self.pace.everyone_waits(now) > 0:
            return None
        for priority in sorted(self._lanes):
            lane = self._lanes[priority]
            chat_id = next((chat for chat in lane if self.pace.chat_waits(chat, now, priority) <= 0), None)
            if chat_id is not None:
                return self._granted(lane, chat_id, now)
        return None

    def wait(self, now: float) -> float | None:
        """Seconds until another look is worth while; None where nobody waits.

        To be asked after `grant` gave None: then either all wait, or each chat in the queue does, and these are few.
        """
        if not any(self._lanes.values()):
            return None
        if (everyone := self.pace.everyone_waits(now)) > 0:
            return everyone
        return min(self.pace.chat_waits(chat, now, priority) for priority, lane in self._lanes.items() for chat in lane)

    def _granted(self, lane: dict[int, deque[Ticket]], chat_id: int, now: float) -> Ticket:
        queue = lane.pop(chat_id)
        ticket = queue.popleft()
        if queue:
            lane[chat_id] = queue
        self.pace.take(chat_id, now, ticket.priority)
        ticket.granted = True
        return ticket
