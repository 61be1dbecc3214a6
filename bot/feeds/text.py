"""Markup → plain text. One linear pass: text from feeds is hostile, and a parser that backtracks can be hung."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

LONGEST = 200_000  # characters of one field that are read; the longest seen is the Kremlin's 130,000
LONGEST_TITLE = 1_000

# A tag never fails to end: at its bracket, before the next one, or with the text. So no character is read twice.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[|\]\]>"
    r"|<[!?][^<>]*(?:>|(?=<)|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*(?::[a-zA-Z0-9]+)?)"
    r"(?:=\s*\"[^\"]*(?:\"|\Z)|=\s*'[^']*(?:'|\Z)|[^<>])*+(?:>|(?=<)|\Z)",
    re.DOTALL,
)
_LOOKS_MARKED_UP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--")
_ESCAPED = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_MOST_LAYERS = 3


def names(listed: str) -> frozenset[str]:
    """The words of a list written as a line of text."""
    return frozenset(listed.split())


# What is in these is no part of what the article says; captions tell of the picture, which is often an old one.
_DROPPED = names(
    "script style noscript template iframe object form select button textarea svg math nav audio video figcaption head"
)
_INLINE = names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike"
    " strong sub sup time tt u var wbr img script style noscript template svg math button"
)
_CELL = frozenset({"td", "th"})

# Controls, soft hyphens, joiners, marks of direction, byte order marks, surrogates, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
_BLANKS = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")  # but not a single space: there is nothing to change about it
_WRAPPED = re.compile(r"(?<![.!?…»”\"\s])[^\S\n]*\n(?!\s*\n)")
_ODD_BREAKS = "\r\x85\u2028\u2029"
_BREAKS = re.compile(rf"\r\n?|[{_ODD_BREAKS}]")
_PRINTABLE_UNSEEN = re.compile("[\ufe00-\U0010ffff]")
"""Where those lie that are printable all the same: marks that choose a form of the letter before them."""
_SPACES = re.compile("  +")


def plain(markup: str) -> str:
    r"""The text a reader would see: no tags, entities decoded (also when escaped twice), one line a paragraph.

    >>> plain("<p>Talks &amp;amp; swaps<script>x()</script></p><p>in Abu&nbsp;Dhabi</p>")
    'Talks & swaps\nin Abu Dhabi'
    """
    text = _with_plain_breaks(markup[:LONGEST])
    if "<" not in text and "&" not in text:
        return _tidy(_unwrapped(text))
    for _ in range(_MOST_LAYERS):
        text = html.unescape(_without_tags(text))
        if not (_LOOKS_MARKED_UP.search(text) or _ESCAPED.search(text)):
            break
    return _tidy(text)


def plain_line(markup: str) -> str:
    """The same as `plain` for what is shown on one line: titles."""
    return plain(markup[: LONGEST_TITLE * 4]).replace("\n", " ")[:LONGEST_TITLE].rstrip()


def visible(text: str) -> str:
    """The text without controls and marks of direction, which could make it look like something else."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def _tidy(text: str) -> str:
    text = text.replace("\xa0", " ").strip()
    if not text.replace("\n", "").isprintable() or (not text.isascii() and _PRINTABLE_UNSEEN.search(text)):
        text = _BLANKS.sub(" ", unicodedata.normalize("NFC", visible(_with_plain_breaks(text)))).strip()
    else:
        text = unicodedata.normalize("NFC", text)
        text = _SPACES.sub(" ", text) if "  " in text else text
    return "\n".join(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else text


def _with_plain_breaks(text: str) -> str:
    return _BREAKS.sub("\n", text) if any(map(text.__contains__, _ODD_BREAKS)) else text


def _unwrapped(text: str) -> str:
    return _WRAPPED.sub(" ", text) if "\n" in text else text


def _without_tags(markup: str) -> str:
    """The text between the tags, with a break where a block begins or ends.

    Line ends of the source count for nothing between blocks. In text without any, they part paragraphs where a
    sentence has ended or a line is empty; else the line was only wrapped.
    """
    texts, breaks = _parted(markup)
    if "\n" not in breaks:
        return _unwrapped(_joined(texts, breaks))
    if "\n" in markup:
        texts = [text.replace("\n", " ") for text in texts]
    return _joined(texts, breaks)


def _joined(texts: Sequence[str], breaks: Sequence[str]) -> str:
    pieces = [""] * (len(texts) + len(breaks))
    pieces[::2], pieces[1::2] = texts, breaks
    return "".join(pieces)


def _parted(markup: str) -> tuple[list[str], list[str]]:
    """The texts between the tags, and what stands for each tag."""
    parts = _TAG.split(markup)
    texts, tags = parts[::3], [_tag(name or "") for name in parts[2::3]]
    if not any(dropped for _, dropped in tags):
        return texts, [instead for instead, _ in tags]
    pieces = list(_pieces(markup))
    return pieces[::2], pieces[1::2]


def _pieces(markup: str) -> Iterator[str]:
    """By turns a piece of text and what stands for the tag after it."""
    at = 0
    unclosed: set[str] = set()
    while found := _TAG.search(markup, at):
        yield markup[at : found.start()]
        instead, dropped = _tag(found["name"] or "")
        yield instead
        at = found.end()
        if dropped and not found["close"] and not found[0].endswith("/>"):
            at = _end_of(dropped, markup, at, unclosed)
    yield markup[at:]


@lru_cache(maxsize=1_024)
def _tag(name: str) -> tuple[str, str]:
    """What stands for a tag of that name, and the name as it is looked for if the element's content is dropped."""
    name = name.rpartition(":")[2].lower()
    return _break(name), name if name in _DROPPED else ""


def _break(name: str) -> str:
    if not name or name in _INLINE:
        return ""
    return " " if name in _CELL else "\n"


def _end_of(name: str, markup: str, at: int, unclosed: set[str]) -> int:
    """Where a dropped element ends; one that is never closed drops its tag only, save scripts and styles."""
    if name in unclosed:
        return at
    if found := re.compile(rf"</(?:\w+:)?{name}\b[^<>]*>?", re.IGNORECASE).search(markup, at):
        return found.end()
    unclosed.add(name)
    return len(markup) if name in {"script", "style"} else at
