"""Clause frames: which number of people goes to which side (Rule E, steps 4 and 5).

Direction is decided by the frame (whose people, recipient, source, giver), never by which name stands nearer. Where
no frame fits, a number stays unassigned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from bot.extraction.counts import Count
from bot.extraction.lexicon import Lexicon
from bot.extraction.roles import AGENT, BOTH, BY, RECIPIENT, SOURCE, Clause, Side, Verb, preposition
from bot.extraction.scope import EVENT, JOINT, Finding, each, held, joined, kind_of, licensed, scope_of

WEAK = ("receive", "home", "give", "free", "return", "returned its own", "its own, as it says")
"""Rules that look no nearer than the clause: what is joined to a count by 'and' goes where that count goes."""


@dataclass(slots=True, eq=False)
class Frame:
    """What one clause says of an event."""

    clause: Clause
    findings: list[Finding] = field(default_factory=list)
    trigger: bool = False
    """An event verb or a swap stands in the clause itself."""


Ruling = tuple[str | None, str]
"""A side (BOTH, JOINT or None where undecided) and the rule that decided."""


@dataclass(slots=True, eq=False)
class Spot:
    """A count in its clause: the stretch left…right is its own; `before` is the clause before."""

    clause: Clause
    count: Count
    left: int
    right: int
    before: Clause | None

    @property
    def verb(self) -> Verb | None:
        return governing(self.clause, self.count, self.left, self.right)

    @property
    def each(self) -> bool:
        return each(self.clause, self.count, self.left, self.right)


class Framer:
    """Assigns the counts of a clause; remembers the last agent and verb of the sentence for gapped clauses."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.sides = lexicon.dossier.sides
        self.bodies_counted = False

    def other(self, side: str) -> str | None:
        rest = [s for s in self.sides if s != side]
        return rest[0] if len(rest) == 1 else None

    def frame(self, clause: Clause, counts: list[Count], before: Clause | None = None) -> Frame:
        """Read one clause; `before` is the clause before it in the sentence."""
        found = Frame(clause, trigger=clause.has(*EVENT))
        self.bodies_counted = any(c.noun == "body" for c in counts)
        for index, count in enumerate(counts):
            left = counts[index - 1].end if index else clause.lo
            right = counts[index + 1].start if index + 1 < len(counts) else clause.hi
            finding = self.find(clause, count, left, right, found.findings, before)
            if finding:
                found.findings.append(finding)
        self.tie(found.findings)
        return found

    def tie(self, findings: list[Finding]) -> None:
        """What is said of the last of joined counts ('with each side') holds for all, 'for as many' of the others."""
        for first, second in pairwise(findings):
            if second.joined and second.party == BOTH and first.party in (None, JOINT):
                first.party = BOTH
            if second.count.value < 0 and second.party in self.sides and first.party in (None, JOINT):
                first.party = self.other(second.party)

    def find(
        self, clause: Clause, count: Count, left: int, right: int, earlier: list[Finding], before: Clause | None
    ) -> Finding | None:
        if held(clause, count, left, right) or not licensed(clause, count):
            return None
        if count.nation is not None and count.nation not in self.sides:
            return None
        party, why = self.party(Spot(clause, count, left, right, before))
        if earlier and count.nation is None and clause.marked.has("extra", lo=left, hi=count.start):
            party, why = earlier[-1].party, "along with those before"
        scope, part, extra = scope_of(clause, count, left, right, earlier)
        kind = earlier[-1].kind if part and earlier else kind_of(count, earlier, clause, apart=self.bodies_counted)
        whole = count.second is not None
        found = Finding(count, party, scope, kind, part=part and not whole, extra=extra and not whole, why=why)
        if earlier:
            self.relate(found, earlier[-1], tied=joined(clause, left, count.start))
        return found

    def relate(self, found: Finding, last: Finding, *, tied: bool) -> None:
        """A part, or what is on top, is of the side of the count before it; what is another side's is neither."""
        if found.part and found.count.nation in self.sides and last.party not in (found.count.nation, None, BOTH):
            found.part = False
        weak = found.extra and tied and last.party is not None and found.why in WEAK
        if weak or ((found.part or found.extra) and found.party in (None, JOINT)):
            found.party = last.party
        if found.extra and found.party == BOTH and last.party in (None, JOINT):
            last.party = BOTH
        found.extra = found.extra and last.party in (found.party, BOTH)
        found.joined = found.extra

    def party(self, spot: Spot) -> Ruling:
        """To whom these people go, and by which rule: the first that fits decides."""
        for rule in (
            self.by_nation,
            self.by_pair,
            self.by_recipient,
            self.by_tally,
            self.by_own,
            self.by_source,
            self.by_verb,
            self.by_speaker,
        ):
            ruling = rule(spot)
            if ruling is not None:
                return ruling
        return None, "nobody named"

    def by_nation(self, spot: Spot) -> Ruling | None:
        """'82 Russian soldiers': people are returned to their own side."""
        nation = spot.count.nation
        if nation not in self.sides:
            return None
        return (BOTH, "each") if spot.each and self.joint(spot.clause) else (nation, "their own people")

    def by_pair(self, spot: Spot) -> Ruling | None:
        """'157 for 157', '103 each'."""
        if spot.count.second is not None:
            return (BOTH, "N for N") if spot.count.second == spot.count.value else (None, "unequal pair")
        return (BOTH, "each") if spot.each else None

    def by_recipient(self, spot: Spot) -> Ruling | None:
        """'90 to Russia', 'gives Ukraine 1,000', 'Україні передали'."""
        verb = spot.verb
        inside = verb is not None and spot.left <= verb.start < spot.count.start and spot.left > spot.clause.lo
        begin = verb.start if verb is not None and inside else spot.left
        side = self.recipient(spot, begin)
        return (side.code, "recipient") if side else None

    def recipient(self, spot: Spot, begin: int) -> Side | None:
        """Behind the count in English; before it where cases tell ('Украине … 1003, России — 26'), else behind it."""
        before = side_in(spot.clause, RECIPIENT, begin, spot.count.start)
        behind = side_in(spot.clause, RECIPIENT, spot.count.end, spot.right)
        by_case = before is not None and not preposition(before.start, spot.clause)
        return (before or behind) if by_case and self.lexicon.code != "en" else (behind or before)

    def by_tally(self, spot: Spot) -> Ruling | None:
        """'Kyiv put the number at 277'."""
        tally = spot.clause.first("tally")
        if tally is None or tally.end > spot.count.start or spot.count.noun:
            return None
        agent = self.agent(spot.clause, tally.start, None)
        return (agent.code, "puts the number at") if agent and agent.code != BOTH else None

    def by_own(self, spot: Spot) -> Ruling | None:
        """'140 of its own'."""
        if not spot.count.own:
            return None
        at = spot.count.start if spot.clause.verbs else spot.clause.hi
        agent = self.agent(spot.clause, at, spot.before)
        return (agent.code, "its own") if agent and agent.code != BOTH else (None, "own, nobody named")

    def by_source(self, spot: Spot) -> Ruling | None:
        """'from Russian captivity'."""
        source = side_in(spot.clause, SOURCE, spot.left, spot.right)
        return (self.other(source.code), "source") if source and source.code != BOTH else None

    def by_speaker(self, spot: Spot) -> Ruling | None:
        """'Ukraine says 45 soldiers freed': who tells of people coming home tells of its own."""
        for one in (spot.clause, spot.before):
            for side in reversed(one.sides if one else []):
                told = one is not None and one.marked.has("say", lo=side.end, hi=min(side.end + 3, one.hi))
                if side.role == AGENT and side.code != BOTH and told and not spot.clause.has("each"):
                    return side.code, "its own, as it says"
        return None

    def by_verb(self, spot: Spot) -> Ruling | None:
        """What the governing verb makes of its agent; None where nobody is found to act."""
        clause, verb = spot.clause, spot.verb
        if verb is None:
            return (JOINT, "swapped together") if clause.has("swap") and self.joint(clause) else None
        special = self.by_voice(spot, verb)
        if special is not None:
            return special
        agent = self.acting(spot, verb)
        if agent is None:
            together = (clause.has("swap") and self.joint(clause)) or self.mediated(clause, verb)
            return (JOINT, "swapped together") if together else None
        if agent.code == BOTH or self.coordinated(clause, agent):
            return JOINT, "both act"
        if verb.cls == "free" and reported(clause, agent, verb):
            return agent.code, "reports their release"
        if verb.cls == "return" and clause.marked.has("managed", lo=max(clause.lo, verb.start - 3), hi=verb.start):
            return agent.code, "managed to return its own"
        ruling = self.moved(verb, agent.code, spot.count)
        return ruling if ruling[0] else None

    def by_voice(self, spot: Spot, verb: Verb) -> Ruling | None:
        """'Russia was given 43', '300 changed hands', '300 were freed by both'."""
        clause = spot.clause
        if verb.start < spot.count.start:
            given = self.agent(clause, verb.start, None) if verb.passive and verb.cls == "give" else None
            return (given.code, "was given") if given and given.code != BOTH else None
        if verb.cls == "swap_head":
            return JOINT, "changed hands"
        by = {s.code for s in clause.sides if s.role == BY}
        return (JOINT, "by both") if verb.passive and len(by) == len(self.sides) else None

    def acting(self, spot: Spot, verb: Verb) -> Side | None:
        """The side that acts: behind a passive with 'by', gapped right before the count, else before the verb."""
        if verb.start > spot.count.start and verb.passive:
            return side_in(spot.clause, BY, verb.end, spot.right)
        gapped = side_in(spot.clause, AGENT, spot.left, spot.count.start) if spot.left > spot.clause.lo else None
        return gapped or (
            self.agent(spot.clause, verb.start, spot.before) if self.object_of(verb, spot.count) else None
        )

    def object_of(self, verb: Verb, count: Count) -> bool:
        """Whether a count may be a verb's object: behind it, or before an active one where cases allow any order."""
        free_order = self.lexicon.code != "en" and not verb.passive and verb.cls not in ("home", "move")
        return verb.start < count.start or free_order

    def moved(self, verb: Verb, agent: str, count: Count) -> tuple[str | None, str]:
        """Receiving brings people to the agent, giving to the other side; bodies are returned to the other side."""
        if verb.cls in ("receive", "home"):
            return agent, verb.cls
        if verb.cls == "return" and count.noun != "body":
            return agent, "returned its own"
        if verb.cls in ("give", "free", "return"):
            return self.other(agent), verb.cls
        return None, verb.cls

    def agent(self, clause: Clause, at: int, before: Clause | None) -> Side | None:
        """The acting side nearest before a verb, else the last one of the clause before."""
        acting = [s for s in clause.sides if s.role == AGENT and s.end <= at]
        if acting:
            return acting[-1]
        if self.lexicon.code != "en":
            behind = next((s for s in clause.sides if s.role == AGENT and s.start >= at), None)
            if behind:
                return behind
        if before is not None:
            return next((s for s in reversed(before.sides) if s.role == AGENT), None)
        return None

    def joint(self, clause: Clause) -> bool:
        """Whether both sides are named as acting together, or nobody but a go-between is."""
        named = {s.code for s in clause.sides if s.role in (AGENT, "with", "other")}
        return BOTH in named or len(named) == len(self.sides) or self.apart(clause)

    def mediated(self, clause: Clause, verb: Verb) -> bool:
        """'UAE brings 200 captives home': whom a go-between frees are people of both sides."""
        parties = self.lexicon.dossier.parties
        acting = [m for m in clause.marks("party") if m.end <= verb.start and m.value not in self.sides]
        return bool(acting) and parties[acting[-1].value].mediator and not preposition(acting[-1].start, clause)

    def apart(self, clause: Clause) -> bool:
        """'Russia-Ukraine swap': both sides stand before the swap as one name."""
        named = {m.value for m in clause.marks("party", "adjective") if m.value in self.sides}
        return len(named) == len(self.sides)

    def coordinated(self, clause: Clause, agent: Side) -> bool:
        """'Russia and Ukraine', 'Moscow, Kyiv': the agent and the other side joined by no more than a word."""
        tokens = clause.marked.sentence.tokens
        for side in clause.sides:
            if side.code not in (agent.code, BOTH) and side.role == AGENT:
                lo, hi = sorted(((side.start, side.end), (agent.start, agent.end)))
                between = tokens[lo[1] : hi[0]]
                if len(between) <= 1 and all(t.word.kind == "sym" or t.word.norm in self.joins for t in between):
                    return True
        return False

    @property
    def joins(self) -> set[str]:
        return set(self.lexicon.table.get("numbers_glue", {}).get("and", ()))


def reported(clause: Clause, agent: Side, verb: Verb) -> bool:
    """'Kyiv reported the release of 60 soldiers': the noun, told by those to whom they return."""
    tokens = clause.marked.sentence.tokens
    return tokens[verb.start - 1].word.norm == "the" and clause.marked.has("say", lo=agent.end, hi=verb.start)


def governing(clause: Clause, count: Count, left: int, right: int) -> Verb | None:
    """The verb whose object or subject a count is: one right behind it, else the nearest before, else one behind."""
    behind = [v for v in clause.verbs if count.end <= v.start < right]
    ahead = [v for v in clause.verbs if v.end <= count.start and v.cls != "move"]
    if behind and behind[0].start - count.end <= 2 and not (ahead and ahead[-1].start >= left):
        return behind[0]
    if ahead:
        return ahead[-1]
    return behind[0] if behind else None


def side_in(clause: Clause, role: str, lo: int, hi: int) -> Side | None:
    return next((s for s in clause.sides if s.role == role and lo <= s.start < hi), None)
