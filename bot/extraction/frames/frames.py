"""Clause frames: which number of people goes to which side (Rule E, steps 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.extraction.counts.adjoining import acts_anew, joined, turns
from bot.extraction.counts.counted import headed, kind_of, like_those, of_another
from bot.extraction.counts.counted_beside import apart_from_them, like_those_before, one_of_parts, opposed, soldiers
from bot.extraction.counts.elision import behind_dash
from bot.extraction.counts.joining import (
    among_freed,
    beside_these,
    of_each_again,
    of_the_gap,
    relate,
    shares,
    sum_up,
    taken_back,
    within_swap,
)
from bot.extraction.counts.nouns import Count
from bot.extraction.counts.one_for import one_for
from bot.extraction.counts.scope import AS_IT_SAYS, JOINT, PAIRED, Finding, scope_of
from bot.extraction.counts.tended import tended
from bot.extraction.counts.whole_among import among_the_first
from bot.extraction.frames.agents import Agents
from bot.extraction.frames.directions import TELLS, Directions
from bot.extraction.frames.handed_on import gave_to_it, handed_on, told_by
from bot.extraction.frames.held import held
from bot.extraction.frames.licence import captives, gapped, licensed, out_of_prisons, the_price
from bot.extraction.frames.likewise import given_beside, of_the_other, so_did
from bot.extraction.frames.prices import exchanged_for, in_return
from bot.extraction.frames.roles import preposition
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.frames.told_on import beyond_aside, counts_on, took
from bot.extraction.voices.mediators import helped, transit
from bot.extraction.words.clause import BOTH, RECIPIENT, VERBS, Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import BODIES, CIVIL, EXCHANGE
from bot.extraction.words.verbs import side_took
from storage.vocabulary import Kind

OF_DESCENT: Final = 5
"""How many words may stand between people and where they are handed: 'captives of Hungarian descent to …'."""


@dataclass(slots=True, eq=False, init=False)
class Frame:
    """What one clause says of an event."""

    clause: Clause
    findings: list[Finding]

    def __init__(self, clause: Clause, findings: list[Finding] | None = None) -> None:
        self.clause, self.findings = clause, [] if findings is None else findings


THOUSANDS: Final = 1000
"""So many children are those taken away, never those of one return."""
UNNAMED: Final = (AS_IT_SAYS, "nobody named", "no side named")
"""Rulings that no name beside the count gave."""


class Framer:
    """Assigns the counts of a clause; remembers what was found in the clause before for gapped ones."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.sides = lexicon.sides
        self.agents = Agents(lexicon)
        self.directions = Directions(self.agents)
        self.bodies_counted = False
        self.told: list[Finding] = []
        self.last: list[Finding] = []
        self.begun = self.titled = False

    def frame(self, clause: Clause, counts: list[Count], before: Clause | None = None) -> Frame:
        """Read one clause; `before` is the clause before it in the sentence."""
        found = Frame(clause)
        self.bodies_counted = bool(counts) and any(c.noun == "body" for c in counts)
        counts = [] if counts and self.third_pair(clause) else counts
        alone = one_for(clause, counts, self.agents.lexicon)
        counts = [alone, *counts] if alone is not None else counts
        for index, count in enumerate(counts):
            left = counts[index - 1].end if index else clause.lo
            right = beyond_aside(clause, counts, index)
            finding = self.find(clause, count, left, right, found.findings, before)
            if finding:
                one_of_parts(finding, counts)
                found.findings.append(finding)
        if len(found.findings) > 1:
            beside_these(found.findings, clause)
            shares(found.findings, self.sides)
            within_swap(found.findings, clause)
            among_freed(found.findings, clause)
            self.tie(found.findings)
            self.contrast(clause, found.findings)
            exchanged_for(clause, found.findings, self.agents)
            found.findings = sum_up(clause, found.findings, self.sides)
        among_the_first(clause, found.findings)
        if found.findings and before is not None and self.told and gapped(clause):
            for finding in found.findings:
                finding.party = finding.party or self.told[0].party
        so_did(clause, found.findings, self.sides)
        of_the_other(clause, found.findings, self.sides)
        given_beside(clause, found.findings, self.sides)
        of_the_gap(clause, found.findings)
        of_each_again(clause, found.findings, self.told)
        self.told = found.findings
        self.last = found.findings or self.last
        self.begun = self.begun or bool(found.findings)
        return found

    def third_pair(self, clause: Clause) -> bool:
        """'an exchange of two prisoners between the United States and Russia': another pair's swap."""
        for between in clause.of("prep_with") if "swap" in clause.own else ():
            named = [m for m in clause.marks("party", lo=between.end) if m.start - between.end <= 6][:2]
            if len(named) == 2 and (named[0].value in self.sides) != (named[1].value in self.sides):
                return clause.marked.within("and", named[0].end, named[1].start)
        return False

    def tie(self, findings: list[Finding]) -> None:
        """What is said of the last of joined counts ('with each side') holds for all, 'for as many' of the others."""
        for first, second in pairwise(findings):
            if second.joined and second.party == BOTH and first.party in (None, JOINT):
                first.party = BOTH
            if second.count.value < 0 and second.party in self.sides and first.party in (None, JOINT):
                first.party = self.agents.other(second.party)
            if first.count.value < 0 and first.party is None and second.party in self.sides:
                first.party = self.agents.other(str(second.party))  # 'обмін один за одного: 64 українці вдома'

    def contrast(self, clause: Clause, findings: list[Finding]) -> None:
        """'44 dead received, 1,000 returned', '150 віддали, 150 отримали': each has its own verb behind it."""
        for first, second in pairwise(findings):
            behind = [clause.marked.first(*VERBS, lo=f.count.end, hi=f.count.end + 2) for f in (first, second)]
            told = [m.cls if m else "" for m in behind]
            turned = (told[0] == "receive" and told[1] in ("give", "return")) or told == ["give", "receive"]
            turned = turned and not gave_to_it(clause, first, second)
            teller = told_by(clause) if told == ["give", "receive"] else None
            if turned and teller in self.sides:
                first.party, second.party = self.agents.other(str(teller)), teller
                continue
            sent = first.why == "recipient" and told[0] != "receive"  # '1,000 returned to Ukraine, 35 received'
            sent = sent or (first.why == "give" and first.kind is BODIES and second.party is None)
            turned = turned or (sent and told[1] in ("receive", "home"))  # 'hands over 1,003 bodies, 26 come back'
            turned = turned or ("give" in clause.own and handed_on(clause, first, second, self.sides))
            back = taken_back(clause, first, second)
            if (turned or back) and first.party in self.sides:
                second.party, second.part = self.agents.other(str(first.party)), False
            elif back and first.party is None and first.count.value == second.count.value:
                first.party = second.party = BOTH  # 'Отпустили 60 — получили 60'

    def find(
        self, clause: Clause, count: Count, left: int, right: int, earlier: list[Finding], before: Clause | None
    ) -> Finding | None:
        if not self.told_of(clause, count, left, right, earlier):
            return None
        mirrored = bool(earlier) and self.mirrored(clause, count, earlier[-1])
        party, why = (
            self.mirror(earlier[-1]) if mirrored else self.whose(Spot(clause, count, left, right, before), earlier)
        )
        scope, part, extra = scope_of(clause, count, left, right, earlier)
        others = extra and count.noun == "folk" and not clause.marked.within("freed_ones", count.start, count.end)
        if others and earlier and soldiers(earlier[-1], clause, count.start):
            scope = CIVIL  # 'and three people from Kursk', but not 'plus 22 freed outside the exchange'
        if part and earlier and nameless(count) and earlier[-1].scope is CIVIL and not count.of_them:
            scope = CIVIL
        if part and not earlier and party == BOTH and scope is not CIVIL and clause.marked.within("swap", 0, left):
            part = False  # 'an exchange that also included 140 soldiers on each side'
        kind = earlier[-1].kind if part and earlier else self.kind(clause, count, earlier)
        again = bool(earlier) and earlier[-1].count.second is not None  # '270 for 270 and 120 for 120 civilians'
        whole = (count.second is not None and not again) or mirrored
        apart = why in TELLS and bool(earlier) and earlier[-1].party not in (party, None)
        whole = whole or (apart and nameless(count))  # 'Москва отчиталась о сорока, Киев — о 44'
        found = Finding(count, party, scope, kind, part=part and not whole, extra=extra and not whole, why=why)
        self.beside(found, clause, earlier, left, right)
        if earlier and earlier[-1].extra:
            like_those_before(found, earlier[-1], self.sides)
        return found

    def told_of(self, clause: Clause, count: Count, left: int, right: int, earlier: list[Finding]) -> bool:
        """Whether a count is of people who move to a side: not held, a third state's, a deal's or another day's."""
        if count.trade and ((not earlier and right == clause.hi and not captives(clause)) or the_price(clause, count)):
            return False
        if held(clause, count, left, right) and (not out_of_prisons(clause) or tended(clause, count)):
            return False
        if (earlier and of_another(clause, count)) or (count.noun == "child" and count.value >= THOUSANDS):
            return False
        told = self.titled or licensed(clause, count) or bool(earlier and joined(clause, left, count.start))
        told = told or (count.noun == "body" and side_took(clause, count.start))
        told = told or self.shared_out(clause, count, right, earlier) or bool(earlier and behind_dash(clause, count))
        told = told or (self.begun and counts_on(clause, count, self.last))
        third = count.nation is not None and count.nation not in self.sides and count.noun != "body"
        return told and not third and not self.to_a_third(clause, count, right)

    def kind(self, clause: Clause, count: Count, earlier: list[Finding]) -> Kind:
        """What a count's people are: the dead, or children, also where those told of before are."""
        kind = kind_of(count, earlier, clause, apart=self.bodies_counted)
        return like_those(clause, count, earlier, self.last) if kind is EXCHANGE else kind

    def whose(self, spot: Spot, earlier: list[Finding]) -> Ruling:
        """The side that a count's people return to."""
        party, why = took(spot) or self.directions.party(spot)
        if spot.count.value < 0 and earlier and earlier[-1].party in self.sides and why in UNNAMED:
            return self.agents.other(str(earlier[-1].party)), "as many the other way"
        again = bool(earlier) and earlier[-1].party == party  # 'sends 909 bodies to Ukraine, 43 go the other way'
        again = again and (why == "source" if spot.count.value < 0 else not (spot.count.noun or spot.count.nation))
        if again and party in self.sides and spot.clause.marked.within("in_return", spot.count.end, spot.right):
            return self.agents.other(str(party)), "as many the other way"
        if spot.count.trade and party == JOINT:
            return None, "no side named"  # 'two priests brought out of captivity' are one side's
        own = (
            why == "recipient" and bool(earlier) and earlier[-1].party == BOTH
        )  # '95 на 95, плюс четверо вернулись в Россию'
        if (
            earlier
            and not own
            and (spot.count.nation, spot.count.second) == (None, None)
            and spot.clause.marked.within("extra", spot.left, spot.count.start)
            and not (why == "give" and acts_anew(spot.clause, spot.left, spot.count.start))
        ):
            summed = earlier[-1].party == BOTH and not spot.each  # '246 each, besides 46 wounded': of either or of both
            return (None, "no side named") if summed else (earlier[-1].party, "along with those before")
        return party, why

    def shared_out(self, clause: Clause, count: Count, right: int, earlier: list[Finding]) -> bool:
        """'Тысяча тел — Украине, 35 — России': a bare number before a recipient, behind the dead of the other."""
        dead = earlier[-1].kind is BODIES if earlier else headed(count, clause, "body")
        bodies = dead and not count.noun
        if bodies and earlier and count.nation in self.sides and earlier[-1].party not in (count.nation, BOTH):
            return True  # '27 Russian bodies, 1,212 Ukrainian'
        if bodies and clause.marked.sentence.in_title and any(m.end == count.start for m in clause.of("formula")):
            return True  # 'A thousand bodies for thirty-eight'
        near = [s for s in clause.sides if s.role == RECIPIENT]
        before = any(s.end in (count.start, count.start - 1) for s in near)  # 'Украине — 717 тел, России — 19'
        return bodies and (before or any(count.end <= s.start < right for s in near))

    def to_a_third(self, clause: Clause, count: Count, right: int) -> bool:
        """'Russia handed over 11 captives to Hungary': no return to either side."""
        if "give" not in clause.own:
            return "hosts" in clause.own and self.hosted(clause, count)
        third = (m for m in clause.marks("party", lo=count.end) if m.value not in self.sides and m.end <= right)
        named = any(s.role == RECIPIENT for s in clause.sides)
        if not named and self.agents.lexicon.code != "en":
            return any(self.given_to(m, clause) for m in clause.of("party"))
        near = (m for m in third if preposition(m.start, clause) == RECIPIENT and m.start - count.end <= OF_DESCENT)
        return not named and any(not transit(m, clause.marked) and not helped(m, clause.marked) for m in near)

    def hosted(self, clause: Clause, count: Count) -> bool:
        """'Латвія приймає 30 звільнених': a third state that takes people in, and is thanked for nothing."""
        host = next((m for m in clause.of("hosts") if m.end <= count.start), None)
        acting = [m for m in clause.marks("party", "foreign") if host is not None and m.end == host.start]
        return any(m.value not in self.sides and not helped(m, clause.marked) for m in acting)

    def given_to(self, mark: Mark, clause: Clause) -> bool:
        """'Москва передала Угорщині 12 полонених': a third state in the dative, without a preposition, unthanked."""
        cases = clause.marked.sentence.tokens[mark.start].word.cases
        behind = any(m.end == mark.start for m in clause.of("give"))  # 'передала Венгрии' is a genitive as well
        other = {"nomn"} if behind else {"nomn", "gent"}
        third = mark.value not in self.sides and "datv" in cases and not cases & other
        return third and not preposition(mark.start, clause) and not helped(mark, clause.marked)

    def beside(self, found: Finding, clause: Clause, earlier: list[Finding], left: int, right: int) -> None:
        """What a finding takes over from the one before it in its clause."""
        count = found.count
        if earlier and opposed(clause, count, earlier[-1].count, right):
            found.part = found.extra = False  # 'вернула 146 и столько же отдала'
        elif earlier and "with_them" in clause.own and apart_from_them(clause, count, earlier[-1]):
            found.extra = False
        elif earlier:
            anew = earlier[-1].party == BOTH and acts_anew(clause, left, count.start)
            turned = turns(clause, left, count.start)
            relate(found, earlier[-1], self.sides, tied=joined(clause, left, count.start) and not anew, turned=turned)
        elif found.part and found.party is None:
            own = clause.marked.first("own", lo=left, hi=count.start)  # 'серед наших — двоє цивільних'
            found.party = own.value if own else None

    def mirrored(self, clause: Clause, count: Count, last: Finding) -> bool:
        """'45 fighters for three pilots', '…, взамен 35': what is given for those before goes the other way."""
        at = count.start
        formula = any(m.end == at for m in clause.of("formula")) or in_return(clause, count)
        bare = count.nation is None and count.second is None
        return formula and bare and (last.party in self.sides or last.party == JOINT)

    def mirror(self, last: Finding) -> Ruling:
        """The other side than that of the count before; undecided both where two sides act together."""
        if last.party in self.sides:
            return self.agents.other(str(last.party)), "given for those before"
        last.party = None
        return None, PAIRED


def nameless(count: Count) -> bool:
    return not count.noun and not count.nation
