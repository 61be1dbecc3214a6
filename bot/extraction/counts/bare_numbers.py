"""Numbers without a noun: which of them may stand for people, by what stands right behind them."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import STOP_SIGNS, Nouns, awaited, is_verb
from bot.extraction.counts.numbers import Number
from bot.extraction.counts.owners import apportioned, by_side, come_home, for_side, on_the_road
from bot.extraction.counts.pairing import given_to
from storage.vocabulary import Qualifier

BROKEN_DOWN: Final = 20
"""From how many on a number behind which a colon stands is a sum of people, broken down there."""


def bare(number: Number, nouns: Nouns) -> bool:
    """Whether a number may stand for people without a noun: not 'one', not 'Update 1:', not 'between the two'."""
    tokens = nouns.marked.sentence.tokens
    if number.second is not None:
        return True
    if any(m.end == number.start for m in nouns.marked.of("in_group")) or gapped_few(number, nouns):
        return True  # 'were part of a group of 157 exchanged on Friday'
    if (number.value < 4 and number.words and not on_the_way(number, nouns)) or number.qualifier is Qualifier.AT_MOST:
        return False
    if any(m.start == number.end for m in nouns.marked.of("each")):
        return True
    if number.end < len(tokens) and tokens[number.end].word.surface in ":/":
        broken_down = number.end + 1 < len(tokens) and tokens[number.end + 1].word.kind == "num"
        each = nouns.marked.within("each_before", number.start - 1, number.start)  # 'По 150: полонених обміняли'
        pair = nouns.marked.within("formula", number.start - 1, number.start)  # '45 soldiers for 45: swap held'
        each = each or (pair and any(t.word.kind == "num" for t in tokens[: number.start - 1]))
        home = nouns.marked.has("home", "free", "receive", lo=number.start - 2, hi=number.start)  # 'Удома ще 95: …'
        told = broken_down or each or home or given_to(number, nouns) or whole_of_first(number, nouns)
        told = told or as_many_again(number, nouns)
        return told and number.value >= BROKEN_DOWN  # 'Росія — 160: 157 військових та 3 цивільних'
    return nearly_bare(number, nouns)


def gapped_few(number: Number, nouns: Nouns) -> bool:
    """English: 'Ukraine got two civilians and Russia one': a side right before it, the verb and people before that."""
    marked, at, end = nouns.marked, number.start, number.end
    tokens = marked.sentence.tokens
    ends = end >= len(tokens) or tokens[end].word.kind == "sym"
    if not ends or at < 3 or not marked.within("party", at - 1, at) or tokens[at - 1].word.possessive:
        return False
    joined = tokens[at - 2].word.surface == "," or marked.within("and", at - 2, at - 1)
    people = marked.has("civilian", "military", "captive", "folk", hi=at - 2)
    return joined and people and marked.has("receive", "free", "give", hi=at - 2) and marked.has("party", hi=at - 2)


def whole_of_first(number: Number, nouns: Nouns) -> bool:
    """'First 180 of 450: swap begins', 'Перші 180 із 450: …': of how many those are the first."""
    at, tokens = number.start, nouns.marked.sentence.tokens
    of = at > 2 and bool({"prep_of", "prep_from"} & set(nouns.get(at - 1))) and tokens[at - 2].word.kind == "num"
    return of and nouns.marked.within("ordinal", at - 3, at - 2)


def as_many_again(number: Number, nouns: Nouns) -> bool:
    """'Знову 909: Україні повернули тіла загиблих', 'Another 1,000: bodies of the fallen handed over': of whom."""
    marked, at = nouns.marked, number.start
    again = 0 < at <= 2 and marked.sentence.in_title and marked.has("again", "anaphor", "extra", lo=0, hi=at)
    people = again and marked.has("body", "captive", "military", "own", lo=number.end)
    return bool(people) and marked.has("home", "free", "receive", "return", "give", lo=number.end)


def on_the_way(number: Number, nouns: Nouns) -> bool:
    """'three will go to Ukraine and two to Russia': a small number whose people move."""
    marked = nouns.marked
    tokens = marked.sentence.tokens
    if on_the_road(number, nouns):
        return True
    end = number.end + (number.end < len(tokens) and tokens[number.end].word.surface in "—–-")  # 'один — в Россию'
    heading = marked.within("prep_to", end, end + 1) and marked.within("party", end, end + 2)
    coming = marked.has("prep_from", lo=end, hi=end + 1) and marked.has("home", "return", "reunion")
    heading = heading or (coming and marked.within("party", end + 1, end + 2))  # 'семеро из России, двое с Украины'
    settled = "reunion" in marked.marks and marked.has("prep_in", "prep_with", lo=number.end, hi=number.end + 1)
    if settled and marked.has("party", lo=number.end, hi=number.end + 5):
        return True  # 'four were reunited with relatives in Ukraine and three with theirs in Russia'
    return heading or (
        number.value > 1
        and marked.has("home", "return", "move", "reunion", lo=number.end, hi=number.end + 3)
        and marked.has("party")
    )


def nearly_bare(number: Number, nouns: Nouns) -> bool:
    """A number followed at once by a verb, a sign or a stop word: '49 returned', '90 to Russia'."""
    tokens = nouns.marked.sentence.tokens
    if number.end >= len(tokens):
        return True
    here = nouns.get(number.end)
    after = number.end + 1
    more = ("anaphor" in here or "fellow" in here) and after < len(tokens)
    if more and ("prep_stop" in nouns.get(after) or come_home(nouns, after) or awaited(nouns.marked, after)):
        return True  # '20 more who are wounded', '115 more come home', '90 more are due', '300 others will follow'
    if "anaphor" in here and last_told(number, nouns):
        return True
    further = nouns.marked.has("anaphor", "the_rest", lo=number.start - 2, hi=number.start)
    if further and tokens[number.end].word.norm.isascii() and awaited(nouns.marked, number.end):
        return True  # 'another 270 due on Saturday', 'the remaining 270 set to cross'
    stops = tokens[number.end].word.surface in STOP_SIGNS or "prep_stop" in here or "prep_of" in here
    joined = nouns.marked.has("and", "also", lo=number.end, hi=number.end + 1)
    sided = "party" in here and (apportioned(number, nouns) or by_side(number, nouns))
    joined = joined or sided or for_side(number, nouns)
    timed = any(m.start == number.end for m in nouns.marked.all("extra", "relative", "weekday", "including", "already"))
    timed = timed or nouns.marked.within("makes_it", number.end, number.end + 2)
    return stops or joined or timed or is_verb(nouns.marked, number.end) or at_home(number, nouns)


def at_home(number: Number, nouns: Nouns) -> bool:
    """'Обмен: первые 200 дома': Russian, behind five and more no houses, which would be 'домов'."""
    few = number.value % 10 in (2, 3, 4) and number.value % 100 not in (12, 13, 14)
    word = nouns.marked.sentence.tokens[number.end].word
    return not few and word.pos == "noun" and nouns.marked.within("home", number.end, number.end + 1)


def last_told(number: Number, nouns: Nouns) -> bool:
    """English: 'Kyiv receives 1,245 more': behind a verb of getting or giving, and nothing more is said."""
    marked, at = nouns.marked, number.start
    tokens, after = marked.sentence.tokens, number.end + 1
    ends = after >= len(tokens) or tokens[after].word.surface in STOP_SIGNS
    moved = any(m.end == at for m in marked.all("receive", "return", "free", "give"))
    return ends and moved and not tokens[number.end].word.pos and number.value >= BROKEN_DOWN


def the_fallen(at: int, nouns: Nouns) -> bool:
    """English: 'Another 909 of the fallen back in Ukraine': all of whom a title tells, and no share of others."""
    marked = nouns.marked
    if not marked.sentence.in_title or "prep_of" not in nouns.get(at):
        return False
    return "body" in nouns.get(at + 2) and "body" not in nouns.get(at + 3)
