"""Telegram's HTML subset: text is escaped at this one door, and addresses are http(s) only."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from storage.vocabulary import without_login

MESSAGE_LIMIT = 4096
"""Telegram's cap on a message, in UTF-16 units after entities."""
CAPTION_LIMIT = 1024
"""The same for the text below a picture or a file."""

_LINKS_ITSELF = re.compile(r"(?<=[@/#$])(?=\w)|(?<=\w\.)(?=[^\W\d]{2})")
"""Where a bare text becomes a mention, command, hashtag, cashtag or address by Telegram's own reading."""

_TAG = re.compile(r"<[^>]*>")
_NO_ADDRESS = str.maketrans({'"': "%22", "<": "%3C", ">": "%3E"})
"""What stands in no address (RFC 3986), and what readers of markup disagree about."""


class Html(str):
    """Text that is markup already: whatever it holds was escaped on the way in."""

    __slots__ = ()


def escape(text: object) -> Html:
    """Any text as markup, without control and direction marks, which can disguise what is shown."""
    if isinstance(text, Html):
        return text
    return Html(html.escape("".join(c for c in str(text) if _visible(c)), quote=False))


def _visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}


def unlinked(text: str) -> Html:
    """A quoted text in which nothing can be tapped: an unseen word joiner parts what Telegram would link."""
    return Html(_LINKS_ITSELF.sub("\u2060", escape(text)))


def bold(text: object) -> Html:
    return Html(f"<b>{escape(text)}</b>")


def italic(text: object) -> Html:
    return Html(f"<i>{escape(text)}</i>")


def link(address: str | None, label: object) -> Html:
    """The label as a link; the bare label where the address is none, or is not http(s)."""
    shown = escape(label)
    if address is None or not is_web(address):
        return shown
    return Html(f'<a href="{html.escape(without_login(address).translate(_NO_ADDRESS))}">{shown}</a>')


def is_web(address: str) -> bool:
    """Whether it is an http(s) address and nothing else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s\x00-\x1f]", address)


def timed(at: datetime, shown: object, form: str) -> Html:
    """A time that the client shows in its reader's zone: `t` the time of day, `dt` with the date before it."""
    return Html(f'<tg-time unix="{int(at.timestamp())}" format="{form}">{escape(shown)}</tg-time>')


def quote(text: object) -> Html:
    """A long list, folded until it is tapped."""
    return Html(f"<blockquote expandable>{escape(text)}</blockquote>")


def join(parts: Iterable[object | None], between: str) -> Html:
    """The parts that are not empty, with a separator of ours between them."""
    return Html(between.join(escape(part) for part in parts if part))


def lines(*parts: object | None) -> Html:
    """One part a line; None and empty parts are left out."""
    return join(parts, "\n")


def paragraphs(*parts: object | None) -> Html:
    """The parts that are not empty, an empty line between them."""
    return join(parts, "\n\n")


def plain(markup: str) -> str:
    """What is read of a message: no tags, no entities."""
    return html.unescape(_TAG.sub("", markup))


def length(markup: str) -> int:
    """How long Telegram takes a message to be: UTF-16 units after entities."""
    return units(plain(markup))


def units(text: str) -> int:
    """How long Telegram takes a plain text to be: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def shorten(text: str, most: int) -> str:
    """A plain text cut at a word, with an ellipsis; never longer than `most` characters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:.") + "…"


def fit(markup: str, most: int = MESSAGE_LIMIT) -> Html:
    """The same where it is no longer than `most`, else its first lines, every tag closed, and an ellipsis."""
    if length(markup) <= most:
        return Html(markup)
    kept: list[str] = []
    used = 2
    for line in markup.split("\n"):
        used += length(line) + 1
        if used > most:
            break
        kept.append(line)
    text = "\n".join(kept) or _cut(plain(markup.split("\n", maxsplit=1)[0]), most - 2)
    return Html(f"{text}{_closing(text)}\n…")


def _cut(text: str, most: int) -> Html:
    """The beginning of a plain text that is longer than `most` units, without half a character."""
    begun = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
    return escape(shorten(text, len(begun)))


def _closing(markup: str) -> str:
    """The end tags that are missing."""
    open_tags: list[str] = []
    for end, name in re.findall(r"<(/?)([a-z-]+)[^>]*>", markup):
        if end:
            open_tags.pop()
        else:
            open_tags.append(name)
    return "".join(f"</{name}>" for name in reversed(open_tags))


def within(parts: Iterable[Html], most: int) -> list[Html]:
    """As many parts from the start as stay within `most` units, one more each for the line break."""
    kept: list[Html] = []
    used = 0
    for part in parts:
        used += length(part) + 2
        if used > most:
            break
        kept.append(part)
    return kept
