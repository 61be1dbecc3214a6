"""A party's authorities as speakers, without a name that the dossier knows.

'Kyiv confirmed', 'the Russian side said', 'у Києві повідомили', 'the governor of the Kursk region, NAME, wrote'.
They count as an official origin of that party (Rule A1) and are shown as its authorities, never by a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Mark, Marked
from storage.vocabulary import Origin

ENDING, OFFICIAL = "-authorities", "-official"
"""How the ids of such origins end, behind a party's code; the latter for one who is named with a post."""
REACH: Final = 9
"""How far behind a post a name may begin."""
GAP: Final = 4
"""How many words (adverbs, a day) may stand between a state and its verb."""
CAPITAL: Final = 2
"""How near to the beginning a town stands that speaks for its state."""
DAYS: Final = ("weekday", "relative", "month", "number", "cal_of", "auxiliary")
PREPOSITIONS: Final = ("prep_in", "prep_from", "prep_to", "prep_of", "prep_with", "prep_by", "prep_for", "prep_stop")
DOUBT: Final = ("conditional", "unreal")


@dataclass(slots=True, eq=False, init=False)
class Voice:
    """Words that name a party's authorities, at tokens start…end.

    `place`: only where they are ('у Києві'); `named`: a post with a name.
    """

    start: int
    end: int
    party: str
    place: bool
    named: bool

    def __init__(self, start: int, end: int, party: str, *, place: bool = False, named: bool = False) -> None:
        self.start, self.end, self.party, self.place, self.named = start, end, party, place, named


def anonymous(origin: Origin) -> bool:
    """Whether an origin is a party's authorities as such."""
    return origin.id.endswith(ENDING)


def unlisted(origin: Origin) -> bool:
    """Whether an origin has no name of its own to show: authorities, or an official whom the dossier does not know."""
    return origin.id.endswith((ENDING, OFFICIAL))


@lru_cache(maxsize=16)
def authorities(lexicon: Lexicon) -> Authorities:
    """The authorities of one lexicon: its words are sorted out once."""
    return Authorities(lexicon)


class Authorities:
    """Finds the parties that speak in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        words = lexicon.table.get("voices", {})
        self.affirming = frozenset(words.get("affirm", ()))
        self.asides = frozenset(words.get("aside", ()))
        self.titles = frozenset(words.get("authority", ()))
        self.accounts = frozenset(words.get("account", ()))
        self.posts = frozenset(words.get("post", ()))
        parties = lexicon.dossier.parties
        self.mediators = frozenset(code for code, one in parties.items() if one.mediator)
        self.parties = frozenset(code for code, one in parties.items() if one.side or one.mediator)

    def find(self, one: Marked, context: str | None) -> list[Origin]:
        """The authorities and unknown officials that say something in a sentence."""
        says = [m for m in one.of("say") if self.affirms(m, one)]
        if not says or "anonymous" in one.marks or one.sentence.text.rstrip().endswith("?"):
            return []
        voices = [*self.states(one), *self.bodies(one)]
        officials = [v.party for v in self.officials(one, context) if any(self.speaks(v, say, one) for say in says)]
        heard = [
            p for v in voices if any(self.speaks(v, say, one) for say in says) for p in (*self.with_it(v, one), v.party)
        ]
        pair = [m for m in one.of("both") if self.lexicon.code == "en" or plural(m, one)]
        together = [Voice(m.start, m.end, "") for m in (*pair, *one.of("both_speak"))]
        both = any(self.speaks(v, say, one) for v in together for say in says)
        states = [p for p in (*heard, *(self.lexicon.sides if both else ())) if p not in officials]
        return [self.origin(p, OFFICIAL) for p in dict.fromkeys(officials)] + [
            self.origin(p, ENDING) for p in dict.fromkeys(states)
        ]

    def with_it(self, voice: Voice, one: Marked) -> Iterator[str]:
        """'Moscow and Kyiv confirmed': the other state of a pair."""
        at = voice.end - 2 if voice.end - voice.start > 1 else voice.start - 1  # 'officials in Moscow and Kyiv'
        if one.within("and", at, at + 1):
            yield from (m.value for m in one.all("party", lo=at - 2, hi=at) if m.end == at and m.value in self.parties)

    def origin(self, party: str, ending: str) -> Origin:
        name = self.lexicon.dossier.parties[party].name.get("en", party)
        called = "Authorities" if ending == ENDING else "Official"
        return Origin(f"{party.casefold()}{ending}", f"{called} of {name}", party, official=True)

    def affirms(self, say: Mark, one: Marked) -> bool:
        """A finite verb of telling or confirming, or 'according to'; not one in doubt, denied or asked."""
        word = one.sentence.tokens[say.start].word
        if say.end - say.start > 1 and (not word.tense or word.norm in self.accounts):
            return word.norm in self.accounts
        if word.tense in ("inf", "futr", "ing") or self.affirming.isdisjoint(word.keys):
            return False
        doubted = any(m.start < say.start for m in one.all(*DOUBT))
        return not doubted and not one.within("negation", max(0, say.start - 3), say.end + 2)

    def states(self, one: Marked) -> Iterator[Voice]:
        """A state by its name or capital: as a subject, or where somebody speaks."""
        tokens = one.sentence.tokens
        for mark in one.of("party"):
            if mark.value not in self.parties or tokens[mark.end - 1].word.possessive or title_of(mark, one):
                continue
            cases = tokens[mark.end - 1].word.cases
            if self.lexicon.code != "en" and one.within("prep_in", mark.start - 1, mark.start):
                if not cases or "loct" in cases:
                    yield Voice(mark.start - 1, mark.end, mark.value, place=True)
            elif not cases or cases & {"nomn", "ablt", "gent"}:
                yield Voice(mark.start, mark.end, mark.value)
        yield from self.capitals(one)

    def capitals(self, one: Marked) -> Iterator[Voice]:
        """'Doha said': a town of a mediator, where it begins the sentence, stands for that state."""
        parties = {i for m in one.of("party") for i in range(m.start, m.end)}
        for mark in one.inside("place", 0, CAPITAL):
            country = self.lexicon.dossier.places[mark.value].country
            if country in self.parties and country not in self.lexicon.sides and mark.start not in parties:
                yield Voice(mark.start, mark.end, country)

    def bodies(self, one: Marked) -> Iterator[Voice]:
        """'the Russian side', 'Kyiv's officials', 'authorities in Moscow', 'українська влада'."""
        tokens = one.sentence.tokens
        for mark in one.all("adjective", "party"):
            if mark.value not in self.parties:
                continue
            before = mark.start - 2 >= 0 and one.within("prep_in", mark.start - 1, mark.start)
            if mark.end < len(tokens) and not self.titles.isdisjoint(tokens[mark.end].word.keys):
                yield Voice(mark.start, mark.end + 1, mark.value)
            elif mark.cls == "party" and before and not self.titles.isdisjoint(tokens[mark.start - 2].word.keys):
                yield Voice(mark.start - 2, mark.end, mark.value)

    def officials(self, one: Marked, context: str | None) -> Iterator[Voice]:
        """'the deputy head of the president's office, NAME': a post, the body or land it belongs to, and a name."""
        posts = self.posts
        found: list[int] = []
        for i, token in enumerate(one.sentence.tokens):
            for key in token.word.keys:
                if key in posts:
                    found.append(i)
                    break
        for at in found:
            end = self.named_behind(at + 1, one)
            party = self.belongs(at, end, one, context) if end else None
            if end and party is not None and party in self.parties:
                yield Voice(at, end, party, named=True)

    def named_behind(self, lo: int, one: Marked) -> int | None:
        """Where a name of two words that nothing else is known of ends behind a post; None where none stands there."""
        tokens, places = one.sentence.tokens, self.lexicon.dossier.places
        marks = one.all("party", "agency", "person", "own", "adjective", "place")
        ours = (m for m in marks if m.cls != "place" or places[m.value].country in self.lexicon.sides)
        known = {i for m in ours for i in range(m.start, m.end)}  # a forename may sound like a town abroad
        for i in range(lo, min(lo + REACH, len(tokens) - 1)):
            first, second = tokens[i].word, tokens[i + 1].word
            if first.surface in ".;:?!" or (i > lo and one.within("say", i, i + 1)):
                return None
            if first.capital and second.capital and not {i, i + 1} & known and not (first.upper or second.upper):
                return i + 2
        return None

    def belongs(self, lo: int, hi: int, one: Marked, context: str | None) -> str | None:
        """The party whose body or land stands in a stretch; a body without its state is that of the context."""
        for mark in sorted(one.all("agency", "adjective", "party", "place", "own", lo=max(0, lo - 2), hi=hi), key=at):
            if mark.cls == "agency":
                return self.lexicon.bodies[mark.value][0]
            return self.lexicon.dossier.places[mark.value].country if mark.cls == "place" else mark.value
        return context if one.has("office", "generic_body", lo=lo, hi=hi) else None

    def speaks(self, voice: Voice, say: Mark, one: Marked) -> bool:
        """Whether a verb of telling has this voice as its subject."""
        tokens = one.sentence.tokens
        phrase = say.end - say.start > 1 and tokens[say.start].word.norm in self.accounts
        if voice.place and not tokens[say.start].word.plural:
            return False
        if say.start >= voice.end:
            return not phrase and self.subject(voice, one) and self.idle(voice.end, say.start, one, named=voice.named)
        if say.end > voice.start:
            return False
        if phrase:  # 'according to Kyiv', 'за даними Москви'
            alone = voice.end >= len(tokens) or tokens[voice.end].word.kind == "sym" or named(voice, one)
            return alone and self.idle(say.end, voice.start, one, most=1)
        if self.lexicon.code == "en":
            return one.within("prep_by", say.end, say.end + 1) and voice.start - say.end == 1
        return self.idle(say.end, voice.start, one, most=1) and (self.subject(voice, one) or self.by(voice, say, one))

    def subject(self, voice: Voice, one: Marked) -> bool:
        """A nominative with no preposition before it; for a place, a plural verb without a subject beside it."""
        tokens = one.sentence.tokens
        if voice.place:
            return voice.start == 0 or "nomn" not in tokens[voice.start - 1].word.cases
        cases = tokens[voice.start].word.cases
        if (cases and "nomn" not in cases) or one.has(*PREPOSITIONS, lo=voice.start - 1, hi=voice.start):
            return False
        if voice.start > 1 and one.within("and", voice.start - 1, voice.start):
            first = next((m for m in one.all("party", "place") if m.end == voice.start - 1), None)
            return first is None or not one.has(*PREPOSITIONS, lo=first.start - 1, hi=first.start)
        return True

    def by(self, voice: Voice, say: Mark, one: Marked) -> bool:
        """'підтверджено Москвою': an instrumental behind a passive."""
        tokens = one.sentence.tokens
        return "ablt" in tokens[voice.start].word.cases and tokens[say.start].word.tense == "part"

    def idle(self, lo: int, hi: int, one: Marked, most: int = GAP, *, named: bool = False) -> bool:
        """Whether nothing but adverbs, a day or a pair of commas stands between; behind a name one comma may."""
        commas = sum(t.word.surface == "," for t in one.sentence.tokens[lo:hi])
        if hi - lo > most or (commas % 2 and not named):
            return False
        told = list(one.all(*DAYS, lo=lo, hi=hi))
        for i in range(lo, hi):
            word = one.sentence.tokens[i].word
            if word.norm in self.asides or word.surface == ",":
                continue
            if word.kind != "num" and not any(m.start <= i < m.end for m in told):
                return False
        return True


def plural(mark: Mark, one: Marked) -> bool:
    """'сторони', 'обидві столиці': not 'російська сторона', 'з кожної сторони'."""
    word = one.sentence.tokens[mark.end - 1].word
    return word.plural and "nomn" in word.cases and not one.has("each", "adjective", lo=mark.start - 1, hi=mark.start)


def at(mark: Mark) -> int:
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
    known = one.has(*PREPOSITIONS, "and", "say", "weekday", "month", "party", lo=mark.start - 1, hi=mark.start)
    return before.capital and before.kind == "word" and mark.start > 1 and not known
