"""The dead told one by one: 'the bodies of two Britons and of a Ukrainian' are three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.extraction.counts.nouns import Count, is_verb
from bot.extraction.counts.numbers import Number
from bot.extraction.words.marks import Mark, Marked

FEW: Final = 20
"""Of how many of the dead a list may tell in one of its members."""
LONG: Final = 6
"""Words that one member of such a list may have: 'two elderly British volunteers'."""
CALLED: Final = 5
"""Words that may tell before the names whose they are: 'the former British soldiers'."""
STOPS: Final = ("prep_stop", "relative_word", "auxiliary", "copula", "also", "number")
NO_NAME: Final = ("party", "people", "adjective", "place", "own", "office", "agency", "rank", "weekday", "month")
"""What is written with a capital and is no name of one of the dead."""


def list_sums(found: list[Count], numbered: list[Number], marked: Marked, sides: tuple[str, ...]) -> list[Count]:
    """The counts of a sentence, with the dead that it tells of one by one as one count."""
    heads = marked.of("body")
    if not heads:
        return found
    members = [member for head in heads for member in listed_behind(head, numbered, marked)]
    if not members or not (len(members) > 1 or alone(heads, members[0], marked)):
        members = by_name(heads, marked)
    if not members:
        return found
    lo, hi = members[0][0], members[-1][1]
    if max(told for *_, told in members) > FEW or of_both(lo, hi, marked, sides):
        return found
    value = sum(told for *_, told in members)
    kept = [c for c in found if not lo <= c.start < hi]
    return sorted([*kept, Count(lo, hi, value, noun="body", words=True)], key=lambda c: c.start)


def listed_behind(head: Mark, numbered: list[Number], marked: Marked) -> list[tuple[int, int, int]]:
    """The members of the list that a word for the dead leads: 'the bodies of two …', 'тіла двох …'."""
    at = head.end + marked.within("prep_of", head.end, head.end + 1)
    return list(listed(at, numbered, marked)) if at > head.end or spoken(head, marked) else []


def by_name(heads: Sequence[Mark], marked: Marked) -> list[tuple[int, int, int]]:
    """'the bodies of the volunteers Chris Parry and Andrew Bagshaw', 'тіло Дмитра Фіалки': each by a name, alone."""
    if len(heads) != 1 or marked.sentence.in_title:
        return []  # a title may write every word with a capital
    head, tokens, members = heads[0], marked.sentence.tokens, list[tuple[int, int, int]]()
    at = head.end + marked.within("prep_of", head.end, head.end + 1)
    if at == head.end and not spoken(head, marked):
        return []
    begin = next((i for i in range(at, min(at + CALLED, len(tokens))) if a_name(i, marked)), None)
    called = range(at, at if begin is None else begin)
    if begin is None or any(tokens[i].word.kind != "word" or marked.has("and", *STOPS, lo=i, hi=i + 1) for i in called):
        return []
    at = begin
    while a_name(at, marked):
        members.append((at, at + 2, 1))
        at += 2
        joined = at < len(tokens) and (tokens[at].word.surface == "," or marked.within("and", at, at + 1))
        if not joined:
            break
        at += 1
    told = at >= len(tokens) or not (marked.within("and", at - 1, at) and not a_name(at, marked))
    return members if told else []


def a_name(at: int, marked: Marked) -> bool:
    """Whether a first name and a surname stand at a place: two words with capitals that are nothing else."""
    tokens = marked.sentence.tokens[at : at + 2]
    capital = len(tokens) == 2 and all(t.word.kind == "word" and t.word.surface[:1].isupper() for t in tokens)
    return capital and not marked.any_within(NO_NAME, lo=at, hi=at + 2)


def alone(heads: Sequence[Mark], member: tuple[int, int, int], marked: Marked) -> bool:
    """'the body of a Briton', 'тіло американця': one person without a number."""
    tokens = marked.sentence.tokens
    word = tokens[heads[0].start].word
    single = (word.norm == "body" or bool(word.pos)) and not word.plural
    return single and member[2] == 1 and tokens[member[0]].word.value is None


def of_both(lo: int, hi: int, marked: Marked, sides: tuple[str, ...]) -> bool:
    """'320 Ukrainians and 41 Russians': two figures, each of one side."""
    named = {m.value for m in marked.all("adjective", "people", "party", "own", lo=lo, hi=hi)}
    return len(named.intersection(sides)) > 1


def spoken(head: Mark, marked: Marked) -> bool:
    """Whether cases tell whose bodies: 'тіла двох іноземців та українки'."""
    return bool(marked.sentence.tokens[head.start].word.pos)


def listed(at: int, numbered: list[Number], marked: Marked) -> Iterator[tuple[int, int, int]]:
    """(begin, end, how many) of each member from a word on; nothing more once one cannot be read."""
    tokens = marked.sentence.tokens
    joined = True
    while joined and at < len(tokens):
        at += marked.within("prep_of", at, at + 1)
        begin, value = how_many(at, numbered, marked)
        end = close(begin, marked)
        if value is None or end == begin:
            return
        yield at, end, value
        comma = end < len(tokens) and tokens[end].word.surface == ","
        both = marked.first("and", lo=end + comma, hi=end + comma + 1)
        joined = both is not None or comma
        at = both.end if both else end + 1


def how_many(at: int, numbered: list[Number], marked: Marked) -> tuple[int, int | None]:
    """Where the words behind a number or an article begin, and its value; a noun in the singular alone is one."""
    number = next((n for n in numbered if n.start == at and n.second is None), None)
    if number is not None:
        return number.end, number.value
    if marked.within("article", at, at + 1):
        return at + 1, 1
    word = marked.sentence.tokens[at].word
    alone = word.pos == "noun" and not word.plural and "gent" in word.cases
    alone = alone and not marked.has("party", "own", "place", lo=at, hi=at + 1)
    return at, 1 if alone else None


def close(at: int, marked: Marked) -> int:
    """Where the member that begins at a word ends: before a sign, 'and', a preposition, a verb, 'who'."""
    tokens = marked.sentence.tokens
    stops = ("and", "prep_stop", "relative_word", "auxiliary", "copula", "also")
    skip = at
    for i in range(at, min(at + LONG, len(tokens))):
        if marked.within("prep_from", i, i + 1) and marked.has("party", "place", lo=i + 1, hi=i + 2):
            skip = i + 2  # 'трьох добровольців зі США і бразильця'
        if i < skip:
            continue
        if tokens[i].word.kind != "word" or marked.any_within(stops, lo=i, hi=i + 1) or is_verb(marked, i):
            return i
    return at
