"""People whom no number counts: 'two reporters and a pensioner', 'the mayor and 88 others'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

ONE: Final = ("profession", "civilian", "military", "resident")
"""What one person may be called."""
COUNTS: Final = {"profession": "civilian", "civilian": "civilian", "resident": "civilian"}
ADJECTIVES: Final = 2
"""How many words may stand between the article and the noun: 'a retired Kherson teacher'."""
SIGNS: Final = frozenset(",(")
NAMING: Final = 4
"""How many words one person's name and calling may take: 'Rights activist Maksym Koval'."""
NOBODY: Final = ("person", "agency", "place", "prep_of", "prep_in", "prep_from", "prep_with", "say")
"""What tells that the words before 'and' are no name of one who came."""


def singles(clause: Clause, mine: list[Count]) -> list[Count]:
    """The persons told of beside the counts of a clause; one who came with 'N others' is added to these."""
    if not mine or not clause.any_of(("and", "extra", "prep_with")):
        return []
    found = []
    if clause.has(*ONE, "pair", "child"):
        for index, count in enumerate(mine):
            limit = mine[index + 1].start if index + 1 < len(mine) else clause.hi
            found += [] if both_ranks(count, clause.marked) else behind(count.end, limit, clause.marked, called(count))
        found += ahead(mine[0], clause, listed=bool(found))
    one = subject(clause, mine[0]) if "extra" in clause.own and clause.any_of(ONE) else None
    if one is not None:
        found.append(Count(clause.lo, one.end, 1, noun=COUNTS.get(one.cls, one.cls)))
    elif clause.any_of(("fellow", "anaphor")) and mine[0].second is None and fellows(mine[0], clause.marked):
        mine[0].value += before(mine[0], clause) or alone(mine[0], clause)
    return found


def both_ranks(count: Count, marked: Marked) -> bool:
    """'101 рядовий та сержант': behind 21, 101 … Ukrainian and Russian nouns stand in the singular, of however many."""
    tens = count.value > 1 and count.value % 10 == 1 and count.noun == "military"
    spoken = tens and bool(marked.sentence.tokens[count.end - 1].word.pos)
    joined = spoken and marked.within("and", count.end, count.end + 1)
    return joined and marked.within("military", count.end + 1, count.end + 2)


def called(count: Count) -> tuple[str, ...]:
    """What one person beside a count may be called: a child only beside children, for 'a girl' is nobody's soldier."""
    return ("child",) if count.noun == "child" else ONE


def behind(at: int, limit: int, marked: Marked, one: tuple[str, ...] = ONE) -> list[Count]:
    """'…, a cook and a pensioner' behind a count: each joined by a comma or 'and', the last by 'and'."""
    found: list[Count] = []
    joined = False
    while True:
        start, ands = link(at, limit, marked)
        noun = person(start, limit, marked, one) if start > at else None
        if noun is None or (ands and marked.within("say", noun.end, noun.end + 1)):
            break
        value = 2 if noun.cls == "pair" else 1
        found.append(Count(start, noun.end, value, noun=COUNTS.get(noun.cls, noun.cls if value == 1 else "folk")))
        at, joined = noun.end, joined or ands
    return found if joined else []


def ahead(count: Count, clause: Clause, *, listed: bool) -> list[Count]:
    """'Journalist, two priests and a mayor freed': who opens the list that a count goes on."""
    tokens = clause.marked.sentence.tokens
    comma = tokens[count.start - 1].word.surface == "," and listed
    if count.start - 1 <= clause.lo or not (comma or clause.marked.within("and", count.start - 1, count.start)):
        return []
    spoken = count.noun == "military" and bool(tokens[count.end - 1].word.pos)  # 'врача и трёх связистов'
    spoken = spoken and clause.marked.has("profession", lo=clause.lo, hi=count.start)
    civil = count.noun in ("civilian", "child")
    start = named(count.start - 1, clause, called(count)) if civil or spoken else None
    return [Count(start, count.start - 1, 1, noun=count.noun if civil else "civilian")] if start is not None else []


def link(at: int, limit: int, marked: Marked) -> tuple[int, bool]:
    """Where the next member of a list begins, and whether an 'and' or 'plus' led to it."""
    tokens = marked.sentence.tokens
    start = at + (at < limit and tokens[at].word.surface == ",")
    if start == at and marked.has("prep_from", "prep_in", "prep_of", lo=at, hi=at + 1):
        beyond = next((m for m in marked.all("and", lo=at + 1, hi=min(limit, at + 4))), None)  # 'a man from Crimea and'
        start = beyond.start if beyond else start
    mark = next((m for m in marked.all("and", "extra", lo=start, hi=limit) if m.start == start), None)
    return (mark.end, True) if mark else (start, False)


def person(at: int, limit: int, marked: Marked, one: tuple[str, ...] = ONE) -> Mark | None:
    """The noun of one person at a place: behind an article in English, a noun in the singular elsewhere."""
    tokens = marked.sentence.tokens
    article = marked.within("article", at, at + 1)
    spoken = at < limit and bool(tokens[at].word.pos)
    if not article and not spoken:
        return None
    words = 0
    for i in range(at + article, limit):
        words += not of_age(i, marked)
        if words > ADJECTIVES + 1:
            break
        nouns = [m for m in marked.all(*one, "pair", lo=i, hi=limit) if m.start == i]
        if nouns and not (nouns[0].cls == "pair" and marked.has("prep_of", lo=nouns[0].end, hi=nouns[0].end + 1)):
            best = max(nouns, key=lambda m: m.end)
            return best if singular(best, marked) else None
        if not between(i, marked, spoken=spoken):
            return None
    return None


def of_age(i: int, marked: Marked) -> bool:
    """A word of 'a 71-year-old pensioner' that tells the age."""
    word = marked.sentence.tokens[i].word
    return word.kind == "num" or word.surface in "-‑" or marked.has("not_people", "age", lo=i, hi=i + 1)


def between(i: int, marked: Marked, *, spoken: bool) -> bool:
    word = marked.sentence.tokens[i].word
    if of_age(i, marked):
        return True
    if spoken:
        return word.pos == "adj" and not word.plural
    return word.kind == "word" and not word.tense and not marked.has("and", "prep_of", "prep_stop", lo=i, hi=i + 1)


def singular(noun: Mark, marked: Marked) -> bool:
    word = marked.sentence.tokens[noun.end - 1].word
    if noun.cls == "pair":
        return True
    return not word.plural if word.pos else not word.norm.endswith(("s", "men", "people", "children"))


def fellows(count: Count, marked: Marked) -> bool:
    """'88 others', '145 of his comrades', 'ще 145 українців': those who are counted beside the one."""
    inside = marked.within("fellow", count.start, count.end + 3)
    more = any(m.end == count.start for m in marked.all("anaphor", "fellow"))
    return inside or more


def before(count: Count, clause: Clause) -> int:
    """'The mayor, a journalist and 144 others', 'Колишній мер та ще 145': how many stand before 'and'."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    at = count.start - any(m.end == count.start for m in marked.all("anaphor", "fellow", "qualifier"))
    mark = next((m for m in marked.all("and", "extra", "prep_with", lo=clause.lo, hi=at) if m.end == at), None)
    if mark is None or mark.start <= clause.lo:
        return 0
    end, value = mark.start, 0
    while value < len(tokens):
        lo = named(end, clause)
        if lo is None:
            return value or int(by_name(mark.start, clause))
        value += 1
        if lo <= clause.lo or tokens[lo - 1].word.surface != ",":
            break
        end = lo - 1
    return value


def by_name(end: int, clause: Clause) -> bool:
    """'Activist Koval and 94 other Ukrainians are back': one whose name says nothing else opens the clause."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if end <= clause.lo or end - clause.lo > NAMING or (clause.verbs and clause.verbs[0].start < end):
        return False
    words = [t.word for t in tokens[clause.lo : end]]
    if any(w.kind != "word" for w in words) or marked.has(*NOBODY, lo=clause.lo, hi=end):
        return False
    known = any(m.start < end <= m.end for marks in marked.marks.values() for m in marks)
    last = words[-1]
    return last.capital and not known and not last.plural and (bool(last.pos) or not last.norm.endswith("s"))


def named(end: int, clause: Clause, one: tuple[str, ...] = ONE) -> int | None:
    """Where the words for one person begin that end at a place: a noun with its article, or a name of no side."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if end - 2 > clause.lo and marked.has("prep_of", lo=end - 2, hi=end - 1):
        end -= 2  # 'the former mayor of Kherson'
    last = tokens[end - 1].word
    if last.pos and last.capital and end - 2 >= clause.lo and "gent" in last.cases:
        end -= 1  # 'мер Херсона'
    nouns = [m for m in marked.all(*one, lo=clause.lo, hi=end) if m.end == end]
    if not nouns or not singular(nouns[0], marked):
        return None
    start, spoken = min(m.start for m in nouns), bool(tokens[end - 1].word.pos)
    for _ in range(ADJECTIVES + 1):
        if start <= clause.lo:
            break
        if marked.has("article", lo=start - 1, hi=start) or tokens[start - 1].word.norm == "the":
            return start - 1
        if tokens[start - 1].word.surface in SIGNS or not between(
            start - 1, marked, spoken=bool(tokens[end - 1].word.pos)
        ):
            break
        start -= 1
    spoken = bool(tokens[end - 1].word.pos)
    return start if spoken or start == clause.lo else None


def alone(count: Count, clause: Clause) -> int:
    """'He stepped off a bus with 145 fellow countrymen': the one who came is not among those he came with."""
    marked = clause.marked
    at = count.start
    with_them = any(m.end == at for m in marked.all("prep_with", "extra", lo=clause.lo))
    return int(with_them and somebody(clause))


def subject(clause: Clause, count: Count) -> Mark | None:
    """'The activist was exchanged together with 99 soldiers': one who opens the clause came with those counted."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    with_them = any(m.end == count.start for m in marked.inside("extra", clause.lo))
    if not with_them or tokens[clause.lo].word.norm != "the":
        return None
    noun = next((m for m in marked.all(*ONE, lo=clause.lo + 1, hi=clause.lo + 4) if singular(m, marked)), None)
    return noun if noun and not marked.has("say", lo=clause.lo, hi=count.start) else None


def somebody(clause: Clause) -> bool:
    """Whether a clause opens with 'he' or 'she', or with a name that says nothing else: 'Oleh, a marine, …'."""
    marked, at = clause.marked, clause.lo
    if marked.has("pronoun_one", lo=at, hi=at + 1):
        return True
    tokens = marked.sentence.tokens
    unknown = tokens[at].word.capital and not any(m.start == at for ms in marked.marks.values() for m in ms)
    return (
        unknown
        and at + 2 < clause.hi
        and tokens[at + 1].word.surface == ","
        and marked.has("article", lo=at + 2, hi=at + 3)
    )


def one_of_them(noun: Mark, mine: list[Count]) -> bool:
    """'95 Ukrainians released, rights activist Butkevych among them': no count is of what one of them is."""
    return noun.cls == "civilian" and not any(c.start <= noun.start < c.end for c in mine)
