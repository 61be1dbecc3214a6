"""A party's authorities as speakers, without a name that the dossier knows.

'Kyiv confirmed', 'the Russian side said', 'у Києві повідомили', 'the governor of the Kursk region, NAME, wrote'.
They count as an official origin of that party (Rule A1) and are shown as its authorities, never by a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.extraction.voices.voices import (
    PREPOSITIONS,
    Nouns,
    Voice,
    acted,
    at_start,
    behind_aside,
    colon,
    named,
    plural,
    title_of,
)
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked
from storage.vocabulary import Origin

ENDING, OFFICIAL = "-authorities", "-official"
"""How the ids of such origins end, behind a party's code; the latter for one who is named with a post."""
NAME: Final = 2
"""How many words a name has that no dossier knows."""
REACH: Final = 9
"""How far behind a post a name may begin."""
COUNTED: Final = 4
"""Within how many words behind 'Both' stands how many people they tell of: not 'Both said they had been beaten'."""
GAP: Final = 4
"""How many words (adverbs, a day) may stand between a state and its verb."""
CAPITAL: Final = 2
"""How near to the beginning a town stands that speaks for its state."""
DAYS: Final = ("weekday", "relative", "month", "number", "cal_of", "auxiliary")
OPENERS: Final = (",", "”", '"', "'", "»", "’")
DOUBT: Final = ("conditional", "unreal")


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
        self.nouns = Nouns(lexicon, self.parties)

    def find(self, one: Marked, context: str | None) -> list[Origin]:
        """The authorities and unknown officials that say something in a sentence."""
        if one.any_of(("anonymous", "knowledge")) or one.sentence.text.rstrip().endswith("?"):
            return []
        stated = list(self.nouns.statements(one)) if "state_account" in one.marks else []
        says = [m for m in one.of("say") if self.affirms(m, one)]
        titled = [*self.heading(one)] if one.sentence.in_title else []
        voices = [*self.states(one), *self.bodies(one), *self.nouns.voices(one)] if says else []
        named = self.officials(one, context) if says else ()
        officials = [v.party for v in named if any(self.speaks(v, say, one) for say in says)]
        heard = [
            p for v in voices if any(self.speaks(v, say, one) for say in says) for p in (*self.with_it(v, one), v.party)
        ]
        both = "" in stated or any(self.speaks(v, say, one) for v in self.together(one) for say in says)
        heard += [party for party in (*stated, *titled) if party]
        states = [p for p in (*heard, *(self.lexicon.sides if both else ())) if p not in officials]
        return [self.origin(p, OFFICIAL) for p in dict.fromkeys(officials)] + [
            self.origin(p, ENDING) for p in dict.fromkeys(states)
        ]

    def heading(self, one: Marked) -> Iterator[str]:
        """'Kyiv: 60 soldiers freed', '60 soldiers freed – Moscow': the capital whose word a title gives."""
        tokens, places = one.sentence.tokens, self.lexicon.dossier.places
        for mark in one.of("place"):
            first = mark.start == 0 and colon(mark.end, one)
            last = mark.end == len(tokens) and mark.start > 1 and tokens[mark.start - 1].word.surface in "—–"
            capital = one.has("party", lo=mark.start, hi=mark.end) or self.nouns.capitals.get(mark.value)
            if (first or last) and capital and places[mark.value].country in self.parties:
                yield places[mark.value].country or ""
        yield from (v.party for v in self.nouns.voices(one) if v.start == 0 and colon(v.end, one))

    def together(self, one: Marked) -> Iterator[Voice]:
        """'Both sides', 'обидві столиці', 'в обеих столицах', ', both said' at the end, 'Both said …'."""
        for mark in one.all("both", "both_speak"):
            if mark.cls == "both_speak" or self.lexicon.code == "en" or plural(mark, one):
                yield Voice(mark.start, mark.end, "", place=one.within("prep_in", mark.start, mark.start + 1))
        tokens = one.sentence.tokens
        for mark in one.of("both_they"):
            opens = mark.start == 0 and not one.sentence.in_title and one.within("say", mark.end, mark.end + 1)
            opens = opens and any(t.word.kind == "num" for t in tokens[mark.end : mark.end + COUNTED])
            if opens or (mark.start > 0 and tokens[mark.start - 1].word.surface == ","):
                yield Voice(mark.start, mark.end, "")

    def with_it(self, voice: Voice, one: Marked) -> Iterator[str]:
        """'Moscow and Kyiv confirmed': the other state of a pair."""
        at = voice.end - 2 if voice.end - voice.start > 1 else voice.start - 1  # 'officials in Moscow and Kyiv'
        if one.within("and", at, at + 1):
            yield from (m.value for m in one.all("party", lo=at - 2, hi=at) if m.end == at and m.value in self.parties)
        if voice.place and one.within("and", voice.end, voice.end + 1):  # 'в Києві та Москві'
            at = voice.end + 1 + one.within("prep_in", voice.end + 1, voice.end + 2)
            yield from (m.value for m in one.all("party", lo=at) if m.start == at and m.value in self.parties)

    def origin(self, party: str, ending: str) -> Origin:
        name = self.lexicon.dossier.parties[party].name.get("en", party)
        called = "Authorities" if ending == ENDING else "Official"
        return Origin(f"{party.casefold()}{ending}", f"{called} of {name}", party, official=True)

    def affirms(self, say: Mark, one: Marked) -> bool:
        """A finite verb of telling or confirming, or 'according to'; not one in doubt, denied or asked."""
        word = one.sentence.tokens[say.start].word
        if word.norm in self.accounts and say.end - say.start > 1:
            return True
        if word.tense in ("inf", "futr", "ing") or self.affirming.isdisjoint(word.keys):
            return False
        doubted = any(m.start < say.start for m in one.all_of(DOUBT))
        without = one.within("prep_without", say.end, say.end + 1)  # 'confirmed without giving numbers'
        return not doubted and not one.within("negation", max(0, say.start - 3), say.end + (0 if without else 2))

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
        for start in found:
            end = self.named_behind(start + 1, one)
            party = self.belongs(start, end, one, context) if end else None
            if end and party is not None and party in self.parties:
                yield Voice(start, end, party, named=True)
        yield from self.staff(one)

    def staff(self, one: Marked) -> Iterator[Voice]:
        """'Дарья Заривная из офиса президента', 'NAME of the Coordination Headquarters': a name, and its body."""
        tokens = one.sentence.tokens
        for mark in one.of("agency"):
            end = mark.start - (tokens[mark.start - 1].word.norm == "the") - 1
            name = [t.word for t in tokens[max(0, end - NAME) : max(0, end)]]
            known = one.has("person", "place", lo=end - NAME, hi=end)
            linked = one.has("prep_from", "prep_of", lo=end, hi=end + 1) and not known
            if linked and len(name) == NAME and all(w.capital and not w.upper for w in name):
                yield Voice(end - NAME, mark.end, self.lexicon.bodies[mark.value][0], named=True)

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
        for mark in sorted(
            one.all("agency", "adjective", "party", "place", "own", lo=max(0, lo - 2), hi=hi), key=at_start
        ):
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
            end = behind_aside(voice.end, one)
            return not phrase and self.subject(voice, one) and self.idle(end, say.start, one, named=voice.named)
        if say.end > voice.start:
            return False
        if phrase:  # 'according to Kyiv', 'за даними Москви'
            alone = voice.end >= len(tokens) or tokens[voice.end].word.kind == "sym" or named(voice, one)
            return alone and self.idle(say.end, voice.start, one, most=1)
        if self.lexicon.code == "en":
            by = one.within("prep_by", say.end, say.end + 1) and voice.start - say.end <= 1 + self.article(voice, one)
            return by or self.inverted(voice, say, one)
        spoken = voice.place and not acted(say.start, one)
        return self.idle(say.end, voice.start, one, most=1) and (
            spoken or (not voice.place and self.subject(voice, one)) or self.by(voice, say, one)
        )

    def subject(self, voice: Voice, one: Marked) -> bool:
        """A nominative with no preposition before it; for a place, a plural verb without a subject beside it."""
        tokens = one.sentence.tokens
        if voice.place:
            return not acted(voice.start, one)
        cases = tokens[voice.start].word.cases
        joined = one.any_within(PREPOSITIONS, lo=voice.start - 1, hi=voice.start)
        if (cases and "nomn" not in cases) or (
            joined and not one.has("which", "clause", lo=voice.start - 1, hi=voice.start)
        ):
            return False
        if voice.start > 1 and one.within("and", voice.start - 1, voice.start):
            first = next((m for m in one.all("party", "place") if m.end == voice.start - 1), None)
            return first is None or not one.has(*PREPOSITIONS, lo=first.start - 1, hi=first.start)
        return True

    def article(self, voice: Voice, one: Marked) -> bool:
        return one.sentence.tokens[voice.start - 1].word.norm in ("the", "a")

    def inverted(self, voice: Voice, say: Mark, one: Marked) -> bool:
        """English: '…, said the ministry in Moscow, which …': a verb behind a comma, and the voice ends its clause."""
        tokens = one.sentence.tokens
        ends = voice.end >= len(tokens) or tokens[voice.end].word.kind == "sym"
        opens = say.start > 0 and tokens[say.start - 1].word.surface in OPENERS
        return ends and opens and voice.start - say.end == self.article(voice, one) and voice.end - voice.start > 1

    def by(self, voice: Voice, say: Mark, one: Marked) -> bool:
        """'підтверджено Москвою': an instrumental behind a passive."""
        tokens = one.sentence.tokens
        return "ablt" in tokens[voice.start].word.cases and tokens[say.start].word.tense == "part"

    def idle(self, lo: int, hi: int, one: Marked, most: int = GAP, *, named: bool = False) -> bool:
        """Whether nothing but adverbs, a day or a pair of commas stands between; behind a name one comma may."""
        commas = sum(t.word.surface == "," for t in one.sentence.tokens[lo:hi])
        if hi - lo > most or (commas % 2 and not named):
            return False
        told = list(one.all_of(DAYS, lo=lo, hi=hi))
        for i in range(lo, hi):
            word = one.sentence.tokens[i].word
            if word.norm in self.asides or word.surface == ",":
                continue
            if word.kind != "num" and not any(m.start <= i < m.end for m in told):
                return False
        return True
