"""Who acts in a clause, and which verb a count belongs to."""

from __future__ import annotations

from bot.extraction.counts.nouns import Count
from bot.extraction.frames.roles import preposition
from bot.extraction.words.clause import AGENT, BOTH, OTHER, Clause, Side, Verb
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import BEHIND, Mark
from bot.extraction.words.morphology import Word


def governing(clause: Clause, count: Count, left: int, right: int) -> Verb | None:
    """The verb whose object or subject a count is: one right behind it, else the nearest before, else one behind."""
    behind = [v for v in clause.verbs if count.end <= v.start < right]
    ahead = [v for v in clause.verbs if v.end <= count.start and v.cls != "move"]
    near = bool(behind) and behind[0].start - count.end <= 2 and not cut_off(clause, count.end, behind[0].start)
    if near and not (ahead and ahead[-1].start >= left and not parted(clause, ahead[-1].end, count.start)):
        return behind[0]
    if ahead:
        return ahead[-1]
    if not behind or turned(clause, count.end, behind[0].start):
        return None
    return None if right < clause.hi and headed(clause, count.end, behind[0].start) else behind[0]


def cut_off(clause: Clause, lo: int, hi: int) -> bool:
    """'повернули 120 цивільних, росіяни отримали стільки ж': behind a comma a verb has a subject of its own."""
    comma = any(
        lo <= i < hi and clause.marked.sentence.tokens[i].word.surface == "," for i in clause.marked.sentence.signs
    )
    return comma and any(lo <= s.start < hi for s in clause.sides if s.role == AGENT)


def parted(clause: Clause, lo: int, hi: int) -> bool:
    """'О передаче рассказал депутат: 909 тел получила Украина': a colon ends what the verb before it tells."""
    tokens = clause.marked.sentence.tokens
    return any(tokens[i].word.surface == ":" for i in clause.marked.sentence.signs if lo <= i < hi)


def headed(clause: Clause, lo: int, hi: int) -> bool:
    """'репатріація 1000 тіл: росіяни забрали 35': behind a colon another number has a verb of its own."""
    tokens = clause.marked.sentence.tokens
    named = any(lo <= s.start < hi for s in clause.sides if s.role == AGENT)
    return named and any(tokens[i].word.surface == ":" for i in clause.marked.sentence.signs if lo <= i < hi)


def turned(clause: Clause, lo: int, hi: int) -> bool:
    """'65 человек — из Донбасса, а Украине передали столько же': behind ', а' another thing is said."""
    commas = (i for i in clause.marked.sentence.signs if lo <= i < hi)
    tokens = clause.marked.sentence.tokens
    return any(tokens[i].word.surface == "," and tokens[i + 1].word.norm in ("а", "зато") for i in commas)


def antecedent(clause: Clause, before: Clause) -> Side | None:
    """'an exchange with Russia, | which got 157 back', 'с Украиной, | которая получила': who is named before acts."""
    if not clause.marked.within("relative_word", clause.lo, clause.lo + 1):
        return None
    last = before.sides[-1] if before.sides else None
    word = clause.marked.sentence.tokens[clause.lo].word
    if last is None or before.hi - last.end > 1 or (word.pos and "nomn" not in word.cases):
        return None
    return Side(last.start, last.end, last.code, AGENT)


def said_there(clause: Clause, before: Clause) -> Side | None:
    """'Киев сообщил о тысяче, в Москве говорят, | что приняли 35': in whose house it is said, who has done it."""
    last = before.sides[-1] if before.sides else None
    if (
        last is None
        or last.role != OTHER
        or last.code == BOTH
        or not clause.marked.within("that", clause.lo, clause.lo + 1)
    ):
        return None
    marked = before.marked
    inside = marked.within("prep_in", last.start - 1, last.start)
    says = any(m.start == last.end and before.hi - m.end <= 1 for m in marked.of("say"))
    return Side(last.start, last.end, last.code, AGENT) if inside and says else None


def side_in(clause: Clause, role: str, lo: int, hi: int) -> Side | None:
    for side in clause.sides:
        if side.role == role and lo <= side.start < hi:
            return side
    return None


class Agents:
    """The sides as they act, alone or together."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.sides = lexicon.sides

    def other(self, side: str) -> str | None:
        rest = [s for s in self.sides if s != side]
        return rest[0] if len(rest) == 1 else None

    def agent(self, clause: Clause, at: int, before: Clause | None) -> Side | None:
        """The acting side nearest before a verb, else the last one of the clause before."""
        acting = [s for s in clause.sides if s.role == AGENT and s.end <= at]
        if acting:
            return self.behind_verb(acting[-1], clause, at) or acting[-1]
        if self.lexicon.code != "en":
            behind = next((s for s in clause.sides if s.role == AGENT and s.start >= at), None)
            if behind and self.speaks(behind, clause):  # 'звільнено вісьмох, повідомив Коордштаб'
                return antecedent(clause, before) if before is not None else None
            if behind and clause.marked.has("part", lo=behind.start - 3, hi=behind.start):
                return None  # 'відпустив 52 в'язнів, п'ятеро з них українці'
            if behind and not self.of_the_next(behind, clause, at):
                return behind
        official = self.official(clause, at) if before is not None else None
        if official is not None:
            return official
        if before is not None:
            named = antecedent(clause, before) or said_there(clause, before)
            return named or next((s for s in reversed(before.sides) if s.role == AGENT), None)
        return self.teller(clause) if self.lexicon.code != "en" else None

    def behind_verb(self, before: Side, clause: Clause, at: int) -> Side | None:
        """'повернулися 103 українці, стільки ж отримала Росія': behind a comma stands a verb's own subject."""
        if self.lexicon.code == "en":
            return None
        tokens = clause.marked.sentence.tokens
        verb = next((v for v in clause.verbs if v.start == at and not v.passive), None)
        end = verb.end + clause.marked.within("and", verb.end, verb.end + 1) if verb else 0  # 'получила и Украина'
        side = next((s for s in clause.sides if verb and s.role == AGENT and s.start == end), None)
        comma = any(t.word.surface in ",:" for t in tokens[before.end : at])  # 'Саралиев: 909 тел получила Украина'
        return side if comma and side is not None and side.code != before.code else None

    def of_the_next(self, side: Side, clause: Clause, at: int) -> bool:
        """'вернулись 303 человека, столько же получила Украина': who acts with a verb of its own behind a comma."""
        tokens = clause.marked.sentence.tokens
        for verb in clause.verbs:
            near = 0 <= side.start - verb.end <= 1 or 0 <= verb.start - side.end <= 1
            between = tokens[at : min(verb.start, side.start)]
            if verb.start > at and near and any(t.word.surface == "," for t in between):
                return True
        return False

    def saying(self, clause: Clause, at: int) -> Side | None:
        """'…; Zelensky said 189 were home': an official who speaks in a clause in which no side is named."""
        if clause.sides or "person" not in clause.own or not clause.has("home", "return", "receive"):
            return None
        side = self.official_before(clause, at)
        return side if side and clause.marked.has("say", lo=side.end, hi=min(side.end + 2, at)) else None

    def official_before(self, clause: Clause, at: int) -> Side | None:
        """'Zelensky put the number of his returnees at 189', 'Zelensky welcomed 90 soldiers back': one's own side."""
        named = [m for m in clause.marks("person") if m.end <= at]
        if len(named) > 1 and clause.marked.within("and", named[-2].end, named[-1].start):
            return Side(named[-2].start, named[-1].end, BOTH, AGENT)  # 'Лубінець і Москалькова домовилися повернути 31'
        roles = self.lexicon.dossier.people[named[-1].value].roles if named else ()
        party = roles[-1].party if roles else None
        return Side(named[-1].start, named[-1].end, party, AGENT) if party in self.sides else None

    def who_says(self, clause: Clause, at: int) -> Side | None:
        """'Moscow spoke of 150, | whereas Zelensky said 189 of his people …': the only one named, who says it."""
        named = [m for m in clause.of("person") if m.end <= at]
        says = len(named) == 1 and clause.marked.has("say", lo=named[0].end, hi=at)
        return self.official_before(clause, at) if says else None

    def whose(self, clause: Clause, count: Count, before: Clause | None) -> Side | None:
        """English: 'Zelensky said | Moscow had handed over 189 of his people': of the only man named before."""
        tokens = clause.marked.sentence.tokens[count.start : count.end]
        if all(t.word.norm != "his" for t in tokens):
            return None
        here, there = clause.marks("person"), before.marks("person") if before is not None else []
        if len({m.value for m in (*there, *here)}) != 1:
            return None
        return self.official_before(clause, count.start) if here else self.official_before(before or clause, BEHIND)

    def official(self, clause: Clause, at: int) -> Side | None:
        """'…, but Zelensky said he had welcomed 189': who is named in the clause acts for his side."""
        named = [m for m in clause.of("person") if m.end <= at]
        pronoun = bool(named) and clause.marked.has("pronoun", lo=named[-1].end, hi=at)
        roles = self.lexicon.dossier.people[named[-1].value].roles if pronoun else ()
        party = roles[-1].party if roles else None
        return Side(named[-1].start, named[-1].end, party, AGENT) if party in self.sides else None

    def speaks(self, side: Side, clause: Clause) -> bool:
        """Whether a verb of speaking stands right before a side."""
        return clause.marked.within("say", max(clause.lo, side.start - 3), side.start)

    def teller(self, clause: Clause) -> Side | None:
        """'Передано 1000 тел, принято 38 — Мединский': where nobody acts, the side whose official tells of it."""
        tokens = clause.marked.sentence.tokens
        for mark in clause.of("person"):
            dashed = any(t.word.surface in "—–" for t in tokens[max(0, mark.start - 4) : mark.start])
            last = mark.end >= clause.hi and dashed
            first = mark.end < len(tokens) and tokens[mark.end].word.surface == ":" and mark.start - clause.lo <= 4
            roles = self.lexicon.dossier.people[mark.value].roles
            if (last or first) and roles and roles[-1].party in self.sides:
                return Side(mark.start, mark.end, roles[-1].party, AGENT)
        return None

    def joint(self, clause: Clause) -> bool:
        """Whether both sides are named as acting together, or nobody but a go-between is."""
        named = {s.code for s in clause.sides if s.role in (AGENT, "with", "other")}
        return BOTH in named or len(named) == len(self.sides) or self.apart(clause)

    def one_tells(self, clause: Clause, before: Clause | None) -> bool:
        """English: 'Zelensky said | that Riyadh had helped bring 85 people home': who tells of them has them back."""
        if before is None or self.lexicon.code != "en" or "say" not in before.own or "swap" in clause.own:
            return False
        people = (self.lexicon.dossier.people[m.value].roles for m in before.marks("person"))
        return any(roles and roles[-1].party in self.sides for roles in people)

    def mediated(self, clause: Clause, verb: Verb) -> bool:
        """'UAE brings 200 captives home': whom a go-between frees are people of both sides."""
        parties = self.lexicon.dossier.parties
        acting = [m for m in clause.of("party") if m.end <= verb.start and m.value not in self.sides]
        acting = [m for m in acting if not clause.marked.within("folk", m.end, m.end + 1)]  # 'and a US citizen freed'
        if not acting or (self.lexicon.code != "en" and not acts(acting[-1], verb, clause)):
            return False
        return parties[acting[-1].value].mediator and not preposition(acting[-1].start, clause)

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
                if len(between) <= 1 and all(self.joins_names(t.word) for t in between):
                    return True
        return False

    def joins_names(self, word: Word) -> bool:
        """A sign or 'and'; behind a colon stands what the one before it says: 'Минобороны РФ: Киев отпустил 40'."""
        return (word.kind == "sym" and word.surface != ":") or word.norm in self.joins

    @property
    def joins(self) -> set[str]:
        return set(self.lexicon.table.get("numbers_glue", {}).get("and", ()))


def acts(mark: Mark, verb: Verb, clause: Clause) -> bool:
    """'Емірати повернули 103'; not 'за посередництва ОАЕ вийшли на волю 103', where nobody is freed by a go-between."""
    word = clause.marked.sentence.tokens[mark.start].word
    helped = clause.marked.has("mediation", "mediation_weak", lo=max(clause.lo, mark.start - 2), hi=mark.start)
    return verb.cls != "home" and (word.upper or "nomn" in word.cases) and not helped
