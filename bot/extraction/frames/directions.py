"""Which side the people of a count return to (Rule E, step 5).

Direction is decided by the frame (whose people, recipient, source, giver), never by which name stands nearer. Where
no frame fits, a number stays unassigned.
"""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.elision import behind_dash
from bot.extraction.counts.scope import AS_IT_SAYS, JOINT
from bot.extraction.frames.agents import Agents, side_in
from bot.extraction.frames.contingents import by_contingent, by_goal, of_a_deal, of_the_last
from bot.extraction.frames.governed import Governed
from bot.extraction.frames.handed_by import by_each, gapped_behind, given_to_subject, handed_by
from bot.extraction.frames.jointly import of_both_together, with_others
from bot.extraction.frames.roles import preposition
from bot.extraction.frames.sidelong import by_causing, by_dative, by_family, by_place, by_preposed, in_both, with_kin
from bot.extraction.frames.sources import (
    dead_offered,
    gapped_about,
    gapped_teller,
    gives_away,
    in_house,
    land_left,
    of_both,
    only_teller,
    opposite,
    possessor,
    said_last,
    there,
    told_by_person,
)
from bot.extraction.frames.spot import Ruling, Spot, anothers, next_ones, of_the_next
from bot.extraction.frames.tallies import TALLIED, tallied
from bot.extraction.words.clause import AGENT, BOTH, OTHER, RECIPIENT, SOURCE, Clause, Side
from bot.extraction.words.marks import Mark

TELLS: Final = (AS_IT_SAYS, TALLIED)
YET: Final = ("agreed", "future", "proposed", "preparing")
NUMBERED: Final = 4  # words behind 'the number' in which it is told whose


class Directions:
    """Gives a count to a side by the first rule that fits."""

    def __init__(self, agents: Agents) -> None:
        self.agents, self.lexicon, self.sides = agents, agents.lexicon, agents.sides
        self.governed = Governed(agents)
        self.rules = (
            self.by_nation,
            self.by_pair,
            self.by_sidelong,
            self.by_recipient,
            self.by_tally,
            self.by_own,
            self.by_source,
            self.by_reunion,
            self.by_offer,
            self.by_gap,
            self.governed.by_verb,
            self.by_swap_of,
            self.by_speaker,
            self.by_house,
            self.by_owner,
        )

    def party(self, spot: Spot) -> Ruling:
        """To whom these people go, and by which rule: the first that fits decides."""
        for rule in self.rules:
            ruling = rule(spot)
            if ruling is not None:
                return ruling
        return None, "nobody named"

    def by_nation(self, spot: Spot) -> Ruling | None:
        """'82 Russian soldiers': people are returned to their own side."""
        nation = spot.count.nation
        if nation not in self.sides:
            return None
        if with_others(spot, self.sides):
            return JOINT, "people of both"
        thanked = all(m.start in {b.start for b in spot.clause.of("both")} for m in spot.clause.of("each"))
        mine = spot.left == spot.clause.lo or any(m.start >= spot.count.start for m in spot.clause.of("each"))
        apiece = spot.each and mine and self.agents.joint(spot.clause) and not thanked
        return (BOTH, "each") if apiece else (nation, "their own people")

    def by_pair(self, spot: Spot) -> Ruling | None:
        """'157 for 157', '103 each'."""
        if spot.count.second is not None:
            return (BOTH, "N for N") if spot.count.second == spot.count.value else (None, "unequal pair")
        if of_both_together(spot, self.sides) or of_a_deal(spot.clause, spot.count):
            return JOINT, "both together"
        return (BOTH, "each") if spot.each and not of_the_last(spot) else None

    def by_sidelong(self, spot: Spot) -> Ruling | None:
        """'росіян відпущено 55', 'had 146 returned', '250 are back in Russia'."""
        told = by_dative(spot, self.agents) or by_family(spot, self.agents) or by_contingent(spot, self.agents)
        told = told or by_goal(spot, self.sides) or handed_by(spot, self.agents)
        told = told or by_each(spot, self.agents) or gapped_behind(spot, self.agents)
        return told or by_preposed(spot, self.agents) or by_causing(spot, self.agents) or by_place(spot, self.agents)

    def by_recipient(self, spot: Spot) -> Ruling | None:
        """'90 to Russia', 'gives Ukraine 1,000', 'Україні передали'."""
        verb = spot.verb
        inside = verb is not None and spot.left <= verb.start < spot.count.start and spot.left > spot.clause.lo
        begin = verb.start if verb is not None and inside else spot.left
        side = None if given_to_subject(spot, self.agents) else self.recipient(spot, begin)
        return (side.code, "recipient") if side else None

    def recipient(self, spot: Spot, begin: int) -> Side | None:
        """Behind the count in English; before it where cases tell ('Украине … 1003, России — 26'), else behind it.

        A dative right before the verb is its own ('Киеву отданы 175'); one cut off by a comma is the count's before
        ('тысяча Киеву, девятнадцать — Москве').
        """
        before = side_in(spot.clause, RECIPIENT, begin, spot.count.start)
        verb = spot.verb if self.lexicon.code == "en" else None
        if before is not None and verb is not None and verb.cls == "receive" and before.end <= verb.start:
            before = None  # 'handed Russia a general and got 50 men back'
        if before is None and self.lexicon.code != "en" and begin > spot.left:
            before = side_in(spot.clause, RECIPIENT, max(spot.left, begin - 2), begin)
            cut = before is not None and spot.clause.marked.sentence.tokens[before.end].word.surface == ","
            before = None if cut else before  # '650 тел переданы Украине, возвращены 50'
        behind = side_in(spot.clause, RECIPIENT, spot.count.end, spot.right)
        behind = None if behind is not None and (anothers(behind, spot) or next_ones(before, behind, spot)) else behind
        by_case = before is not None and not preposition(before.start, spot.clause)
        if by_case and before and before.end == spot.count.start:  # 'gave Kyiv 116 people and Moscow 63'
            return before
        if before is not None and behind is not None and spot.left > spot.clause.lo:
            between = spot.clause.marked.sentence.tokens[before.end : spot.count.start]
            by_case = by_case and all(t.word.surface != "," for t in between)
        return (before or behind) if by_case and self.lexicon.code != "en" else (behind or before)

    def by_tally(self, spot: Spot) -> Ruling | None:
        """'Kyiv put the number at 277', 'put the number of Russian bodies at 27', 'Moscow's tally was 63'."""
        tally = spot.clause.opening("tally")
        nation = self.number_of(tally, spot) if tally is not None else None
        told = tallied(spot, self.agents) if "tally" in spot.clause.marked.marks else None
        return told if nation is None else (nation, "their number")

    def number_of(self, tally: Mark, spot: Spot) -> str | None:
        """Whose number is told: 'the number of Russian bodies', 'количество российских тел'."""
        span = {"lo": tally.end, "hi": min(tally.end + NUMBERED, spot.count.start)}
        nations = [m.value for m in spot.clause.marked.all("adjective", "people", **span)]
        return nations[0] if len(nations) == 1 and nations[0] in self.sides and tally.start >= spot.left else None

    def by_own(self, spot: Spot) -> Ruling | None:
        """'140 of its own'."""
        if not spot.count.own:
            return None
        before = side_in(
            spot.clause, AGENT, spot.clause.lo, spot.count.start
        )  # 'Kyiv takes 563 of its dead, Moscow 37'
        house = in_house(spot, before) if before is not None else self.agents.who_says(spot.clause, spot.count.start)
        if (house := self.agents.whose(spot.clause, spot.count, spot.before) or house) is not None:
            return house.code, "its own"
        at = spot.count.start if spot.clause.verbs or before is not None else spot.clause.hi
        agent = self.agents.agent(spot.clause, at, spot.before) or only_teller(spot.clause)
        if agent is None and spot.before is not None and spot.before.has("each") and not spot.before.sides:
            return BOTH, "each its own"  # 'Each government announced | that 150 of its soldiers were home'
        agent = agent or possessor(spot)
        return (agent.code, "its own") if agent and agent.code != BOTH else (None, "own, nobody named")

    def by_source(self, spot: Spot) -> Ruling | None:
        """'from Russian captivity'; '157 from the Russian side and 157 from the Ukrainian side' are each side's own."""
        behind = side_in(spot.clause, SOURCE, spot.count.end, spot.right)
        if behind and behind.code in self.sides and (opposite(behind, spot.clause) or of_both(behind, spot)):
            return behind.code, "from either side"
        near = behind is not None and behind.start - spot.count.end <= 1  # 'and 79 from Russia'
        source = behind if near else side_in(spot.clause, SOURCE, spot.left, spot.right)
        verb = spot.verb if spot.left > spot.clause.lo else None
        joined = verb is not None and source is not None and source.end <= verb.start < spot.count.start
        if joined and verb and source and spot.clause.marked.within("and", source.end, verb.start):
            return None  # 'will receive 500 from Russia and hand over 20'
        if source and spot.verb is None and spot.clause.marked.within("is_about", source.end, spot.count.start):
            return source.code, "on its side"
        if source is None and spot.count.noun == "child":
            source = land_left(spot)
        return (self.agents.other(source.code), "source") if source and source.code != BOTH else None

    def by_reunion(self, spot: Spot) -> Ruling | None:
        """'four children were reunited with relatives in Ukraine': where families live, there they return."""
        clause = spot.clause
        if "reunion" not in clause.own:
            return None
        home = with_kin(spot)
        if home is not None and in_both(clause, home):
            return JOINT, "in both lands"
        return (home.code, "reunited there") if home and home.code != BOTH else None

    def by_offer(self, spot: Spot) -> Ruling | None:
        """'Moscow offers the bodies of another 700 soldiers': who offers the dead gives them to the other side."""
        offer = dead_offered(spot)
        agent = self.agents.agent(spot.clause, offer.start, None) if offer is not None else None
        return (self.agents.other(agent.code), "offered") if agent and agent.code != BOTH else None

    def by_swap_of(self, spot: Spot) -> Ruling | None:
        """'погоджено обмін 314 полоненими': whom an exchange to come is of are people of both sides."""
        clause, at = spot.clause, spot.count.start
        if self.lexicon.code == "en" or spot.count.noun != "captive" or spot.count.nation or clause.sides:
            return None
        tokens = clause.marked.sentence.tokens
        swap = any(m.end == at and tokens[m.start].word.pos == "noun" for m in clause.marks("swap"))
        return (JOINT, "an exchange of them") if swap and clause.has(*YET) else None

    def by_speaker(self, spot: Spot) -> Ruling | None:
        """'Ukraine says 45 soldiers freed': who tells of people coming home tells of its own."""
        if gives_away(spot):
            return None
        saying = self.agents.saying(spot.clause, spot.count.start) if spot.before is not None else None
        if saying is not None:
            return saying.code, AS_IT_SAYS
        before = None if told_by_person(spot, self.lexicon) else spot.before
        for one in (spot.clause, before) if before is not None else (spot.clause,):
            for side in reversed(one.sides):
                says = one.marked.all("say", lo=side.end, hi=one.hi)
                last = said_last(side, one) if self.lexicon.code == "en" else self.agents.speaks(side, one)
                told = last or any(m.start - side.end <= 2 for m in says)
                cited = one is spot.clause and self.cited(side, spot)
                if one is spot.clause and told and of_the_next(side, spot):
                    continue
                if (side.role == AGENT or cited) and side.code != BOTH and told and not spot.clause.has("each"):
                    return side.code, AS_IT_SAYS
        return self.by_person(spot) if spot.count.noun in ("folk", "captive", "military") else None

    def by_house(self, spot: Spot) -> Ruling | None:
        """'у російському відомстві кажуть про 157 військових': a side's house tells of its own people."""
        clause, at = spot.clause, spot.count.start
        about = clause.marked.has("prep_about", "about", lo=at - 1, hi=at)
        if self.lexicon.code == "en" or not about or any(v.start < at for v in clause.verbs):
            return None
        say = clause.marked.first("say", lo=clause.lo, hi=at)
        told = [s for s in clause.sides if say and s.end <= (say.start if spot.left == clause.lo else at)]
        told = [s for s in told if s.code != BOTH and s.start >= spot.left]  # '…, в Москве – о 157'
        return (told[-1].code, AS_IT_SAYS) if len({s.code for s in told}) == 1 else None

    def by_person(self, spot: Spot) -> Ruling | None:
        """'Зеленский сообщил о 247 освобождённых': an official who tells of people freed tells of his own."""
        clause, at = spot.clause, spot.count.start
        say = clause.marked.first("say", lo=max(clause.lo, at - 3), hi=at) if "person" in clause.own else None
        if say is None or not (at - say.end <= 1 and clause.marked.has("free", lo=at, hi=spot.count.end + 1)):
            return None
        speaker = next((m for m in clause.marks("person") if 0 <= say.start - m.end <= 1), None)
        roles = self.lexicon.dossier.people[speaker.value].roles if speaker else ()
        party = roles[-1].party if roles else None
        return (party, AS_IT_SAYS) if party in self.sides else None

    def cited(self, side: Side, spot: Spot) -> bool:
        """'За даними Коордштабу, додому їдуть 150': who is cited at the beginning of a clause tells of its own."""
        coming = spot.verb is not None and spot.verb.cls in ("home", "receive", "free", "return")
        return coming and side.role == OTHER and side.start - spot.clause.lo <= 4 and side.end <= spot.count.start

    def by_owner(self, spot: Spot) -> Ruling | None:
        """'Ukraine's 60th exchange brings back 189': the exchange that brings people home is one side's."""
        verb, clause = spot.verb, spot.clause
        swap = clause.opening("swap")
        if verb is None or swap is None or verb.cls not in ("receive", "home", "return") or verb.start < swap.end:
            return None
        named = {s.code for s in clause.sides}
        owner = next((s for s in clause.sides if s.end <= swap.start), None)
        owned = owner is not None and clause.marked.sentence.tokens[owner.end - 1].word.possessive
        return (owner.code, "its exchange") if owner and owned and len(named) == 1 and owner.code != BOTH else None

    def gapped(self, side: Side, clause: Clause) -> Ruling | None:
        """'Росія віддала 97 людей, Україна — 99': the verb before the dash is that of the second side as well."""
        verb = next((v for v in reversed(clause.verbs) if v.end <= side.start), None)
        if verb is None or verb.cls not in ("give", "receive", "home", "return"):
            return None
        return (self.agents.other(side.code), "give") if verb.cls == "give" else (side.code, verb.cls)

    def by_gap(self, spot: Spot) -> Ruling | None:
        """'Kyiv: 130 freed, Moscow: 125', '…, Moscow says 82': a side, then its own figure."""
        clause = spot.clause
        official = self.agents.official_before(clause, spot.count.start) if "person" in clause.own else None
        told = gapped_about(spot, official)
        if told is not None:
            return told.code, AS_IT_SAYS
        behind = behind_dash(clause, spot.count)
        if behind is not None:
            return self.gapped(behind, clause)
        side = side_in(clause, AGENT, spot.left, spot.count.start) or there(spot)
        if side is None or side.code == BOTH or spot.count.start - side.end > 2:
            return None
        end = side.end + clause.marked.has("a_side", lo=side.end, hi=side.end + 1)  # 'The Russian side: 160'
        just = clause.marked.has("just", lo=spot.count.start - 1, hi=spot.count.start)  # 'Украина — ровно сто'
        tokens = clause.marked.sentence.tokens[end : spot.count.start - just]
        says = clause.marked.has("say", lo=side.end, hi=spot.count.start) and len(tokens) == 1
        signs = ":" if clause.verbs and spot.left == clause.lo else ":—–"
        colon = len(tokens) == 1 and tokens[0].word.surface in signs
        if colon and tokens[0].word.surface != ":" and clause.verbs:
            return self.gapped(side, clause) or ((side.code, AS_IT_SAYS) if gapped_teller(side, clause) else None)
        if colon and spot.verb is not None and self.agents.behind_verb(side, clause, spot.verb.start):
            return None
        headline = not tokens and not clause.verbs and clause.marked.sentence.in_title
        gapped = not tokens and gapped_teller(side, clause)
        return (side.code, AS_IT_SAYS) if says or colon or headline or gapped else None
