"""What the verb that governs a count says of it: to whom these people go (Rule E, step 5)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import JOINT
from bot.extraction.frames.agents import Agents, side_in
from bot.extraction.frames.handed_by import blamed, said_by_other
from bot.extraction.frames.jointly import came_home_to
from bot.extraction.frames.licence import is_offered
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.words.clause import AGENT, BOTH, BY, SOURCE, VERBS, Clause, Side, Verb

TAKEN: Final = ("managed", "captivity", "home", "own", "cue_own")
"""Beside 'returned', what tells that one got back one's own."""


class Governed:
    """Gives a count to a side by the verb that governs it, by who acts, and by the verb's voice."""

    def __init__(self, agents: Agents) -> None:
        self.agents = agents
        self.lexicon = agents.lexicon
        self.sides = agents.sides

    def by_verb(self, spot: Spot) -> Ruling | None:
        """What the governing verb makes of its agent; None where nobody is found to act."""
        offer = offering(spot)
        taker = self.offered_to(spot, offer) if offer else None
        if spot.verb is not None and blamed(spot.clause, spot.verb):
            return None
        return (taker, "is offered them") if taker else self.of_verb(spot, offer or spot.verb)

    def of_verb(self, spot: Spot, verb: Verb | None) -> Ruling | None:
        clause = spot.clause
        if verb is None:
            return (JOINT, "swapped together") if "swap" in clause.own and self.agents.joint(clause) else None
        if special := self.by_voice(spot, verb) or came_home_to(spot, verb, self.agents):
            return special
        agent = self.acting(spot, verb) or self.greeting(spot, verb)
        if agent is None or of_its_date(spot, agent, verb):
            both = spot.count.noun != "child" and self.together(clause, verb)
            return (JOINT, "swapped together") if both and not self.agents.one_tells(clause, spot.before) else None
        near = None if agent.code in self.sides else between(spot, verb)
        agent = near or agent
        if near is None and (agent.code == BOTH or self.agents.coordinated(clause, agent)):
            mutual = verb.cls == "give" and clause.marked.has("each_other", lo=verb.end, hi=spot.count.start)
            mutual = mutual and not clause.marked.has("combined", lo=verb.end, hi=spot.count.start)  # 'разом 46'
            return (BOTH, "to each other") if mutual else (JOINT, "both act")
        if verb.cls == "free" and (of_its_own(clause, agent, verb) or told_last(clause, agent)):
            return agent.code, "tells of its own people's release"
        if verb.cls == "return" and clause.marked.has("managed", lo=max(clause.lo, verb.start - 3), hi=verb.start):
            return agent.code, "managed to return its own"
        if verb.cls in ("give", "free") and any(m.end == spot.count.start for m in clause.marks("formula")):
            return agent.code, "gets them in return"
        ruling = self.child_returned(spot, verb) or self.moved(verb, agent, spot)
        return ruling if ruling[0] else None

    def child_returned(self, spot: Spot, verb: Verb) -> Ruling | None:
        """'Russia returned six children to their families': whichever side returns them, they are of one side."""
        theirs = self.lexicon.only_theirs.get("child") if returned_child(spot, verb) else None
        return None if theirs is None else (theirs, "whose children either side returns")

    def offered_to(self, spot: Spot, offer: Verb) -> str | None:
        """'He offered Kyiv the remains of 3,000', 'предложил Киеву 3000 тел', 'Kyiv was offered 3,000': to whom."""
        marked, tokens = spot.clause.marked, spot.clause.marked.sentence.tokens
        behind = marked.first("party", lo=offer.end, hi=offer.end + 1)
        if behind is not None and behind.end <= spot.count.start:
            word = tokens[behind.end - 1].word
            taken = "datv" in word.cases if word.cases else not word.surface.endswith(("'s", "’s"))
            return behind.value if taken and behind.value in self.sides else None
        was = marked.first("was", "copula", lo=max(spot.clause.lo, offer.start - 2), hi=offer.start)
        before = marked.first("party", lo=was.start - 2, hi=was.start) if was is not None else None
        english = before is not None and not tokens[offer.start].word.pos
        return before.value if english and before is not None and before.value in self.sides else None

    def together(self, clause: Clause, verb: Verb) -> bool:
        """Whether both sides act where nobody is found to; not where one only tells of it behind the verb."""
        if any(self.agents.speaks(s, clause) for s in clause.sides if s.role == AGENT):
            return False  # 'повернулися 213 …, повідомив Коордштаб'
        swapped = clause.any_of(("swap", "mediation")) and self.agents.joint(clause)
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

    def greeting(self, spot: Spot, verb: Verb) -> Side | None:
        """'Zelensky welcomed 90 soldiers back': an official right before a verb of receiving receives his own."""
        if verb.cls != "receive" or verb.passive or verb.start > spot.count.start:
            return None
        near = any(0 <= verb.start - m.end <= 1 for m in spot.clause.of("person"))
        return self.agents.official_before(spot.clause, verb.start) if near else None

    def object_of(self, verb: Verb, count: Count) -> bool:
        """Whether a count may be a verb's object: behind it, or before an active one where cases allow any order."""
        free_order = self.lexicon.code != "en" and not verb.passive and verb.cls not in ("home", "move")
        return verb.start < count.start or free_order

    def moved(self, verb: Verb, side: Side, spot: Spot) -> Ruling:
        """Receiving brings people to the agent, giving to the other side; bodies are returned to the other side."""
        agent = side.code
        if verb.passive and verb.cls == "return" and side.role == BY:
            return self.agents.other(agent), "returned by those who held them"
        dead = spot.count.noun == "body" or (not spot.count.noun and "body" in spot.clause.own)
        if refused(spot, verb):
            return self.agents.other(agent), "refuses to give back"
        given = self.given_dead(agent, spot, verb) if dead else self.given_up(spot, verb)
        if given is not None:
            return given
        if verb.cls in ("receive", "home"):
            return agent, verb.cls
        if verb.cls == "return":
            return self.returning(verb, side, spot, dead=dead)
        if verb.cls == "free" and spot.count.noun == "military" and spot.clause.has("swap", "captivity"):
            return agent, "freed its soldiers in a swap"
        if verb.cls in ("give", "free"):
            return self.agents.other(agent), verb.cls
        return None, verb.cls

    def given_dead(self, agent: str, spot: Spot, verb: Verb) -> Ruling | None:
        """'Росія поверне тисячу тіл', told by the other side: it gives them; else it may be either."""
        if ready(spot, verb):
            return self.agents.other(agent), "is ready to return the dead"
        home = self.lexicon.home_side
        brought = home is not None and brings(spot, verb)  # 'Росія привезла 1212 тіл'
        if not (brought or gives_back(spot, verb)) or agent == home:
            return None
        if home is not None:
            return self.agents.other(agent), "returns the dead"
        return (None, "returns the dead, whoever's they are") if verb.tense == "futr" else None

    def given_up(self, spot: Spot, verb: Verb) -> Ruling | None:
        """'Росія повернула п'ятьох цивільних', told by the other side: those whom it had held."""
        home, clause = self.lexicon.home_side, spot.clause
        held = home is not None and spot.count.noun in ("captive", "civilian", "resident", "wounded")
        if not held or not gives_back(spot, verb) or clause.has("in_return", "formula"):
            return None
        return None if home in {s.code for s in clause.sides} else (home, "gave them back")

    def returning(self, verb: Verb, side: Side, spot: Spot, *, dead: bool) -> Ruling:
        """'returned' brings the living to who returns them and the dead to the other, unless told of otherwise."""
        if whom_it_returned(spot, verb, side) or said_by_other(spot, verb, side.code, self.sides):
            return self.agents.other(side.code), "among those whom it returned"
        if consented(spot, verb):
            return self.agents.other(side.code), "agreed to their return"
        if clause_says(spot, verb):
            return side.code, "tells of a return to it"
        return (self.agents.other(side.code), verb.cls) if dead else (side.code, "returned its own")


def whom_it_returned(spot: Spot, verb: Verb, side: Side) -> bool:
    """'Among the 190 people Russia returned are four civilians': what stands behind people tells who gave."""
    marked = spot.clause.marked
    behind = marked.has("folk", "captive", "military", lo=side.start - 1, hi=side.start)
    return behind and side.end == verb.start and side.start < spot.count.start


def clause_says(spot: Spot, verb: Verb) -> bool:
    """'Kyiv reports return of 254 bodies': a noun right behind a word of telling is no deed of who tells."""
    marked = spot.clause.marked
    says = (m for m in marked.all("say", hi=verb.start) if not marked.has("proposed", lo=m.start, hi=m.end))
    told = any(0 <= verb.start - m.end <= 1 for m in says)
    return told and not verb.tense and marked.has("prep_of", lo=verb.end, hi=verb.end + 1)


def of_its_date(spot: Spot, agent: Side, verb: Verb) -> bool:
    """'Kyiv has yet to confirm a date for the return of 6,000 bodies': either side may speak of when it is to be."""
    word = spot.clause.marked.sentence.tokens[verb.start].word
    named = word.pos == "noun" or (not word.pos and not word.tense)
    return named and spot.clause.marked.has("date_word", lo=agent.end, hi=verb.start)


def returned_child(spot: Spot, verb: Verb) -> bool:
    """'Russia returned six children to their families'; not 'its own', nor those whom it gets from the other side."""
    if spot.count.noun != "child" or spot.count.own or side_in(spot.clause, SOURCE, 0, spot.right) is not None:
        return False
    back = verb.cls == "receive" and spot.clause.marked.has("gives_back", lo=verb.start, hi=verb.end)
    return verb.cls == "return" or back


def ready(spot: Spot, verb: Verb) -> bool:
    """'Россия готова вернуть ещё 2239 тел': what one is willing to do with the dead is to give them."""
    return verb.cls == "receive" and verb.tense == "inf" and spot.clause.has("willing")


def gives_back(spot: Spot, verb: Verb) -> bool:
    """'Росія поверне тисячу тіл': of one's own dead it would be said whose they are."""
    if verb.cls != "receive" or verb.passive or spot.count.own:
        return False
    marked = spot.clause.marked
    return marked.has("gives_back", lo=verb.start, hi=verb.end) and not marked.has(*TAKEN, lo=spot.clause.lo)


def brings(spot: Spot, verb: Verb) -> bool:
    """Whether a side brings the dead to where they are handed over: not 'its own', nor 'home'."""
    if verb.cls != "receive" or verb.passive or spot.count.own:
        return False
    return spot.clause.marked.within("move", verb.start, verb.end) and not spot.clause.has(*TAKEN)


def refused(spot: Spot, verb: Verb) -> bool:
    """'Росія відмовилася повернути сто тяжкопоранених': nobody refuses to get its own people."""
    marked = spot.clause.marked
    if "refuses" not in spot.clause.own or spot.count.own or verb.tense != "inf":
        return False
    near = any(0 <= verb.start - m.end <= 1 for m in marked.of("refuses"))
    return near and marked.has("gives_back", lo=verb.start, hi=verb.end)


def offering(spot: Spot) -> Verb | None:
    """'offered 3,000 more bodies': who offers people themselves gives them; 'offered to swap 3,000' has a verb."""
    clause = spot.clause
    for mark in reversed(clause.of("offers")):
        near = spot.left <= mark.start and is_offered(mark.end, spot.count.start, clause)
        between = clause.marked.has(*VERBS, "swap", "talks", lo=mark.end, hi=spot.count.end)
        if near and not between:
            word = clause.marked.sentence.tokens[mark.start].word
            return Verb(mark.start, mark.end, "give", word.tense)
    return None


def told_last(clause: Clause, agent: Side) -> bool:
    """'Вдалося звільнити ще 45 – Буданов': an official behind a dash tells of his own people's release."""
    return agent.end >= clause.hi and clause.marked.sentence.tokens[agent.start - 1].word.surface in "—–"


def reported(clause: Clause, agent: Side, verb: Verb) -> bool:
    """'Kyiv reported the release of 60 soldiers': the noun, told by those to whom they return."""
    tokens = clause.marked.sentence.tokens
    noun = tokens[verb.start - 1].word.norm == "the" or tokens[verb.start].word.pos == "noun"
    return noun and clause.marked.has("say", lo=agent.end, hi=verb.start)


def of_its_own(clause: Clause, agent: Side, verb: Verb) -> bool:
    """Whether the release that a side brings about, wishes for or reports is that of its own people."""
    if labelled(clause, agent, verb):
        return True
    return wished(clause, agent, verb) or reported(clause, agent, verb) or from_captivity(clause, verb)


def labelled(clause: Clause, agent: Side, verb: Verb) -> bool:
    """'Киев: освобождены 140 военных', 'Kyiv: release of 140': who tells of it before a colon tells of its own."""
    tokens = clause.marked.sentence.tokens
    word = tokens[verb.start].word
    named = not word.tense and word.pos in ("", "noun")
    return (verb.passive or named) and agent.end < verb.start and tokens[agent.end].word.surface == ":"


def from_captivity(clause: Clause, verb: Verb) -> bool:
    """'Ukraine frees 44 from captivity': whoever frees people from the other's hands gets its own back."""
    held = clause.marked.all("captivity", lo=verb.end)
    return any(clause.marked.has("prep_from", lo=max(clause.lo, m.start - 2), hi=m.start) for m in held)


def wished(clause: Clause, agent: Side, verb: Verb) -> bool:
    """'Kyiv hopes for the release of 1,200': the noun, wished for by those to whom they return."""
    noun = not clause.marked.sentence.tokens[verb.start].word.tense
    before = clause.marked.sentence.tokens[verb.start - 1].word.norm
    return noun and before != "to" and clause.marked.has("wish", lo=agent.end, hi=verb.start)


def consented(spot: Spot, verb: Verb) -> bool:
    """English: 'Moscow agrees to the return of 50 wounded', 'allows the return of': who consents to it holds them."""
    marked = spot.clause.marked
    tokens = marked.sentence.tokens
    at = verb.start - (verb.start > 0 and tokens[verb.start - 1].word.norm == "the")
    noun = not tokens[verb.start].word.tense and not tokens[verb.start].word.pos
    to = any(m.end == at and tokens[at - 1].word.norm == "to" for m in marked.of("agreed"))
    return noun and (to or any(m.end == at for m in marked.of("lets_them")))


def between(spot: Spot, verb: Verb) -> Side | None:
    """'Стороны обменяли по 175, ещё 22 раненых Москва отдала': who stands between the count and its verb acts."""
    acting = [s for s in spot.clause.sides if s.role == AGENT and s.start == spot.count.end and s.end == verb.start]
    return acting[0] if acting and acting[0].code != BOTH else None
