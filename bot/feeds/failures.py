"""What can go wrong between a feed's address and its entries, each with a cause in plain words."""

from __future__ import annotations

from http import HTTPStatus

from bot.errors import BotError

_TRY_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})

UNREACHED = frozenset({
    "no answer from the name service", "no such host", "no connection", "connection refused", "connection broken",
    "timed out", "TLS failure",
})  # fmt: skip
"""The causes with which no server has said anything."""


class FeedFailed(BotError):
    """One feed could not be fetched or read; the others go on.

    `cause` is short and for people (*404 not found*, *timed out*, *private address*); it names no address, as one
    may hold a password. `gone` means that the server asks never to be asked again (410). `retry_after` is in
    seconds, as the server asked, or None; `status` is HTTP's, None where there was no answer.
    """

    def __init__(
        self,
        cause: str,
        *,
        temporary: bool = True,
        gone: bool = False,
        retry_after: int | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(cause)
        self.cause = cause
        self.temporary = temporary
        self.gone = gone
        self.retry_after = retry_after
        self.status = status

    @property
    def unreached(self) -> bool:
        """Whether no server has said anything: it, or the way there, may be away."""
        return self.status is None and self.cause in UNREACHED


class NotAFeed(FeedFailed):
    """What came is something else than RSS or Atom: most often an HTML page."""

    def __init__(self, cause: str = "not a feed") -> None:
        super().__init__(cause)


class EmptyFeed(FeedFailed):
    """The server answered without a document."""

    def __init__(self, cause: str = "empty") -> None:
        super().__init__(cause)


def refused(status: int, retry_after: int | None) -> FeedFailed:
    """The failure that an HTTP status stands for; `retry_after` in seconds, where the server named a time."""
    try:
        phrase = HTTPStatus(status).phrase.lower()
    except ValueError:
        phrase = "unknown answer"
    return FeedFailed(
        f"{status} {phrase}",
        temporary=status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _TRY_AGAIN,
        gone=status == HTTPStatus.GONE,
        retry_after=retry_after,
        status=status,
    )
