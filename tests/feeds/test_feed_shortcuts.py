"""What is done the quick way to most texts gives what the long way gives to every text."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.failures import FeedFailed
from bot.feeds.intake import DEEPEST, MOST_ATTRIBUTES, MOST_ELEMENTS, intake
from bot.feeds.language import detect
from bot.feeds.simhash import simhash
from bot.feeds.text import plain, visible

TEXT = st.lists(
    st.sampled_from([
        "слово", "Обмін", "ы", "что", "та", "the", "and", "of", "le", "et", "der", "że", "için", "dʼor", "об’єкт",
        "it's", "a1b", "½", "٣", "_", "é", "e\u0301", "и\u0306", "İ", "Σ", "中文", "U.S.", "3,5", "–", "«", "»",
        "…", "!", "-", " ", " ", "  ", "\n", "\r\n", "\t", "\xa0", "\u2009", "\u2028", "\x85", "\x1c", "\x00",
        "\xad", "\u200b", "\ufe0f", "\U000e0101", "\U0001f600", "\ufeff", "\ud800", "\u3000",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


def fingerprint(text: str) -> int:
    """By the definition: each bit is set that more than half of the hashes of the words have."""
    hashes = [
        int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        for word in re.findall(r"\w+", text.lower())[:10_000]
    ]
    value = sum(1 << bit for bit in range(64) if sum(one >> bit & 1 for one in hashes) * 2 > len(hashes))
    return value - (1 << 64) if value >> 63 else value


@given(TEXT)
def test_a_fingerprint_follows_its_definition(text: str) -> None:
    assert simhash(text) == fingerprint(text)


@pytest.mark.parametrize("words", [9_999, 10_000, 10_001, 70_000])
def test_of_a_very_long_text_the_first_words_count(words: int) -> None:
    text = " ".join(f"word{number % 89}" for number in range(words))
    assert simhash(text) == fingerprint(text)


def test_a_fingerprint_does_not_depend_on_what_was_seen_before() -> None:
    text = "The prisoners came home, said the U.S. envoy."
    first = simhash(text)
    simhash(" ".join(f"other{number}" for number in range(40_000)))
    assert simhash(text) == first


@given(TEXT)
def test_plain_text_is_tidied_the_same_with_and_without_odd_characters(text: str) -> None:
    lines = re.sub(r"(?<![.!?…»”\"\s])[^\S\n]*\n(?!\s*\n)", " ", re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text))
    whole = unicodedata.normalize("NFC", visible(lines)).strip()
    assert plain(text) == re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", whole))


@pytest.mark.parametrize("before", ["", "<script>x</script>"])
def test_tags_mean_the_same_beside_what_is_dropped(before: str) -> None:
    markup = "<P>one\n<b>t</b>wo</p><o:br/>three<td>four</TD><!-- no --><hr>five"
    assert plain(before + markup) == "one two\nthree four\nfive"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Уряд. Він,", "uk"), ("он/она: «это»", "ru"), ("the,of.and(that)", "en"), ("un/le/et/des-les", "fr"),
        ("the and of 中文中文中文中文", "en"), ("it's", None), ("и" * 5 + " the and of", "en"),
    ],
)  # fmt: skip
def test_words_count_whatever_stands_beside_them(text: str, language: str | None) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("at", range(20))
@pytest.mark.parametrize("blank", ["\n", " \t", "\u3000"])
def test_a_long_blank_is_shortened_wherever_it_lies(at: int, blank: str) -> None:
    document = f"<rss>{'x' * at}{(blank * 100)[:100]}y</rss>"
    assert intake(document.encode()).endswith(f"<rss>{'x' * at}\n\ny</rss>".encode())


@pytest.mark.parametrize(
    ("inside", "taken"),
    [
        ("<a>" * (DEEPEST - 1), True), ("<a>" * DEEPEST, False), ("<a></a>" * 200, True), ("<a></a/>" * 200, False),
        ("<br>" * 200, True), ("<a/>" * 200, True), ("<a><b></a>" * 200, True), ("<a></b>" * 200, False),
        ("<![CDATA[" + "<a>" * 200 + "]]>", True), ("<!--" + "<a>" * 200 + "-->", True),
        ("<a>" * 60 + "</a/" * 60, True),
        (f"<a {'b=1 ' * MOST_ATTRIBUTES}>", True), (f"<a {'b=1 ' * (MOST_ATTRIBUTES + 1)}>", False),
        (f"</a {'b=1 ' * (MOST_ATTRIBUTES + 1)}>", False), ("<a/>" * (MOST_ELEMENTS - 1), True),
        ("<a/>" * MOST_ELEMENTS, False),
    ],
)  # fmt: skip
def test_depth_and_number_have_their_bounds(inside: str, taken: bool) -> None:
    try:
        intake(f"<rss>{inside}</rss>".encode())
    except FeedFailed:
        assert not taken
    else:
        assert taken
