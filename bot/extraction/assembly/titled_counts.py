"""A title that only counts: 'Before the feast: 110 soldiers and three civilians', 'Another 300 troops'.

Nothing in it tells that anybody comes home. Where the first sentences tell of an exchange that took place, and count
nobody, those of the title are its people.
"""

from __future__ import annotations

from typing import Final

from bot.extraction.assembly.telling import tells
from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import EVENT
from bot.extraction.events.events import Event, Read
from bot.extraction.frames.frames import Framer
from bot.extraction.words.terms import ANNOUNCED, BODIES, COMPLETED, CUMULATIVE, EXCHANGE

FREED: Final = ("military", "captive", "folk")
HOME: Final = ("home", "return", "free", "receive")
JOINING: Final = ("and", "anaphor", "extra", "also", "goes_on", "military")
NEXT: Final = 2
"""The sentence behind the title that may tell of the exchange where the first thanks a go-between."""
OCCASION: Final = 6
"""How many words may stand before the sign behind which a title counts: 'After a long pause – 205 defenders'."""
OTHER: Final = (
    *("party", "place", "person", "agency", "people", "foreign", "office", "strike", "weapon", "killed", "body"),
    *("number", "negation", "question", "talks", "talks_strong", "gifts", "finance", "crime", "terms", "wish"),
)
"""What an occasion has none of."""
DEAD: Final = ("dead", "fallen")  # English, beside 'bodies' and 'remains'
HANDED: Final = ("operation_noun", "receive", "give", "return", "home")
OF_THE_LIVING: Final = ("swap", "captive", "captivity")
OPEN: Final = ("negation", "possible", "future", "wish", "longing", "proposed", "agreed", "body", "child", "question")
"""What keeps a sentence from telling of an exchange that took place."""


def titled_counts(reads: list[Read], framer: Framer) -> None:
    """Let a title's counts be people of the exchange that the first sentences tell of."""
    if len(reads) < 2 or not reads[0].marked.sentence.in_title or reads[1].marked.sentence.in_title:
        return
    title = reads[0]
    if not title.counts or len(title.events) != 1:
        return
    event = title.events[0]
    if only_killed(event, reads):
        event.findings = event.frame.findings = []
    if event.findings or not only_counts(title):
        return
    if event.void or event.recall or event.stage is not COMPLETED or not told_behind(reads):
        return
    framer.titled = True
    event.frame = framer.frame(event.clause, title.counts)
    framer.titled = False
    event.findings = event.frame.findings


def only_killed(event: Event, reads: list[Read]) -> bool:
    """'Двоє загиблих у Сумах', with an exchange in the text: nobody's body is handed over."""
    clause, marked = event.clause, event.clause.marked
    if event.stage is not COMPLETED or not any(f.kind is BODIES for f in event.findings):
        return False
    tokens = marked.sentence.tokens
    persons = (marked.within("fallen", m.start, m.end) or tokens[m.start].word.norm in DEAD for m in clause.of("body"))
    if clause.any_of((*EVENT, "move", "happened", "tally")) or not all(persons):
        return False
    first = [r.marked for r in reads if 0 < r.marked.sentence.number <= NEXT + 1]
    return not any("body" in m.marks or (m.any_of(HANDED) and not m.any_of(OF_THE_LIVING)) for m in first)


def only_counts(title: Read) -> bool:
    """Whether a title is a list of people, soldiers first, at most behind an occasion or before 'from captivity'."""
    marked, counts = title.marked, title.counts
    tokens = marked.sentence.tokens
    if counts[0].noun not in FREED or (counts[0].noun == "folk" and not marked.has("first_person", "people")):
        return False
    if any(c.second is not None or c.value < 0 or c.noun in ("", "body", "child") for c in counts):
        return False
    said = {i for c in counts for i in range(c.start, c.end)}
    said |= {i for m in marked.all(*JOINING) for i in range(m.start, m.end)}
    open_ = [i for i, t in enumerate(tokens) if i not in said and t.word.kind == "word"]
    before = [i for i in open_ if i < counts[0].start]
    return (not before or occasion(title, counts[0])) and from_captivity(title, [i for i in open_ if i not in before])


def occasion(title: Read, first: Count) -> bool:
    """'До свята — 95 військових': words without a verb, a name or another matter, cut off by a sign."""
    marked, tokens = title.marked, title.marked.sentence.tokens
    at = first.start - 1
    while at > 0 and tokens[at].word.kind == "word":
        at -= 1
    if not 0 < at <= OCCASION or tokens[at].word.surface not in "—–-:" or marked.has(*OTHER, hi=at):
        return False
    opens = marked.within("prep_stop", 0, 1) or not tokens[0].word.pos  # a preposition or an adverb
    opens = opens and not tokens[0].word.norm.isascii()
    return opens and all(t.word.pos != "verb" for t in tokens[1:at])


def from_captivity(title: Read, behind: list[int]) -> bool:
    """Whether nothing stands behind the people, or only out of whose hands they come."""
    if not behind:
        return True
    marked = title.marked
    opens = marked.within("prep_from", behind[0], behind[0] + 1)
    return opens and marked.has("captivity", lo=behind[0]) and len(behind) <= 3


def told_behind(reads: list[Read]) -> bool:
    """Whether the first sentence, or behind one of thanks the second, tells of an exchange that took place."""
    thanks = "mediation" in reads[1].marked.marks
    return uncounted(reads, 1) or (thanks and uncounted(reads, NEXT))


def uncounted(reads: list[Read], last: int) -> bool:
    """Whether an exchange is told until a sentence, and none of its people are counted there."""
    events = [e for r in reads if 0 < r.marked.sentence.number <= last for e in r.events]
    if any(e.stage.off or e.kinds() - {EXCHANGE} for e in events):
        return False
    whole = (f for e in events if "in_return" not in e.clause.own for f in e.findings)
    if any(not (f.part or f.scope is CUMULATIVE or f.count.value < 0) for f in whole):
        return False
    ahead = {e.number for e in events if e.stage.phase is ANNOUNCED}
    return any(took_place(e) and e.number not in ahead for e in events)


def took_place(event: Event) -> bool:
    """Whether a sentence tells of an exchange as of something done."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.void or event.recall or event.stage is not COMPLETED or clause.has(*OPEN):
        return False
    summed = any(f.scope is CUMULATIVE for f in event.findings) and clause.has(*HOME)
    if "swap" not in clause.own:
        return summed
    told = "say" in clause.own and any(not tokens[m.end - 1].word.plural for m in clause.of("swap"))
    return summed or told or tells(event) or clause.has(*HOME)
