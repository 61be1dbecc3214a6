"""Telegram's HTML subset, read the way its server reads it: plain text, faults, and where a message may be cut."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

LIMIT = 4096
"""The most a message may hold after entities, in UTF-16 units."""
CAPTION_LIMIT = 1024
"""The same for the text below a picture or a file."""

_TAGS = frozenset({
    "a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong",
    "tg-emoji", "tg-spoiler", "tg-time", "u",
})  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|lt|gt|amp|quot);")


class MarkupWrong(ValueError):
    """The text is not in Telegram's subset; the message is worded as its server words it."""


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    whole: str


def plain(markup: str) -> str:
    """The text a reader sees.

    Raises:
        MarkupWrong: a tag is unknown, unclosed or crossed, or a bare `<` stands in the text.
    """
    shown: list[str] = []
    open_tags: list[_Tag] = []
    for part in _parts(markup):
        if isinstance(part, str):
            shown.append(_unescaped(part))
        else:
            _step(open_tags, part)
    if open_tags:
        raise MarkupWrong(f'can\'t find end tag corresponding to start tag "{open_tags[-1].name}"')
    return "".join(shown)


def bare(markup: str) -> str:
    """The text without any tag, whatever state the markup is in: the last resort where Telegram refuses it."""
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", markup))


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def pieces(markup: str, limit: int = LIMIT) -> list[str]:
    """The message cut at lines (a single longer line at words) into pieces of at most `limit` units.

    Tags that are open at a cut are closed and opened again.
    """
    found: list[str] = []
    open_tags: list[_Tag] = []
    piece, used = "", 0
    for part in _cuts(markup, limit):
        if isinstance(part, _Tag):
            _step(open_tags, part)
            piece += part.whole
            continue
        length = units(_unescaped(part))
        if used and used + length > limit:
            found.append(piece.rstrip() + "".join(f"</{tag.name}>" for tag in reversed(open_tags)))
            piece, used = "".join(tag.whole for tag in open_tags), 0
        piece, used = piece + part, used + length
    return [*found, piece]


def _cuts(markup: str, limit: int) -> Iterator[str | _Tag]:
    """Tags, and text in lines; lines that no message could hold in words, such words in single characters."""
    for part in _parts(markup):
        if isinstance(part, _Tag):
            yield part
            continue
        for line in part.splitlines(keepends=True):
            yield from [line] if units(_unescaped(line)) <= limit else _small(line, limit)


def _small(line: str, limit: int) -> Iterator[str]:
    for word in re.findall(r"\S*\s*", line):
        if units(_unescaped(word)) <= limit:
            yield word
        else:
            yield from re.findall(r"&[#\w]+;|.", word, re.DOTALL)


def _parts(markup: str) -> Iterator[str | _Tag]:
    position = 0
    for found in _TAG.finditer(markup):
        if found.start() > position:
            yield markup[position : found.start()]
        name = found[2].lower()
        yield _Tag(f"/{name}" if found[1] else name, found[0])
        position = found.end()
    if position < len(markup):
        yield markup[position:]


def _step(open_tags: list[_Tag], tag: _Tag) -> None:
    if tag.name.lstrip("/") not in _TAGS:
        raise MarkupWrong(f'unsupported start tag "{tag.name.lstrip("/")}"')
    if not tag.name.startswith("/"):
        open_tags.append(tag)
    elif not open_tags:
        raise MarkupWrong(f'unexpected end tag "{tag.name[1:]}"')
    elif (last := open_tags.pop().name) != tag.name[1:]:
        raise MarkupWrong(f'unmatched end tag, expected "</{last}>", found "<{tag.name}>"')


def _unescaped(text: str) -> str:
    if "<" in text:
        raise MarkupWrong('unsupported start tag "<"')
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
