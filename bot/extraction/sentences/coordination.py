"""Main clauses joined by 'and': 'the sides agreed to swap 1,200 each and | Moscow offered the bodies of 3,000'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS
from bot.extraction.words.marks import Mark, Marked

ACTING: Final = ("party", "agency", "person", "both")
TOLD: Final = (*VERBS, "say", "agreed", "proposed", "happened", "take")
TENSES: Final = ("past", "pres")
COUNTED: Final = ("captive", "military", "people", "civilian", "folk")
DATED: Final = ("relative", "weekday", "month", "shift")
LINKS: Final = ("and", "but", "with")
PLANNED: Final = 8
"""Within how many words behind what had been planned the main clause goes on."""
SHORT: Final = 2
"""Within how many words behind a title's comma they are said to follow: ', 210 to come'."""
NUMBERED, AHEAD = 4, 12
"""Within how many words behind the link the number of those who follow stands, and what says that they do."""


def coordinated(marked: Marked) -> set[int]:
    """Where an 'and' opens a clause with a subject and a verb of its own, behind another that has told something."""
    found: set[int] = set()
    if "and" in marked.marks and marked.any_of(ACTING):
        found = {m.start for m in marked.of("and") if opens(m, marked)}
    if (
        "denied" in marked.marks and "and" in marked.marks
    ):  # 'dismissed reports of a delay | and said 75 would be freed'
        told = (m for m in marked.of("and") if marked.has("denied", hi=m.start))
        found |= {m.start for m in told if marked.within("say", m.end, m.end + 1)}
    if "already" in marked.marks and marked.any_of(("swap", "free")):
        found |= done_by_now(marked)
    return (
        found | yet_to_come(marked) | done_besides(marked)
        if marked.any_of(("future", "on_offer", "to_come"))
        else found
    )


def done_by_now(marked: Marked) -> set[int]:
    """'Prisoners to be exchanged in two days, | 200 already freed': behind a plan how many have come by now."""
    tokens = marked.sentence.tokens
    for mark in marked.of("already"):
        comma = next(
            (i for i in range(mark.start - 1, mark.start - NUMBERED - 1, -1) if tokens[i].word.surface == ","), 0
        )
        number = comma > 0 and (tokens[comma + 1].word.kind == "num" or marked.within("number", comma + 1, comma + 2))
        planned = marked.has("future", hi=comma) or any(t.word.norm == "to" for t in tokens[:comma])
        told = marked.has(*VERBS, lo=mark.end, hi=mark.end + SHORT) and marked.has(*VERBS, "swap", hi=comma)
        if number and planned and told:
            return {comma}
    return set()


def done_besides(marked: Marked) -> set[int]:
    """'Commanders are to resume contacts, | and 157 captives were returned': people counted, and a past verb."""
    tokens = marked.sentence.tokens
    found: set[int] = set()
    for mark in marked.of("and") if marked.any_of(COUNTED) else ():
        people = marked.first(*COUNTED, lo=mark.end + 1, hi=mark.end + NUMBERED)
        numbered = people is not None and (
            tokens[mark.end].word.kind == "num" or marked.within("number", mark.end, mark.end + 1)
        )
        told = marked.all(*VERBS, "was", lo=people.end, hi=people.end + 3) if people and numbered else ()
        verb = next((m for m in told if people and m.start == people.end), None)
        if verb is None or tokens[verb.start].word.tense != "past" or not marked.has("future", hi=mark.start):
            continue
        if tokens[mark.start - 1].word.surface != "," and marked.has(*COUNTED, lo=mark.start - 2, hi=mark.start):
            continue  # '66 Ukrainians and 70 Russians were freed'
        swapped = marked.has(
            "each", "both", "party", "people", "in_return", lo=mark.end
        )  # not 'returned to their cells'
        if swapped and not marked.has("future", lo=verb.end, hi=verb.end + 1):
            found.add(mark.start)
    return found


def once_planned(marked: Marked) -> set[int]:
    """Where a main clause goes on: 'The swap that had been planned for last week | brought 118 people home'."""
    if not marked.any_of(("at_first",)) or "which" not in marked.marks:
        return set()
    tokens = marked.sentence.tokens
    found: set[int] = set()
    for plan in marked.of("at_first"):
        if not marked.within("which", plan.start - 1, plan.start):
            continue
        verbs = marked.all(*VERBS, "happened", lo=plan.end + 1, hi=min(plan.end + PLANNED, len(tokens)))
        past = [m.start for m in verbs if tokens[m.start].word.tense == "past"]
        at = min(past, default=0)
        if at:
            found.add(at - marked.within("auxiliary", at - 1, at))
    return found


def yet_to_come(marked: Marked) -> set[int]:
    """'200 crossed over on Thursday, | and another 300 are to follow', '| with 300 more due on Friday'."""
    tokens = marked.sentence.tokens
    coming = marked.first("future", "on_offer", *(("to_come",) if marked.sentence.in_title else ()))
    if coming is None:
        return set()
    links = (i for i, t in enumerate(tokens[: coming.start]) if t.word.norm in LINKS or comes_more(i, marked))
    link = max(links, default=0)
    return {link} if link and (follow(link, coming, marked) or swap_goes_on(link, coming, marked)) else set()


def comes_more(at: int, marked: Marked) -> bool:
    """'Two hundred freed, | 300 more to follow on Friday', '190 home, | 210 to come': a comma, a number and 'more'."""
    tokens = marked.sentence.tokens
    if tokens[at].word.surface != ",":
        return False
    bare = marked.sentence.in_title and at + 2 < len(tokens) and tokens[at + 1].word.kind == "num"
    return marked.within("anaphor", at + 1, at + 4) or (bare and marked.has("future", lo=at + 2, hi=at + 3))


def follow(link: int, coming: Mark, marked: Marked) -> bool:
    """Whether those counted behind a link are the ones that come later, and those before it have come."""
    near = coming.start - link <= AHEAD
    numbered = any(t.word.kind == "num" for t in marked.sentence.tokens[link + 1 : link + 1 + NUMBERED])
    lots = ("number", "phase", "the_rest")  # '| and another group is due tomorrow'
    counted = numbered or any(marked.within(cls, link + 1, link + 1 + NUMBERED) for cls in lots)
    bare = coming.start - link <= SHORT + 1  # '190 home, 210 to come', '130 home, 170 more to come'
    dated = marked.any_within(DATED, lo=coming.start) or coming.cls == "on_offer" or (marked.sentence.in_title and bare)
    titled = marked.sentence.in_title and marked.has(
        *VERBS, "swap", hi=link
    )  # 'Ukraine gets 90 back, 500 more on offer'
    return near and counted and (titled or tensed(marked, 0, link, "swap")) and dated


def swap_goes_on(link: int, coming: Mark, marked: Marked) -> bool:
    """'Kyiv received as many on Friday, | and the exchange will continue': of the exchange more is to come."""
    swap = marked.first("swap", lo=link + 1, hi=min(link + 1 + NUMBERED, coming.start))
    if swap is None or coming.start - swap.end > NUMBERED + 2 or marked.sentence.tokens[link].word.norm == "with":
        return False
    return tensed(marked, 0, link) and marked.has(*VERBS, hi=link) and not marked.has("future", hi=link)


def opens(mark: Mark, marked: Marked) -> bool:
    """Whether a side or person and its verb follow right behind, and no other name stands before ('A and B agreed')."""
    tokens = marked.sentence.tokens
    at = mark.end + (mark.end < len(tokens) and tokens[mark.end].word.norm == "the")
    subject = max(
        (m for m in marked.all_of(ACTING, lo=at, hi=at + 5) if m.start == at), key=lambda m: m.end, default=None
    )
    if subject is None or mark.start == 0 or tokens[mark.start - 1].word.capital or named_before(mark, marked):
        return False
    return tensed(marked, subject.end, subject.end + 2) and tensed(marked, 0, mark.start)


def named_before(mark: Mark, marked: Marked) -> bool:
    return any(m.end == mark.start for m in marked.all(*ACTING, "adjective", "people", hi=mark.start))


def tensed(marked: Marked, lo: int, hi: int, *more: str) -> bool:
    """Whether a verb of telling, giving or receiving, or an auxiliary, stands in a stretch with a tense."""
    tokens = marked.sentence.tokens
    found = marked.all(*TOLD, "auxiliary", *more, lo=lo, hi=min(hi, len(tokens)))
    return any(tokens[m.start].word.tense in TENSES for m in found)


def aside(mark: Mark, marked: Marked) -> bool:
    """'Sixty soldiers, many of them wounded, came home': between commas, and the verb of those before behind it."""
    tokens = marked.sentence.tokens
    if (
        mark.start < 1
        or tokens[mark.start - 1].word.surface != ","
        or not marked.within("several", mark.start, mark.end)
    ):
        return False
    comma = next((i for i in marked.sentence.signs if i >= mark.end and tokens[i].word.surface == ","), None)
    if comma is None or marked.any_within(VERBS, hi=comma):
        return False
    return marked.has(*VERBS, lo=comma + 1, hi=comma + 1 + SHORT)
