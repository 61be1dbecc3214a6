"""Whose people a figure counts by what stands beside its clause: who speaks of "our people", where "who" went."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.counted import foreigners
from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item, party_of_person
from bot.extraction.frames.agents import Agents
from bot.extraction.words.clause import AGENT, RECIPIENT, SOURCE, Clause, Verb
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import BODIES, CHILDREN, EXCHANGE
from bot.extraction.words.text import Token

TO_US: Final = ("us", "нам")
TO_OURS: Final = ("нашей", "нашій")
US: Final = ("us", "ours", "our")
DASHES: Final = ("—", "–", "-")
REACH: Final = 3
"""Within how many words behind a number 'to us' stands: '38 came to us'."""
WE, THEY = ("we", "ми", "мы"), ("they", "вони", "они")
THEM_OR_US: Final = (*WE, *THEY)


def ours(events: list[Event], marked: Marked, lexicon: Lexicon, before: str | None) -> str | None:
    """'185 of our people are home', he wrote: the people of who speaks, here or in a sentence before.

    Returns the side whose official was named last, alone.
    """
    named: set[str] = set()
    if marked.any_of(("person", "agency")):
        named = {party_of_person(lexicon, m.value) for m in marked.of("person")}
        named |= {lexicon.bodies[m.value][0] for m in marked.of("agency")}
        named &= set(lexicon.sides)
    voice = next(iter(named)) if len(named) == 1 else None if named else before
    for event in events if voice and "first_person" in marked.marks else ():
        for finding in event.findings:
            if voice is not None and to_us(finding, event.clause):
                finding.party, finding.part = voice, False
                continue
            told = by_pronoun(finding, event.clause, voice, lexicon) if voice is not None else None
            if told is not None and (finding.party is None or finding.part or said_last(finding, event.clause)):
                finding.party, finding.part = told, False
        mine = [f for f in event.findings if f.party is None]
        if mine and mine[0].count.own and marked.has("first_person", lo=mine[0].count.start, hi=mine[0].count.end):
            for finding in mine[:1] + [f for f in mine[1:] if f.part or f.extra]:
                finding.party = voice
    return voice or before


def ours_as_told(item: Item, side: str | None) -> None:
    """'107 наших на свободе', Yermak tells in Russian: ours are the people of the only officials who speak."""
    sides, home = item.lexicon.sides, item.lexicon.home_side
    for event in item.events:
        ours_for_theirs(event, side, sides)
    for event in item.events if home is not None and side in (None, home) else ():
        for finding in event.findings if event.in_title else ():
            finding.party = home if at_home(finding, event) else finding.party
    taken = home or (side if counted_alone(item, side) else None)
    for event in item.events if side in sides else ():
        for finding in event.findings:
            count, marked = finding.count, event.clause.marked
            near = marked.within("first_person", max(event.clause.lo, count.start - 1), count.end + 1)
            if near and finding.party in sides and finding.party != side and finding.why == "their own people":
                finding.party = side
            dead = finding.kind is BODIES and finding.party is None and side == taken
            if dead and foreigners(finding):
                finding.party = side  # 'повернули тіла двох британських волонтерів'


def counted_alone(item: Item, side: str | None) -> bool:
    """Whether nobody of the other side is counted beside a third land's dead: then they fought for who speaks."""
    return all(f.party in (None, side) for e in item.events for f in e.findings)


def ours_for_theirs(event: Event, side: str | None, sides: tuple[str, ...]) -> None:
    """'60 of ours exchanged for 55 of theirs', 'ours' being those of who speaks: what they were given for is not."""
    marked = event.clause.marked
    formulas = {m.end for m in event.clause.of("formula")} if "first_person" in event.clause.own else set()
    for first, second in pairwise(event.findings) if formulas else ():
        mine = [f for f in (first, second) if marked.within("first_person", f.count.start, f.count.end)]
        if second.count.start not in formulas or len(mine) != 1:
            continue
        told = side if side in sides else mine[0].party
        for finding in (first, second) if told in sides else ():
            finding.party = told if finding is mine[0] else next(s for s in sides if s != told)
            finding.part = finding.extra = False


def at_home(finding: Finding, event: Event) -> bool:
    """'Обмін: удома 45 військових': home in an outlet's title is its own side's, where no side is named."""
    whole = finding.party is None and finding.kind is EXCHANGE and finding.count.second is None
    if not whole or foreigners(finding) or event.clause.sides or event.recall or event.stage.off:
        return False
    tokens = event.clause.marked.sentence.tokens
    return any(not tokens[m.start].word.pos for m in event.clause.marks("home"))


def by_pronoun(finding: Finding, clause: Clause, voice: str, lexicon: Lexicon) -> str | None:
    """'We handed over 1,000, they gave us 31': 'we' are the side of who speaks, 'they' the other."""
    verbs = [v for v in clause.verbs if v.end <= finding.count.start and v.cls in ("give", "receive", "return")]
    if not verbs or len(lexicon.sides) != 2:
        return None
    tokens, verb = clause.marked.sentence.tokens, verbs[-1]
    subject = next((tokens[i].word.norm for i in range(verb.start - 1, clause.lo - 1, -1) if said(tokens[i])), "")
    if subject not in THEM_OR_US or (verb.cls == "return" and clause.marked.sentence.tokens[verb.start].word.pos):
        return None
    theirs = next(s for s in lexicon.sides if s != voice)
    actor, other = (voice, theirs) if subject in WE else (theirs, voice)
    return actor if verb.cls == "receive" or (subject in WE and brings_back(verb, finding, clause)) else other


def to_us(finding: Finding, clause: Clause) -> bool:
    """'Україні передано 870 тіл, нам — 20', 'нашей — 38', '1,000 went to Kyiv, 38 to ours'."""
    tokens, at = clause.marked.sentence.tokens, finding.count
    before = [t.word.norm for t in tokens[max(clause.lo, at.start - 2) : at.start]]
    if any(norm in TO_US for norm in before) or (before[:1] and before[0] in TO_OURS and before[-1] in DASHES):
        return True
    behind = [t.word.norm for t in tokens[at.end : min(at.end + REACH, clause.hi)]]
    return any(a == "to" and b in US for a, b in pairwise(behind))


def brings_back(verb: Verb, finding: Finding, clause: Clause) -> bool:
    """English: 'we are returning soldiers and two civilians', with nobody to whom: one's own living people."""
    living = verb.cls == "return" and finding.kind is not BODIES and not clause.has("receive")
    return living and all(s.role != RECIPIENT for s in clause.sides)


def said_last(finding: Finding, clause: Clause) -> bool:
    """'Украина приняла 1212 тел, мы забрали 27': behind the last side that is named 'we' stand."""
    side = max((s.end for s in clause.sides if s.end <= finding.count.start), default=clause.lo)
    return any(side <= m.start and m.end <= finding.count.start for m in clause.marked.of("first_person"))


def said(token: Token) -> bool:
    return token.word.norm in THEM_OR_US


def whom(dead: Finding, clause: Clause, agents: Agents) -> None:
    """'1,000 bodies | that Russia returned', '… which Kyiv received': who acts right behind the pronoun."""
    told = {a.value for a in clause.marks("adjective") if clause.marked.has("military", "own", lo=a.end, hi=a.end + 2)}
    if len(told) == 1 and told <= set(agents.sides) and not clause.has("give", "return", "receive"):
        dead.party, dead.why = (
            told.pop(),
            "whose they are said to be",
        )  # '| that Russia says belong to Ukrainian soldiers'
        return
    verb = clause.first("give", "return", "receive")
    acting = [s for s in clause.sides if verb and s.role == AGENT and s.end <= verb.start and s.start - clause.lo <= 1]
    if verb is None or len(acting) != 1 or acting[0].code not in agents.sides:
        return
    gave = clause.marked.has("give", "return", lo=verb.start, hi=verb.end)
    dead.party = agents.other(acting[0].code) if gave else acting[0].code
    dead.why = "who gave or got them"


def called_taken(clause: Clause) -> set[str]:
    """'children | whom Kyiv considers deported': of the side that calls them so, not of one that deported them."""
    taken = clause.first("abducted")
    named = [s for s in clause.sides if taken and s.role == AGENT and s.end <= taken.start]
    return {s.code for s in named if clause.marked.has("deems", lo=s.end, hi=s.end + 1)}


def whose(noun: Event, relative: Event, agents: Agents) -> None:
    """'the 157 people | who came home to Ukraine': where they went, or from where, tells whose they are."""
    if "belong_to" in relative.clause.own:
        relative.stage = noun.stage  # 'повернули тіла, | що можуть належати 757 захисникам'
    last = noun.findings[-1] if noun.findings else None
    if last is not None and last.kind is BODIES and last.party is None and not last.part:
        whom(last, relative.clause, agents)
    if last is None or last.party is not None or last.part or last.kind is BODIES or relative.findings:
        return
    if "swap" in relative.clause.own and agents.joint(relative.clause):
        last.party, last.why = JOINT, "swapped by both"  # '200 человек, | которыми обменялись Москва и Киев'
        return
    to = {s.code for s in relative.clause.sides if s.role == RECIPIENT}
    out = {agents.other(s.code) for s in relative.clause.sides if s.role == SOURCE}
    if last.kind is CHILDREN and relative.clause.has("abducted"):
        to = {code for code in agents.sides if to and code not in to}  # 'двоє малих українців, | яких вивезли до Росії'
        to = to or called_taken(relative.clause)
    told = (to or out) & set(agents.sides)
    if len(told) == 1 and relative.clause.has("home", "return", "free", "receive", "give", "move"):
        last.party, last.why = told.pop(), "who went there"
