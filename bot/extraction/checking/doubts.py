"""What makes a claim wait for another report, however well it reads: false alarms are the cruellest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.background.counted_by import last_of_deal
from bot.extraction.background.negatives import at_home, names_mediator, unnamed_sides
from bot.extraction.checking.matters import HELD
from bot.extraction.counts.scope import JOINT
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.told import swap_told
from bot.extraction.figures.cumulative import THOUSANDS
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import ANNOUNCED, CUMULATIVE, EXCHANGE, PLANNED, PROPOSED, TOTAL
from storage.vocabulary import Figure

ANCHOR: Final = 6
"""Words between 'since', 'after' and the accident that tells when."""
OPENS: Final = 3
"""Within how many words a sentence begins with 'a week after'."""
AMISS: Final = ("amiss", "denied")
"""Words beside which a claim waits for another report, however well it reads."""


def amiss(group: Group, item: Item) -> bool:
    """Whether the title, or a sentence with the figures, tells of an accident, a quarrel or another state."""
    telling = [e for e in group.events if e.findings or e is group.head]
    if from_abroad(group, item) or taken_abroad(group, item) or any(troubled(e.clause.marked) for e in telling):
        return True
    return item.has(*AMISS, title=True) and any(troubled(r.marked) for r in item.reads if r.marked.sentence.in_title)


def troubled(marked: Marked) -> bool:
    """Whether such a word stands in a sentence; what else goes on ('swap 146 each as talks stall') is no trouble."""
    if not marked.any_of(AMISS):
        return False
    words = list(marked.all(*AMISS))
    beside = (*marked.of("amid"), *marked.of("despite"))  # 'повернула 207 захисників, попри катастрофу'
    asides = [m for m in beside if marked.has("swap", "free", "return", "home", "receive", hi=m.start)]
    words = [word for word in words if not (anchors(word, marked) or of_a_crime(word, marked))]
    return any(not any(a.end <= word.start for a in asides) for word in words)


def of_a_crime(word: Mark, marked: Marked) -> bool:
    """'civilians convicted of sabotage', 'обменены осуждённые по надуманным обвинениям': what they were held for."""
    if marked.has("crime", lo=word.start - 2, hi=word.start) and marked.within("prep_of", word.start - 1, word.start):
        return True
    charged = marked.within("crime", word.start, word.end) and marked.sentence.tokens[word.start].word.pos == "noun"
    return charged and marked.within("under", word.start - 2, word.start)


def anchors(word: Mark, marked: Marked) -> bool:
    """'the first exchange since the plane crash', 'Week after crash, sides exchange': what it is told to come after."""
    lo = max(0, word.start - ANCHOR)
    opens = marked.within("after", 0, min(OPENS, word.start))
    if (
        opens
        and marked.has("swap", "free", "home", lo=word.end)
        and not marked.has("say", "captive", lo=0, hi=word.end)
    ):
        return True
    return any(
        marked.has("swap", "free", "home", hi=after.start) and not marked.has("say", lo=after.end, hi=word.start)
        for after in marked.inside("after", lo, word.start)
    )


def from_abroad(group: Group, item: Item) -> bool:
    """'flies home from Turkey with five commanders': from a third state, with no word of a swap or of captivity."""
    clause = group.head.clause
    if group.kind is not EXCHANGE or clause.has(*HELD, "swap_head", "transit", "mediation"):
        return False
    if "by_land" in clause.own and clause.has("own", "military"):
        return False  # 'Борт с 157 нашими парнями взлетел из Минска'
    third = (m for m in clause.of("party") if m.value not in item.lexicon.sides)
    return any(clause.marked.has("prep_from", lo=max(clause.lo, m.start - 2), hi=m.start) for m in third)


def off_beside(group: Group, item: Item, among: Sequence[Group]) -> bool:
    """'The swap did not take place; 180 had been brought there': no day of its own beside what is off."""
    if group.stage.phase is ANNOUNCED:
        return False
    if any(fell_through(e) for e in item.events if e not in group.events) and not any(e.day for e in group.events):
        return True
    off = [g for g in among if g is not group and g.stage.off and g.kind is group.kind and not g.background]
    if any(e.in_title for e in group.events) and any(e.in_title for g in off for e in g.events):
        return True  # '165 пленных привезли на границу, обмен сорвался'
    if group.fresh_day or any(e.in_title for e in group.events):
        return False
    return any(g.day is None or g.day >= item.published for g in off)  # what was put off last week may be done by now


def fell_through(event: Event) -> bool:
    """'О том, что он сорвался, написали военные': of the exchange that the title names."""
    off = event.lead and event.stage.off and not (event.recall or event.findings)
    clause = event.clause
    it = any(clause.marked.within("pronoun_one", m.start - 1, m.start) for m in clause.of("cancelled"))
    return off and it and not clause.has("talks", "talks_strong")


def summed(group: Group, found: tuple[Figure, ...]) -> bool:
    """Whether more people are counted than one exchange has returned, on no day of their own or outside the title."""
    if group.kind is not EXCHANGE or group.stage.phase is ANNOUNCED:
        return False
    sided = max((f.value for f in found if f.party), default=0)
    return sided > THOUSANDS and not (group.fresh_day and any(e.in_title and e.findings for e in group.events))


def taken_abroad(group: Group, item: Item) -> bool:
    """'Turkey is to receive two captives': a third state takes people in, and no side of the war gets its own."""
    clause = group.head.clause
    coming = group.stage in (PLANNED, PROPOSED)
    if group.kind is not EXCHANGE or not coming or clause.has("swap", "mediation"):
        return False
    takes = clause.first("receive", "accepted")
    named = [m for m in clause.marks("party") if takes is not None and m.start < takes.start]
    return bool(named) and not any(m.value in item.lexicon.sides for m in clause.marks("party", "adjective"))


def sum_beside(group: Group, item: Item) -> bool:
    """Whether the title gives a running sum and nothing else, and the group, behind it, has no day of its own."""
    if group.kind is not EXCHANGE or group.stage.phase is ANNOUNCED or group.fresh_day:
        return False
    titled = [f for e in item.events if e.in_title for f in e.findings]
    behind = not any(e.in_title and e.findings for e in group.events)
    behind = behind and not any(f.party in (BOTH, JOINT) for _, f in group.findings)
    return behind and bool(titled) and all(f.scope is CUMULATIVE for f in titled)


def hedged(group: Group) -> bool:
    """Whether what is announced hangs on a condition: 'would be accepted if they ask for it', 'unless Kyiv agrees'."""
    if group.stage.phase is not ANNOUNCED:
        return False
    return any(e.clause.marked.has("conditional", "unreal") for e in group.events if e.findings or e is group.head)


def no_captives(group: Group, item: Item) -> bool:
    """'Moldova returns 14 to Ukraine': one side's people come back, but nowhere a captive or the enemy."""
    if group.kind is not EXCHANGE or len(item.sides_named(lead=False)) >= len(item.lexicon.sides):
        return False
    if item.has("first_person", title=True) and item.has("kept", "fought", lead=True):
        return False  # '120 of ours are home', then 'most had been captured near Pokrovsk'
    if ours_are_free(item) or last_of_deal(item) or item.has("prisoners_body", lead=True):
        return False
    return not item.has(
        *HELD, "swap", "captivity", "captive", "military", "civilian", "free", "wounded", "freed_people"
    )


def ours_are_free(item: Item) -> bool:
    """'189 Ukrainians back', then 'they defended Mariupol'; 'Ще 75 наших — на волі', then who is thanked for it."""
    at_liberty = item.has("at_liberty", title=True) and item.has("mediation", lead=True)
    defended = item.has("defended", lead=True) or (item.has("fought", lead=True) and item.has("own", lead=True))
    return at_liberty or (item.has("home", title=True) and defended)


def both_known(item: Item, figures: tuple[Figure, ...]) -> bool:
    """Whether both parties are named, or one is and a swap or captivity implies the other."""
    named = item.sides_named(lead=False)
    if len(named) >= len(item.lexicon.sides):
        return True
    if not named and only_guessed(item):
        return False
    implied = item.has("swap", "captivity", "captive", "prisoners_body", lead=True) or freed_by_enemy(item)
    implied = implied or thanked(item) or given_to_each(item, figures) or captured_at_home(item)
    return bool(named | {f.party for f in figures if f.party}) and implied


def given_to_each(item: Item, figures: tuple[Figure, ...]) -> bool:
    """'Medinsky: the first 200 soldiers have been returned to each side': as many to the one as to the other."""
    parties = {f.party for f in figures if f.scope is TOTAL}
    return parties.issuperset(item.lexicon.sides) and item.has("each", "both", lead=True)


def only_guessed(item: Item) -> bool:
    """Whether nothing tells of which war an item is; in English a mediator or somebody known must at least be named."""
    if not unnamed_sides(item) and not at_home(item):
        return True
    return item.lexicon.code == "en" and not names_mediator(item) and not item.has("person", "agency")


def thanked(item: Item) -> bool:
    """'189 defenders are home. Zelensky thanked the Emirates': a mediator of soldiers whom the enemy held."""
    if not item.has("mediation", lead=True) or item.has("foreign", lead=True):
        return False
    places, sides = item.lexicon.dossier.places, item.lexicon.sides
    for marked in item.lead:
        elsewhere = (places[m.value].country not in sides for m in marked.of("place"))
        others = (m.value not in sides for m in marked.all("party", "adjective"))
        if "mediation" not in marked.marks and (any(elsewhere) or any(others)):
            return False  # 'gets back two soldiers arrested in Turkey'
    if any(freed_there(marked, item) for marked in item.lead if marked.sentence.in_title):
        return False
    return item.has("own", "military", "civilian", "kept", lead=True) and names_mediator(item)


def freed_there(marked: Marked, item: Item, after: tuple[str, ...] = ("free",)) -> bool:
    """'Three sailors released in Guinea': a place in the title that is no side's, be it known or not."""
    own = {
        i for cls in ("place", "party") for m in marked.of(cls) if lies_at_home(m, item) for i in range(m.start, m.end)
    }
    tokens = marked.sentence.tokens
    return any(
        m.end < len(tokens) and tokens[m.end].word.capital and m.end not in own and not marked.within("month", m.end)
        for m in marked.of("prep_in")
        if any(marked.within(verb, m.start - 1, m.start) for verb in after)
    )


def lies_at_home(mark: Mark, item: Item) -> bool:
    land = item.lexicon.dossier.places[mark.value].country if mark.cls == "place" else mark.value
    return land in item.lexicon.sides


def captured_at_home(item: Item) -> bool:
    """'Kyiv retrieves 40 soldiers captured in Bakhmut': who took soldiers in their own country is the enemy."""
    if not (item.has("military", lead=True) and item.has("receive", "home", "free", lead=True)):
        return False
    return not item.has("foreign", lead=True) and any(
        lies_at_home(place, item)
        for marked in item.lead
        for kept in marked.of("kept")
        for place in marked.all("place", lo=kept.end, hi=kept.end + 2)
        if marked.within("prep_in", place.start - 1, place.start)
    )


def freed_by_enemy(item: Item) -> bool:
    """'302 Ukrainians are free', 'fighters captured in Bakhmut were freed': who held soldiers is the enemy."""
    if item.has("foreign", lead=True) or not item.has("military", lead=True) or not item.has("free", lead=True):
        return False
    if any(freed_there(marked, item) for marked in item.lead if marked.sentence.in_title):
        return False
    return item.has("mediation", lead=True) or item.has("kept", lead=True)


def both_told(group: Group, item: Item) -> bool:
    """Whether a figure of both sides together is told with both: in the title, in its clause, or a swap's in the title.

    'UAE welcomes exchange of 230 captives', then 'Russia and Ukraine carried it out on Saturday'.
    """
    sides = set(item.lexicon.sides)
    if len(item.sides_named(title=True)) >= len(sides):
        return True
    told = [e for e, f in group.findings if not f.part]
    if any(sides <= {m.value for m in e.clause.of("party")} for e in told):
        return True
    lead = {m.value for marked in item.lead for m in marked.all("party", "adjective")}
    swapped = ("captive", "swap", "mediation") if swap_told(item) else ("captive", "swap")
    return sides <= lead and any(e.in_title and e.clause.has(*swapped) and not only_after(e.clause) for e in told)


def only_after(clause: Clause) -> bool:
    """'400 captives examined after exchange': what the exchange only came before."""
    swaps = clause.of("swap")
    after = [m for m in swaps if clause.marked.within("after", m.start - 2, m.start)]
    return bool(swaps) and len(after) == len(swaps)


def number_kept(item: Item) -> bool:
    """'Neither side said how many', 'численность не раскрывает': an exchange of which no number is told."""
    return any("number_kept" in m.marks and m.has("negation", "no", "not", "without") for m in item.lead)
