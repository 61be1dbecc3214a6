"""What the words about a number mean to counting: people, bodies, sides, verbs, and words that end the phrase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.extraction.counts.numbers import Number
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.morphology import Word
from storage.vocabulary import Qualifier, Scope

SCOPES: Final = {
    "civilian": Scope.CIVILIANS,
    "resident": Scope.CIVILIANS,
    "military": Scope.MILITARY,
    "wounded": Scope.WOUNDED,
}
"""What a noun makes of a count."""
PEOPLE: Final = ("body", "child", "civilian", "resident", "military", "captive", "wounded", "folk")
COUNTED: Final = (*PEOPLE, "profession")
"""What may be counted: a profession makes a civilian of whom is counted, and tells of nobody else."""
NAMED: Final = (*PEOPLE, "people", "adjective", "own")
LEADING: Final = ("adjective", "people", "own", "cue_own", "anaphor", "part")
MEANINGS: Final = (
    *COUNTED,
    "not_people",
    "own",
    "adjective",
    "people",
    "party",
    "prep_of",
    "prep_stop",
    "cue_own",
    "part",
    "anaphor",
    "demonstrative",
    "age",
)
NOTHING: Final[Mapping[str, Mark]] = {}
PHRASE: Final = 6
"""How many words may stand between a participle and the noun behind its phrase."""
OPENED: Final = frozenset("«“„")
STOP_SIGNS: Final = frozenset(',.;:()—–?!"“”«»/…')


@dataclass(slots=True, eq=False, init=False)
class Count:
    """A number of people at tokens start…end (the noun phrase included).

    `noun` is one of PEOPLE or empty for a bare number; `nation` the side whose people they are called; `own` for
    "its own"; `bare` where no noun follows; `trade` where a profession tells that they are civilians.
    """

    start: int
    end: int
    value: int
    noun: str
    nation: str | None
    own: bool
    qualifier: Qualifier
    second: int | None
    of_them: bool
    words: bool
    wounded: bool
    trade: bool

    def __init__(
        self,
        start: int,
        end: int,
        value: int,
        noun: str = "",
        nation: str | None = None,
        own: bool = False,
        qualifier: Qualifier = Qualifier.EXACT,
        second: int | None = None,
        of_them: bool = False,
        words: bool = False,
        wounded: bool = False,
        trade: bool = False,
    ) -> None:
        self.start, self.end, self.value, self.noun, self.nation, self.own = start, end, value, noun, nation, own
        self.qualifier, self.second, self.of_them, self.words = qualifier, second, of_them, words
        self.wounded, self.trade = wounded, trade


class Nouns:
    """The meanings of each token of a sentence that matter to counting."""

    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self.ends = {m.start for m in marked.all("each", "relative", "including")}
        self.at: dict[int, dict[str, Mark]] = {}
        marks = marked.marks
        for cls in MEANINGS:
            if cls in marks:
                for mark in marks[cls]:
                    if cls != "folk" or not finite(marked.sentence.tokens[mark.start].word):
                        self.at.setdefault(mark.start, {})[cls] = mark

    def get(self, i: int) -> Mapping[str, Mark]:
        return self.at.get(i, NOTHING)

    def counted(self, i: int) -> str | None:
        """What a word says is counted, by the first of its meanings that may be."""
        here = self.get(i)
        if here:
            for cls in COUNTED:
                if cls in here:
                    return cls
        return None

    def names(self, i: int) -> bool:
        """Whether a word names people or whose they are."""
        return not self.get(i).keys().isdisjoint(NAMED)

    def leads(self, i: int) -> bool:
        """Whether a noun phrase goes on with a word, whatever else it means."""
        return not self.get(i).keys().isdisjoint(LEADING)


def finite(word: Word) -> bool:
    """'84 пленных освободила Россия': the verb is no word for the freed, whatever its dictionary form."""
    return word.pos == "verb" and word.tense == "past" and not word.passive


def is_verb(marked: Marked, i: int) -> bool:
    word = marked.sentence.tokens[i].word
    if word.pos:
        return word.pos == "verb"
    starting = any(
        m.start == i for m in marked.all("auxiliary", "receive", "give", "return", "free", "home", "move", "swap_head")
    )
    return starting or word.tense in ("past", "pres")


def awaited(marked: Marked, at: int) -> bool:
    """'will follow', 'are due', 'a side due tomorrow', but not 'could return'."""
    at = next((m.end for m in marked.of("each") if m.start == at), at)
    return marked.has("future", lo=at, hi=at + 2) and not marked.within("maybe", at, at + 1)


def event_noun(nouns: Nouns, i: int, word: Word) -> bool:
    """'одна передача загиблих': what is counted is the handover."""
    if word.pos == "adj":
        return of_a_side(nouns, i, word)
    return word.pos == "noun" and nouns.marked.has("swap", "give", lo=i, hi=i + 1)


def of_a_side(nouns: Nouns, i: int, word: Word) -> bool:
    """'стільки ж бійців російська сторона передала': an adjective in the nominative begins who acts."""
    if "nomn" not in word.cases or "gent" in word.cases or "adjective" not in nouns.get(i):
        return False
    return nouns.marked.has("side_noun", lo=i + 1, hi=i + 2)


def mixed(count: Count, nouns: Nouns) -> None:
    """'49 гражданских и военных', '84 цивільних та військових': the number is of both together."""
    other = {"civilian": "military", "military": "civilian"}.get(count.noun)
    if other is None or other not in nouns.marked.marks or count.end + 1 >= len(nouns.marked.sentence.tokens):
        return
    joined = nouns.marked.within("and", count.end, count.end + 1) and other in nouns.get(count.end + 1)
    if (
        joined
        and nouns.marked.sentence.tokens[count.end + 1].word.plural
        and not nouns.marked.sentence.tokens[count.end].word.norm.isascii()
    ):
        count.noun, count.end = "folk", count.end + 2


def paired(count: Count, nouns: Nouns) -> Count:
    """'120 for 120 civilians': the noun behind a pair of numbers tells who they are."""
    here = nouns.get(count.end)
    count.noun = next((c for c in ("military", "civilian") if c in here), "")
    return count


def behind_phrase(nouns: Nouns, i: int) -> int:
    """'90 попавших в плен военных', '40 узятих під Суджею строковиків': where the noun stands, else `i`."""
    tokens = nouns.marked.sentence.tokens
    if i < len(tokens) and tokens[i].word.surface in OPENED:
        return i + 1  # '25 «азовцев»'
    if i >= len(tokens) or tokens[i].word.pos != "adj" or "prep_stop" not in nouns.get(i + 1):
        return i
    if nouns.counted(i) not in (None, "folk"):
        return i  # '50 тяжелораненых с российской стороны'
    for j in range(i + 2, min(len(tokens), i + 2 + PHRASE)):
        word = tokens[j].word
        if word.kind != "word" or word.pos == "verb":
            return i
        here = nouns.get(j)
        named = "people" in here or nouns.counted(j) or ("adjective" in here and word.plural)
        if named and "gent" in word.cases:
            return j
    return i


def compound(nouns: Nouns, i: int) -> bool:
    """English: a noun right before another that names people only tells which: 'region residents', 'camp inmates'."""
    word = nouns.marked.sentence.tokens[i].word
    return not word.pos and not word.plural and any(c in nouns.get(i + 1) for c in COUNTED)


def attributive(nouns: Nouns, i: int) -> bool:
    """'49 captured soldiers', '150 freed Ukrainian troops': a participle before its noun, no verb."""
    word = nouns.marked.sentence.tokens[i].word
    if word.pos or word.tense not in ("past", "part") or nouns.marked.has("auxiliary", "copula", lo=i, hi=i + 1):
        return False  # 'forty were taken prisoner'
    return any(c in nouns.get(j) for j in (i + 1, i + 2) for c in (*COUNTED, "adjective", "people")) and not any(
        "prep_stop" in nouns.get(j) or "prep_of" in nouns.get(j) for j in (i + 1,)
    )


FRONT: Final = 7
"""How many words before a bare number its noun may stand."""


def fronted(count: Count, nouns: Nouns) -> None:
    """Ukrainian, Russian: 'гражданских отпустили двадцать', 'цивільних повернули 51': the noun in front of its verb."""
    tokens = nouns.marked.sentence.tokens
    if count.noun or count.nation or count.second is not None or not tokens[count.start - 1].word.pos:
        return
    verb = False
    for i in range(count.start - 1, max(-1, count.start - FRONT), -1):
        word = tokens[i].word
        if word.kind != "word":
            return
        verb = verb or word.pos == "verb"
        here = nouns.get(i)
        people = next((c for c in PEOPLE if c in here), None)
        if not (verb and people and word.plural and "gent" in word.cases):
            continue
        named = "people" in here or "own" in here
        trade = next((c for c in ("civilian", "military") if c in nouns.get(i - 1)), None) if named else people
        at = i - 1 if named else i
        counted = at > 0 and (tokens[at - 1].word.kind == "num" or "prep_stop" in nouns.get(at - 1))
        if trade and not counted:
            count.noun = trade
            count.nation = here["people"].value if "people" in here else None
        return


def put_at(nouns: Nouns, at: int) -> str | None:
    """'Zelensky put the Ukrainians at 207': English, whose people a number behind 'at' counts."""
    marked, tokens = nouns.marked, nouns.marked.sentence.tokens
    if tokens[at - 1].word.norm != "at":
        return None
    people = nouns.get(at - 2).get("people")
    tally = marked.first("tally", hi=at)  # 'put the number of Ukrainians who came home at 207'
    told = {m.value for m in marked.inside("people", tally.end, at)} if tally is not None else set()
    if tally is not None and not told and "its" in (t.word.norm for t in tokens[tally.start : at]):
        last = list(marked.all("party", "adjective", hi=at))[-1:]  # 'Moscow put the figure for its own dead at 41'
        told = {m.value for m in last if m.end <= tally.start}
    return people.value if people is not None else told.pop() if len(told) == 1 else None


def of_operations(number: Number, nouns: Nouns) -> bool:
    """'75 репатріацій', 'три передачі': Ukrainian and Russian, how often it was done; English has '75 return'."""
    marked, at = nouns.marked, number.end
    return marked.within("operation_noun", at, at + 1) and bool(marked.sentence.tokens[at].word.pos)


def of_children(first: Count | None, noun: str) -> bool:
    """'Ten of them are Ukrainian', behind children: they are children as well, which is noted."""
    told = first is not None and noun == "child" and first.of_them and first.noun in ("", "folk")
    if told and first is not None:
        first.noun = noun
    return told
