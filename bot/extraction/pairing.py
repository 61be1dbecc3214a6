"""Numbers told by what stands beside them: pairs such as '60 пленных на 60', a side in the dative before one."""

from __future__ import annotations

from typing import Final

from bot.extraction.marks import Marked
from bot.extraction.nouns import Count, Nouns
from bot.extraction.numbers import Number

LIVING: Final = ("captive", "military", "folk")


def matched(told: list[Count], marked: Marked) -> list[Count]:
    """'60 пленных на 60', '33 військових на 33': a pair with its noun behind the first number."""
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
        found.append(count)
    return found


def given_to(number: Number, nouns: Nouns) -> bool:
    """'Киеву — 116, Москве 63: чем закончился обмен': a side in the dative right before, or before a dash."""
    tokens = nouns.marked.sentence.tokens
    at = number.start - (tokens[number.start - 1].word.surface in "—–-") - 1
    return at >= 0 and "party" in nouns.get(at) and "datv" in tokens[at].word.cases
