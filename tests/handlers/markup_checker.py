"""A checker of Telegram's HTML subset, as its documentation has it: raises at the first fault."""

import re
from html.parser import HTMLParser

from handlers.conversation import FileKind, Reply
from handlers.wording.markup import CAPTION_LIMIT, MESSAGE_LIMIT, length

_ATTRIBUTES = {
    "b": set(),
    "i": set(),
    "code": set(),
    "a": {"href"},
    "blockquote": {"expandable"},
    "tg-time": {"unix", "format"},
}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")


class BadMarkup(AssertionError):
    """Telegram would refuse the message."""


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in _ATTRIBUTES:
            raise BadMarkup(f"<{tag}> is not allowed")
        if {name for name, _ in attrs} - _ATTRIBUTES[tag]:
            raise BadMarkup(f"<{tag}> with {attrs}")
        if tag == "a" and not re.match(r"https?://[^\s\"<>]+$", dict(attrs).get("href") or ""):
            raise BadMarkup(f"the address {attrs}")
        if tag in self.open:
            raise BadMarkup(f"<{tag}> within itself")
        self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise BadMarkup(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if "<" in data or ">" in data or "&" in data:
            raise BadMarkup(f"raw markup in {data!r}")

    def handle_comment(self, data):
        raise BadMarkup(f"a comment {data!r}")


def check(markup: str) -> None:
    """Raises BadMarkup where Telegram would refuse the text."""
    if _ENTITY.search(markup):
        raise BadMarkup(f"a bare & in {markup!r}")
    checker = _Checker()
    checker.feed(markup)
    checker.close()
    if checker.open:
        raise BadMarkup(f"{checker.open} left open")


def checked(reply: Reply) -> Reply:
    """What every answer keeps to: Telegram's markup, 4,096 characters, 64 bytes a button, none left without label."""
    check(reply.html)
    pictures = any(one.kind is FileKind.PICTURE for one in reply.attachments)
    assert length(reply.html) <= (CAPTION_LIMIT if pictures else MESSAGE_LIMIT)
    for button in (button for row in reply.buttons for button in row):
        assert button.label
        assert len((button.data or "").encode()) <= 64
    assert "!" not in reply.html.replace("<!", "")
    return reply
