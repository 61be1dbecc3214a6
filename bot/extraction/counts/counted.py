"""Whether a figure counts the living or the dead: by its noun, else by what stands before it (Rule E, step 5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.extraction.counts.added_lot import added_lot
from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import Finding
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import BODIES, CHILDREN, EXCHANGE
from storage.vocabulary import Kind

MANY_DEAD: Final = 200
"""So many dead have never gone at once to the side that gets the fewer."""
KINDS: Final = {"body": Kind.BODIES, "child": Kind.CHILDREN}
DAY: Final = 4
"""Words between those on top and the day on which they came."""
NEAR: Final = 3
"""Words between "after", the number of a lot and its day."""
DEAD: Final = 3
"""Words between an exchange and the dead that are exchanged: 'an exchange of the bodies: 500 for 20'."""


def before_bodies(clause: Clause, count: Count) -> bool:
    """'a thousand on either side, and 6,000 bodies each': what is counted before the dead are the living."""
    dead = next((m for m in clause.marks("body", lo=count.end)), None)
    tokens = clause.marked.sentence.tokens
    each = clause.marked.has("each", lo=count.end, hi=count.end + 4)
    return dead is not None and each and any(t.word.surface == "," for t in tokens[count.end : dead.start])


def by_heading(count: Count, clause: Clause, lo: int) -> Kind | None:
    """'обмен пленными: 150 на 150, погибшими — 500 на 20': what a bare number counts stands before it."""
    heads = [m for m in clause.marks("body", "captive", "swap", lo=lo) if m.end <= count.start]
    if not heads:
        return None
    last = max(heads, key=lambda m: m.end)
    dead = [m for m in clause.marks("body") if -DEAD <= m.start - last.end <= DEAD - 1 and m.end <= count.start]
    return BODIES if last.cls == "body" or (last.cls == "swap" and dead) else EXCHANGE


def headed(count: Count, clause: Clause, cls: str) -> bool:
    """'Repatriation of the fallen: 1,212 to Ukraine': a title's bare number behind the dead and a colon."""
    marked = clause.marked
    colon = next((i for i, t in enumerate(marked.sentence.tokens[: count.start]) if t.word.surface == ":"), None)
    return colon is not None and not count.noun and marked.sentence.in_title and marked.has(cls, hi=colon)


def with_next(count: Count, clause: Clause, cls: str) -> bool:
    """'swap 1,000 and 38 bodies', 'six Ukrainian and four Russian children': what 'and' joins to a number of these."""
    if count.noun or cls not in clause.own or not clause.marked.within("and", count.end, count.end + 1):
        return False
    at = count.end + 1
    digits = at < clause.hi and clause.marked.sentence.tokens[at].word.kind == "num"
    end = next((m.end for m in clause.of("number") if m.start == at), at + digits)
    end += clause.marked.within("adjective", end, end + 1)
    return end > at and clause.marked.within(cls, end, end + 1)


def alive(count: Count, clause: Clause) -> bool:
    """'стільки ж полонених і 21 тіло', 'Moscow frees 90 …; 500 dead come home': nobody frees the dead."""
    if count.value < 0 and clause.marked.has("captive", "military", lo=count.end, hi=count.end + 2):
        return True
    return not count.noun and clause.marked.has("free", lo=max(clause.lo, count.start - 1), hi=count.start)


def one_body(clause: Clause, count: Count) -> bool:
    """'Volunteer's body returned alongside ten freed Ukrainians': English, of one body only, beside more people."""
    told = [clause.marked.sentence.tokens[m.end - 1].word.norm for m in clause.marks("body")]
    return count.value > 1 and bool(count.noun or count.nation) and all(norm == "body" for norm in told)


def kind_of(count: Count, earlier: list[Finding], clause: Clause, *, apart: bool) -> Kind:
    """Bodies and children by their noun; a bare number is of the kind counted before it.

    `apart`: bodies are counted for themselves in the clause, so that 'people' beside them are the living.
    """
    if count.noun in KINDS:
        return KINDS[count.noun]
    if alive(count, clause) or ("body" in clause.own and one_body(clause, count)):
        return EXCHANGE
    if count.noun == "military" and "on_shield" in clause.own:
        return BODIES  # 'на щиті повернулися 250 захисників'
    if not count.noun and "body" in clause.own and clause.has("captive", "swap"):
        named = (
            BODIES
            if with_next(count, clause, "body")
            else by_heading(count, clause, earlier[-1].count.end if earlier else clause.lo)
        )
        if named is not None:
            return named
    if not count.noun and earlier:
        return earlier[-1].kind
    if "body" in clause.own and (
        (not count.noun and not (apart and before_bodies(clause, count)))
        or (count.noun == "folk" and (not apart or clause.has("in_return")))
    ):
        return BODIES
    young = headed(count, clause, "child") or with_next(count, clause, "child") or under_age(count, clause)
    return CHILDREN if young else EXCHANGE


def under_age(count: Count, clause: Clause) -> bool:
    """'Four young Ukrainians reunited with families': no soldiers, who are set free or exchanged."""
    near = clause.marked.within("young", count.end, count.end + 1) if "reunion" in clause.own else False
    return near and not clause.has("swap", "captive", "captivity", "military", "free")


def like_those(clause: Clause, count: Count, earlier: list[Finding], last: list[Finding]) -> Kind:
    """What people are of whom only is told that they are the dead, or the children, told of before."""
    if among_dead(clause, count, earlier, last):
        return BODIES
    young = bool(last) and last[-1].kind is CHILDREN and count.noun in ("", "folk")
    met = "reunion" in clause.own or (count.of_them and clause.has("home", "return"))
    told = clause.has("swap", "captive", "captivity", "military", "body")
    return CHILDREN if young and met and not told else EXCHANGE


def among_dead(clause: Clause, count: Count, earlier: list[Finding], last: list[Finding]) -> bool:
    """'300 fallen Ukrainians home, 85 Russians returned', '…; 85 Russian soldiers were received in return': dead too.

    `earlier` are the figures before it in its clause, `last` those of the last clause that had any.
    """
    marked = clause.marked
    if marked.within("killed", count.start, count.end) and count.nation and clause.has("return", "receive", "give"):
        return not marked.has("swap", "captive", "captivity")
    told = earlier or last
    if not told or told[-1].kind is not BODIES or told[-1].party in (count.nation, BOTH):
        return False
    if (told[0].kind is EXCHANGE and not told[0].part) or foreigners(told[-1]):
        return False  # '116 prisoners and the bodies of two volunteers', then 'Russia received 63 in return'
    living = clause.has("captive", "captivity", "civilian", "free") or marked.has("swap", hi=count.start)
    if living or count.second is not None or count.value < 0:
        return False
    return bool(earlier and count.nation) or clause.has("in_return") or (count.own and clause.has("receive", "take"))


def foreigners(finding: Finding) -> bool:
    """'the bodies of two British volunteers': beside them the living are counted."""
    return finding.count.nation is not None and finding.party != finding.count.nation


def so_many_dead(found: Iterable[Finding]) -> bool:
    """'Medinsky: the handover of 600 bodies took place': only one side gets so many at once, whoever speaks."""
    findings = list(found)
    open_ = [f for f in findings if f.party is None and not f.part]
    plain = all(f.kind is BODIES and f.count.second is None for f in open_)
    return plain and bool(open_) and all(f.count.value >= MANY_DEAD for f in findings)


def lot_after(clause: Clause) -> bool:
    """'160 came home on Friday | after 110 on Thursday': a number and its day, where the verb is that before."""
    marked, at = clause.marked, clause.lo + 1
    if not marked.within("after", clause.lo, at) or clause.verbs:
        return False
    number = next((i for i in range(at, min(at + NEAR, clause.hi)) if marked.sentence.tokens[i].word.kind == "num"), -1)
    return number > 0 and marked.has("weekday", "relative", "shift", lo=at, hi=min(number + NEAR + 1, clause.hi))


def of_another(clause: Clause, count: Count) -> bool:
    """Whether a count behind others is a deal's, or another day's."""
    return of_deal(clause, count) or of_earlier_day(clause, count)


def of_deal(clause: Clause, count: Count) -> bool:
    """'150 came home under a deal for 1,200': how many a deal is for, behind those who came."""
    at = count.start
    if not clause.marked.has("prep_for", "prep_of", "formula", "covers", lo=at - 1, hi=at):
        return False
    return clause.marked.has("pact", lo=max(clause.lo, at - 3), hi=at - 1)


def of_earlier_day(clause: Clause, count: Count) -> bool:
    """'150 came home on Friday, on top of 90 freed on Thursday': those on top are another day's."""
    marked, at = clause.marked, count.start
    if "weekday" in clause.own and at > clause.lo and added_lot(clause, at - 1, at):
        return True  # 'on top of Tuesday's 250'
    at -= marked.within("demonstrative_people", at - 1, at)
    if not any(m.end == at for m in marked.inside("extra", clause.lo)):
        return False
    day = marked.first("weekday", "relative", "shift", "month", lo=count.end, hi=min(count.end + DAY, clause.hi))
    return day is not None and marked.has("weekday", "relative", "month", lo=clause.lo, hi=at)
