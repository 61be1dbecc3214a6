"""Whether the Bot API as a whole is in trouble, told from what the calls to it met, and when to try it again."""

from __future__ import annotations

import random

from bot.pseudonyms import pseudonym

STORM_CHATS = 3
"""So many chats in a row without a certain answer: the trouble is the Bot API's, not that of each of them."""
LONGEST_REST = 15.0
TOKEN_REST = 60.0


class Reach:
    """Out of reach, or failing for everybody: sending rests, and one call at a time finds out whether it is over.

    The rests are shared by all chats, in seconds: a half to one at first, doubled each time up to `longest_rest`, with
    jitter.
    `at` is the event loop's time.
    """

    def __init__(self, longest_rest: float = LONGEST_REST) -> None:
        self._longest_rest = longest_rest
        self._failures = 0
        self._doubts: set[bytes] = set()
        self._rest_until = 0.0
        self.answered = False
        """Whether anything has been answered without a doubt since the start."""

    def resting(self, at: float) -> bool:
        """Whether nothing should be tried now."""
        return at < self._rest_until

    @property
    def probing(self) -> bool:
        """Whether one call should go first."""
        return self._failures > 0

    @property
    def stormy(self) -> bool:
        """Whether several chats in a row got no certain answer."""
        return len(self._doubts) >= STORM_CHATS

    def certain(self) -> None:
        """Notes an answer that leaves no doubt, whatever it says."""
        self._failures = 0
        self._doubts.clear()
        self.answered = True

    def doubtful(self, chat_id: int, at: float) -> None:
        """Notes that a call to that chat may have been carried out or not."""
        self._doubts.add(pseudonym(chat_id))
        if self.stormy:
            self.failed(at)

    def failed(self, at: float) -> None:
        """Notes a call that never arrived; those under way fail together, and that counts once."""
        if not self.resting(at):
            self._failures += 1
        longest = min(self._longest_rest, 2.0 ** min(self._failures, 6) / 2)
        self._rest_until = at + longest * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret

    def refused(self, at: float) -> None:
        """Notes that the token is refused."""
        self._failures += 1
        self._rest_until = at + TOKEN_REST
