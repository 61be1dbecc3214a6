"""What a number of an entry is recognised by: the words and meanings around it, who is named, what is done to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from zlib import crc32

from bot.extraction.counts.numbers import Number, numbers
from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.likeness.features import EDGE, bucket
from bot.extraction.words.marks import Marked

REACH: Final = 6
"""Words on either side of a number whose places are told apart."""
NAMES: Final = frozenset({"party", "people", "adjective", "person", "agency", "own"})
"""Meanings whose value counts: who it is."""
GROUPS: Final = {
    **dict.fromkeys(NAMES, 0),
    "give": 1,
    "receive": 2,
    "return": 3,
    "free": 4,
    "home": 5,
    "swap": 6,
    "captive": 7,
    "captivity": 7,
    "civilian": 8,
    "body": 9,
    "wounded": 10,
    "military": 11,
    "child": 12,
}
"""Groups of meanings of which the nearest on either side is told; 1 to 6 say what is done."""
DEEDS: Final = range(1, 7)
PEOPLE: Final = range(7, 13)
TELLING: Final = tuple(cls for cls, group in GROUPS.items() if group > 0)
"""Meanings one of which a sentence has whose numbers are looked at."""
STOPS: Final = frozenset(",;—–:()")
"""Signs that bound the stretch of a sentence in which a number stands."""
SIZES: Final = (2, 10, 30, 100, 400, 1500)
MOST: Final = 24
"""Numbers of an entry above which it is a table: none is looked at. The longest news has 16."""
OF_A_PAIR: Final = 97


@dataclass(slots=True, eq=False)
class Mention:
    """A number as it stands in a sentence, and the buckets that it is recognised by."""

    value: int
    read: Read
    buckets: set[int]


@dataclass(slots=True, eq=False)
class Meaning:
    """A meaning at its place: its code, and its group, -1 for none."""

    place: int
    code: int
    group: int


def mentions(item: Item) -> Iterator[Mention]:
    """The numbers of the first sentences about people or their return; of '157 for 157' both."""
    stood = [(read, numbers(read.marked, item.lexicon, set())) for read in item.reads]
    values = [v for _, found in stood for n in found for v in (n.value, n.second) if v is not None]
    if len(values) > MOST:
        return
    for place, (read, found) in enumerate(stood):
        if not found or not read.marked.sentence.lead or not read.marked.any_of(TELLING):
            continue
        of_all = {bucket(code(item.lexicon.code), 31, 0), bucket(min(place, 4), 32, int(read.marked.sentence.in_title))}
        speakers = [code(s.origin.party or "") for s in item.spoken.get(read.marked.sentence.number, [])]
        around = meanings(read.marked)
        for number in found:
            buckets = of_all | near_words(read.marked, number) | near_meanings(read.marked, around, number, speakers)
            buckets |= among(number, found, values)
            yield Mention(number.value, read, buckets)
            if number.second is not None:
                yield Mention(number.second, read, buckets | {bucket(b, OF_A_PAIR, 1) for b in buckets})


@cache
def code(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))


def meanings(marked: Marked) -> list[Meaning]:
    """The meanings of a sentence's words, in their order."""
    found = [
        Meaning(place, code(f"{cls}={mark.value}" if cls in NAMES else cls), GROUPS.get(cls, -1))
        for cls, marks in marked.marks.items()
        for mark in marks
        for place in range(mark.start, mark.end)
    ]
    return sorted(found, key=lambda m: (m.place, m.group, m.code))


def near_words(marked: Marked, number: Number) -> set[int]:
    """The words before and behind, by their distance, and pairs of them."""
    codes = [t.word.code for t in marked.sentence.tokens]
    size, start, end = len(codes), number.start, number.end
    found = {bucket(codes[start - 1 - k] if start > k else EDGE, 100 + k, 0) for k in range(REACH)}
    found |= {bucket(codes[end + k] if end + k < size else EDGE, 110 + k, 0) for k in range(REACH)}
    for first, second, salt in ((start - 2, start - 1, 170), (end, end + 1, 171), (start - 1, end, 172)):
        one = codes[first] if 0 <= first < size else EDGE
        found.add(bucket(one, salt, codes[second] if 0 <= second < size else EDGE))
    return found


def near_meanings(marked: Marked, around: Sequence[Meaning], number: Number, speakers: Sequence[int]) -> set[int]:
    """What is meant by the words of the sentence, by side and distance; the nearest side, deed and noun together."""
    start, end = number.start, number.end
    low, high = stretch(marked, start, end)
    nearest: dict[tuple[int, int], Meaning] = {}
    found: set[int] = set()
    for m in around:
        if start <= m.place < end:
            continue
        behind = int(m.place >= end)
        away = distance(m, number)
        found.add(bucket(m.code, 160 + behind, 0))
        if away < REACH:
            found.add(bucket(m.code, 120 + 10 * behind + away, 0))
        if low <= m.place < high:
            found.add(bucket(m.code, 162, 0))
        if m.group >= 0 and ((behind, m.group) not in nearest or not behind):
            nearest[behind, m.group] = m
    for (behind, group), m in nearest.items():
        found.add(bucket(m.code, 163 + behind, group))
        found.add(bucket(group, 165 + behind, min(8, distance(m, number)) >> 1))
    noun = next((m.group for m in around if end <= m.place < end + 5 and m.group in PEOPLE), 0)
    deeds = mixed(g for g in DEEDS if (0, g) in nearest or (1, g) in nearest)
    found |= together(nearest, [m.code for m in around if m.group == 0], deeds, noun)
    for speaker in speakers:
        found |= {bucket(speaker, 191, 0), bucket(speaker, 192, deeds), bucket(speaker, 193, noun)}
    return found


def distance(meaning: Meaning, number: Number) -> int:
    """The words between a meaning and a number."""
    return meaning.place - number.end if meaning.place >= number.end else number.start - 1 - meaning.place


def together(nearest: Mapping[tuple[int, int], Meaning], named: Sequence[int], deeds: int, noun: int) -> set[int]:
    """Who is named nearest on either side, first and last, with what is done and with whom the number counts."""
    sides = mixed(nearest[b, 0].code if (b, 0) in nearest else 0 for b in (0, 1))
    first, last = (named[0], named[-1]) if named else (0, 0)
    found = {bucket(sides, 181, 0), bucket(deeds, 182, 0), bucket(noun, 183, 0), bucket(sides, 184, deeds)}
    found |= {bucket(sides, 185, noun), bucket(deeds, 186, noun), bucket(first, 187, deeds), bucket(last, 188, deeds)}
    for behind in (0, 1):
        if (behind, 0) in nearest:
            name = nearest[behind, 0].code
            found |= {bucket(name, 189 + behind, g + 10 * b) for b, g in nearest if g in DEEDS}
    return found


def stretch(marked: Marked, start: int, end: int) -> tuple[int, int]:
    """The stretch between signs in which a number stands."""
    tokens = marked.sentence.tokens
    while start > 0 and tokens[start - 1].word.norm not in STOPS:
        start -= 1
    while end < len(tokens) and tokens[end].word.norm not in STOPS:
        end += 1
    return start, end


def mixed(codes: Iterator[int]) -> int:
    found = 7
    for each in codes:
        found = bucket(found, 33, each)
    return found


def among(number: Number, beside: Sequence[Number], values: Sequence[int]) -> set[int]:
    """How it compares with the other numbers of its sentence and of the entry."""
    value, largest = number.value, max(values)
    size = sum(value >= s for s in SIZES) + 10 * (1900 < value < 2100)
    share = 2 if value == largest else int(value * 3 > largest)
    sums = len(values) <= 16 and any(a + b == value for i, a in enumerate(values) for b in values[i + 1 :])
    before = [n for n in beside if n.end <= number.start]
    behind = [n for n in beside if n.start >= number.end]
    told = (
        (size, share),
        (min(3, values.count(value)), int(sums)),
        (int(2 * value in values), int(value % 2 == 0 and value // 2 in values)),
        (min(8, len(values)), min(5, values.index(value))),
        (min(3, len(before)), min(3, len(behind))),
        (compared(before[-1:], value), compared(behind[:1], value)),
        (int(number.second is not None), len(str(number.qualifier))),
    )
    return {bucket(a + 1, 200 + n, b + 1) for n, (a, b) in enumerate(told)}


def compared(other: Sequence[Number], value: int) -> int:
    return 0 if not other else 1 + (other[0].value > value) + 2 * (other[0].value == value)
