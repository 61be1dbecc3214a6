"""How long a message is on a phone: some 40 characters a line, 30 lines a screen; a folded quote shows three lines."""

import re

from bot.plaintext import as_text

WIDTH, SCREEN, FOLDED = 40, 30, 3
_LINKS = re.compile(r"</?a\b[^>]*>")
_FOLDED = re.compile("<blockquote expandable>(.*?)</blockquote>", re.DOTALL)


def screens(html: str) -> float:
    """How many screens are scrolled past, before anything folded is opened."""
    parts = _FOLDED.split(_LINKS.sub("", html))
    shown = [_lines(part) if not place % 2 else min(_lines(part), FOLDED) for place, part in enumerate(parts)]
    return sum(shown) / SCREEN


def _lines(part: str) -> int:
    text = as_text(part).strip("\n")
    return sum(max(1, -(-len(line) // WIDTH)) for line in text.split("\n")) if text else 0
