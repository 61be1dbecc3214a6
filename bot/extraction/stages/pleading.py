"""Exchanges asked for or talked about, neither set nor offered by anybody who decides of them; and letters home."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.asking import DECIDE, NEAR, asked, demanded, help_asked
from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import AGREED, ANNOUNCED, PLANNED, PROPOSED

CAPTIVES: Final = ("captive", "captivity", "body", "wounded", "kept", "taken")
"""Whom a side can free: nobody suggests giving soldiers a rest."""


def only_spoken_of(event: Event) -> bool:
    """'Речь о новых обменах идёт', 'there is talk of further exchanges': exchanges as such, and none is told."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if "talk_of" not in clause.own or event.findings or event.stage.off:
        return False
    ends = [m.end for m in clause.of("talk_of")]
    swaps = [m for m in clause.of("swap") if any(0 <= m.start - end <= 2 for end in ends)]
    words = [tokens[m.end - 1].word for m in swaps]
    return bool(words) and all(w.plural or (not w.pos and w.norm.endswith("s")) for w in words)


def every_such(event: Event) -> bool:
    """'Each exchange takes weeks to prepare', 'Кожен обмін готують тижнями': how it is done, and none of them."""
    clause = event.clause
    if "every_such" not in clause.own or event.findings or event.stage.off:
        return False
    told = clause.of("every_such")
    return all(any(m.start <= s.start < m.end for m in told) for s in clause.of("swap"))


def offers_help(event: Event) -> bool:
    """'Ankara stands ready to help with further swaps': who helps with exchanges sets none."""
    clause = event.clause
    if "begs_help" not in clause.own or event.findings or event.day is not None:
        return False
    if event.stage not in (PROPOSED, PLANNED):
        return False
    swaps = clause.of("swap")
    return bool(swaps) and all(
        clause.marked.has("begs_help", lo=max(clause.lo, s.start - NEAR), hi=s.start) for s in swaps
    )


def swapped_ones(event: Event) -> bool:
    """English: 'Swapped soldiers asked to stay': who they are, and nobody is to be exchanged."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.findings or event.stage.phase is not ANNOUNCED or event.day is not None:
        return False
    swaps = clause.of("swap")
    return bool(swaps) and all(
        tokens[m.start].word.tense in ("past", "part")
        and clause.marked.has(*PEOPLE, "people", lo=m.end, hi=m.end + 1)
        and not clause.marked.has("auxiliary", lo=m.start - 1, hi=m.start)
        for m in swaps
    )


def pleaded(event: Event) -> bool:
    """'Двести человек требовали обмена всех на всех': what families ask for is neither set nor offered."""
    clause = event.clause
    if "begs_help" in clause.own and not event.findings and help_asked(clause) is not None:
        return True
    verb = asked(clause) if "want" in clause.own else demanded(clause) if "crowd_asks" in clause.own else None
    if verb is None or event.findings or (event.day is not None and verb.cls == "want"):
        return False
    marked = clause.marked
    named = marked.all(*DECIDE, lo=clause.lo, hi=verb.end + 1)
    return all(verb.cls != "want" and marked.has("prep_in", lo=m.start - 1, hi=m.start) for m in named)


def resolved(event: Event) -> bool:
    """'Summit closes with call to free all prisoners', 'MEPs demand that Russia free them': who meets frees nobody."""
    clause = event.clause
    if "gathering" not in clause.own or "crowd_asks" not in clause.own:
        return False
    if event.findings or "swap" in clause.own or event.stage not in (PROPOSED, PLANNED):
        return False
    meets = clause.of("gathering")[0].start
    verb = next((m for m in clause.of("crowd_asks") if m.start > meets), None)
    if verb is None or (event.day is not None and (event.when is None or event.when.start > verb.start)):
        return False
    sides = any(s.end <= verb.start for s in clause.sides)
    return not sides and not clause.marked.has("person", "agency", "office", "both", lo=clause.lo, hi=verb.start)


def none_agreed(event: Event) -> bool:
    """'no returns were agreed', 'no releases were settled on': of these nothing came, and none had been planned."""
    clause = event.clause
    if "no" not in clause.own or "agreed" not in clause.own or event.findings:
        return False
    heads = [m.start for m in clause.marks("return", "free", "give", "receive")]
    return any(m.end in heads for m in clause.marks("no")) and not clause.has("swap")


HOPE: Final = 4
"""How many words before 'that' somebody hopes."""
HOPING: Final = ("hope", "hoping", "наде", "сподів", "наді")


def longed_for(event: Event) -> bool:
    """'families await an exchange', 'his lawyer hopes for a swap', 'На обмін чекають 2500': nobody says it will be."""
    clause = event.clause
    hope = "hoped" in clause.own and clause.has("no_body", "kin", "family") and not event.findings
    if not (hope or "longing" in clause.own) or event.stage.off or event.day is not None:
        return False
    heads = clause.marks("swap", "free", "return", "home", "give", "receive")
    people = (
        hope
        or clause.has(*PEOPLE, "people", "kin", "family")
        or clause.marked.within("clause", clause.lo, clause.lo + 1)
    )
    return (
        people
        and bool(heads)
        and all(clause.marked.has("longing", "hoped", lo=max(clause.lo, h.start - 4), hi=h.end + 1) for h in heads)
    )


def only_hoped(event: Event) -> bool:
    """'Умеров выразил надежду, | что состоится и обмен пленными': of no day, behind another news, it is no plan."""
    clause = event.clause
    if event.in_title or event.findings or event.day is not None or event.stage is not PLANNED:
        return False
    marked = clause.marked
    hopes = (m for m in marked.all("wish", lo=clause.lo - HOPE, hi=clause.lo))
    told = marked.within("that", clause.lo, clause.lo + 1) and "swap" in clause.own
    return told and any(marked.sentence.tokens[m.start].word.norm.startswith(HOPING) for m in hopes)


def proposes_to_free(event: Event) -> bool:
    """English: 'suggests freeing all captured women', 'asks for the release of the wounded'."""
    clause = event.clause
    if event.stage is not PROPOSED or not clause.any_of(CAPTIVES):
        return False
    tokens = clause.marked.sentence.tokens
    deeds = clause.marks("free", "return", "give")
    heads = [m.start for m in deeds if tokens[m.start].word.tense == "ing" or of_all(m, clause)]
    return any(0 <= at - m.end <= 1 for m in clause.of("proposed") for at in heads)


def of_all(deed: Mark, clause: Clause) -> bool:
    """'release of all wounded prisoners': the noun, and everybody of a kind."""
    of = clause.marked.has("prep_of", lo=deed.end, hi=deed.end + 1)
    return of and clause.marked.has("all_of", lo=deed.end + 1, hi=deed.end + 2)


def concerned(head: Mark, clause: Clause) -> bool:
    """'Розмова стосувалася обміну', 'переговоры коснулись обмена': what talks were about."""
    covers = clause.marked.first("covers", lo=max(clause.lo, head.start - 2), hi=head.start)
    return covers is not None and clause.marked.has("converse", "talks", lo=clause.lo, hi=covers.start)


def once_swapped(event: Event) -> bool:
    """'Он провёл в плену два года и был обменян весной': what one man's life has had in it."""
    clause = event.clause
    if event.findings or event.day is not None or "pronoun_one" not in clause.own or "swap" not in clause.own:
        return False
    words = [clause.marked.sentence.tokens[m.start].word for m in clause.of("swap")]
    return all(w.tense in ("past", "part") and w.pos not in ("", "noun") and not w.plural for w in words)


def discussed(event: Event) -> bool:
    """'говорили про обмін полоненими', 'обговорили звільнення полонених': a subject of talks is no event."""
    clause = event.clause
    if event.stage.off or event.stage in (AGREED, PROPOSED) or event.findings:
        return False
    heads = clause.marks("swap", "free", "return", "home", "give", "receive", "body")
    return bool(heads) and all(
        (clause.marked.within("discuss", max(clause.lo, h.start - 6), h.start) or concerned(h, clause))
        and not clause.marked.has("happened", lo=h.start, hi=clause.hi)
        for h in heads
    )


def mail(event: Event) -> bool:
    """'Letters from prisoners reached home', 'Листи полонених повернулися': what comes is written by those held."""
    clause = event.clause
    first = clause.first("messages", "letters")
    if event.findings or first is None or clause.has("swap", "free", "body"):
        return False
    got = clause.marked.has("gets", lo=first.start - 2, hi=first.start)  # 'родные пленных получили 1200 писем'
    return got or not any(
        m.end <= first.start for m in clause.marks("home", "return", "receive", "captive", "military")
    )
