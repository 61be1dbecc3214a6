"""Words of a return that is none: into another prison, by escape, of the dead, of students, of other states."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.negatives import names_mediator
from bot.extraction.background.strangers import (
    between_others,
    given_by_another,
    spies_traded,
    third_frees,
    traded_with_a_third,
)
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.named_only import MOVED
from bot.extraction.events.told import SPAN, lead, swap_told, telling
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark, Marked
from storage.vocabulary import Kind

OF_EXCHANGE: Final = (
    "swap",
    "home",
    "free",
    "return",
    "captivity",
    "mediation",
    "transit",
    "in_return",
    "same",
    "each",
)
"""What is told of people whom the other side lets go, and not of those whom it only moves."""


def taken_inside(group: Group, item: Item) -> bool:
    """'transferred to a facility', 'возвращены в следственный изолятор': to no home."""
    if swap_told(item):
        return False
    main = group.findings[0][1].count.value if group.findings else None
    told = (e for e in telling(group) if not e.findings or any(f.count.value == main for f in e.findings))
    captive = any(freed_from_it(m) for m in lead(item) if m.sentence.in_title)
    return any(into_institution(e.clause, captive=captive) for e in told) or (
        not captive and any(transferred(m) for m in lead(item))
    )


def transferred(marked: Marked) -> bool:
    """'55 prisoners were moved to Mordovia', but not 'on Donbas nothing moved'."""
    return "transferred" in marked.marks and not marked.has("swap", "nothing", *MOVED)


def freed_from_it(marked: Marked) -> bool:
    """'возвращены из плена': people who come out of captivity, whom a hospital may expect."""
    return any(marked.has("prep_from", lo=m.start - 3, hi=m.start) for m in marked.of("captivity"))


def into_institution(clause: Clause, *, captive: bool = False) -> bool:
    """Whether a verb takes people to a prison, a hospital, the front; those just out of captivity may need a doctor."""
    if not clause.has("institution", "other_goal"):
        return False
    marked = clause.marked
    others = {m.start for m in clause.marks("party", "military")}  # 'the United States', 'service members'
    places = [m for m in clause.marks("institution", "other_goal") if m.start not in others]
    if captive or any(marked.has("prep_from", lo=m.start - 2, hi=m.start) for m in clause.marks("captivity")):
        places = [m for m in places if not marked.has("gifts", "doctors", lo=m.start, hi=m.end)]
    return clause.has(*VERBS) and any(entered(m, clause) for m in places)


def entered(mark: Mark, clause: Clause) -> bool:
    """'до колонії', 'в колонию', but not 'в колонии': a goal, no place."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    lo = max(clause.lo, mark.start - SPAN)
    prep = next((m for m in reversed(list(marked.all("goal_prep", lo=lo, hi=mark.start)))), None)
    if prep is None:
        return False
    word = tokens[mark.end - 1].word
    if not word.pos:
        return tokens[prep.start].word.norm != "in"
    if tokens[prep.start].word.norm == "до":
        return "gent" in word.cases
    return "accs" in word.cases and "loct" not in word.cases


def moved_on(group: Group, item: Item) -> bool:
    """'З Таганрога до Сибіру повезли 55 полонених': from where they are held, and no word of home or freedom."""
    if swap_told(item) or item.has("home", "free", "return", lead=True):
        return False
    if item.has("resident", lead=True) and not item.has("captive", "military", lead=True):
        return False  # 'десять курян отпущены из Сум'
    party = group.findings[0][1].party if group.findings else None
    return party is not None and any(from_their_hold(e.clause, party, item) for e in item.events if e.lead)


def from_their_hold(clause: Clause, party: str, item: Item) -> bool:
    """Whether people are taken from a place that is no state, nor their own side's; its name may be unknown."""
    if clause.has("party", "captivity", "swap"):
        return False
    places = item.lexicon.dossier.places
    for mark in clause.marked.all("prep_from", lo=clause.lo, hi=clause.hi - 1):
        word = clause.marked.sentence.tokens[mark.end].word
        own = any(places[m.value].country == party for m in clause.marks("place") if m.start == mark.end)
        if (
            word.capital
            and not own
            and not clause.marked.has("people", "adjective", "own", lo=mark.end, hi=mark.end + 1)
        ):
            return True
    return False


def officials_travel(group: Group) -> bool:
    """Whether nothing is told of an exchange but that officials came and went."""
    return group.kind is Kind.EXCHANGE and bool(group.events) and all(official_travels(e) for e in group.events)


def official_travels(event: Event) -> bool:
    """'Zelensky had flown to Saudi Arabia the day before': an official who comes and goes himself frees nobody."""
    clause = event.clause
    if "person" not in clause.own or not clause.verbs or clause.any_of(("swap", "captivity", "captive", "military")):
        return False
    homeward = all(v.cls in ("home", "move", "return") for v in clause.verbs)
    at = clause.verbs[0].start
    return homeward and any(m.end <= at <= m.end + 2 for m in clause.of("person"))


def demanded(item: Item) -> bool:
    """'Акція у Черкасах: «Поверніть додому 300 наших»': a rally."""
    titles = (r.marked for r in item.reads if r.marked.sentence.in_title)
    rally = any(
        not (marked.within("day_noun", m.start - 2, m.start) or carried_through(m, marked))
        for marked in titles
        for m in marked.of("commemoration")
    )
    return rally and not swap_told(item)  # 'у День пам'яті' only tells when


def carried_through(mark: Mark, marked: Marked) -> bool:
    """'Гуманитарная акция завершена': an operation of the sides, and no rally."""
    aid = marked.within("mediation", mark.start - 1, mark.start)
    return aid and marked.within("finished", mark.end, mark.end + 2)


def no_captives_named(item: Item) -> bool:
    """'Nineteen people, seven of them children, crossed into Ukraine': no captive, soldier or swap is named."""
    if item.has("civilian", lead=True) and item.has("mediation", lead=True) and names_mediator(item):
        return False
    if item.has("first_person", title=True) and item.has("home", title=True) and item.has("taken", "same", lead=True):
        return False  # '160 of our people are home', then 'Russia got the same number back'
    return not item.has("swap", "captive", "captivity", "military", "own", "prisons", "free", "wounded", lead=True)


def of_nobody(group: Group, item: Item) -> bool:
    """'с Белым домом продолжается обмен сигналами': an exchange without a figure, of nobody who is named."""
    named = ("captive", "captivity", "military", "civilian", "resident", "wounded", "prisons", "own", "freed_people")
    if group.findings:
        return False
    told = ((m, marked) for marked in lead(item) for m in marked.all(*named))
    return all(m.cls == "military" and marked.within("gifts", m.end, m.end + 1) for m, marked in told)  # 'military aid'


def only_asked(group: Group) -> bool:
    """'На вопрос, вернула ли Украина 90 военных, ответил': asked, not told."""
    return any("asked" in e.clause.marked.marks for e in telling(group))


def of_studies(group: Group, item: Item) -> bool:
    """Cadets and students come home from exchanges as well."""
    told = [*(e.clause.marked for e in telling(group)), *(m for m in lead(item) if m.sentence.in_title)]
    captives = item.has("captive", "captivity", title=True) or any(m.any_of(("captive", "captivity")) for m in told)
    return any("studies" in m.marks for m in told) and not captives


def by_a_court(group: Group) -> bool:
    """'The judge released three captives', 'суд освободил': freed or returned within a trial."""
    for event in telling(group):
        clause = event.clause
        verbs = [v for v in clause.verbs if v.cls in MOVED]
        judges = [m for m in clause.of("judge") if not convicted(m, clause.marked)]
        if any(max(clause.lo, v.start - 3) <= m.start and m.end <= v.start for v in verbs for m in judges):
            return True
    return False


def convicted(judge: Mark, marked: Marked) -> bool:
    """'48 of them convicted by Russian courts, are free': what the court did is another matter."""
    return marked.within("prep_by", judge.start - 2, judge.start)


def by_a_unit(group: Group) -> bool:
    """'визволила їхня рота', 'freed by their own company': fought free, by nobody's exchange."""
    return any(fought_free(e.clause) for e in telling(group))


def fought_free(clause: Clause) -> bool:
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for verb in clause.verbs:
        for unit in marked.inside("army_unit", verb.start - SPAN, verb.end + SPAN):
            word = tokens[unit.start].word
            by = marked.has("prep_by", lo=verb.end, hi=unit.start)
            if verb.cls in ("free", "receive") and ("nomn" in word.cases if word.pos else by):
                return True
    return False


def held_by_others(item: Item) -> bool:
    """'freed by pirates', 'from a prison in Turkey': no captives of this war."""
    others = any("other_captors" in m.marks or jailed_abroad(m, item) for m in lead(item))
    return others and not swap_told(item)


def jailed_abroad(marked: Marked, item: Item) -> bool:
    """'з в’язниці в Туреччині', 'out of a Libyan prison': who held them is a third state, no land that they cross."""
    if marked.any_of(("third_hands", "transit")) and item.has("free", "mediation", lead=True):
        return False  # 'freed from Russian and Belarusian prisons'
    places, sides = item.lexicon.dossier.places, item.lexicon.sides
    for prison in marked.all("captivity", "prisons"):
        where = marked.inside("place", prison.end + 1, prison.end + 2)
        lands = [places[m.value].country for m in where] + [
            m.value for m in marked.inside("party", prison.end + 1, prison.end + 2)
        ]
        inside = marked.within("prep_in", prison.end, prison.end + 1) and any(land not in sides for land in lands)
        whose = marked.inside("adjective", prison.start - 1, prison.start)
        shared = any(m.value in sides for m in marked.inside("adjective", prison.start - 3, prison.start - 1))
        if inside or (not shared and any(m.value not in sides for m in whose)):
            return True
    return False


def of_others(group: Group, item: Item) -> bool:
    """Third states trade among themselves or hand people over, or people come home from another war's land."""
    told = telling(group)
    if spies_traded(item) or any(traded_with_a_third(e.clause.marked, item) or third_frees(e, item) for e in told):
        return True
    if any(between_others(e.clause.marked, item) for e in told) or any(given_by_another(e, item) for e in told):
        return True
    return not swap_told(item) and any(from_afar(m) for m in lead(item))


def from_afar(marked: Marked) -> bool:
    """'came home from South Sudan'."""
    return any(marked.within("prep_from", m.start - 2, m.start) for m in marked.of("foreign"))


def captured(group: Group, item: Item) -> bool:
    """'were taken to the rear after surrendering', '27 военных оказались в плену'."""
    told = telling(group)
    if swap_told(item) or item.has("in_return", lead=True):
        return False
    if any("to_rear" in e.clause.marked.marks or in_captivity(e.clause) for e in told):
        return True
    return brought_by_enemy(group, item) or any(they_gave_up(m) for m in lead(item))


def brought_by_enemy(group: Group, item: Item) -> bool:
    """'Пленных вывезли из Красноармейска: 25 доставили в Донецк, сообщил Пушилин': who tells it has them."""
    parties = {f.party for _, f in group.findings}
    telling_it = {s.origin.party for s in item.speakers if s.origin.official}
    sides = set(item.lexicon.sides)
    if len(parties) != 1 or not telling_it or telling_it & parties or not (telling_it | parties) <= sides:
        return False
    given = any(e.clause.has("give") for e in telling(group))
    return not (given or item.has(*OF_EXCHANGE, lead=True))


def they_gave_up(marked: Marked) -> bool:
    """'Thirty soldiers saved', then 'they laid down arms': now, and not in another year or at a siege."""
    first = marked.within("pronoun", 0, 1) or marked.within("pronoun_them", 0, 1)
    return first and "to_rear" in marked.marks and not marked.any_of(("years", "fought", "captivity", "pluperfect"))


def in_captivity(clause: Clause) -> bool:
    """'27 военных ВСУ в плену': where they are, and nothing of their coming home."""
    tokens = clause.marked.sentence.tokens
    held = (m for m in clause.of("captivity") if not tokens[m.start].word.pos or "loct" in tokens[m.start].word.cases)
    inside = any(clause.marked.has("prep_in", lo=m.start - 2, hi=m.start) for m in held)
    return inside and not clause.has("free", "return", "home", "seized", "years")
