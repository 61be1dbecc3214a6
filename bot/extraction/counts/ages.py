"""Numbers that count nobody: ages, shares, ranges."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE, Nouns
from bot.extraction.counts.numbers import Number
from bot.extraction.words.marks import Marked

PERSONS: Final = frozenset(
    {"man", "woman", "boy", "girl", "child", "soldier", "pensioner", "teenager", "resident", "marine"}
)
"""English: whose age stands behind 'of'."""
NO_NAME: Final = ("party", "place", "agency", "people", "adjective", "month", "weekday", "ministry", "body", *PEOPLE)
"""What two words with capitals may be that is nobody's name."""
OLD: Final = 99
"""Years: above it, 'under N' is a number of people."""


YEARS: Final = (1900, 2035)
"""What behind a possessive may be a year, and no number of people."""
FAR_MORE: Final = 50
"""How many times another number counts other things: '600 в два этапа'."""


def aged(number: Number, marked: Marked) -> bool:
    """'aged from four to 17', 'віком від 20 до 60': the ages of a group; a year."""
    if (number.value <= OLD and one_of_age(number, marked)) or of_a_year(number, marked):
        return True
    if number.value <= OLD and listed(number, marked):
        return True
    if not marked.any_of(("age", "everyone", "beyond")):
        return False
    at = number.start
    if any(m.end == at for m in marked.of("age")):
        return True  # 'servicemen younger than 25'
    everyone = number.value <= OLD and marked.within("everyone", max(0, at - 5), at)
    if everyone and any(m.end == at for m in marked.all("qualifier", "bounded")):
        return True  # 'everyone under 25', 'всіх до 25 років'
    if past_age(number, marked):
        return True
    span = marked.has("prep_from", "prep_with", lo=at - 1, hi=at) or marked.has(
        "prep_from", "prep_with", lo=at - 3, hi=at - 2
    )
    return span and marked.within("age", at - 4, at)


def listed(number: Number, marked: Marked) -> bool:
    """'дітей 13, 14 і 15 років', 'boys aged 6, 9 and 14': one of several numbers that are years of age."""
    tokens, lo, hi = marked.sentence.tokens, number.start, number.end
    while hi + 1 < len(tokens) and parts_ages(hi, marked) and tokens[hi + 1].word.kind == "num":
        hi += 2
    while lo > 1 and parts_ages(lo - 1, marked) and tokens[lo - 2].word.kind == "num":
        lo -= 2
    if hi - lo <= number.end - number.start:
        return False
    before, behind = (tokens[i].word if 0 <= i < len(tokens) else None for i in (lo - 1, hi))
    years = behind is not None and bool(behind.cases) and marked.within("years", hi, hi + 1)
    years = years and marked.has(*PEOPLE, lo=lo - 1, hi=lo)
    return years or (before is not None and marked.has("age", lo=lo - 1, hi=lo))


def parts_ages(at: int, marked: Marked) -> bool:
    return marked.sentence.tokens[at].word.surface == "," or marked.within("and", at, at + 1)


def one_of_age(number: Number, marked: Marked) -> bool:
    """'a man of 25', 'a boy of ten': how old one person is, where no others follow that it could count."""
    at = number.start
    tokens = marked.sentence.tokens
    if apposed(number, marked) or turned(number, marked):
        return True
    if at < 2 or not marked.within("prep_of", at - 1, at):
        return False
    before = (token.word.norm for token in tokens[max(0, at - 5) : at - 2])  # 'a badly wounded soldier of 23'
    opens = at == 2 and marked.sentence.in_title  # 'Girl of 9 brought back'
    one = tokens[at - 2].word.norm in PERSONS and (opens or any(word in ("a", "an", "one") for word in before))
    freed = marked.within("free", number.end, number.end + 1)  # 'Man of 60 freed with 20 others'
    return one and (freed or not marked.has(*PEOPLE, "prep_of", lo=number.end, hi=number.end + 2))


def apposed(number: Number, marked: Marked) -> bool:
    """'Soldier, 44, freed in swap': a number between commas behind one person."""
    tokens, at, end = marked.sentence.tokens, number.start, number.end
    commas = at >= 2 and end < len(tokens) and tokens[at - 1].word.surface == "," == tokens[end].word.surface
    return commas and end - at == 1 and (tokens[at - 2].word.norm in PERSONS or named(at - 2, marked))


def named(at: int, marked: Marked) -> bool:
    """'Chris Parry, 28, and Andrew Bagshaw, 47, died': behind somebody's first and last name."""
    first, last = marked.sentence.tokens[at - 1 : at + 1] if at else (None, None)
    if first is None or last is None or marked.has(*NO_NAME, lo=at - 1, hi=at + 1):
        return False
    return all(
        t.word.kind == "word" and t.word.surface[:1].isupper() and len(t.word.surface) > 1 for t in (first, last)
    )


def turned(number: Number, marked: Marked) -> bool:
    """English: 'one turned 21 in a cell', but not 'turned 21 bodies over'."""
    tokens, at, end = marked.sentence.tokens, number.start, number.end
    if not at or tokens[at - 1].word.norm not in ("turned", "turns"):
        return False
    return not any(t.word.norm == "over" for t in tokens[end:]) and not marked.has(*PEOPLE, lo=end, hi=end + 3)


def past_age(number: Number, marked: Marked) -> bool:
    """'люди за шестьдесят', 'більшості під сімдесят': round years behind people, no count of others."""
    at = number.start
    if number.value > OLD or number.value % 10 or not marked.within("beyond", at - 1, at):
        return False
    whom = marked.has(*PEOPLE, "everyone", lo=max(0, at - 4), hi=at - 1)
    return whom and not marked.has(*PEOPLE, lo=number.end, hi=number.end + 2)


def oldest(number: Number, nouns: Nouns) -> bool:
    """'the oldest woman is 87', 'наймолодшому — 22': an age, where no noun follows."""
    following = nouns.get(number.end)
    near = nouns.marked.within("aging", max(0, number.start - 6), number.start)
    return near and not any(c in following for c in PEOPLE)


def share(first: Number, second: Number, marked: Marked) -> bool:
    """'nine in ten of those who come home', 'девять из десяти': a share, no count."""
    tokens = marked.sentence.tokens
    between = second.start - first.end == 1 and marked.has(
        "prep_in", "prep_from", "prep_of", lo=first.end, hi=second.start
    )
    if not between or first.value >= second.value:
        return False
    spoken = first.words and second.words and tokens[first.end].word.norm == "in"
    return spoken or second.value in (10, 100)


def ranged(first: Number, second: Number, marked: Marked) -> bool:
    """'from 18 to 25 years': the first number counts what the second does; not '300 на 300 в два этапа'."""
    tokens = marked.sentence.tokens
    if second.start - first.end != 1:
        return False
    alike = first.second is None and first.value < FAR_MORE * second.value
    return tokens[first.end].word.surface in "–—-" or (
        alike and marked.has("prep_to", "cal_and", lo=first.end, hi=second.start)
    )


def of_a_year(number: Number, marked: Marked) -> bool:
    """'Russian pilot's 1944 remains': English, a year between whose it is and what."""
    tokens = marked.sentence.tokens
    owner = tokens[number.start - 1].word if number.start else None
    return owner is not None and owner.possessive and not owner.pos and YEARS[0] <= number.value <= YEARS[1]
