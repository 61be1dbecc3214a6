"""Telegram's HTML subset, as its server reads it."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.markup import MarkupWrong, bare, pieces, plain, units


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>157</b> &amp; 160", "157 & 160"),
        ('<a href="https://a.example/?a=1&amp;b=2">Outlet</a>', "Outlet"),
        ("<blockquote expandable>one\ntwo</blockquote>", "one\ntwo"),
        ("a &lt;b&gt; &quot;c&quot; &#8217;", 'a <b> "c" ’'),
        ("&nbsp;&copy;", "&nbsp;&copy;"),
        ("5 > 4", "5 > 4"),
        ('<tg-time unix="1770300000" format="t">16:00</tg-time>', "16:00"),
    ],
)
def test_what_a_reader_sees(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    "markup", ["<script>x</script>", "<b>open", "closed</b>", "<b><i>x</b></i>", "3 < 5", "<b", "<br>", "<p>x</p>"]
)
def test_what_telegram_refuses(markup: str) -> None:
    with pytest.raises(MarkupWrong):
        plain(markup)


def test_without_tags_whatever_is_wrong_with_them() -> None:
    assert bare("<b>157</i> &amp; 3 < 5 <script>") == "157 & 3 < 5 "


def test_units_are_those_of_utf_16() -> None:
    assert units("ї⚠𝟙") == 4


def test_a_long_message_is_cut_at_lines_and_its_tags_are_carried_over() -> None:
    lines = "\n".join(f"line {number}" for number in range(100))
    found = pieces(f"<b>Head</b>\n<blockquote>{lines}</blockquote>", 200)
    assert all(units(plain(piece)) <= 200 for piece in found)
    assert "\n".join(plain(piece).rstrip("\n") for piece in found) == f"Head\n{lines}"
    assert all(piece.startswith("<blockquote>") for piece in found[1:])


@given(st.lists(st.text(max_size=60), max_size=30), st.integers(20, 80))
def test_pieces_lose_nothing_and_each_fits(parts: list[str], limit: int) -> None:
    markup = "\n".join(f"<i>{html.escape(part)}</i>" for part in parts)
    found = pieces(markup, limit)
    assert all(units(plain(piece)) <= limit for piece in found)
    assert "".join("".join(plain(piece).split()) for piece in found) == "".join(plain(markup).split())
