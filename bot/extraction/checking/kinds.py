"""Whether the people of an exchange are civilians returned outside one."""

from __future__ import annotations

from typing import Final

from bot.extraction.checking.for_nobody import price_open, without_one
from bot.extraction.counts.scope import Finding
from bot.extraction.denials.no_exchange import other_than_exchange
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group, residents
from bot.extraction.events.item import Item
from bot.extraction.events.own_tale import tells, told
from bot.extraction.events.told import plural
from bot.extraction.words.clause import BOTH
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import ANNOUNCED, CARRIED_OUT, CIVIL, EXCHANGE, TOTAL
from storage.vocabulary import Kind

FIGHTERS: Final = ("swap", "military")
"""What tells that those whom a third state lets go are captives of this war."""
CAPTURED: Final = ("military", "captivity", "wounded")
"""What tells that those who come home had been taken prisoner."""
SOLDIERS: Final = ("military", "wounded", "part")
"""What shows beside civilians that others were freed with them."""
OUTSIDE: Final = frozenset({"outside_swaps", "swap"})
"""What a clause has that says that somebody came home in no exchange."""
KIND: Final = 4
"""Words before an exchange that say of which kind: 'outside the framework of the regular exchanges'."""
HOMEWARD: Final = ("home", "домой", "додому")
PART: Final = 3
"""Words behind civilians within which they are told to be some of those who came."""
DEFINITE: Final = ("the", "these", "those")
HOME: Final = ("home", "return", "move")
BESIDE: Final = ("give", "free", "say", "prep_of")
"""Behind soldiers at the beginning of a clause: it is they who act."""


def kind_of(group: Group, item: Item) -> Kind:
    """Civilians returned outside an exchange are a kind of their own."""
    swapped = swap_named(group, item) or captives_named(group, item)
    swapped = swapped and (not no_exchange(item) or for_one_another(group))
    if group.kind is EXCHANGE and residents(group) and not any("swap" in e.clause.own for e in group.events):
        return Kind.CIVILIANS
    if group.kind is EXCHANGE and item.has("third_hands", title=True) and not tells(group, item, *FIGHTERS):
        return Kind.CIVILIANS  # 'Минск отпустил заключённых: 114 человек вывезли на Украину'
    if group.kind is not EXCHANGE or swapped:
        return group.kind
    if held_by_others(group, item) or none_a_soldier(item):
        return Kind.CIVILIANS
    if not group.findings:
        among = any(f.part and f.scope is CIVIL for e in item.events for f in e.findings)  # 'з них семеро цивільних'
        apart = civilians_named(item) and not among
        apart = apart and (no_exchange(item) or not item.has("swap", "captive", "captivity", "military"))
        return (
            Kind.CIVILIANS if apart or any(e.clause.has("civilian", "resident") for e in group.events) else group.kind
        )
    if no_exchange(item) and not tells(group, item, *CAPTURED, lead=True):
        return Kind.CIVILIANS  # 'Україна забрала з Білорусі 31 громадянина: це не обмін'
    civilians = residents_told(group, item) or all_civilians(group) or freed_by_others(group, item)
    return Kind.CIVILIANS if civilians else group.kind


def no_exchange(item: Item) -> bool:
    """Whether somebody says that it was no exchange: 'Обміном, кажуть в Офісі, цей захід не є' as well."""
    if item.has("not_exchange"):
        return True
    denied, apart = item.has("is_none"), item.has("outside_swaps")  # asked once: hardly any text has them
    return any(
        other_than_exchange(e.clause) or without_one(e) or (denied and turned_round(e)) or (apart and outside(e))
        for e in item.events
    )


def outside(event: Event) -> bool:
    """'outside the regular exchanges', 'apart from any prisoner swap', 'вне рамок обычных обменов': whoever came so."""
    clause = event.clause
    if event.recall or not clause.own.keys() >= OUTSIDE:
        return False
    lots = [m for m in clause.of("swap") if clause.marked.sentence.tokens[m.start].word.tense in ("", "part")]
    return any(0 <= m.start - o.end <= KIND for o in clause.of("outside_swaps") for m in lots)


def turned_round(event: Event) -> bool:
    """What it was not, in the instrumental, before the verb that denies it; Ukrainian and Russian."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    denied = clause.first("is_none")
    swaps = (m for m in clause.of("swap") if denied is not None and m.end <= denied.start)
    return any(tokens[m.start].word.pos == "noun" and "ablt" in tokens[m.start].word.cases for m in swaps)


def for_one_another(group: Group) -> bool:
    """'150 на 150', 'по 175 з кожного боку': an exchange, whoever else was returned outside it."""
    return any(f.party == BOTH and not f.part and not f.extra for _, f in group.findings)


def swap_named(group: Group, item: Item) -> bool:
    """Whether an exchange is spoken of; beside civilians alone not in general ('the team that works on exchanges')."""
    named = told(group, item, "swap")
    swaps = [(e, mark) for e, mark in named if not (price_open(e, mark) or wanted(e))]
    if not all_civilians(group):
        return bool(swaps)
    return any(not plural(mark, event.clause) for event, mark in swaps)


def civilians_named(item: Item) -> bool:
    """Whether the first sentences name civilians: not the reporters to whom something is told."""
    return any(
        not marked.within("say", m.start - 1, m.start)
        for marked in item.lead
        for m in marked.all("resident", "civilian")
    )


def residents_told(group: Group, item: Item) -> bool:
    """'19 Kursk residents returned', then 'six Ukrainians went home the other way': residents, and no soldiers."""
    if any(f.count.noun == "resident" for _, f in group.findings) and not tells(group, item, *CAPTURED):
        return True
    scopes = {f.scope for _, f in group.findings if not f.part}
    lived = scopes == {TOTAL} and item.has("resident", "frail", lead=True)
    return lived and not tells(group, item, "military", "captivity", lead=True)


def held_by_others(group: Group, item: Item) -> bool:
    """Whether those who come were no captives: a third state's prisoners, people of occupied land, somebody's kin."""
    if item.has("third_hands", lead=True) and not tells(group, item, "military", "wounded", lead=True):
        return True  # 'Four Ukrainian women freed from Belarusian prison'
    if item.has("transit", title=True) and let_go_there(item) and not tells(group, item, *CAPTURED, "captive"):
        return True
    if tells(group, item, *CAPTURED):
        return False
    if item.has("occupied", title=True) and not item.has("child"):
        return True  # 'Five elderly women return from occupied part of the region'
    met = item.has("reunion", title=True) and item.has("transit", lead=True)  # 'Ombudsmen reunite families'
    both = {f.party for _, f in group.findings} >= set(item.lexicon.sides) and not item.has(*FIGHTERS, "captive")
    families = item.has("families", title=True) and (met or both)
    return families or item.has("to_kin", lead=True)  # 'по пятнадцать человек едут к своим семьям'


def let_go_there(item: Item) -> bool:
    """'Серед визволених у Білорусі', 'among those freed in Belarus': a third state had held them."""
    titles = (m for m in item.lead if m.sentence.in_title)
    return any(
        marked.has("prep_in", lo=freed.end, hi=freed.end + 1) and marked.has("transit", lo=freed.end, hi=freed.end + 2)
        for marked in titles
        for freed in marked.all("free", "freed_ones")
    )


def none_a_soldier(item: Item) -> bool:
    """'Ten more saved from captivity', then 'These are civilians': soldiers are told of nowhere else."""
    if any(taken_up(marked) for marked in item.lead):
        return not item.has(*SOLDIERS[:2], lead=True)
    if not item.has("all_civilian", lead=True):
        return False
    others = (m for m in item.lead if "all_civilian" not in m.marks)
    return not any(m.any_of(SOLDIERS) for m in others)


def taken_up(marked: Marked) -> bool:
    """'Fifteen return to Russia', then 'The civilians had been cut off since 2022': all who were told of before.

    English: 'thanked the Vatican for freeing the civilians' as well.
    """
    if marked.sentence.in_title or "civilian" not in marked.marks:
        return False
    tokens = marked.sentence.tokens
    first = next((m for m in marked.of("civilian") if m.start <= 1 or set_free(m, marked)), None)
    if first is None or marked.has("part", "part_opening", "formula", lo=first.end, hi=first.end + PART):
        return False  # 'The civilians among them', 'Гражданских среди них пятеро'
    words = [tokens[i].word for i in range(first.start, first.end)]
    if words[0].pos:
        return first.start == 0 and any(w.plural and "nomn" in w.cases for w in words)
    return tokens[first.start - 1].word.norm in DEFINITE and words[-1].norm.endswith("s")


def set_free(mark: Mark, marked: Marked) -> bool:
    """'freeing the civilians', 'the release of the civilians': right behind what was done for them."""
    return mark.start > 1 and any(0 <= mark.start - m.end - 1 <= 1 for m in marked.of("free"))


def captives_named(group: Group, item: Item) -> bool:
    """Whether captives are spoken of; 'political prisoners' are none."""
    if not item.has("captive"):
        return False
    civil = all_civilians(group)
    return any(
        captive(event, mark) and not (civil and (of_swaps(event, mark) or hoped_for(event, group)))
        for event, mark in told(group, item, "captive")
    )


def hoped_for(event: Event, group: Group) -> bool:
    """'prayed that every prisoner of the war would soon be home': others, who are not back."""
    ahead = event.stage.phase is ANNOUNCED and group.stage.phase is CARRIED_OUT
    return ahead and not event.findings and event not in group.events


def wanted(event: Event) -> bool:
    """'told to work harder, | so that an exchange takes place by New Year': what is aimed at has not come about."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    so = clause.lo > 0 and tokens[clause.lo - 1].word.norm == "so" and tokens[clause.lo].word.norm == "that"
    return not event.findings and (so or "purpose" in clause.own)


def of_swaps(event: Event, mark: Mark) -> bool:
    """'обговорив і майбутні обміни полоненими': exchanges as such."""
    clause = event.clause
    return any(plural(m, clause) for m in clause.of("swap") if 0 <= mark.start - m.end <= 1)


def captive(event: Event, mark: Mark) -> bool:
    """Whether a word stands for captives: 'заключили' and 'письма для военнопленных' do not."""
    marked = event.clause.marked
    if marked.sentence.tokens[mark.start].word.pos == "verb":
        return False
    if marked.any_of(("messages", "gifts")) and marked.within("for_whom", mark.start - 1, mark.start):
        return False
    return not any(c.start < mark.start < c.end for c in marked.of("civilian"))


def freed_by_others(group: Group, item: Item) -> bool:
    """'Belarus pardons 31 Ukrainians': nobody was at war with whom a third state lets go."""
    sides = item.lexicon.sides
    if {f.party for _, f in group.findings} >= set(sides):
        return False  # 'Turkey announces 300 freed', then 'it covered 150 Ukrainians and 150 Russians'
    for event in group.events:
        verb = event.clause.first("free")
        acting = [m for m in event.clause.of("party") if verb and m.end <= verb.start]
        if acting and all(m.value not in sides for m in acting) and not tells(group, item, "military", lead=True):
            return True
    return False


def all_civilians(group: Group) -> bool:
    """Whether nobody but civilians is counted; '18 Ukrainians' of the title may be the text's '18 civilians'."""
    told = [f for _, f in group.findings if not f.part]
    civilians = {f.count.value for f in told if f.scope is CIVIL}
    others = [(e, f) for e, f in group.findings if not f.part and f.scope is not CIVIL]
    if civilians and any(soldiers_too(e, f) for e, f in group.findings if f.scope is CIVIL):
        return False
    return bool(civilians) and all(f.count.value in civilians or more_by_trade(e, f, civilians) for e, f in others)


def soldiers_too(event: Event, finding: Finding) -> bool:
    """'Troops and two civilians returned', 'Marines came home, two civilians among them': soldiers, not counted."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    home = clause.first(*HOME)
    if home is None or "military" not in clause.own or "to_rear" in clause.own:
        return False
    at = finding.count.start
    joined = any(t.word.surface == "," for t in tokens[home.end : at])
    if not (joined or (at < home.start and clause.marked.within("and", at - 1, at))):
        return False  # 'Soldiers brought two civilians home'
    for mark in clause.marks("military"):
        word = tokens[mark.end - 1].word
        many = "nomn" in word.cases and word.plural if word.pos else word.norm.endswith(("s", "men"))
        opens = mark.start <= clause.lo + 1 and not clause.marked.any_within(BESIDE, lo=mark.end, hi=mark.end + 1)
        if many and opens and mark.end <= home.start and tokens[clause.lo].word.kind == "word":
            return True
    return False


def more_by_trade(event: Event, finding: Finding, civilians: set[int]) -> bool:
    """'Ten civilians are free', then 'two priests, a reporter and seven more': of those, told by their trades."""
    fewer = finding.count.value < max(civilians) and finding.count.noun in ("", "folk")
    return fewer and event.clause.has("profession") and event.clause.has("anaphor", "fellow")


def gone_over(group: Group, item: Item) -> bool:
    """'Ten residents of Kursk region arrive in Sumy': they come into the other side's land, and not home."""
    told = [(e, f) for e, f in group.findings if f.count.noun == "resident" and f.party in item.lexicon.sides]
    if not told or len(told) < len(group.findings):
        return False
    known = item.lexicon.dossier.places
    for event, finding in told:
        marked = event.clause.marked
        towns = (m for m in event.clause.of("place") if marked.within("prep_in", m.start - 1, m.start))
        lands = {known[m.value].country for m in towns}
        norms = {marked.sentence.tokens[m.start].word.norm for m in event.clause.of("home")}
        if not norms.isdisjoint(HOMEWARD):
            return False  # 'go home after months in Sumy'
        if event.clause.has("prep_from") or not lands.intersection(set(item.lexicon.sides) - {finding.party}):
            return False
    return True
