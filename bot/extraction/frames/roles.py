"""Who gives, who receives, from where: the sides of one clause with their roles, in the order of the text.

English tells by word order and prepositions, Ukrainian and Russian by cases and prepositions; what comes out is
the same for all, so that the frames know no language.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.elision import back_in_hands, by_its_data, elided, told_by
from bot.extraction.words.clause import AGENT, BOTH, BY, OTHER, RECIPIENT, SOURCE, WITH, Clause, Side
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import STARTS, Mark
from bot.extraction.words.tags import CASES
from bot.extraction.words.undeclined import by_place

HELD_IN: Final = ("held", "imprisoned", "jailed", "detained", "captive")
HELD: Final = frozenset({"hands", "morgue", "morgues", "mortuary", "mortuaries", "морг"})
"""Behind a people's adjective: whose people or dead are there, they are not that people's own."""
PREPOSITIONS: Final = (
    ("prep_to", RECIPIENT),
    ("prep_from", SOURCE),
    ("prep_by", BY),
    ("prep_with", WITH),
    ("prep_of", OTHER),
    ("prep_in", OTHER),
)
NAMED: Final = ("both", "people", "party", "adjective", "agency")
THEIRS: Final = ("captive", "military", "body", "folk", "wounded", "side_noun")
"""Nouns behind which an abbreviation that does not decline is a genitive: 'пленных ВСУ'."""


def sides(clause: Clause, lexicon: Lexicon) -> list[Side]:
    """The warring sides of a clause with their roles, in order."""
    if not clause.any_of(NAMED):
        return []
    codes = lexicon.sides
    found: list[Side] = []
    if "both" in clause.own:
        found += [Side(m.start, m.end, BOTH, AGENT) for m in clause.of("both") if together(m, clause)]
    if "people" in clause.own:
        peoples = [m for m in clause.of("people") if m.value in codes]
        found += [Side(m.start, m.end, m.value, people_role(m, clause)) for m in peoples]
    for mark in clause.marks("party", "adjective", "agency"):
        code = lexicon.bodies[mark.value][0] if mark.cls == "agency" else mark.value
        if code in codes:
            found.append(Side(mark.start, mark.end, code, role(mark, clause, lexicon)))
    found = sorted([s for s in found if s.role], key=STARTS)
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
    if not word.pos:
        return AGENT if people_act(mark, clause) else ""
    if not word.plural or "gent" in word.cases:
        return ""
    if "nomn" in word.cases:
        return AGENT
    return RECIPIENT if word.cases == {"datv"} else ""


def people_act(mark: Mark, clause: Clause) -> bool:
    """English: 'The Russians received 91 men, the Ukrainians 89': a people right before its verb, or its number."""
    tokens = clause.marked.sentence.tokens
    if mark.start == 0 or tokens[mark.start - 1].word.norm != "the" or mark.end >= clause.hi:
        return False
    acts = clause.marked.has("receive", "give", lo=mark.end, hi=mark.end + 2)
    return acts or (tokens[mark.end].word.kind == "num" and clause.marked.has("receive", "give", hi=mark.start))


def joined_names(first: Side, second: Side, clause: Clause) -> bool:
    """'Russia and Ukraine' and nothing more: no verb of speaking behind the second."""
    between = clause.marked.sentence.tokens[first.end : second.start]
    linked = 1 <= len(between) <= 4 and clause.marked.within("and", first.end, first.end + 1)
    linked = linked and all(t.word.capital or t.word.norm in ("the", "of") for t in between[1:])
    return linked and not clause.marked.has("say", "auxiliary", lo=second.end, hi=min(second.end + 1, clause.hi))


def role(mark: Mark, clause: Clause, lexicon: Lexicon) -> str:
    """What a side does in its clause; empty for an adjective that only tells whose people they are."""
    tokens = clause.marked.sentence.tokens
    following = tokens[mark.end].word if mark.end < clause.hi else None
    if mark.cls == "adjective":
        if captivity_behind(mark, clause):
            return SOURCE
        if not clause.marked.within("side_noun", mark.end, min(mark.end + 2, clause.hi)) and not elided(mark, clause):
            return ""
    word = tokens[mark.start].word
    if word.possessive and following is not None and mark.cls == "party":
        return possessed(mark, clause)
    preposed = OTHER if told_by(mark.start, clause) else by_control(mark, clause) or preposition(mark.start, clause)
    preposed = preposed or joined_source(mark, clause)
    return preposed or (by_case(mark, clause) if lexicon.code != "en" else by_order(mark, clause))


def captivity_behind(mark: Mark, clause: Clause) -> bool:
    """'Russian captivity' is a place to come from, 'Ukrainian captives' are people."""
    tokens = clause.marked.sentence.tokens
    if mark.end < clause.hi and not HELD.isdisjoint((tokens[mark.end].word.norm, *tokens[mark.end].word.keys)):
        inside = clause.marked.within("prep_stop", mark.start - 1, mark.start)  # 'in danger in Ukrainian hands'
        return inside and not back_in_hands(mark, clause)
    if not clause.marked.any_of(("captivity", "prisons")):
        return False
    people = {m.start for m in clause.of("captive")}
    far = 2 + 2 * another_lands(mark, clause)
    held = clause.marked.all("captivity", "prisons", lo=mark.end, hi=min(mark.end + far, clause.hi))
    return any(m.start not in people for m in held)


def another_lands(mark: Mark, clause: Clause) -> bool:
    """'in Russian and Belarusian jails', 'из российских и белорусских тюрем': of another land as well."""
    adjectives = (m for m in clause.marks("adjective", "foreign") if m.start == mark.end + 1)
    joined = clause.marked.within("and", mark.end, mark.end + 1)
    return joined and any(m.value != mark.value for m in adjectives)


def possessed(mark: Mark, clause: Clause) -> str:
    """'Ukraine's forces' speak and act as Ukraine; 'Russia's captivity' is a source."""
    if captivity_behind(mark, clause):
        return SOURCE
    if clause.marked.within("controlled", mark.end, mark.end + 1):  # 'from territory under Kyiv's control'
        from_there = clause.marked.has("prep_from", lo=max(clause.lo, mark.start - 4), hi=mark.start)
        return SOURCE if from_there else OTHER
    named = any(m.start == mark.end for m in clause.marks("person"))  # 'Russia's Vladimir Medinsky'
    return AGENT if named or clause.marked.has("side_noun", lo=mark.end, hi=min(mark.end + 3, clause.hi)) else OTHER


def by_control(mark: Mark, clause: Clause) -> str:
    """'с подконтрольной Киеву территории', 'с территории, подконтрольной Киеву': where from or where to."""
    marked = clause.marked
    word = marked.sentence.tokens[mark.start].word
    if not (word.cases or word.upper):
        return ""
    held = next((m for m in marked.inside("controlled", max(clause.lo, mark.start - 2)) if m.start < mark.start), None)
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
    marks = clause.marked.marks
    for back in (1, 2, 3, 4):
        i = at - back
        if i < clause.lo:
            return ""
        for cls, name in PREPOSITIONS:
            if cls in marks and any(m.end == i + 1 for m in marks[cls]):
                held = name == BY and clause.marked.has("controlled", lo=max(clause.lo, i - 1), hi=i)
                if held and clause.marked.has("prep_to", lo=max(clause.lo, i - 4), hi=i):
                    return RECIPIENT
                taken = name == RECIPIENT and "abducted" in marks and taken_there(i, clause)
                if name == RECIPIENT and not heads_for(i, clause):
                    return SOURCE if brought_from(i, clause) else OTHER
                return SOURCE if held or taken or (cls == "prep_in" and held_there(i, clause)) else name
        if not clause.marked.within("before_name", i, i + 1):
            return ""
    return ""


def held_there(at: int, clause: Clause) -> bool:
    """English: 'Six civilians held in Russia are free': where they were held, and come from."""
    before = clause.marked.sentence.tokens[at - 1].word.norm if at > clause.lo else ""
    return before in HELD_IN and clause.any_of(("free", "home", "return", "receive", "reunion", "let_go"))


def taken_there(at: int, clause: Clause) -> bool:
    """'children deported to Russia', 'жителей, вывезенных на Украину': where they had been taken, and come from."""
    if "child" in clause.own:
        taken = clause.marked.has("abducted", lo=max(clause.lo, at - 2), hi=at)
        return taken and not clause.marked.has("child", lo=max(clause.lo, at - 1), hi=at)
    if not clause.any_of(("civilian", "resident")):
        return False
    words = [clause.marked.sentence.tokens[m.start].word for m in clause.marked.all("abducted", lo=at - 1, hi=at)]
    return any(bool(w.cases) and (w.tense == "part" or w.pos == "adj") for w in words)


def joined_source(mark: Mark, clause: Clause) -> str:
    """'вивезено з окупації та Росії': what 'and' joins to where people come from is a source as well."""
    at, tokens = mark.start - 1, clause.marked.sentence.tokens
    if "gent" not in tokens[mark.start].word.cases or not clause.marked.within("and", max(clause.lo, at), at + 1):
        return ""
    starts = [m.end for m in clause.marked.all("prep_from", lo=max(clause.lo, at - 3), hi=at)]
    joined = bool(starts) and all("gent" in t.word.cases for t in tokens[starts[-1] : at])
    return SOURCE if joined and starts[-1] < at else ""


def brought_from(at: int, clause: Clause) -> bool:
    """'привезли з моргів на території Росії', 'из колоний в России': where the place stands that they come from."""
    if at - 2 < clause.lo or not clause.marked.has("prep_from", lo=at - 2, hi=at - 1):
        return False
    cases = clause.marked.sentence.tokens[at - 1].word.cases
    return "gent" in cases and "ablt" not in cases


def by_case(mark: Mark, clause: Clause) -> str:
    """Ukrainian, Russian: the dative receives, the instrumental acts, the nominative does or is."""
    word = clause.marked.sentence.tokens[mark.start].word
    cases = shared_cases(mark, clause)
    lo = max(clause.lo, mark.start - 1)
    cited = clause.marked.within("under", lo, mark.start) and clause.marked.within("say", lo, mark.start)
    if cited or (word.upper and clause.marked.any_within(THEIRS, lo=lo, hi=mark.start)):
        return OTHER  # 'Согласно Киеву'
    if word.upper and (not cases or len(cases) == len(CASES)):
        return by_place(mark, clause)
    if not cases or "nomn" in cases:
        return AGENT
    if "datv" in cases and ("gent" not in cases or mark.cls == "adjective"):
        return OTHER if by_its_data(mark.start, clause) else RECIPIENT
    if "ablt" in cases:
        return BY
    told = "datv" not in cases or by_its_data(mark.start, clause)
    return OTHER if told else behind_from(mark, clause) or RECIPIENT


def behind_from(mark: Mark, clause: Clause) -> str:
    """'40 — з моргів Росії': a genitive behind a noun that 'from' governs, and no dative."""
    at = mark.start - 1
    if at - 1 < clause.lo or not clause.marked.has("prep_from", lo=at - 1, hi=at):
        return ""
    if "gent" not in clause.marked.sentence.tokens[at].word.cases:
        return ""
    return SOURCE if clause.marked.has("morgue", "captivity", "prisons", lo=at, hi=at + 1) else OTHER


def shared_cases(mark: Mark, clause: Clause) -> frozenset[str]:
    """'украинской стороной': an adjective's endings tell less than those of its noun."""
    tokens = clause.marked.sentence.tokens
    cases = tokens[mark.start].word.cases
    noun = clause.marked.first("side_noun", lo=mark.end, hi=min(mark.end + 2, clause.hi))
    if mark.cls != "adjective" or noun is None:
        return cases
    free = tokens[noun.end - 1].word.cases - {"loct"}  # where no preposition stands, 'стороне' is a dative
    return cases & free or free or cases


def by_order(mark: Mark, clause: Clause) -> str:
    """English: a side right after a verb of giving receives, any other without a preposition acts."""
    words = [token.word.norm for token in clause.marked.sentence.tokens[mark.end : min(mark.end + 2, clause.hi)]]
    if words[:1] == ["given"] or words == ["also", "given"]:
        return RECIPIENT  # '195 Russians back home; Kyiv given as many'
    giving = any(m.end == mark.start for m in clause.marked.all("give", "return", lo=clause.lo))
    giving = giving or given_as_well(mark, clause)
    return RECIPIENT if giving and clause.marked.sentence.tokens[mark.start].word.capital else AGENT


def given_as_well(mark: Mark, clause: Clause) -> bool:
    """'The exchange gave Kyiv 116 people and Moscow 63': who stands before a number as the receiver before it does."""
    tokens = clause.marked.sentence.tokens
    if mark.start <= clause.lo or mark.end >= clause.hi or tokens[mark.end].word.kind != "num":
        return False
    if tokens[mark.start - 1].word.norm not in ("and", ","):
        return False
    first = (m for m in clause.marks("party") if m.end < mark.start and tokens[m.end].word.kind == "num")
    return any(clause.marked.has("give", lo=max(clause.lo, m.start - 2), hi=m.start) for m in first)
