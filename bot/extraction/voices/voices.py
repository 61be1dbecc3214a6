"""Voices by a common noun: 'the ministry in Moscow', "Russia's lead negotiator", 'statements from both sides'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

RANKS: Final = 4
"""How many words of rank may stand between a land and a post: 'Ukraine's first deputy prime minister'."""
STATED: Final = 3
"""How many words may stand between a statement and the verb that tells what it says."""
ARTICLES: Final = ("the", "a", "an", "both", "its")
LANDS: Final = ("adjective", "party")
NOUNS: Final = ("state_body", "state_post")
PREPOSITIONS: Final = ("prep_in", "prep_from", "prep_to", "prep_of", "prep_with", "prep_by", "prep_for", "prep_stop")
KNOWN: Final = (*PREPOSITIONS, "and", "say", "weekday", "month", "party")
"""What may stand before a state that is no part of a longer name."""


@dataclass(slots=True, eq=False, init=False)
class Voice:
    """Words that name a party's authorities, at tokens start…end; of no party where they name both sides.

    `place`: only where they are ('у Києві'); `named`: a post with a name.
    """

    start: int
    end: int
    party: str
    place: bool
    named: bool

    def __init__(self, start: int, end: int, party: str, *, place: bool = False, named: bool = False) -> None:
        self.start, self.end, self.party, self.place, self.named = start, end, party, place, named


class Nouns:
    """Finds the bodies and posts of a state that have no name of their own in a dossier."""

    def __init__(self, lexicon: Lexicon, parties: frozenset[str]) -> None:
        self.lexicon, self.parties = lexicon, parties
        self.english = lexicon.code == "en"
        capitals = lexicon.table.get("capitals", {})
        self.capitals = {place: land for land, place in capitals.items() if land in parties}

    def voices(self, one: Marked) -> Iterator[Voice]:
        """All of them in a sentence, with the land that stands before or behind the noun."""
        for noun in one.all_of(NOUNS):
            word = one.sentence.tokens[noun.end - 1].word
            several = word.plural or (self.english and word.norm.endswith("s"))
            if one.within("no_body", noun.end, noun.end + 1) or (several and noun.cls == "state_post"):
                continue  # 'Ukrainian and Russian negotiators said'
            yield from self.land_before(noun, one)
            yield from self.land_behind(noun, one)

    def land_before(self, noun: Mark, one: Marked) -> Iterator[Voice]:
        """'Russia's military', 'the Ukrainian deputy prime minister', 'у російському військовому відомстві'."""
        at = noun.start
        while at > 0 and noun.start - at < RANKS and one.within("post_rank", at - 1, at):
            at -= 1
        land = next((m for m in one.all_of(LANDS, hi=at) if m.end == at and m.value in self.parties), None)
        if land is None and noun.cls == "state_post":
            yield from self.region(at, noun, one)
        if land is None or not self.owns(land, noun, one) or one.within("former", land.start - 1, land.start):
            return
        place = not self.english and one.within("prep_in", land.start - 1, land.start)
        yield Voice(land.start - place, noun.end, land.value, place=place)

    def region(self, at: int, noun: Mark, one: Marked) -> Iterator[Voice]:
        """'Belgorod governor': a region of a side, by what its people are called."""
        for mark in one.of("own"):
            if mark.end == at and mark.value in self.parties and one.within("of_region", noun.start, noun.end):
                yield Voice(mark.start, noun.end, mark.value)

    def owns(self, land: Mark, noun: Mark, one: Marked) -> bool:
        """Whether a land's name or adjective belongs to the noun behind it."""
        tokens = one.sentence.tokens
        if not self.english:
            return land.cls == "adjective" or "gent" in tokens[land.start].word.cases
        if land.cls == "party" and not tokens[land.end - 1].word.possessive:
            return noun.cls == "state_post"  # 'Moscow lawmaker', 'US envoy'
        return True

    def land_behind(self, noun: Mark, one: Marked) -> Iterator[Voice]:
        """'the ministry in Moscow', 'a spokesman for the Ukrainian president', 'уряд України', 'переговорщик от РФ'."""
        tokens = one.sentence.tokens
        start = noun.start
        while start > 0 and noun.start - start < RANKS and one.within("post_rank", start - 1, start):
            start -= 1
        if one.within("former", start - 1, start) or (self.english and not leads(start - 1, one)):
            return  # 'the health ministry in Kyiv'
        at = noun.end
        joined = one.has("prep_in", "prep_of", "prep_from", "prep_for", lo=at, hi=at + 1)
        if not joined and self.english:
            return
        at += joined
        at += at < len(tokens) and tokens[at].word.norm == "the"
        place = not self.english and one.within("prep_in", start - 1, start)
        for mark in one.all(*LANDS, "place", lo=at):
            if mark.start == at and (party := self.land(mark)) is not None:
                if joined or "gent" in tokens[mark.start].word.cases or tokens[mark.start].word.upper:
                    end = mark.end + self.seat(mark, one)
                    end += 2 * (one.within("and", end, end + 1) and one.has("place", lo=end + 1, hi=end + 2))
                    yield Voice(start - place, end, party, place=place)
                return

    def land(self, mark: Mark) -> str | None:
        """The party that a name or its capital stands for."""
        party = self.capitals.get(mark.value) if mark.cls == "place" else mark.value
        return party if party in self.parties else None

    def seat(self, mark: Mark, one: Marked) -> int:
        """'for the Ukrainian president': how many words of an adjective's noun belong to the name behind a post."""
        return int(mark.cls == "adjective" and one.has("office", *NOUNS, lo=mark.end, hi=mark.end + 1))

    def statements(self, one: Marked) -> Iterator[str]:
        """The parties whose statements say it; an empty code stands for both sides."""
        for noun in one.of("state_account"):
            owners, end = self.owners(noun, one)
            if owners and self.states(noun, end, one):
                yield from owners

    def owners(self, noun: Mark, one: Marked) -> tuple[list[str], int]:
        """Whose a statement is, and where that ends: 'statements from the two sides', 'Russian statements'."""
        at = noun.end + one.has("prep_of", "prep_from", "prep_by", lo=noun.end, hi=noun.end + 1)
        if at > noun.end or not self.english:
            both = next((m for m in one.all("both_speak", "both", "both_of", lo=at) if m.start - at <= 1), None)
            if both is not None:
                return [""], both.end
            found, end = self.owners_behind(at, one)
            if found:
                return found, end
        return (self.owners_before(noun, one) if self.english else []), noun.end

    def owners_behind(self, at: int, one: Marked) -> tuple[list[str], int]:
        """'… from Kyiv and Moscow', 'заяви українського уряду'; not 'reports by Russian bloggers'."""
        found: list[str] = []
        end = at
        for mark in sorted(one.all(*LANDS, lo=at), key=at_start):
            theirs = self.english or "gent" in one.sentence.tokens[mark.start].word.cases
            body = one.has("side_noun", *NOUNS, lo=mark.end, hi=mark.end + 1)
            near = mark.start - end <= 1 and mark.value in self.parties and theirs
            if not near or (mark.cls == "adjective" and not body):
                break
            found.append(mark.value)
            end = mark.end + body
        return found, end

    def owners_before(self, noun: Mark, one: Marked) -> list[str]:
        """English: 'Russian and Ukrainian statements', 'a Russian government statement', 'separate statements'."""
        at = noun.start - one.within("state_body", noun.start - 1, noun.start)
        if one.within("separate", at - 1, at):
            return [""] if {m.value for m in one.all(*LANDS)} >= set(self.lexicon.sides) else []
        found: list[str] = []
        for mark in reversed(one.of("adjective")):
            if mark.value in self.parties and mark.end == at:
                found.append(mark.value)
                at = mark.start - one.within("and", mark.start - 1, mark.start)
        return found

    def states(self, noun: Mark, end: int, one: Marked) -> bool:
        """Whether a statement says something: 'according to …', '… showed', 'следует из …'."""
        start = noun.start
        while start > 0 and one.has("separate", "adjective", "people", "state_body", "and", lo=start - 1, hi=start):
            start -= 1
        if any(m.end == start for m in one.of("said_in")):
            return True
        verb = one.first("say", "statement_says", lo=end, hi=end + STATED)
        return self.english and verb is not None and not one.within("negation", verb.start - 2, verb.end)


def colon(at: int, one: Marked) -> bool:
    tokens = one.sentence.tokens
    return at < len(tokens) and tokens[at].word.surface == ":"


def leads(at: int, one: Marked) -> bool:
    """English: whether what stands before a noun leaves it what it is: a sign, an article, a word between clauses."""
    if at < 0:
        return True
    word = one.sentence.tokens[at].word
    return word.kind == "sym" or word.norm in ARTICLES or one.has("prep_stop", "say", "and", "clause", lo=at, hi=at + 1)


def behind_aside(at: int, one: Marked) -> int:
    """Where ', which mediated,' ends behind a name; `at` where no such clause stands there."""
    tokens = one.sentence.tokens
    if at + 1 >= len(tokens) or tokens[at].word.surface != "," or not one.within("relative_word", at + 1, at + 2):
        return at
    return next((i + 1 for i in range(at + 2, len(tokens)) if tokens[i].word.surface == ","), at)


def acted(hi: int, one: Marked) -> bool:
    """Whether a plural subject stands before a word in its clause: 'родичі полонених повідомили в Києві'."""
    for i in reversed(range(hi)):
        word = one.sentence.tokens[i].word
        if word.kind == "sym":
            return False
        if word.plural and "nomn" in word.cases and (word.pos == "adj" or "accs" not in word.cases):
            return True
        if one.within("families", i, i + 1):
            return True
    return False


def plural(mark: Mark, one: Marked) -> bool:
    """'сторони', 'обидві столиці': not 'російська сторона', 'з кожної сторони'."""
    word = one.sentence.tokens[mark.end - 1].word
    return word.plural and "nomn" in word.cases and not one.has("each", "adjective", lo=mark.start - 1, hi=mark.start)


def at_start(mark: Mark) -> int:
    return mark.start


def named(voice: Voice, one: Marked) -> bool:
    """Whether a voice is more than a state's bare name."""
    return voice.end - voice.start > 1 or not one.sentence.tokens[voice.end].word.capital


def title_of(mark: Mark, one: Marked) -> bool:
    """'Kyiv Independent', 'РБК-Україна', 'Forbes Ukraine': a part of an outlet's or company's name."""
    tokens = one.sentence.tokens
    behind = tokens[mark.end].word if mark.end < len(tokens) else None
    if behind is not None and behind.capital and not one.has("say", "agency", lo=mark.end, hi=mark.end + 1):
        return True
    if mark.start == 0:
        return False
    before = tokens[mark.start - 1].word
    if tokens[mark.start].glued or before.surface in ("-", "/", "‑"):
        return True
    known = one.any_within(KNOWN, lo=mark.start - 1, hi=mark.start)
    return before.capital and before.norm not in ARTICLES and before.kind == "word" and mark.start > 1 and not known
