"""Clause frames: which number of people goes to which side (Rule E, steps 4 and 5).

Direction is decided by the frame (whose people, recipient, source, giver), never by which name stands nearer. Where
no frame fits, a number stays unassigned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from bot.extraction.agents import Agents, governing, side_in
from bot.extraction.counts import Count
from bot.extraction.joining import relate, sum_up
from bot.extraction.lexicon import Lexicon
from bot.extraction.roles import AGENT, BOTH, BY, RECIPIENT, SOURCE, Clause, Side, Verb, preposition
from bot.extraction.scope import EVENT, JOINT, PAIRED, Finding, each, gapped, held, joined, kind_of, licensed, scope_of
from storage.vocabulary import Scope


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
        self.sides = lexicon.sides
        self.agents = Agents(lexicon)
        self.bodies_counted = False
        self.told: list[Finding] = []

    def frame(self, clause: Clause, counts: list[Count], before: Clause | None = None) -> Frame:
        """Read one clause; `before` is the clause before it in the sentence."""
        found = Frame(clause, trigger=clause.has(*EVENT))
        self.bodies_counted = any(c.noun == "body" for c in counts)
        counts = [] if self.third_pair(clause) else counts
        for index, count in enumerate(counts):
            left = counts[index - 1].end if index else clause.lo
            right = counts[index + 1].start if index + 1 < len(counts) else clause.hi
            finding = self.find(clause, count, left, right, found.findings, before)
            if finding:
                found.findings.append(finding)
        self.tie(found.findings)
        found.findings = sum_up(clause, found.findings, self.sides)
        if gapped(clause) and before is not None and self.told:
            for finding in found.findings:
                finding.party = finding.party or self.told[0].party
        self.told = found.findings
        return found

    def third_pair(self, clause: Clause) -> bool:
        """'an exchange of two prisoners between the United States and Russia': another pair's swap."""
        for between in clause.marks("prep_with"):
            named = [m for m in clause.marks("party", lo=between.end) if m.start - between.end <= 6][:2]
            if (
                len(named) == 2
                and clause.has("swap")
                and (named[0].value in self.sides) != (named[1].value in self.sides)
            ):
                return clause.marked.has("and", lo=named[0].end, hi=named[1].start)
        return False

    def tie(self, findings: list[Finding]) -> None:
        """What is said of the last of joined counts ('with each side') holds for all, 'for as many' of the others."""
        for first, second in pairwise(findings):
            if second.joined and second.party == BOTH and first.party in (None, JOINT):
                first.party = BOTH
            if second.count.value < 0 and second.party in self.sides and first.party in (None, JOINT):
                first.party = self.agents.other(second.party)

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
        mirrored = bool(earlier) and self.mirrored(clause, count, earlier[-1])
        if mirrored:
            party, why = self.mirror(earlier[-1])
        scope, part, extra = scope_of(clause, count, left, right, earlier)
        if part and earlier and nameless(count) and earlier[-1].scope is Scope.CIVILIANS and not count.of_them:
            scope = Scope.CIVILIANS
        kind = earlier[-1].kind if part and earlier else kind_of(count, earlier, clause, apart=self.bodies_counted)
        whole = count.second is not None or mirrored
        found = Finding(count, party, scope, kind, part=part and not whole, extra=extra and not whole, why=why)
        if earlier:
            relate(found, earlier[-1], self.sides, tied=joined(clause, left, count.start))
        elif found.part and found.party is None:
            own = clause.marked.first("own", lo=left, hi=count.start)  # 'серед наших — двоє цивільних'
            found.party = own.value if own else None
        return found

    def party(self, spot: Spot) -> Ruling:
        """To whom these people go, and by which rule: the first that fits decides."""
        for rule in (
            self.by_nation,
            self.by_pair,
            self.by_recipient,
            self.by_tally,
            self.by_own,
            self.by_source,
            self.by_gap,
            self.by_verb,
            self.by_speaker,
            self.by_owner,
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
        thanked = all(m.start in {b.start for b in spot.clause.marks("both")} for m in spot.clause.marks("each"))
        apiece = spot.each and self.agents.joint(spot.clause) and not thanked
        return (BOTH, "each") if apiece else (nation, "their own people")

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
        """Behind the count in English; before it where cases tell ('Украине … 1003, России — 26'), else behind it.

        A dative right before the verb is its own ('Киеву отданы 175'); one cut off by a comma is the count's before
        ('тысяча Киеву, девятнадцать — Москве').
        """
        before = side_in(spot.clause, RECIPIENT, begin, spot.count.start)
        if before is None and self.lexicon.code != "en" and begin > spot.left:
            before = side_in(spot.clause, RECIPIENT, max(spot.left, begin - 2), begin)
        behind = side_in(spot.clause, RECIPIENT, spot.count.end, spot.right)
        by_case = before is not None and not preposition(before.start, spot.clause)
        if before is not None and behind is not None and spot.left > spot.clause.lo:
            between = spot.clause.marked.sentence.tokens[before.end : spot.count.start]
            by_case = by_case and all(t.word.surface != "," for t in between)
        return (before or behind) if by_case and self.lexicon.code != "en" else (behind or before)

    def by_tally(self, spot: Spot) -> Ruling | None:
        """'Kyiv put the number at 277'."""
        tally = spot.clause.first("tally")
        if tally is None or tally.end > spot.count.start or (spot.count.noun and tally.end < spot.count.start):
            return None
        agent = self.agents.agent(spot.clause, tally.start, None)
        return (agent.code, "puts the number at") if agent and agent.code != BOTH else None

    def by_own(self, spot: Spot) -> Ruling | None:
        """'140 of its own'."""
        if not spot.count.own:
            return None
        at = spot.count.start if spot.clause.verbs else spot.clause.hi
        agent = self.agents.agent(spot.clause, at, spot.before)
        return (agent.code, "its own") if agent and agent.code != BOTH else (None, "own, nobody named")

    def by_source(self, spot: Spot) -> Ruling | None:
        """'from Russian captivity'."""
        source = side_in(spot.clause, SOURCE, spot.left, spot.right)
        return (self.agents.other(source.code), "source") if source and source.code != BOTH else None

    def by_speaker(self, spot: Spot) -> Ruling | None:
        """'Ukraine says 45 soldiers freed': who tells of people coming home tells of its own."""
        for one in (spot.clause, spot.before):
            for side in reversed(one.sides if one else []):
                says = one.marked.all("say", lo=side.end, hi=one.hi) if one else ()
                told = any(m.start - side.end <= 2 for m in says)
                if self.lexicon.code != "en" and one is not None:
                    told = told or self.agents.speaks(side, one)
                if side.role == AGENT and side.code != BOTH and told and not spot.clause.has("each"):
                    return side.code, "its own, as it says"
        return None

    def by_owner(self, spot: Spot) -> Ruling | None:
        """'Ukraine's 60th exchange brings back 189': the exchange that brings people home is one side's."""
        verb, clause = spot.verb, spot.clause
        swap = clause.first("swap")
        if verb is None or swap is None or verb.cls not in ("receive", "home", "return") or verb.start < swap.end:
            return None
        named = {s.code for s in clause.sides}
        owner = next((s for s in clause.sides if s.end <= swap.start), None)
        owned = owner is not None and clause.marked.sentence.tokens[owner.end - 1].word.possessive
        return (owner.code, "its exchange") if owner and owned and len(named) == 1 and owner.code != BOTH else None

    def by_gap(self, spot: Spot) -> Ruling | None:
        """'Kyiv: 130 freed, Moscow: 125', '…, Moscow says 82': a side, then its own figure."""
        clause = spot.clause
        side = side_in(clause, AGENT, spot.left, spot.count.start)
        if side is None or side.code == BOTH or spot.count.start - side.end > 2:
            return None
        tokens = clause.marked.sentence.tokens[side.end : spot.count.start]
        says = clause.marked.has("say", lo=side.end, hi=spot.count.start) and len(tokens) == 1
        colon = len(tokens) == 1 and tokens[0].word.surface == ":"
        headline = not tokens and not clause.verbs and clause.marked.sentence.in_title
        return (side.code, "its own, as it says") if says or colon or headline else None

    def mirrored(self, clause: Clause, count: Count, last: Finding) -> bool:
        """'45 fighters for three pilots': what is given for those before goes the other way."""
        at = count.start
        formula = any(m.end == at for m in clause.marks("formula"))
        bare = count.nation is None and count.second is None
        return formula and bare and (last.party in self.sides or last.party == JOINT)

    def mirror(self, last: Finding) -> Ruling:
        """The other side than that of the count before; undecided both where two sides act together."""
        if last.party in self.sides:
            return self.agents.other(str(last.party)), "given for those before"
        last.party = None
        return None, PAIRED

    def by_verb(self, spot: Spot) -> Ruling | None:
        """What the governing verb makes of its agent; None where nobody is found to act."""
        clause, verb = spot.clause, spot.verb
        if verb is None:
            return (JOINT, "swapped together") if clause.has("swap") and self.agents.joint(clause) else None
        special = self.by_voice(spot, verb)
        if special is not None:
            return special
        agent = self.acting(spot, verb)
        if agent is None:
            return (JOINT, "swapped together") if self.together(clause, verb) else None
        if agent.code == BOTH or self.agents.coordinated(clause, agent):
            return JOINT, "both act"
        if verb.cls == "free" and of_its_own(clause, agent, verb):
            return agent.code, "tells of its own people's release"
        if verb.cls == "return" and clause.marked.has("managed", lo=max(clause.lo, verb.start - 3), hi=verb.start):
            return agent.code, "managed to return its own"
        if verb.cls in ("give", "free") and any(m.end == spot.count.start for m in clause.marks("formula")):
            return agent.code, "gets them in return"
        ruling = self.moved(verb, agent.code, spot)
        return ruling if ruling[0] else None

    def together(self, clause: Clause, verb: Verb) -> bool:
        """Whether both sides act where nobody is found to; not where one only tells of it behind the verb."""
        if any(self.agents.speaks(s, clause) for s in clause.sides if s.role == AGENT):
            return False  # 'повернулися 213 …, повідомив Коордштаб'
        swapped = clause.has("swap", "mediation") and self.agents.joint(clause)
        return swapped or self.agents.mediated(clause, verb)

    def by_voice(self, spot: Spot, verb: Verb) -> Ruling | None:
        """'Russia was given 43', '300 changed hands', '300 were freed by both'."""
        clause = spot.clause
        if verb.start < spot.count.start:
            asked = verb.passive and verb.cls == "give" and self.lexicon.code == "en"
            gapped = side_in(clause, AGENT, spot.left, spot.count.start) if spot.left > verb.end else None
            given = (gapped or self.agents.agent(clause, verb.start, None)) if asked else None
            return (given.code, "was given") if given and given.code != BOTH else None
        if verb.cls == "swap_head":
            return JOINT, "changed hands"
        taker = self.agents.agent(clause, spot.count.start, None) if verb.cls == "home" and not verb.passive else None
        taking = clause.marked.has("take", lo=taker.end, hi=spot.count.start) if taker else False
        if taker and taking and taker.code != BOTH:
            return taker.code, "took home"
        by = {s.code for s in clause.sides if s.role == BY}
        return (JOINT, "by both") if verb.passive and len(by) == len(self.sides) else None

    def acting(self, spot: Spot, verb: Verb) -> Side | None:
        """The side that acts: behind a passive with 'by', gapped right before the count, else before the verb."""
        if verb.start > spot.count.start and verb.passive:
            return side_in(spot.clause, BY, verb.end, spot.right)
        gapped = side_in(spot.clause, AGENT, spot.left, spot.count.start) if spot.left > spot.clause.lo else None
        return gapped or (
            self.agents.agent(spot.clause, verb.start, spot.before) if self.object_of(verb, spot.count) else None
        )

    def object_of(self, verb: Verb, count: Count) -> bool:
        """Whether a count may be a verb's object: behind it, or before an active one where cases allow any order."""
        free_order = self.lexicon.code != "en" and not verb.passive and verb.cls not in ("home", "move")
        return verb.start < count.start or free_order

    def moved(self, verb: Verb, agent: str, spot: Spot) -> Ruling:
        """Receiving brings people to the agent, giving to the other side; bodies are returned to the other side."""
        if verb.cls in ("receive", "home"):
            return agent, verb.cls
        if verb.cls == "return" and spot.count.noun != "body":
            return agent, "returned its own"
        if verb.cls == "free" and spot.count.noun == "military" and spot.clause.has("swap", "captivity"):
            return agent, "freed its soldiers in a swap"
        if verb.cls in ("give", "free", "return"):
            return self.agents.other(agent), verb.cls
        return None, verb.cls


def reported(clause: Clause, agent: Side, verb: Verb) -> bool:
    """'Kyiv reported the release of 60 soldiers': the noun, told by those to whom they return."""
    tokens = clause.marked.sentence.tokens
    return tokens[verb.start - 1].word.norm == "the" and clause.marked.has("say", lo=agent.end, hi=verb.start)


def of_its_own(clause: Clause, agent: Side, verb: Verb) -> bool:
    """Whether the release that a side brings about, wishes for or reports is that of its own people."""
    return wished(clause, agent, verb) or reported(clause, agent, verb) or from_captivity(clause, verb)


def from_captivity(clause: Clause, verb: Verb) -> bool:
    """'Ukraine frees 44 from captivity': whoever frees people from the other's hands gets its own back."""
    held = clause.marked.all("captivity", lo=verb.end)
    return any(clause.marked.has("prep_from", lo=max(clause.lo, m.start - 2), hi=m.start) for m in held)


def wished(clause: Clause, agent: Side, verb: Verb) -> bool:
    """'Kyiv hopes for the release of 1,200': the noun, wished for by those to whom they return."""
    noun = not clause.marked.sentence.tokens[verb.start].word.tense
    before = clause.marked.sentence.tokens[verb.start - 1].word.norm
    return noun and before != "to" and clause.marked.has("wish", lo=agent.end, hi=verb.start)


def nameless(count: Count) -> bool:
    return not count.noun and not count.nation
