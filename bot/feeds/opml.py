"""OPML as XML: every outline with its line, or what is wrong in which line and how it is mended.

Expat is used itself, as it alone knows the lines. It fetches nothing, and a document type of its own (entities, among
them those that grow without end) is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from bot.errors import BotError
from bot.feeds.failures import EmptyFeed
from bot.feeds.intake import decode

LARGEST = 32 * 1024 * 1024
"""Bytes; a list of 50,000 feeds has half of it."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds these; some readers write them
_BARE = re.compile(r"&(?!#\d+;|#[xX][0-9a-fA-F]+;|[A-Za-z][\w.-]*;)")
_NOT_WELL_FORMED = "not well-formed (invalid token)"
_BREAKS_OFF = {"no element found", "unclosed token", "unclosed CDATA section"}
_COMMENTED_OUT = "iscomment"
_ROOTS = {
    "rss": "it is a feed: add it by its address, parley feeds add ADDRESS",
    "feed": "it is a feed: add it by its address, parley feeds add ADDRESS",
    "rdf:rdf": "it is a feed: add it by its address, parley feeds add ADDRESS",
    "html": "it is a web page: save the OPML file that it offers",
}
_CURES = {
    _NOT_WELL_FORMED: "write each < in a name as &lt;, and put each value between two quotation marks",
    "mismatched tag": "close each <outline> in the order in which it was opened",
    "duplicate attribute": "take out one of the two attributes of the same name",
    "undefined entity": "write the character itself: XML knows only &amp; &lt; &gt; &quot; and &apos;",
    "junk after document element": "take out what stands behind </opml>",
    "reference to invalid character number": "take the reference (&#…;) out: no such character is allowed",
}
_NEAR = 500
"""Characters of the line in which the cause is looked for."""
_EXPORT_AGAIN = "export the list once more from the reader that wrote it"


class CatalogueUnreadable(BotError):
    """The feed list cannot be used; the message says what is wrong in which line, and the cure."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One `<outline>`: the line it begins in, and its attributes by their names in small letters.

    Readers differ in the letters of names, not in their meaning.
    """

    line: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reading:
    """What the parser has met so far. `hidden` counts the open outlines from one on that is commented out."""

    named: str
    skipped: int
    found: list[Outline] = field(default_factory=list)
    begun: bool = False
    hidden: int = 0


def outlines(source: bytes | Path) -> list[Outline]:
    """Every outline that is not commented out (`isComment`), in the file's order.

    Raises:
        CatalogueUnreadable: the file cannot be read, is too large, no well-formed XML, or no OPML.
    """
    text = _text(source)
    begun = text.lstrip()
    reading = _Reading(named(source), text[: len(text) - len(begun)].count("\n"))
    _parse(begun, reading)
    return reading.found


def named(source: bytes | Path) -> str:
    """How messages call the file."""
    return source.name if isinstance(source, Path) else "the feed list"


def _text(source: bytes | Path) -> str:
    content = source if isinstance(source, bytes) else _bytes(source)
    if len(content) > LARGEST:
        raise CatalogueUnreadable(f"{named(source)} has more than {LARGEST >> 20} MiB: split it, and import each part")
    try:
        return _UNSEEN.sub("", decode(content)).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except EmptyFeed:
        raise CatalogueUnreadable(f"{named(source)} is empty: {_EXPORT_AGAIN}") from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CatalogueUnreadable(f"cannot read {path}: {error.strerror}") from error


def _parse(text: str, reading: _Reading) -> None:
    parser = expat.ParserCreate("utf-8")  # whatever the declaration says: the text is decoded already
    parser.buffer_text = True

    def refuse(*given: object) -> None:
        _document_type(reading, parser.CurrentLineNumber, entities=bool(given[3]))

    def start(name: str, attributes: dict[str, str]) -> None:
        _start(reading, name.lower(), attributes, parser.CurrentLineNumber + reading.skipped)

    def end(name: str) -> None:
        reading.hidden -= bool(reading.hidden) and name.lower() == "outline"

    parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.EndElementHandler = refuse, start, end
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise _broken(reading, error, text) from None


def _document_type(reading: _Reading, line: int, *, entities: bool) -> None:
    """A document type that only names OPML does no harm; one with declarations is refused, whatever they declare."""
    if entities:
        cause = "a document type with declarations of its own (<!DOCTYPE … [ … ]>) is not read"
        raise CatalogueUnreadable(f"{reading.named}, line {line + reading.skipped}: {cause}; take it out")


def _start(reading: _Reading, name: str, attributes: dict[str, str], line: int) -> None:
    if not reading.begun and name != "opml":
        cure = _ROOTS.get(name, "choose the reader's export as OPML")
        raise CatalogueUnreadable(f"{reading.named}, line {line}: no OPML, as it begins with <{name}>; {cure}")
    reading.begun = True
    if name != "outline":
        return
    lowered = {key.lower(): value for key, value in attributes.items()}
    if reading.hidden or lowered.get(_COMMENTED_OUT, "").lower() == "true":
        reading.hidden += 1
    else:
        reading.found.append(Outline(line, lowered))


def _broken(reading: _Reading, error: expat.ExpatError, text: str) -> CatalogueUnreadable:
    why = expat.ErrorString(error.code) or "unreadable"
    told = why.removeprefix("not well-formed (").removesuffix(")")
    line = "".join(text.split("\n")[error.lineno - 1 : error.lineno])
    place = f"{reading.named}, line {error.lineno + reading.skipped}, column {error.offset + 1}"
    before = line[max(0, error.offset - _NEAR) : error.offset + 1]
    cure = _cure(why, before) if reading.begun else _begin(why, line[:_NEAR].lower())
    return CatalogueUnreadable(f"{place}: no well-formed XML ({told}); {cure}")


def _begin(why: str, line: str) -> str:
    """What to do about a file that is something else, by its first line."""
    if "<!doctype html" in line:
        return _ROOTS["html"]
    if "<" not in line:
        return "choose the reader's export as OPML; of a plain list of addresses add each, parley feeds add ADDRESS"
    return _cure(why, line)


def _cure(why: str, before: str) -> str:
    """`before` is what stands in the line up to where the parser gave up."""
    if why in _BREAKS_OFF:
        return f"the file breaks off: {_EXPORT_AGAIN}"
    if why == _NOT_WELL_FORMED and _BARE.search(before):
        return "write each & in it as &amp;"
    return _CURES.get(why, _EXPORT_AGAIN)
