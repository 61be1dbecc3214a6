"""Who is told, and what is owed to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from storage.vocabulary.events import Kind, Phase


class ChatKind(StrEnum):
    """Telegram's kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Rhythm(StrEnum):
    """How often a digest comes. `calm`: one message a day, without the dead, instead of all others."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    CALM = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A chat (or one topic of it) and its settings; the row exists from the first command that needs one.

    `subscribed` is what /subscribe and /stop switch; `active` is False for a chat that blocked or removed the bot.
    `kinds` are the kinds wanted; `announced` also wants what is only agreed or planned; `official_only` drops
    alerts that rest on two independent outlets alone (A2), `both_sides` those that one side alone has confirmed, until
    the other has; `minimum` is the smallest number of people: of those who
    return to `side` where one is named, which then passes over what brings nobody back to it.
    `since` is when the present subscription began: nothing older is ever sent. From `quiet_from` to `quiet_until`
    (full hours in `zone`) all waits for the morning, but exchanges carried out where `exchanges_any_hour`; where they
    are `quiet_silent` nothing waits, and all comes without a sound.
    A `digest` comes at `digest_hour` in `zone` (a weekly one on Mondays), and with it on Mondays a note on the
    `silence` where that is wanted; `digest_due` is the next, `digest_told` up to when the last one told. From
    `alerts_off` on it comes instead of alerts and corrections; until `paused_until` nothing comes in calm mode.
    """

    id: int
    chat_id: int
    topic_id: int | None = None
    kind: ChatKind = ChatKind.PRIVATE
    language: str = "en"
    zone: str = "Europe/Kyiv"
    active: bool = True
    subscribed: bool = False
    kinds: frozenset[Kind] = frozenset({Kind.EXCHANGE})
    announced: bool = False
    official_only: bool = False
    both_sides: bool = False
    minimum: int = 0
    side: str | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    exchanges_any_hour: bool = True
    quiet_silent: bool = False
    digest: Rhythm = Rhythm.NONE
    digest_hour: int = 9
    silence: bool = False
    alerts_off: datetime | None = None
    paused_until: datetime | None = None
    digest_told: datetime | None = None
    digest_due: datetime | None = None
    since: datetime | None = None
    created: datetime | None = None
    inactive_since: datetime | None = None


class Purpose(StrEnum):
    """Why a message is sent. `folded`: one in the morning for all that fell into the quiet hours; `followed`:
    news of one event to those who follow it.
    """

    ALERT = "alert"
    EDIT = "edit"
    CORRECTION = "correction"
    FOLDED = "folded"
    DIGEST = "digest"
    FOLLOWED = "followed"
    NOTICE = "notice"


class Priority(IntEnum):
    """The sending classes, most urgent first (RULES, 5)."""

    REPLY = 0
    CARRIED_OUT = 1
    ANNOUNCED = 2
    EDIT = 3
    DIGEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The one push owed for a (kind, phase, event day, ordinal); later knowledge edits or corrects it.

    `revision` counts what was rendered; `waves` how many edit waves went out, `last_wave` when. `independent`
    marks one that rests on two unofficial origins (A2) until an official speaks. `held` waits for /release.
    """

    id: int
    development_id: int
    kind: Kind
    phase: Phase
    day: date
    created: datetime
    ordinal: int = 1
    revision: int = 1
    waves: int = 0
    last_wave: datetime | None = None
    independent: bool = False
    retracted: bool = False
    report_id: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One text for many subscribers: expanded into deliveries in batches, by a cursor over subscriber ids.

    `texts` maps language → the message as JSON-able dict {"html": str, "buttons": [[{"label", "data"|"url"}]]}.
    """

    id: int
    purpose: Purpose
    priority: Priority
    created: datetime
    alert_id: int | None = None
    texts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    cursor: int = 0
    finished: bool = False
    due_at: datetime | None = None


class DeliveryState(StrEnum):
    """pending → sending (committed before the call) → sent; unknown = an answer never came or was doubtful."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    FAILED = "failed"
    GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message owed to one subscriber: a row of the outbox, with what the sender needs joined in.

    `silent`: it is to make no sound.
    """

    id: int
    subscriber_id: int
    purpose: Purpose
    priority: Priority
    state: DeliveryState
    chat_id: int
    language: str = "en"
    topic_id: int | None = None
    chat_kind: ChatKind = ChatKind.PRIVATE
    broadcast_id: int | None = None
    alert_id: int | None = None
    message: Mapping[str, object] = field(default_factory=dict)
    message_id: int | None = None
    target_message_id: int | None = None
    attempt: int = 0
    repeats: int = 0
    owner: str | None = None
    due_at: datetime | None = None
    created: datetime | None = None
    error: str | None = None
    silent: bool = False
