"""Bytes → clean XML text, before any parser sees them: character set, prolog, depth (RULES: Security, XML)."""

from __future__ import annotations

import codecs
import contextlib
import re
import sys

from bot.feeds.failures import EmptyFeed, FeedFailed, NotAFeed

DEEPEST = 64

MOST_ELEMENTS = 60_000
MOST_BRACKETS = 3 * MOST_ELEMENTS
MOST_ATTRIBUTES = 1_000
MOST_REFERENCES = 500_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_BOM = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# What is declared as the smaller set is often written in the larger.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
_CYRILLIC_LANGUAGES = frozenset({"uk", "ru", "be", "bg"})
_FEW_BROKEN = 0.01
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(x[0-9a-f]+|\d+);?", re.IGNORECASE)
_LONGEST_REFERENCE = 8
_LAST_CONTROL = 0x9F
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[\]]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_LONGEST_DOCTYPE = 8_192
_BLANKS = re.compile(r"\s+")
_NAME = re.compile(r"<([A-Za-z_][\w:.-]*)")
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
_JUNK = 8_192  # warnings of a broken site may stand before the document
_TAIL = 8_192  # and after it
_END = re.compile(rb"</(?:\w+:)?(?:rss|rdf|feed)\s*>", re.IGNORECASE)
_ALL_IN_ONE = re.compile(rb"<(?:\w+:)?(?:rss|rdf|feed)\b[^<>]*/>", re.IGNORECASE)
_ENTRY = re.compile(rb"<(/?)(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_PAGES = frozenset({"html", "head", "body", "title", "meta", "script", "opml", "urlset", "sitemapindex"})
_LONG_BLANK = re.compile(r"\s{100,}")
_SAMPLED, _LONG_IN_SAMPLE = 20, re.compile(r"\s{5}")
# feedparser looks for an address in an author's name, which takes quadratic time; the name is not used here.
_LONG_AUTHOR = re.compile(
    r"(<(?:\w++:)?(?:author|creator|name|email|managingEditor|webMaster|owner|publisher|contributor)\b[^<>]*>)"
    r"(?:[^<]{500,}|\s*<!\[CDATA\[[^\]]{500,}(?:\]\]>)?)",
    re.IGNORECASE,
)
_NODE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<(/?)([A-Za-z_][\w:.-]*)([^<>]*(?:>|(?=<)|\Z))",
    re.DOTALL,
)
# What feedparser has handlers for that fail on odd content, and nothing here reads.
_EXTRAS = re.compile(
    r"</?(?:(?:georss|gml|geo|media|psc|itunes|cc|creativeCommons):|(?:textinput|image|cloud|license|enclosure|width|height)\b)[^<>]*>",
    re.IGNORECASE,
)
_NEVER_CLOSED = frozenset({"br", "img", "hr", "wbr", "input"})


def intake(body: bytes, content_type: str | None = None, language: str | None = None) -> bytes:
    """The document as UTF-8 that a parser can be trusted with: declared so, without what could hang or bloat it.

    `language` is where a document without a usable declaration of its character set most likely comes from.

    Raises:
        EmptyFeed: there is nothing in it.
        NotAFeed: it is no XML, or a web page.
        FeedFailed: it is nested too deeply, or has too many elements.
    """
    text = _ILLEGAL.sub("", decode(body, content_type, language)).lstrip("\ufeff")
    doctype, root = _without_prolog(_without_long_blanks(text))
    _check_shape(root)
    root = _REFERENCE.sub(_legal, _LONG_AUTHOR.sub(r"\1", root))
    return f"<?xml version='1.0' encoding='utf-8'?>\n{doctype}\n{root}".encode()


def is_whole(document: bytes) -> bool:
    """Whether the document has its end: a server or a proxy may break off and send it as if it were all."""
    return bool(_END.search(document[-_TAIL:])) or bool(_ALL_IN_ONE.search(document[:_TAIL]))


def ends_within_entry(document: bytes) -> bool:
    """Whether what is there of the document ends in the middle of an entry."""
    slashes = _ENTRY.findall(document)
    return bool(slashes) and not slashes[-1]


def without_extras(document: bytes) -> bytes:
    """The document without the tags of modules that only feedparser reads, for when it fails on one of them."""
    return _EXTRAS.sub("", document.decode()).encode()


def decode(body: bytes, content_type: str | None = None, language: str | None = None) -> str:
    """The text of the document, whatever it says about its character set.

    A byte order mark decides; then what is valid UTF-8 is UTF-8, as text in another character set never is by
    chance; then the XML declaration, then HTTP's charset (servers put theirs on everything), then a guess.

    Raises:
        EmptyFeed: no text in it.
    """
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise EmptyFeed
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    for start, charset in _NO_BOM:
        if body.startswith(start):
            return body.decode(charset, "replace")
    return _eight_bit(body, _stated(body, content_type), language)


def page_charset(body: bytes, content_type: str | None) -> str | None:
    """The content type with a character set: the server's, or else the one that the page's head names."""
    named = _META_CHARSET.search(body[:4096])
    if named is None or "charset" in (content_type or "").lower():
        return content_type
    return f"text/html; charset={named[1].decode('ascii', 'replace')}"


def _eight_bit(body: bytes, stated: list[str], language: str | None) -> str:
    if not body.isascii() or not any(one.startswith(("iso2022", "hz")) for one in stated):
        with contextlib.suppress(UnicodeDecodeError):
            return codecs.getincrementaldecoder("utf-8")().decode(body)  # a letter cut at the end is forgiven
    guess = "cp1251" if language in _CYRILLIC_LANGUAGES else "cp1252"
    for charset in (*stated, "utf-8"):
        # Latin-1 has no Cyrillic: for a Cyrillic feed it is a server's default, not a fact.
        text = body.decode(guess if charset == "cp1252" else charset, "replace")
        if text.count("\ufffd") < len(text) * _FEW_BROKEN:
            return text
    return body.decode(guess, "replace")


def _stated(body: bytes, content_type: str | None) -> list[str]:
    """The codecs that the document and the server name, as far as they are known and possible."""
    declared = _DECLARED.match(body[:1024].lstrip())
    charset = _CHARSET.search(content_type or "")
    stated = [declared[1].decode("ascii", "replace") if declared else "", charset[1] if charset else ""]
    return [codec for one in stated if one and (codec := _codec(one))]


def _codec(name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        b"<".decode(known, "replace")
    except (LookupError, UnicodeError):
        return None
    if known in _NO_CHARSETS or known.startswith(("utf-16", "utf-32")):
        return None
    return _SUPERSETS.get(known, known)


def _without_long_blanks(text: str) -> str:
    """An empty line for each; where there is one, it also shows in every twentieth character."""
    return _LONG_BLANK.sub("\n\n", text) if _LONG_IN_SAMPLE.search(text[::_SAMPLED]) else text


def _without_prolog(text: str) -> tuple[str, str]:
    """The document type, if there is one of sane size, and the text from the first element on.

    White space before the first element takes feedparser quadratic time; comments there can hide it.
    """
    at, doctype = 0, ""
    while found := _PROLOG.match(text, at) or _DOCTYPE.match(text, at):
        at = found.end()
        if found[0].startswith("<!D") and len(found[0]) < _LONGEST_DOCTYPE:
            doctype = _BLANKS.sub(" ", found[0])
    name = _NAME.match(text, at)
    if name and name[1].lower() in _PAGES:
        raise NotAFeed
    root = _ROOT.search(text, at, at + _JUNK)
    if root is None:
        raise NotAFeed
    return doctype, text[root.start() :]


def _legal(reference: re.Match[str]) -> str:
    """The character that is referred to, or nothing where XML knows no such one: feedparser fails on these.

    Those of ASCII stay references, as some are markup, and those up to U+009F, which are often of another set.
    """
    digits = reference[1].lower()
    if len(digits) > _LONGEST_REFERENCE:
        return ""
    number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    if number > sys.maxunicode or _ILLEGAL.match(chr(number)):
        return ""
    return chr(number) if number > _LAST_CONTROL else reference[0]


def _check_shape(root: str) -> None:
    """Depth and number of elements, in one linear pass that bad XML cannot mislead into giving up."""
    if root.count("<") > MOST_BRACKETS or root.count("&") > MOST_REFERENCES:
        raise FeedFailed("too many elements")
    open_elements: list[str] = []
    nodes = _NODE.findall(root)
    for close, name, rest in nodes[: MOST_ELEMENTS + 1]:
        if not name or name in _NEVER_CLOSED or rest.endswith("/>"):
            pass
        elif close and open_elements and open_elements[-1] == name:  # as nearly always
            open_elements.pop()
        else:
            _open_or_close(close, name, open_elements)
        if len(rest) > MOST_ATTRIBUTES and rest.count("=") > MOST_ATTRIBUTES:
            raise FeedFailed("too many elements")
    if len(nodes) > MOST_ELEMENTS + 1:
        raise FeedFailed("too many elements")


def _open_or_close(close: str, name: str, open_elements: list[str]) -> None:
    if not close:
        open_elements.append(name)
        if len(open_elements) > DEEPEST:
            raise FeedFailed("nested too deeply")
    elif open_elements and open_elements[-1] == name:
        open_elements.pop()
    elif name in open_elements:
        while open_elements.pop() != name:
            pass
