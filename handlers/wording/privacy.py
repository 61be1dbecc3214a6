"""What is stored about a chat, as /privacy tells it: every column of every table that knows a chat."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, bold, lines, paragraphs


@dataclass(frozen=True, slots=True)
class Told:
    """One line, and the columns of a table that it tells of (keys of the database itself apart)."""

    text: str
    table: str
    columns: tuple[str, ...]


CHAT = (
    Told(
        N_("its number, the topic's number, the kind of chat, the language, the time zone"),
        "subscriber", ("chat_id", "topic_id", "kind", "language", "zone"),
    ),
    Told(
        N_("when it was first seen; whether it can be reached, and if not, since when"),
        "subscriber", ("created", "active", "inactive_since"),
    ),
    Told(
        N_("which alerts it wants, and since when; the quiet hours"),
        "subscriber",
        (
            "subscribed", "since", "kinds", "announced", "official_only", "both_sides", "minimum", "side",
            "quiet_from", "quiet_until", "quiet_silent", "exchanges_any_hour",
        ),
    ),
    Told(
        N_(
            "which digests and notes it wants, at what hour; a pause; up to when the last one told, when the next is "
            "due"
        ),
        "subscriber",
        ("digest", "digest_hour", "silence", "alerts_off", "paused_until", "digest_told", "digest_due"),
    ),
    Told(N_("which events it follows, and since when"), "follow", ("subscriber_id", "development_id", "since")),
    Told(
        N_(
            "of each message to it: which one; when it was due, sent and answered; how often it was tried; its number "
            "in the chat; how it ended"
        ),
        "delivery",
        (
            "subscriber_id", "broadcast_id", "alert_id", "part", "purpose", "priority", "created", "due_at",
            "quiet_until", "folded_into", "owner", "sending_since", "answered", "attempt", "repeats", "message_id",
            "state", "error",
        ),
    ),
)  # fmt: skip
"""Of a chat that has a row at all: see `handlers.here.keep`, and the door, which makes one for a group or channel."""


def stored(say: Speech) -> Html:
    """The whole answer."""
    return paragraphs(
        lines(
            bold(say("What is stored")),
            say(
                "As soon as Parley is added to a group or channel, or in any chat alerts are switched on, a setting is "
                "changed or an event is followed, this is stored of that chat:"
            ),
            *(say("· {what}", what=say(one.text)) for one in CHAT),
        ),
        lines(
            say("Nothing else: no names, no user names, no texts, no search words, no pictures, no files."),
            say("Questions are answered and forgotten. Nobody is given a list of the chats."),
            say(
                "So that nobody asks too much, the program remembers for some seconds that somebody has asked, and "
                "for a minute who manages a group: in memory only, under a number that means nothing anywhere else."
            ),
        ),
        say(
            "What is written after /report goes to the operators at once, without saying from whom. It is erased as "
            "soon as it has arrived; only how many came is kept."
        ),
        lines(
            say("A chat that has blocked or removed Parley is erased after 30 days."),
            say("The numbers of the operators' own chats and channels are stored with the settings of the program."),
            say("Backups, where the operators make any, keep what was stored on that day until they are deleted."),
            say("To see it: /mydata · to erase it at once: /deleteme"),
        ),
    )
