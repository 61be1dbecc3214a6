"""Quantities in digits and words, with how exact the text is about them.

What counts no people (years, days, ages, ordinals, percentages) is kept out here or by the frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import EXACT
from bot.extraction.words.text import Token
from storage.vocabulary import Qualifier

DOZEN: Final = 12
"""'A dozen' is seldom counted."""


@dataclass(slots=True, eq=False, init=False)
class Number:
    """A quantity at tokens start…end; `second` is the other number of a pair such as '157 for 157'."""

    start: int
    end: int
    value: int
    qualifier: Qualifier
    second: int | None
    words: bool

    def __init__(self, start: int, end: int, value: int, qualifier: Qualifier = EXACT, *, words: bool = False) -> None:
        self.start, self.end, self.value, self.qualifier = start, end, value, qualifier
        self.second, self.words = None, words


def numbers(marked: Marked, lexicon: Lexicon, taken: set[int]) -> list[Number]:
    """All quantities of a sentence outside the tokens `taken` by dates."""
    tokens = marked.sentence.tokens
    if "number" not in marked.marks and not marked.sentence.digits:
        return []
    words = {m.start: int(m.value) for m in marked.of("number")}
    glue = lexicon.table.get("numbers_glue", {})
    found: list[Number] = []
    end = 0
    for i in beginnings(tokens, words, glue) if words else marked.sentence.digits:
        if i < end or i in taken:
            continue
        number = number_at(tokens, i, words, glue)
        if number is not None:
            found.append(number)
            end = number.end
    if not found:
        return []
    formula = {m.start for m in marked.of("formula")}
    formula |= {m.start for m in marked.of("each")} if "swap" in marked.marks else set()  # 'a 500-a-side exchange'
    told = [n for n in found if quantity(n, tokens, formula) or of_a_deal(n, marked)]
    return pairs(told, marked, qualifiers(marked))


def beginnings(tokens: list[Token], words: dict[int, int], glue: dict[str, list[str]]) -> list[int]:
    """Where a quantity may begin: at digits, at a number in words, at 'a' (hundred), 'half' (a thousand)."""
    starting = {w for key in ("article", "half", "half_more") for w in glue.get(key, ())}
    return [i for i, t in enumerate(tokens) if t.word.kind == "num" or i in words or t.word.norm in starting]


def number_at(tokens: list[Token], i: int, words: dict[int, int], glue: dict[str, list[str]]) -> Number | None:
    """The quantity that begins at token i: digits, digits and a word of size, or words."""
    word = tokens[i].word
    if word.kind == "num":
        return digits(tokens, i, words)
    if word.norm in glue.get("half", ()) and words.get(i + 1, 0) in (100, 1000):
        return Number(i, i + 2, words[i + 1] // 2, words=True)
    if word.norm in glue.get("half_more", ()) and words.get(i + 1, 0) in (100, 1000):
        return Number(i, i + 2, words[i + 1] * 3 // 2, words=True)
    if i in words and vague_plural(tokens, i, words, glue):
        return None
    if i in words:
        return spelled(tokens, i, words, glue)
    if word.norm in glue.get("article", ()) and words.get(i + 1, 0) in (12, 100, 1000):
        number = spelled(tokens, i + 1, words, glue)
        if i and tokens[i - 1].word.norm in glue.get("halved", ()):
            return Number(i - 1, number.end, number.value // 2, words=True)  # 'half a thousand'
        rough = Qualifier.ABOUT if number.value == words[i + 1] == DOZEN else number.qualifier
        return Number(i, number.end, number.value, rough, words=True)
    return None


def vague_plural(tokens: list[Token], i: int, words: dict[int, int], glue: dict[str, list[str]]) -> bool:
    """'hundreds', 'тисячі українців': no number, unless one stands before it or a word such as 'about'."""
    if words[i] in (12, 100, 1000) and some_of(tokens, i, glue):
        return True
    if tokens[i].word.norm not in glue.get("plural", ()) or i - 1 in words:
        return False
    if words[i] in (words.get(i + 2), words.get(i + 3)):
        return False  # 'обмін тисячі на тисячу', 'обмен тысячи пленных на тысячу'
    before = tokens[i - 1].word if i else None
    return before is None or before.norm not in glue.get("before_size", ())


def some_of(tokens: list[Token], i: int, glue: dict[str, list[str]]) -> bool:
    """'a few dozen', 'several hundred', 'a couple of dozen': a size without a number of them."""
    few = glue.get("few", ())
    near = tokens[max(0, i - 2) : i]
    return bool(near) and (near[-1].word.norm in few or (near[0].word.norm in few and near[-1].word.norm == "of"))


def digits(tokens: list[Token], i: int, words: dict[int, int]) -> Number | None:
    end = i + 1
    size = words.get(end, 0)
    value = tokens[i].word.value
    if value is None:
        return decimal(tokens, i, size)
    if size >= 1000:
        value, end = value * size, end + 1
        end += end + 1 < len(tokens) and tokens[end].word.surface == "." and len(tokens[end - 1].word.norm) == 3
    while end + 1 < len(tokens) and tokens[end].word.surface == "+" and tokens[end + 1].word.value is not None:
        value, end = value + (tokens[end + 1].word.value or 0), end + 2
    return Number(i, end, value)


def decimal(tokens: list[Token], i: int, size: int) -> Number | None:
    """'1,5 тыс.', '2.4 thousand': a decimal with a word of size is a whole number again."""
    whole, _, rest = tokens[i].word.surface.replace(",", ".").partition(".")
    if size < 1000 or not (whole + rest).isdecimal() or len(rest) > 3:
        return None
    end = i + 2
    end += end + 1 < len(tokens) and tokens[end].word.surface == "." and len(tokens[end - 1].word.norm) == 3
    return Number(i, end, int(whole) * size + int(rest) * size // 10 ** len(rest))


def spelled(tokens: list[Token], i: int, words: dict[int, int], glue: dict[str, list[str]]) -> Number:
    """A number in words: 'two hundred and fifty', 'двісті п'ятнадцять', 'a thousand'."""
    total, part, end, rough = 0, 0, i, False
    smallest = 1 << 40
    if words[i] < 1000 and words.get(i + 3, 0) >= 1000 and tokens[i + 1].word.norm in glue.get("odd", ()):
        return Number(i, i + 4, words[i] * words[i + 3], Qualifier.AT_LEAST, words=True)
    while end in words:
        value = words[end]
        if value >= 1000:
            total, part, smallest = total + max(part, 1) * value, 0, 1 << 40
        elif value == 100 and 0 < part < 10:
            part, smallest = part * 100, 100
        elif value in (10, 12) and 0 < part < 10 and end == i + 1:
            part, rough, smallest = part * value, True, 0  # 'two dozen', 'два десятка'
        elif value < smallest:
            part, smallest = part + value, step(value)
        else:
            break
        end += 1
        if (
            end + 1 in words
            and tokens[end].word.norm in glue.get("within", ())
            and words[end + 1] < 100 <= max(part, total)
        ):
            end += 1
    return Number(i, end, total + part, Qualifier.ABOUT if rough else EXACT, words=True)


def step(value: int) -> int:
    """What may still follow: units after tens, tens after hundreds, nothing after units and teens."""
    if value >= 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 0


def quantity(number: Number, tokens: list[Token], formula: set[int]) -> bool:
    """Whether it can count anything: no ordinal ('65th'), currency, percentage or part of a word beside it."""
    before = tokens[number.start - 1].word.surface if number.start else ""
    after = tokens[number.end].word.surface if number.end < len(tokens) else ""
    if before in "$€£₴₽№#" and before:
        return False
    if number.start and tokens[number.start].glued and number.start - 1 not in formula:
        return False
    if number.end < len(tokens) and number.end not in formula and sticks(tokens[number.end - 1], tokens[number.end]):
        return False
    return after not in ("%", "°", "$", "€")


def of_a_deal(number: Number, marked: Marked) -> bool:
    """English: 'a 314-prisoner deal', 'thousand-prisoner swap': so many people in all."""
    at = number.end
    if "captive" not in marked.marks or (number.start and marked.sentence.tokens[number.start].glued):
        return False
    behind = marked.has("swap_noun_only", "swap", "pact", lo=at + 1, hi=at + 2)
    return behind and marked.within("captive", at, at + 1) and marked.sentence.tokens[at].glued


def sticks(number: Token, following: Token) -> bool:
    """'65th', '68-го', '30-year-old': the number is part of a word."""
    return following.word.kind == "word" and (following.glued or number.end == following.start)


def qualifiers(marked: Marked) -> dict[int, tuple[int, str]]:
    """Where a qualifier ends → where it begins and what it says."""
    found: dict[int, tuple[int, str]] = {}
    if "qualifier" not in marked.marks:
        return found
    verbs = {m.end for m in marked.all("give", "move") if m.end - m.start > 1}
    for mark in marked.of("qualifier"):
        if mark.end in verbs:
            continue  # 'handed over 195'
        if mark.end not in found or mark.start < found[mark.end][0]:
            found[mark.end] = (mark.start, mark.value)
    return found


def pairs(found: list[Number], marked: Marked, before: dict[int, tuple[int, str]]) -> list[Number]:
    """Join 'N for N'; put the qualifiers on."""
    joined: list[Number] = []
    between = {(m.start, m.end) for m in marked.of("formula")}
    between |= against(marked)
    alike = {(m.start, m.end) for m in marked.of("formula_for")}  # '64 за 64', 'Пленных обменяли: 90 и 90'
    alike |= {(m.start, m.end) for m in marked.of("cal_and")} if "swap" in marked.marks else set()
    for number in found:
        last = joined[-1] if joined else None
        linked = last is not None and (last.end, number.start) in between
        linked = linked or (last is not None and last.value == number.value and (last.end, number.start) in alike)
        if last and last.second is None and linked and adjacent(last, number):
            last.second, last.end = number.value, number.end
            continue
        if number.start in before:
            number.qualifier = Qualifier(before[number.start][1])
        joined.append(number)
    return joined


def against(marked: Marked) -> set[tuple[int, int]]:
    """'Обмен телами: 254 против 32': only where an exchange is spoken of."""
    return {(m.start, m.end) for m in marked.of("formula_against")} if "swap" in marked.marks else set()


def adjacent(first: Number, second: Number) -> bool:
    return second.start - first.end == 1
