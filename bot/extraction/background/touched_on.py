"""Exchanges that an item only touches on: one before the strike that it tells of, one that captives wait for."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.counts.several import number_before, several
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import ANNOUNCED, BODIES, CARRIED_OUT, COMPLETED, DENIED, EXCHANGE, PLANNED, PROPOSED

OF_RETURN: Final = ("swap", "captive", "captivity", "home", "free", "receive", "return")
"""Words of a title that tells of an exchange or a return itself."""
BEFORE, BEHIND = 5, 3
"""Words between a verb of waiting and the exchange behind it, or before it."""
OF_WAR: Final = (
    *(
        "captive",
        "captivity",
        "military",
        "own",
        "wounded",
        "civilian",
        "prisoners_body",
        "mediation",
        "families",
        "kin",
    ),
    *("both", "each", "freed_people"),
)
"""Words of an exchange between the sides, whoever of them is named."""
MOVED: Final = ("give", "receive", "return", "free")
MOST: Final = 1500
"""What no exchange has come near to: 1,000 a side in May 2025."""
SEVERAL: Final = 3
"""From so many exchanges on a title tells of no news: two may be those of two days."""
AGO: Final = 2
"""How many days before an exchange is one of the past, beneath a title of a strike."""


def touches(group: Group, item: Item) -> bool:
    """Whether an item only touches on the exchange of a group, which is then no news of it."""
    if before_strike(group, item) or beside_other_news(group, item):
        return True
    if asks_for_himself(group) or out_of_own_land(group, item) or for_money(group, item) or too_many(group):
        return True
    if of_no_people(group, item) or only_when(group, item) or of_one_side(group, item):
        return True
    return of_several(group, item) or asked_by_kin(group, item) or bound_for_one(group, item)


def bound_for_one(group: Group, item: Item) -> bool:
    """'65 captives | who were on their way to an exchange': of a crash or of deaths, nobody was exchanged."""
    told = [e.clause for e in group.events if "swap" in e.clause.own]
    if group.kind is BODIES and told and all(aimed(clause) and on_way(clause) for clause in told):
        return True
    if not item.has("craft_lost", "aircraft", "died", "killed", lead=True) or item.has(*OF_RETURN, title=True):
        return False
    return bool(told) and all(names_them(clause) and aimed(clause) for clause in told)


def on_way(clause: Clause) -> bool:
    """'12 dead on their way to an exchange': nobody has handed them over."""
    tokens = clause.marked.sentence.tokens
    near = (i for s in clause.of("swap") for i in range(max(clause.lo, s.start - 3), s.start))
    return any(tokens[i].word.norm == "way" and tokens[i + 1].word.norm == "to" for i in near)


def aimed(clause: Clause) -> bool:
    """Whether an exchange is where people are taken to or what they are meant for: 'везли на обмін', 'to a swap'."""
    return all(clause.marked.has("prep_to", "goal_prep", lo=s.start - 2, hi=s.start) for s in clause.of("swap"))


def beside_other_news(group: Group, item: Item) -> bool:
    """'Budget goes to parliament', then 'two days after the exchange of 185 for 185', 'earlier this week 150 came'."""
    if group.kind is not EXCHANGE or group.stage.phase is not CARRIED_OUT:
        return False
    if item.has(*OF_RETURN, "body", "civilian", "child", title=True) or any(e.in_title for e in group.events):
        return False
    told = [e.clause for e in group.events if e.findings]
    return bool(told) and all(days_after(clause) or opens_earlier(clause) for clause in told)


def days_after(clause: Clause) -> bool:
    """'через два дні після обміну', 'two days after the exchange': by how much later the news came."""
    marked = clause.marked
    counted = [m.end for m in marked.all("day_noun", "cal_day", "cal_week", "hour", lo=clause.lo)]
    after = [m for m in marked.all("after", "shift_after") if any(m.start <= end <= m.end for end in counted)]
    return any(0 <= s.start - m.end <= 1 for m in after for s in clause.of("swap"))


def opens_earlier(clause: Clause) -> bool:
    """'Earlier this week 150 Ukrainians came home': told behind other news as what had been."""
    return any(m.start == clause.lo for m in clause.of("earlier_then"))


def asked_by_kin(group: Group, item: Item) -> bool:
    """'Relatives of 900 come to parliament', then 'they want no exchange without these': nobody offers one."""
    if group.stage is not PROPOSED or group.kind is not EXCHANGE or group.day is not None:
        return False
    if not all(e.clause.has("want", "asks", "crowd_asks") for e, _ in group.findings):
        return False
    court = item.has("judge", lead=True)  # 'Defence asks to swap general for 20 marines', then 'the judge'
    if not (court or item.has("kin", "families", title=True)) or any(s.origin.official for s in item.speakers):
        return False
    titled = not court and any(e.in_title and not kin_ask(e.clause) for e in group.events)
    return not titled and not any(e.clause.has("person", "agency", "party", "office") for e in group.events)


def kin_ask(clause: Clause) -> bool:
    """'Матери просят обменять 40 срочников': in a title, before the verb."""
    asks = clause.marks("want", "asks", "crowd_asks")
    return bool(asks) and any(m.end <= asks[0].start for m in clause.of("families"))


def before_strike(group: Group, item: Item) -> bool:
    """'The raid came hours after the sides had swapped 150 each', beneath a title of the raid: told for its hour."""
    if group.kind is not EXCHANGE or group.stage.off:
        return False
    if not item.has("strike", "weapon", "casualties", title=True) or (
        item.has(*OF_RETURN, title=True) and not day_after_it(item)
    ):
        return False
    told = [e for e in group.events if e.findings and not (e.in_title and only_hurt(e))]
    if group.stage.phase is CARRIED_OUT and group.day is not None and (item.published - group.day).days >= AGO:
        return True
    return bool(told) and all("pluperfect" in e.clause.own or behind_it(e.clause) or of_that(e, item) for e in told)


def only_hurt(event: Event) -> bool:
    """'Росія вдарила по Сумах: семеро поранених': whom the strike hurt."""
    return not event.clause.has(*OF_RETURN) and all(f.count.noun == "wounded" for f in event.findings)


def of_that(event: Event, item: Item) -> bool:
    """'a day after the exchange | in which 150 came home', 'після обміну, | під час якого …': of what was before."""
    if not names_them(event.clause):
        return False
    before = (e.clause for e in item.events if e.number == event.number and e.clause.hi == event.clause.lo)
    return any(behind_it(clause) for clause in before)


def day_after_it(item: Item) -> bool:
    """'Drones hit Belgorod day after swap', 'on day of exchange': named for when it struck, and nothing else."""
    title = [m for m in item.lead if m.sentence.in_title]
    swaps = [(m, s) for m in title for s in m.of("swap")]
    after = all(m.has("after", "shift_after", "day_of", lo=s.start - 4, hi=s.start) for m, s in swaps)
    return bool(swaps) and after and not item.has(*OF_RETURN[1:], title=True)


def behind_it(clause: Clause) -> bool:
    """'Удар стався на другий день після обміну 150 на 150': what the exchange is named for is when it was struck."""
    marked = clause.marked
    return any(marked.has("after", "shift_after", "bounding", lo=m.start - 2, hi=m.start) for m in clause.of("swap"))


def only_awaited(group: Group) -> bool:
    """'350 captives in the camp wait for an exchange': they are held, and nobody plans to free them on any day."""
    if group.kind is not EXCHANGE or group.stage is not PLANNED or group.day is not None or group.framework:
        return False
    told = [e.clause for e in group.events if e.clause.has("swap")]
    return bool(told) and all(waited_for(clause) for clause in told)


def waited_for(clause: Clause) -> bool:
    """'обміну там чекають', 'wait for an exchange'; what a state or an official waits for it may be going to do."""
    swaps = clause.of("swap")
    longing = [m for m in clause.of("longing") if any(-BEHIND <= s.start - m.end <= BEFORE for s in swaps)]
    if not longing or clause.has("person", "agency", "office", "vehicles", "frontier"):
        return False
    return not any(m.end <= longing[0].start for m in clause.of("party"))


def several_summed(group: Group, item: Item) -> bool:
    """'480 home', then 'there were six exchanges in the period': what several have brought, whenever it is told."""
    if any(e.when is not None for e, _ in group.findings):
        return False
    return any(several(m, marked) for marked in item.lead for m in marked.of("swap"))


def of_several(group: Group, item: Item) -> bool:
    """'Three exchanges in a month: why', then '312 are home in all': a title of several, of which none is told."""
    if group.fresh_day or any(e.in_title and e.findings for e in group.events):
        return False
    title = (m for m in item.lead if m.sentence.in_title)
    return any((number_before(s, m) or 0) >= SEVERAL and several(s, m) for m in title for s in m.of("swap"))


def denies_else(group: Group) -> bool:
    """'Lavrov denies children were stolen, says 20 went home': no word of an exchange or of captives is denied."""
    if group.kind is not EXCHANGE or group.stage is not DENIED:
        return False
    return not any(e.clause.has("swap", "captive", "captivity", "military", *MOVED) for e in group.events)


def only_who(group: Group) -> bool:
    """'30 soldiers | who were handed back to Ukraine': which people another tale is about, none of it counted."""
    if group.kind is not EXCHANGE or group.stage is not COMPLETED or group.findings or group.day is not None:
        return False
    told = [e for e in group.events if e.clause.has(*OF_RETURN)]
    return bool(told) and all(names_them(e.clause) and not e.in_title for e in told)


def names_them(clause: Clause) -> bool:
    return clause.marked.within("relative_word", clause.lo, clause.lo + 2)


def asks_for_himself(group: Group) -> bool:
    """'the captive asks to be exchanged', 'боєць просить його обміняти': no state has offered it."""
    if group.kind is not EXCHANGE or group.stage is not PROPOSED or group.findings or group.day is not None:
        return False
    told = [e.clause for e in group.events if e.clause.has("swap")]
    return bool(told) and all(for_himself(clause) for clause in told)


def for_himself(clause: Clause) -> bool:
    """Whether an exchange asked for is that of the one who asks, and no side nor an official speaks."""
    if clause.has("person", "agency", "office", "party"):
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for swap in clause.of("swap"):
        passive = tokens[swap.start - 1].word.norm == "be" and marked.has("proposed", lo=swap.start - 3, hi=swap.start)
        if not passive and not marked.has("pronoun_one", "him", lo=max(clause.lo, swap.start - 1), hi=swap.end + 1):
            return False
    return True


def out_of_own_land(group: Group, item: Item) -> bool:
    """'З Покровська вивезли 43 людей': brought out of a place in their own land, and nobody says from captivity."""
    if group.kind is not EXCHANGE or group.stage is not COMPLETED or not group.findings:
        return False
    return all(f.count.noun in ("", "folk") and leaves_own(e.clause, f.party, item) for e, f in group.findings)


def leaves_own(clause: Clause, party: str | None, item: Item) -> bool:
    """Whether a clause leads from a place of the party whose people it counts, and speaks of nothing else."""
    if clause.has("captive", "captivity", "swap", "military", "occupied"):
        return False
    marked, places = clause.marked, item.lexicon.dossier.places
    place = next((m for m in clause.of("place") if m.start == clause.lo + 1), None)
    if place is None or places[place.value].country != party or not marked.within("prep_from", clause.lo, place.start):
        return False
    return any(v.start == place.end and v.cls == "receive" for v in clause.verbs)


def only_when(group: Group, item: Item) -> bool:
    """'Hotline got 9,000 calls after Thursday's exchange': it only tells when something else was."""
    if group.kind is not EXCHANGE or group.stage is not COMPLETED:
        return False
    told = [e.clause for e in group.events if "swap" in e.clause.own]
    if not told or not all(behind_it(clause) for clause in told):
        return False
    if not group.findings:
        return True  # 'After an exchange of 288 a side, we asked a lawyer', beneath a title of something else
    undated = group.day is None and not any(e.in_title for e in group.events) and not item.has(*OF_RETURN, title=True)
    return undated and len(told) == len(group.events) and not any(s.origin.official for s in item.speakers)


def of_no_people(group: Group, item: Item) -> bool:
    """'Kyiv gets 12 locomotives back', then 'the railways agreed the exchange': nobody is spoken of whom one frees."""
    if group.kind is not EXCHANGE or group.findings or group.stage.off or item.has("swap", title=True):
        return False
    return not item.has(*PEOPLE, "people", "captivity", "kin", "families", "person", "formula", "agency", "office")


def of_one_side(group: Group, item: Item) -> bool:
    """'Navalny was to be part of exchange', then 'White House': one side and a third state, and nobody taken in war."""
    if group.kind is not EXCHANGE or group.findings or group.stage.off or item.has(*OF_WAR):
        return False
    if group.day is not None and group.stage.phase is ANNOUNCED:
        return False
    sides = item.lexicon.sides
    third = any(m.value not in sides for marked in item.lead for m in marked.all("party", "adjective", "foreign"))
    return third and len(item.sides_named(lead=False) | item.lands()) == 1


def for_money(group: Group, item: Item) -> bool:
    """'Киев получит 40 миллионов евро в обмен': of money, and of no captive anywhere."""
    if group.kind is not EXCHANGE or group.findings or item.has("captive", "captivity", "military", "own"):
        return False
    if item.has("finance", lead=True) and not item.has(*PEOPLE, "people", "person", "agency"):
        return True  # 'Moscow Exchange halts trade in swap contracts', then 'billions of roubles'
    told = [e.clause for e in group.events if e.clause.has("swap")]
    return bool(told) and all(clause.has("finance") for clause in told)


def too_many(group: Group) -> bool:
    """'Росія має звільнити 6 тисяч', ruled a court: more than any exchange has brought, on no day."""
    if group.kind is not EXCHANGE or group.stage is not PLANNED or group.day is not None or group.framework:
        return False
    return any(f.count.value > MOST and f.count.second is None and f.party for _, f in group.findings)
