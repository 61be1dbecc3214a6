"""Hubs: who may tell of a feed's news at once, so that Parley need not ask all the time (W3C WebSub)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class HubState(StrEnum):
    """How far a subscription at a hub is: offered → requested → verified → expiring (asked for anew) → ending.

    `denied` is the hub's refusal: it is not asked again until the feed names another hub or topic.
    """

    OFFERED = "offered"
    REQUESTED = "requested"
    VERIFIED = "verified"
    EXPIRING = "expiring"
    ENDING = "ending"
    DENIED = "denied"


LIVE = (HubState.VERIFIED, HubState.EXPIRING)
"""What a hub pushes for is taken in."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The hubs that a feed names, in its order, and the topic to subscribe to there (its own address for itself)."""

    hubs: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed's subscription at one hub. `callback` is an address that nobody can guess, `secret` signs pushes.

    `asked` is how often the hub was asked since it last agreed, `reason` why it does not take what it is asked.
    `wanted` is False where the feed is not polled (any more).
    """

    id: int
    feed_id: int
    hub: str
    topic: str
    state: HubState
    callback: str = field(repr=False)
    secret: str = field(repr=False)
    lease_until: datetime | None = None
    reason: str | None = None
    asked: int = 0
    wanted: bool = True
