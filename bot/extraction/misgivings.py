"""What, in the title or the first sentences, speaks against a return of these days, however well a clause tells of one.

Each of these only makes a claim wait for another report: freed long ago and met today, moved from prison to prison,
home by their own escape, dead, counted over a month. Genuine news hardly ever has such words beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.extraction.clause import VERBS, Clause
from bot.extraction.events import Event
from bot.extraction.group import Group
from bot.extraction.item import Item
from bot.extraction.marks import Mark, Marked
from storage.vocabulary import Kind, Phase, Scope, Stage

MOVED = ("receive", "give", "return", "free", "home")
SCENES = ("honoured", "ceremony", "discharged", "treated")
"""What is told of those who have been home for long."""
FOR = ("terms", "for_them", "longing", "wish", "discuss")
"""What stands before an exchange that is only wished for, or spoken of."""
SPAN = 4
"""Words between a preposition and where people are taken: 'to a pre-trial detention centre'."""
OPENING = 2
"""How many sentences behind the title tell what an item is about."""


def misgiving(group: Group, item: Item) -> str | None:
    """The first reason to wait for another report, by name; None where there is none."""
    if group.kind is not Kind.EXCHANGE or group.stage.phase is Phase.ANNOUNCED or group.background:
        return None
    return next(misgivings(group, item), None)


def misgivings(group: Group, item: Item) -> Iterator[str]:
    """All reasons to wait, by name."""
    yield from (name for name, speaks in OF_GROUP.items() if speaks(group))
    yield from (name for name, speaks in OF_ITEM.items() if speaks(item))
    yield from (name for name, speaks in OF_BOTH.items() if speaks(group, item))


def telling(group: Group) -> list[Event]:
    """The clauses of a group that carry it: those with figures, its head and those of the title."""
    return [e for e in group.events if e.findings or e is group.head or e.in_title]


def lead(item: Item) -> Iterator[Marked]:
    return (r.marked for r in item.reads if r.marked.sentence.lead)


def opening(item: Item) -> Iterator[Marked]:
    return (m for m in lead(item) if m.sentence.number <= OPENING)


def freed_before(group: Group, item: Item) -> bool:
    """'The men came back in the summer', 'звільнили їх ще у грудні': an older day of the same people's return."""
    if any(e.clause.has("happened") and e.clause.has("swap") and not e.recall for e in group.events):
        return False
    values = {f.count.value for _, f in group.findings}
    return any(e.lead and e.recall and returned_then(e, values) for e in item.events)


def returned_then(event: Event, values: set[int]) -> bool:
    """Whether a clause that looks back tells of a return of those counted: by their number, or by no number."""
    clause = event.clause
    told = any(v.cls in MOVED and v.tense in ("past", "part") for v in clause.verbs)
    if not told or of_another(clause) or clause.has("seized", "taken", "kept", "crime"):
        return False
    return {f.count.value for f in event.findings} <= values


def of_another(clause: Clause) -> bool:
    """'The previous exchange took place in May': an exchange that nothing but itself is told of."""
    inside = ("prep_in", "in_course", "prep_from", "prep_by")
    return any(
        not clause.marked.has(*inside, lo=max(clause.lo, m.start - SPAN), hi=m.start) for m in clause.marks("swap")
    )


def counted_in_sum(group: Group, item: Item) -> bool:
    """The same figure stands beside 'since the start of the year': a running sum."""
    if not group.findings or swap_told(item):
        return False
    told = group.findings[0][1].count.value
    return any(f.scope is Scope.CUMULATIVE and f.count.value == told for e in item.events if e.lead for f in e.findings)


def over_a_month(group: Group) -> bool:
    """'За січень звільнили 208', 'September results: 412 freed': a month's sum."""
    return any(month_told(e.clause) for e in telling(group) if e.findings)


def month_told(clause: Clause) -> bool:
    """Whether a month without a day of its own is what a clause adds up."""
    marked = clause.marked
    tokens = marked.sentence.tokens
    for month in clause.marks("month"):
        lo = max(clause.lo, month.start - 2)
        if any(t.word.kind == "num" for t in tokens[lo : min(month.end + 1, clause.hi)]):
            continue
        opens = month.start - clause.lo <= 1 and marked.has("prep_in", lo=clause.lo, hi=month.start)
        over = marked.has("over_period", lo=lo, hi=month.start)
        if opens or over or marked.has("results", lo=lo, hi=month.end + 1):
            return True
    return False


def of_many(group: Group) -> bool:
    """'307 came home in the February exchanges': what several brought."""
    return any(plural_swap(m, e.clause) for e in telling(group) if e.findings for m in e.clause.marks("swap"))


def plural_swap(mark: Mark, clause: Clause) -> bool:
    lo, marked = max(clause.lo, mark.start - SPAN), clause.marked
    inside = marked.has("prep_in", "in_course", lo=lo, hi=mark.start)
    return plural(mark, clause) and inside and not marked.has("not_exchange", lo=lo, hi=mark.end)


def taken_inside(group: Group, item: Item) -> bool:
    """'transferred to a facility', 'возвращены в следственный изолятор': to no home."""
    if swap_told(item):
        return False
    main = group.findings[0][1].count.value if group.findings else None
    told = (e for e in telling(group) if not e.findings or any(f.count.value == main for f in e.findings))
    return any(into_institution(e.clause) for e in told) or any(
        m.has("transferred") and not m.has("swap", *MOVED) for m in lead(item)
    )


def into_institution(clause: Clause) -> bool:
    if not clause.has("institution") or clause.has("swap"):
        return False
    marked = clause.marked
    return any(
        marked.has("goal_prep", lo=max(clause.lo, m.start - SPAN), hi=m.start)
        and marked.has(*VERBS, lo=clause.lo, hi=m.start)
        for m in clause.marks("institution")
    )


def other_scene(group: Group, item: Item) -> bool:
    """'Zelensky presented awards to 31 freed servicemen', 'завершили реабілітацію': long home."""
    values = {f.count.value for _, f in group.findings}
    counted = (r.marked for r in item.reads if r.marked.sentence.lead and any(c.value in values for c in r.counts))
    told = [*(e.clause.marked for e in telling(group)), *counted]
    return any(m.has(*SCENES) for m in told) and not swap_told(item)


def of_gifts(group: Group) -> bool:
    """'exchanged 1,500 parcels': no people."""
    if not group.findings:
        return False
    event, told = group.findings[0]
    return event.clause.marked.has("gifts", lo=told.count.start, hi=told.count.end + 2)


def demanded(item: Item) -> bool:
    """'Акція у Черкасах: «Поверніть додому 300 наших»': a rally."""
    return item.has("commemoration", title=True) and not swap_told(item)


def no_captives_named(item: Item) -> bool:
    """'Nineteen people, seven of them children, crossed into Ukraine': no captive, soldier or swap is named."""
    if item.has("swap", "captive", "captivity", "military", "own", "prisons", lead=True):
        return False
    return item.has("child", "resident", "profession", "civilian", lead=True)


def swap_told(item: Item) -> bool:
    """Whether a clause of the first sentences tells of one exchange itself, and does not look back."""
    told = (e for e in item.events if e.lead and not e.recall and e.stage in (Stage.COMPLETED, Stage.UNDER_WAY))
    return any(one_told(mark, e.clause) for e in told for mark in e.clause.marks("swap"))


def one_told(mark: Mark, clause: Clause) -> bool:
    """Whether a word of exchange names one, and is not what lists, letters or hopes are for."""
    lo = max(clause.lo, mark.start - SPAN)
    return not plural(mark, clause) and not clause.marked.has(*FOR, lo=lo, hi=mark.start)


def plural(mark: Mark, clause: Clause) -> bool:
    word = clause.marked.sentence.tokens[mark.end - 1].word
    return word.pos in ("", "noun") and (word.plural if word.pos else word.norm.endswith("s"))


def came_by_themselves(item: Item) -> bool:
    """'walked out of occupied territory', 'роззброїли конвой': nobody handed them over."""
    return any(m.has("escaped") for m in lead(item)) and not swap_told(item)


def mourned(item: Item) -> bool:
    """'The remains …', 'identified by DNA': those who came back are dead."""
    if swap_told(item) or any(f.kind is Kind.BODIES for e in item.events if e.lead for f in e.findings):
        return False
    return any(m.has("mourning") or the_dead(m, item.lexicon.sides) for m in lead(item))


def the_dead(marked: Marked, sides: tuple[str, ...]) -> bool:
    """'The bodies will be examined': told of as known, by no number of their own, and of no third state's people."""
    if "body" not in marked.marks or marked.has("number", "swap"):
        return False
    if any(m.value not in sides for m in marked.all("people", "adjective")):
        return False
    words = (marked.sentence.tokens[m.start].word for m in marked.all("body"))
    return any(not w.pos or w.cases & {"nomn", "accs", "gent"} for w in words)


def disowned(item: Item) -> bool:
    """'Russia was not involved', 'обміну не було', 'refused to confirm it'."""
    return any(
        (m.has("disowned", "no_swap") and not m.has("since", "pluperfect")) or (m.has("refuses") and m.has("confirm"))
        for m in lead(item)
    )


def a_year_on(item: Item) -> bool:
    """'Twelve months on', 'рік тому цього дня': an anniversary."""
    return any(m.has("year_on") and not m.has("seized", "taken", "kept") for m in opening(item))


def of_studies(group: Group) -> bool:
    """Cadets and students come home from exchanges as well."""
    told = [e.clause.marked for e in telling(group)]
    return any(m.has("studies") and not m.has("captive", "captivity") for m in told)


def held_by_others(item: Item) -> bool:
    """'freed by pirates', 'from a gang': no captives of this war."""
    return any(m.has("other_captors") for m in lead(item)) and not swap_told(item)


def captured(group: Group, item: Item) -> bool:
    """'were taken to the rear after surrendering'."""
    return any(e.clause.marked.has("to_rear") for e in telling(group)) and not swap_told(item)


OF_GROUP: dict[str, Callable[[Group], bool]] = {
    "over a month": over_a_month,
    "of many exchanges": of_many,
    "of studies": of_studies,
    "of gifts": of_gifts,
}
OF_ITEM: dict[str, Callable[[Item], bool]] = {
    "by themselves": came_by_themselves,
    "mourned": mourned,
    "disowned": disowned,
    "a year on": a_year_on,
    "held by others": held_by_others,
    "demanded": demanded,
    "no captives named": no_captives_named,
}
OF_BOTH: dict[str, Callable[[Group, Item], bool]] = {
    "freed before": freed_before,
    "counted in a sum": counted_in_sum,
    "taken inside": taken_inside,
    "another scene": other_scene,
    "captured": captured,
}
