"""Telegram's HTML as plain text, for terminals and pipes: links become `Outlet <address>`."""

from __future__ import annotations

from html.parser import HTMLParser


def as_text(html: str) -> str:
    """The text of a message.

    >>> as_text('<b>157</b> (<a href="https://a.example/1">Outlet</a>)')
    '157 (Outlet <https://a.example/1>)'
    """
    parser = _Plain()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        if tag == "blockquote" and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            address = self._links.pop()
            self.parts.append(f" <{address}>" if address else "")
        if tag == "blockquote":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
