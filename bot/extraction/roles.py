"""Who gives, who receives, from where: the sides and verbs of one clause, in the order of the text.

English tells by word order and prepositions, Ukrainian and Russian by cases and prepositions; what comes out is
the same for all, so that the frames know no language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Mark, Marked, earliest

VERBS = ("receive", "give", "return", "free", "swap_head", "home", "move")
AGENT, RECIPIENT, SOURCE, BY, WITH, OTHER = "agent", "recipient", "source", "by", "with", "other"
BOTH = "*"
"""Stands for both sides together."""
DAYS = ("relative", "weekday", "shift", "month")
PREPOSITIONS = (
    ("prep_to", RECIPIENT),
    ("prep_from", SOURCE),
    ("prep_by", BY),
    ("prep_with", WITH),
    ("prep_of", OTHER),
    ("prep_in", OTHER),
)


THEIRS = ("captive", "military", "body", "folk", "wounded", "side_noun")
"""Nouns behind which an abbreviation that does not decline is a genitive: 'пленных ВСУ'."""


@dataclass(slots=True, eq=False)
class Side:
    """A side named in a clause and what it does there."""

    start: int
    end: int
    code: str
    role: str


@dataclass(slots=True, eq=False)
class Verb:
    """An event verb: its class, and whether it is passive or impersonal (what it moves stands before or after)."""

    start: int
    end: int
    cls: str
    tense: str
    passive: bool = False


@dataclass(slots=True, eq=False)
class Clause:
    """A stretch of a sentence that says one thing: tokens lo…hi."""

    marked: Marked
    lo: int
    hi: int
    sides: list[Side] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    own: dict[str, list[Mark]] = field(init=False, repr=False)
    """Its marks, by class."""

    def __post_init__(self) -> None:
        self.own = self.marked.between(self.lo, self.hi)

    def has(self, *classes: str) -> bool:
        own = self.own
        for cls in classes:  # noqa: SIM110 - asked a hundred times a clause
            if cls in own:
                return True
        return False

    def first(self, *classes: str) -> Mark | None:
        return earliest(self.marks(*classes))

    def marks(self, *classes: str, lo: int = 0) -> list[Mark]:
        """Marks of these classes, class by class, from token `lo` on."""
        own = self.own
        found: list[Mark] = []
        for cls in classes:
            if cls in own:
                found += own[cls] if lo <= self.lo else [m for m in own[cls] if lo <= m.start]
        return found

    @property
    def text(self) -> str:
        sentence = self.marked.sentence
        tokens = sentence.tokens[self.lo : self.hi]
        return sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start] if tokens else ""


def clauses(marked: Marked, lexicon: Lexicon) -> list[Clause]:
    """Split a sentence where one thing said ends and another begins."""
    cuts = sorted({0, *boundaries(marked), len(marked.sentence.tokens)})
    found = []
    for lo, hi in pairwise(cuts):
        if hi > lo:
            clause = Clause(marked, lo, hi)
            clause.sides = sides(clause, lexicon)
            clause.verbs = verbs(clause)
            found.append(clause)
    return found


def boundaries(marked: Marked) -> set[int]:
    tokens = marked.sentence.tokens
    signs = {i: tokens[i].word.surface for i in marked.sentence.signs}
    breaks = [i for i, sign in signs.items() if sign in ";()"]
    commas = [i for i, sign in signs.items() if sign == ","]
    found = {i for i in breaks if i + 1 < len(tokens) and tokens[i + 1].word.kind != "sym" and not elliptic(i, marked)}
    found |= {m.start for m in marked.all("clause")}
    best = marked.first("superlative")
    found |= {
        m.start
        for m in marked.all("since")
        if best is not None and best.start < m.start and not takes_date(marked, m.end)
    }
    shifts = list(marked.all("shift_after"))
    found |= {m.start for m in shifts if m.start > 1 and not any(o.start < m.start < o.end for o in shifts)}
    found |= {m.start for m in marked.all("time_anchor") if two_told(m.start, marked)}
    found |= {i + 1 for i in commas if turns(i, marked)}
    if any(m.start <= 1 for m in marked.all("subordinate", "shift_after")):
        comma = next((i for i in commas if i > 2), None)
        if comma:
            found.add(comma)
    return found


def turns(comma: int, marked: Marked) -> bool:
    """'вчора повернули 200, | а сьогодні — 302': behind the comma another day, and on both sides an event or number."""
    tokens = marked.sentence.tokens
    at = comma + 1
    joined = marked.has("turn", lo=at, hi=at + 1)
    at += joined
    day = next((m for m in marked.all(*DAYS, lo=at, hi=at + 4) if m.start - at <= 1), None)
    if day is None or (not joined and tokens[min(day.end, len(tokens) - 1)].word.surface not in "—–-"):
        return False
    if marked.has(*DAYS, lo=comma - 2, hi=comma):
        return False  # 'у четвер, 5 березня'
    content = (*VERBS, "swap", "phase", "number")
    told = [marked.has(*VERBS, "swap", hi=comma), marked.has(*content, lo=day.end) or counted(day.end, marked)]
    return all(told)


def counted(at: int, marked: Marked) -> bool:
    return any(t.word.kind == "num" for t in marked.sentence.tokens[at:])


def two_told(at: int, marked: Marked) -> bool:
    """'swapped 103 each on Saturday | after 49 were freed on Friday': on both sides a verb and a day."""
    days, verbs = DAYS[:2] + DAYS[3:], (*VERBS, "swap")
    halves = ((0, at), (at, len(marked.sentence.tokens)))
    return all(marked.has(*days, lo=lo, hi=hi) and marked.has(*verbs, lo=lo, hi=hi) for lo, hi in halves)


def takes_date(marked: Marked, at: int) -> bool:
    """'since 2022', 'since March': a date follows, not a clause."""
    rest = marked.sentence.tokens[at : at + 1]
    return marked.has("month", "weekday", lo=at, hi=at + 2) or any(t.word.kind == "num" for t in rest)


def elliptic(at: int, marked: Marked) -> bool:
    """'…; Moscow 175': what follows the sign is too short to say anything by itself."""
    rest = len(marked.sentence.tokens) - at
    return rest <= 6 and not marked.has(*VERBS, "say", "happened", lo=at)


def sides(clause: Clause, lexicon: Lexicon) -> list[Side]:
    """The warring sides of a clause with their roles, in order."""
    codes = set(lexicon.sides)
    found = [Side(m.start, m.end, BOTH, AGENT) for m in clause.marks("both") if together(m, clause)]
    found += [Side(m.start, m.end, m.value, people_role(m, clause)) for m in clause.marks("people") if m.value in codes]
    for mark in clause.marks("party", "adjective", "agency"):
        code = lexicon.bodies[mark.value][0] if mark.cls == "agency" else mark.value
        if code in codes:
            found.append(Side(mark.start, mark.end, code, role(mark, clause, lexicon)))
    found = sorted((s for s in found if s.role), key=lambda s: s.start)
    for first, second in pairwise(found):
        if (
            second.role in (AGENT, OTHER)
            and first.role in (BY, SOURCE, RECIPIENT, WITH)
            and joined_names(first, second, clause)
        ):
            second.role = first.role
    return found


def together(mark: Mark, clause: Clause) -> bool:
    """Whether 'сторони' means both sides: not 'украинской стороне', not 'в обратную сторону'."""
    word = clause.marked.sentence.tokens[mark.start].word
    if mark.end - mark.start > 1 or word.pos != "noun":
        return True
    named = any(m.end == mark.start for m in clause.marks("adjective", "party"))
    return word.plural and not named


def people_role(mark: Mark, clause: Clause) -> str:
    """'росіяни передали', 'росіянам віддали': a people acts or receives; English tells none by its ending."""
    word = clause.marked.sentence.tokens[mark.start].word
    if not word.plural or "gent" in word.cases:
        return ""
    if "nomn" in word.cases:
        return AGENT
    return RECIPIENT if word.cases == {"datv"} else ""


def joined_names(first: Side, second: Side, clause: Clause) -> bool:
    """'Russia and Ukraine' and nothing more: no verb of speaking behind the second."""
    between = clause.marked.sentence.tokens[first.end : second.start]
    linked = 1 <= len(between) <= 4 and clause.marked.has("and", lo=first.end, hi=first.end + 1)
    linked = linked and all(t.word.capital or t.word.norm in ("the", "of") for t in between[1:])
    return linked and not clause.marked.has("say", "auxiliary", lo=second.end, hi=min(second.end + 1, clause.hi))


def role(mark: Mark, clause: Clause, lexicon: Lexicon) -> str:
    """What a side does in its clause; empty for an adjective that only tells whose people they are."""
    tokens = clause.marked.sentence.tokens
    following = tokens[mark.end].word if mark.end < clause.hi else None
    if mark.cls == "adjective":
        if captivity_behind(mark, clause):
            return SOURCE
        if not clause.marked.has("side_noun", lo=mark.end, hi=min(mark.end + 2, clause.hi)):
            return ""
    word = tokens[mark.start].word
    if word.possessive and following is not None and mark.cls == "party":
        return possessed(mark, clause)
    preposed = by_control(mark, clause) or preposition(mark.start, clause)
    if preposed:
        return preposed
    return by_case(mark, clause) if lexicon.code != "en" else by_order(mark, clause)


def captivity_behind(mark: Mark, clause: Clause) -> bool:
    """'Russian captivity' is a place to come from, 'Ukrainian captives' are people."""
    people = {m.start for m in clause.marks("captive")}
    held = clause.marked.all("captivity", "prisons", lo=mark.end, hi=min(mark.end + 2, clause.hi))
    return any(m.start not in people for m in held)


def possessed(mark: Mark, clause: Clause) -> str:
    """'Ukraine's forces' speak and act as Ukraine; 'Russia's captivity' is a source."""
    if captivity_behind(mark, clause):
        return SOURCE
    return AGENT if clause.marked.has("side_noun", lo=mark.end, hi=min(mark.end + 3, clause.hi)) else OTHER


def by_control(mark: Mark, clause: Clause) -> str:
    """'с подконтрольной Киеву территории', 'с территории, подконтрольной Киеву': where from or where to."""
    marked = clause.marked
    if not marked.sentence.tokens[mark.start].word.cases:
        return ""
    held = next((m for m in marked.all("controlled", lo=max(clause.lo, mark.start - 2)) if m.start < mark.start), None)
    if held is None:
        return ""
    lo = max(clause.lo, held.start - 4)
    if marked.has("prep_from", lo=lo, hi=held.start):
        return SOURCE
    return RECIPIENT if any(heads_for(m.start, clause) for m in marked.all("prep_to", lo=lo, hi=held.start)) else OTHER


def heads_for(at: int, clause: Clause) -> bool:
    """Whether a preposition of direction takes the accusative: 'на территорию', but not 'на территории'."""
    tokens = clause.marked.sentence.tokens
    return at + 1 >= len(tokens) or "loct" not in tokens[at + 1].word.cases or tokens[at].word.norm in ("до", "для")


def preposition(at: int, clause: Clause) -> str:
    """The role that a preposition right before (an article or adjective between) gives."""
    for back in (1, 2, 3, 4):
        i = at - back
        if i < clause.lo:
            return ""
        for cls, name in PREPOSITIONS:
            if any(m.end == i + 1 for m in clause.marked.marks.get(cls, ())):
                held = name == BY and clause.marked.has("controlled", lo=max(clause.lo, i - 1), hi=i)
                if held and clause.marked.has("prep_to", lo=max(clause.lo, i - 4), hi=i):
                    return RECIPIENT
                taken = (
                    name == RECIPIENT
                    and clause.has("child")
                    and clause.marked.has("abducted", lo=max(clause.lo, i - 2), hi=i)
                    and not clause.marked.has("child", lo=max(clause.lo, i - 1), hi=i)
                )
                if name == RECIPIENT and not heads_for(i, clause):
                    return OTHER
                return SOURCE if held or taken else name
        if not clause.marked.has("before_name", lo=i, hi=i + 1):
            return ""
    return ""


def by_case(mark: Mark, clause: Clause) -> str:
    """Ukrainian, Russian: the dative receives, the instrumental acts, the nominative does or is."""
    word = clause.marked.sentence.tokens[mark.start].word
    cases = word.cases
    if word.upper and clause.marked.has(*THEIRS, lo=max(clause.lo, mark.start - 1), hi=mark.start):
        return OTHER
    if not cases or "nomn" in cases:
        return AGENT
    if "datv" in cases and ("gent" not in cases or mark.cls == "adjective"):
        return RECIPIENT
    if "ablt" in cases:
        return BY
    return RECIPIENT if "datv" in cases else OTHER


def by_order(mark: Mark, clause: Clause) -> str:
    """English: a side right after a verb of giving receives, any other without a preposition acts."""
    giving = any(m.end == mark.start for m in clause.marked.all("give", "return", lo=clause.lo))
    return RECIPIENT if giving and clause.marked.sentence.tokens[mark.start].word.capital else AGENT


def verbs(clause: Clause) -> list[Verb]:
    """The event verbs of a clause; where two share a word, the longer phrase, then the more telling class, counts."""
    tokens = clause.marked.sentence.tokens
    found: dict[int, Verb] = {}
    marks = clause.marks(*VERBS)
    candidates = [(m, VERBS.index(m.cls)) for m in marks if not wraps_passive(m, marks, clause)]
    candidates.sort(key=lambda c: (c[0].start - c[0].end, c[1]))
    covered: set[int] = set()
    for mark, _ in candidates:
        if covered.isdisjoint(range(mark.start, mark.end)):
            covered.update(range(mark.start, mark.end))
            word = tokens[mark.start].word
            found[mark.start] = Verb(mark.start, mark.end, mark.cls, word.tense, passive(mark, clause))
    return [found[i] for i in sorted(found)]


def wraps_passive(mark: Mark, marks: list[Mark], clause: Clause) -> bool:
    """'been released', 'were freed' as one phrase of going home: the verb inside tells who freed whom."""
    tokens = clause.marked.sentence.tokens
    if mark.cls not in ("home", "move") or mark.end - mark.start < 2 or "be" not in tokens[mark.start].word.keys:
        return False
    return any(
        m.cls in ("give", "free", "return", "receive")
        and mark.start < m.start < mark.end
        and tokens[m.start].word.tense in ("past", "part")
        for m in marks
    )


def passive(mark: Mark, clause: Clause) -> bool:
    """'were brought back', 'повернуто', 'переданы'."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    if word.pos:
        return word.passive
    before = [t.word for t in tokens[max(clause.lo, mark.start - 3) : mark.start]]
    by = clause.marked.has("prep_by", lo=mark.end, hi=mark.end + 1)  # '90 freed by Russia'
    return word.tense in ("past", "part") and (by or any("be" in w.keys for w in before))
