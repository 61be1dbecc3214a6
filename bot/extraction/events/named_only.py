"""People who are only named by their return: 'received 20 Ukrainians freed from captivity' tells of a reception."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause, Verb
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.morphology import Word

MOVED: Final = ("receive", "give", "return", "free", "home")
NAMED: Final = (*PEOPLE, "people", "own", "adjective")
PARTED: Final = ("and", "clause", "subordinate", "relative_word", "that")
"""What parts a verb from the one before it: with none of these between, the first is a participle."""
AGENTS: Final = (
    *("party", "people", "both", "side_noun", "a_side", "agency", "person", "office", "generic_body", "pronoun"),
    *("each", "and", "auxiliary", "copula", "relative_word", "that", "perfect", "pluperfect", "place", "also"),
)
"""What stands before a finite verb, and before no participle."""
FINITE: Final = ("past", "pres", "futr")
DATED: Final = 6
"""Words between a participle and the day that it is told with: 'released from captivity on Thursday'."""
PHRASE: Final = 8
"""Words between a participle and the verb behind its phrase: 'servicemen returned from captivity met the president'."""


def only_named(told: list[Event]) -> bool:
    """Whether every clause names the people by their return, and none says by a verb that they have returned."""
    heads = [(e, v) for e in told for v in returning(e.clause)]
    named = [v for e, v in heads if names(e, v)]
    called = bool(named) or any("freed_ones" in e.clause.own for e in told)
    return called and bool(heads) and all(names(e, v) or greets(e.clause, v) for e, v in heads)


def returning(clause: Clause) -> list[Verb]:
    """The verbs of return of a clause, those of exchanging among them."""
    tokens = clause.marked.sentence.tokens
    words = ((m, tokens[m.start].word) for m in clause.of("swap"))
    told = [(m, w) for m, w in words if w.tense in ("past", "part") or w.pos == "adj" or trades(clause, m, w)]
    swapped = [Verb(m.start, m.end, m.cls, w.tense, w.passive) for m, w in told]
    return [v for v in clause.verbs if v.cls in MOVED] + swapped


def trades(clause: Clause, mark: Mark, word: Word) -> bool:
    """English: 'Russia trades 45 fighters for three pilots': a verb of the present, right before whom it counts."""
    tokens = clause.marked.sentence.tokens
    counts = not word.pos and mark.end < clause.hi and tokens[mark.end].word.kind == "num"
    return counts and clause.marked.has("party", "both", "agency", lo=mark.start - 2, hi=mark.start)


def greets(clause: Clause, verb: Verb) -> bool:
    """'принял 20 освобождённых': whoever greets them brings nobody home."""
    return clause.marked.within("greets", verb.start, verb.end)


def names(event: Event, verb: Verb) -> bool:
    """Whether a verb of return only says who people are: a participle with no day of its own, beside another verb."""
    clause, word = event.clause, event.clause.marked.sentence.tokens[verb.start].word
    if dated(clause, verb):
        return False
    if word.pos:
        part = word.tense == "part" or verb.cls == "swap"  # 'обміняних'
        attribute = word.pos == "adj" and part and bool(word.cases)
        return attribute or relative(clause)
    if word.tense not in ("past", "part") or verb.passive:
        return relative(clause)
    if before_people(clause, verb):
        return not agent_before(clause, verb)
    return relative(clause) or (behind_people(event, verb) and other_verb(clause, verb))


def dated(clause: Clause, verb: Verb) -> bool:
    """'released from captivity on Thursday', and no comma before the day."""
    days = clause.marked.all("relative", "weekday", lo=max(clause.lo, verb.start - 2), hi=verb.end + DATED)
    tokens = clause.marked.sentence.tokens
    return any(all(t.word.kind != "sym" for t in tokens[verb.end : day.start]) for day in days)


def before_people(clause: Clause, verb: Verb) -> bool:
    """'freed soldiers', 'released Ukrainian prisoners'."""
    marked = clause.marked
    if any(m.start == verb.end for m in clause.all_of(NAMED)):
        return True
    adjective = marked.within("adjective", verb.end, verb.end + 1)
    return adjective and marked.any_within(NAMED, lo=verb.end + 1, hi=verb.end + 2)


def agent_before(clause: Clause, verb: Verb) -> bool:
    """'Russia freed prisoners', 'both sides exchanged captives': who acts stands right before it."""
    at = verb.start
    return any(s.end == at for s in clause.sides) or clause.marked.has(*AGENTS, lo=at - 1, hi=at)


def behind_people(event: Event, verb: Verb) -> bool:
    clause = event.clause
    return any(f.count.end == verb.start for f in event.findings) or any(
        m.end == verb.start for m in clause.all_of(NAMED)
    )


def relative(clause: Clause) -> bool:
    """'24 defenders, | who were freed from captivity': the main clause, before or behind, tells something else."""
    marked = clause.marked
    if not clause.lo or not marked.within("relative_word", clause.lo, clause.lo + 2):
        return False
    if marked.has(*MOVED, hi=clause.lo):
        return False
    tokens = marked.sentence.tokens
    comma = next((at for at in range(clause.lo + 1, len(tokens)) if tokens[at].word.surface == ","), len(tokens))
    return any(main_verb(clause, at) for at in (*range(clause.lo), *range(comma, len(tokens))))


def other_verb(clause: Clause, verb: Verb) -> bool:
    """Whether a finite verb of another matter governs the clause: before the people, or right behind the phrase."""
    marked = clause.marked
    tokens = marked.sentence.tokens
    colon = next((at for at in reversed(range(clause.lo, verb.start)) if tokens[at].word.surface == ":"), clause.lo)
    before = next((at for at in reversed(range(colon, verb.start)) if main_verb(clause, at)), None)
    if before is not None and not marked.has("that", "clause", "subordinate", lo=before, hi=verb.start):
        return True
    ahead = range(verb.end, min(verb.end + PHRASE, clause.hi))
    behind = next((at for at in ahead if main_verb(clause, at) or they_say(clause, verb, at)), None)
    return behind is not None and not parted(clause, verb.end, behind)


def they_say(clause: Clause, verb: Verb, at: int) -> bool:
    """'Nine men freed from captivity told the court': they themselves do, and no official behind them."""
    word = clause.marked.sentence.tokens[at].word
    said = word.tense in FINITE and clause.marked.has("say", lo=at, hi=at + 1)
    return said and not clause.marked.has("person", "agency", "office", "generic_body", "party", lo=verb.end, hi=at)


def parted(clause: Clause, lo: int, hi: int) -> bool:
    commas = any(t.word.kind == "sym" for t in clause.marked.sentence.tokens[lo:hi])
    return commas or clause.marked.has(*PARTED, lo=lo, hi=hi)


def main_verb(clause: Clause, at: int) -> bool:
    """A finite verb that neither says nor returns anybody."""
    marked = clause.marked
    tokens = marked.sentence.tokens
    word = tokens[at].word
    finite = word.tense in FINITE and word.pos in ("", "verb") and not attribute(marked, at)
    if not finite:
        return False
    other = any(m.start == at for m in marked.all("returns_not", "false_friend"))  # 'released personal data'
    if other or marked.within("greets", at, at + 1):
        return True
    return not marked.has("say", "confirm", "auxiliary", *MOVED, "move", "kept", "seized", lo=at, hi=at + 1)


def attribute(marked: Marked, at: int) -> bool:
    """The end of 'a hundred', 'UAE-assisted', 'Kyiv-controlled land', 'day of swaps': what only looks like a verb."""
    tokens = marked.sentence.tokens
    joined = at > 0 and (tokens[at - 1].word.surface == "-" or hyphened(at, marked))
    occupied = marked.within("occupied", at, at + 1) and tokens[at].word.tense == "past"
    noun = (at > 0 and marked.within("prep_of", at - 1, at)) or wounded_ones(marked, at)
    return joined or occupied or noun or marked.has("number", lo=at, hi=at + 1)


def wounded_ones(marked: Marked, at: int) -> bool:
    """'Wounded defenders freed', at the beginning: who they are."""
    return at == 0 and marked.within("wounded", at, at + 1) and marked.has(*NAMED, lo=at + 1, hi=at + 2)


def hyphened(at: int, marked: Marked) -> bool:
    """Whether nothing but a hyphen stands between a token and the one before."""
    sentence = marked.sentence
    lo, hi = sentence.tokens[at - 1].end - sentence.start, sentence.tokens[at].start - sentence.start
    return sentence.text[lo:hi] == "-"
