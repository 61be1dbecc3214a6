"""Numbers told by what stands beside them: pairs such as '60 пленных на 60', a side in the dative before one."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count, Nouns
from bot.extraction.counts.numbers import Number
from bot.extraction.words.marks import Marked

PAIR: Final = 2
GIVEN: Final = 6
"""How many words before a number somebody gives a thing to so many."""
BETWEEN: Final = ("formula", "swap")
LIVING: Final = ("captive", "military", "folk")


def matched(told: list[Count], marked: Marked) -> list[Count]:
    """'60 пленных на 60', '33 військових на 33': a pair with its noun behind the first number."""
    if not marked.any_of(BETWEEN):
        return told
    formula = {(m.start, m.end) for m in marked.of("formula")}
    found: list[Count] = []
    for count in told:
        last = found[-1] if found else None
        pair = last is not None and (last.end, count.start) in formula and last.value == count.value
        ours = last is not None and last.own and count.own and not last.noun  # 'ten of ours for ten of theirs'
        alike = last is not None and (last.noun in LIVING or ours) and count.noun in ("", last.noun)
        if last is not None and pair and alike and not count.nation:
            last.second, last.end = count.value, count.end
            continue
        if last is not None and len(told) == PAIR and bare_pair(last, count, marked):
            last.second, last.end = count.value, count.end
            continue
        if last is not None and against(last, count, marked):
            last.second, last.end = count.value, count.end
            continue
        found.append(count)
    return found


def against(last: Count, count: Count, marked: Marked) -> bool:
    """'501 тело против 89': the dead of the one side for those of the other."""
    joined = any(m.start == last.end and m.end == count.start for m in marked.of("formula_against"))
    joined = joined and last.noun == "body" and not (count.noun or count.nation)
    return joined and last.second is None and count.second is None and min(last.value, count.value) > 0


def bare_pair(last: Count, count: Count, marked: Marked) -> bool:
    """'Стороны обменялись телами: 757 и 49': two numbers of nobody named, at the end of what tells of a swap."""
    tokens, end = marked.sentence.tokens, count.end
    nameless = not (last.noun or last.nation or count.noun or count.nation) and min(last.value, count.value) > 0
    joined = count.start - last.end == 1 and marked.within("and", last.end, count.start)
    if not (nameless and joined) or "swap" not in marked.marks:
        return False
    behind = tokens[last.start - 1].word.surface in ":—–" if last.start else False
    return behind and (end == len(tokens) or tokens[end].word.kind == "sym")


def given_to(number: Number, nouns: Nouns) -> bool:
    """'Киеву — 116, Москве 63: чем закончился обмен': a side in the dative right before, or before a dash."""
    tokens = nouns.marked.sentence.tokens
    at = number.start - (tokens[number.start - 1].word.surface in "—–-") - 1
    return at >= 0 and "party" in nouns.get(at) and "datv" in tokens[at].word.cases


def thing_given_to(at: int, nouns: Nouns) -> bool:
    """'gave phones to ten of them', 'handed keys to five': who got a thing was not handed over."""
    marked = nouns.marked
    if not marked.within("prep_to", at - 1, at) or marked.sentence.tokens[at - 1].word.norm != "to":
        return False
    giving = max((m.end for m in marked.all("give", lo=max(0, at - GIVEN), hi=at - 2)), default=None)
    between = range(giving, at - 1) if giving is not None else range(0)
    if not between or marked.has("liberty", "home", "swap", lo=max(0, at - GIVEN), hi=at):
        return False  # 'gave freedom to 90'
    return not any(nouns.names(i) or nouns.counted(i) or "party" in nouns.get(i) for i in between)


def same_things(at: int, starts: set[int], marked: Marked) -> bool:
    """'handed over 20 points and received 28', 'Kyiv gave 90 names and Moscow 80': it goes on counting those things."""
    before = max((i for i in starts if i < at), default=None)
    return before is not None and marked.has(
        "things", "gifts", "messages", "terms", lo=before + 1, hi=min(before + 3, at)
    )


def of_things(number: Number, nouns: Nouns, starts: set[int]) -> bool:
    """'71 of 94 drones', 'Five of the ten points': the first number counts what the second does."""
    if things_of(number, nouns):
        return True
    each = nouns.marked.within("each", number.end + 2, number.end + 3)  # 'First 180 of 450 each: swap begins'
    if "prep_of" not in nouns.get(number.end) or number.end + 1 not in starts or each:
        return False
    behind = range(number.end + 2, number.end + 5)
    noun = next((i for i in behind if nouns.counted(i) or "not_people" in nouns.get(i)), None)
    return noun is not None and "not_people" in nouns.get(noun)  # 'First 200 of 500 prisoners a side'


def things_of(number: Number, nouns: Nouns) -> bool:
    """'Five of the ten points', 'Every one of them will have treatment': of things, or no number at all."""
    marked, at = nouns.marked, number.end
    if any(m.start < number.start < m.end for m in marked.of("all_of")):
        return True
    group = any(m.start == at for m in marked.of("demonstrative")) and marked.within("number", at + 2, at + 3)
    return group and marked.has("things", "things_listed", lo=at + 3, hi=at + 4)


def exchanged(i: int, number: Number, nouns: Nouns) -> bool:
    """'a group of 157 exchanged on Friday', '150 each': these words count people, and no exchanges."""
    marked = nouns.marked
    done = i == number.end and marked.sentence.tokens[i].word.tense == "past" and marked.within("swap", i, i + 1)
    if done and not any(nouns.counted(j) for j in range(i + 1, i + GIVEN // 2)):
        return True  # but not 'five exchanged Azov commanders'
    return any(m.start == i for m in marked.of("each"))
