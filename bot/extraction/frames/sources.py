"""Sources that are no places to return from ('freed 82 from Ukraine and 79 from Russia'); whose a count is."""

from __future__ import annotations

from bot.extraction.frames.agents import side_in
from bot.extraction.frames.spot import Spot
from bot.extraction.words.clause import AGENT, BOTH, OTHER, SOURCE, Clause, Side
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark


def opposite(source: Side, clause: Clause) -> bool:
    """Whether people are told of as from the one side and from the other, both called a side."""
    marked = clause.marked
    sources = [s for s in clause.sides if s.role == SOURCE]
    called = all(marked.has("a_side", lo=s.start - 2, hi=s.end + 2) for s in sources)
    return called and any(s.code not in (source.code, BOTH) for s in sources)


def of_both(source: Side, spot: Spot) -> bool:
    """'freed 82 servicemen from Ukraine and 79 from Russia': who are freed or swapped, not from where they return."""
    clause = spot.clause
    others = [s for s in clause.sides if s.role == SOURCE and s.code not in (source.code, BOTH)]
    near = source.start - spot.count.end <= 1
    freed = clause.has("free", "swap") and not clause.has("home", "return", "receive", "captivity")
    return near and freed and len(others) == 1 and any(m.end == others[0].start for m in clause.marks("prep_from"))


def gapped_teller(side: Side, clause: Clause) -> bool:
    """'Kyiv said 277 of its people had been freed and Moscow 246': the verb of speaking is the first side's."""
    earlier = [s for s in clause.sides if s.role == AGENT and s.end < side.start and s.code not in (side.code, BOTH)]
    joined = clause.marked.has("and", lo=side.start - 1, hi=side.start)
    joined = joined or clause.marked.sentence.tokens[side.start - 1].word.surface == ","
    return joined and any(clause.marked.has("say", lo=s.end, hi=s.end + 2) for s in earlier)


def gapped_about(spot: Spot, official: Side | None = None) -> Side | None:
    """'Киев говорит о 277 освобождённых, Москва — о 261', 'Kyiv spoke of 277, Moscow of 261': the second one's own.

    `official`: the side of the official named last before the count ('Минобороны отчиталось о 40, Зеленский — о 44').
    """
    clause, at = spot.clause, spot.count.start
    marked = clause.marked
    about = marked.has("prep_about", "about", lo=at - 1, hi=at) or marked.sentence.tokens[at - 1].word.norm == "of"
    if not about or spot.left == clause.lo:
        return None
    before = marked.sentence.tokens[at - 2].word
    end = at - 1 - (before.surface in "—–-," or before.norm == "that")  # 'and Moscow that of 63 of its troops'
    house = end - 1 if marked.within("side_noun", end - 1, end) else end  # 'в украинском штабе — о 103'
    told = [s for s in (*clause.sides, official) if s and s.end in (end, house) and s.start >= spot.left]
    side = next((s for s in told if s.code != BOTH), None)
    return side if side is not None and marked.has("say", lo=clause.lo, hi=spot.left) else None


def said_last(side: Side, clause: Clause) -> bool:
    """English: '97 home, says Kyiv': who tells of it stands behind the verb, at the end of the clause."""
    tokens = clause.marked.sentence.tokens
    say = next((m for m in clause.of("say") if m.end == side.start and m.end - m.start == 1), None)
    if say is None or say.start == 0 or tokens[say.start - 1].word.surface not in ",—–":
        return False
    return side.end >= clause.hi or tokens[side.end].word.surface in ",;."


def there(spot: Spot) -> Side | None:
    """'у Москвы 150, у Киева 189', 'у Москві — 104': with whom a bare number is told."""
    side = None if spot.count.noun else side_in(spot.clause, OTHER, spot.left, spot.count.start)
    word = spot.clause.marked.sentence.tokens[side.start - 1].word if side is not None and side.start else None
    return side if word is not None and word.norm in ("у", "в") else None


def gives_away(spot: Spot) -> bool:
    """'Сегодня отдали 150 пленных, сообщило Минобороны': whom one gives away are none of one's own."""
    gave = "give_away" in spot.clause.own and spot.verb is not None and not spot.verb.passive
    return gave and any(spot.verb is not None and m.start == spot.verb.start for m in spot.clause.of("give_away"))


def in_house(spot: Spot, acting: Side) -> Side | None:
    """'Росія отримала 185, у Києві кажуть про 185 своїх': in whose house it is said, behind who acts."""
    marked = spot.clause.marked
    said = {m.start for m in marked.all("say", lo=acting.end, hi=spot.count.start)}
    sides = (s for s in spot.clause.sides if s.start >= acting.end and s.end in said and s.code != BOTH)
    return next((s for s in sides if marked.within("prep_in", s.start - 1, s.start)), None)


def possessor(spot: Spot) -> Side | None:
    """'By Kyiv's count 150 of its people came home': whose count it is, where nobody acts."""
    tokens = spot.clause.marked.sentence.tokens
    named = [s for s in spot.clause.sides if s.end <= spot.count.start and tokens[s.end - 1].word.possessive]
    return named[-1] if len({s.code for s in named}) == 1 else None


def only_teller(clause: Clause) -> Side | None:
    """'О возвращении 195 своих военных отчиталось Минобороны': who tells of its own, where nobody else acts."""
    acting = [s for s in clause.sides if s.role == AGENT]
    return acting[0] if len({s.code for s in acting}) == 1 else None


def land_left(spot: Spot) -> Side | None:
    """'Six more children leave Russia', 'семеро дітей залишили Росію': the side right behind a verb of leaving."""
    ends = {m.end for m in spot.clause.marks("leaving", lo=spot.count.end)}
    return next((s for s in spot.clause.sides if s.start in ends and s.end <= spot.right), None)


def dead_offered(spot: Spot) -> Mark | None:
    """'Moscow offers the bodies of another 700': the offer before the dead; not 'Kyiv has been offered the bodies'."""
    offer = spot.clause.opening("offered") if spot.verb is None and spot.count.noun == "body" else None
    if offer is None or offer.end > spot.count.start:
        return None
    return None if spot.clause.marked.has("was", "copula", lo=offer.start - 1, hi=offer.start) else offer


def told_by_person(spot: Spot, lexicon: Lexicon) -> bool:
    """'Moscow said it was 150 for 150; Zelensky said two civilians …': not what the side before tells."""
    clause, at = spot.clause, spot.count.start
    people = [m for m in clause.of("person") if m.end < at and lexicon.dossier.people[m.value].roles]
    return any(0 <= m.start - p.end <= 1 and m.end <= at for p in people for m in clause.of("say"))
