"""How an entry was read: sentence by sentence, which words meant what, which frames fitted, why news or background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extraction.events.events import Event, Read
from bot.extraction.events.item import Item
from bot.extraction.likeness.second import answer
from bot.extraction.reader import Reader
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark
from storage.vocabulary import Claim, Entry

POSSIBLE: Final = 0.1
QUIET: Final = ("prep_", "cal_", "auxiliary", "and", "not_people", "negation", "about")
"""Beginnings of classes that are too common to be shown."""


@dataclass(frozen=True, slots=True)
class Word:
    """Words of the sentence and what they were taken for, such as 'brought home' → receive."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its stage, day, why it is recalled (empty for news), and its figures with the rule that fitted."""

    text: str
    stage: str
    day: str
    recalled: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it was read."""

    text: str
    title: bool
    words: tuple[Word, ...]
    days: tuple[str, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry: what it was taken for as a whole, its sentences, and the claims that came of them."""

    language: str
    refused: str
    speakers: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[str, ...]
    alike: tuple[str, ...] = ()
    """What labelled items tell that it is like, with how sure that is beside what the rules read."""


def explain(reader: Reader, entry: Entry, *, zone: str | None = None, official_of: str | None = None) -> Explanation:
    """Read an entry and keep what was seen on the way; pure, like the reading itself."""
    lexicon = reader.lexicon_for(entry)
    if lexicon is None or not reader.gates[lexicon.code].opens(entry.title, entry.text):
        return Explanation(entry.language, "none of the dossier's words", (), (), ())
    item = reader.item(entry, lexicon, zone, official_of)
    return Explanation(
        language=lexicon.code,
        refused=item.negative or "",
        speakers=tuple(s.origin.name for s in item.speakers),
        sentences=tuple(sentence(read, lexicon) for read in item.reads),
        claims=tuple(claim(c) for c in reader.reading(item).claims),
        alike=alike(reader, item),
    )


def alike(reader: Reader, item: Item) -> tuple[str, ...]:
    """The kinds and stages that likeness and rules together hold for possible, the surest first."""
    if reader.likeness is None:
        return ()
    told = reader.likeness.told(r.marked.sentence for r in item.reads)
    read = {answer(c) for c in reader.by_rules(item) if not c.background}
    sure = reader.likeness.sure(told, read)
    return tuple(f"{n} ({sure[n]:.0%})" for n in sorted(sure, key=lambda n: -sure[n]) if sure[n] > POSSIBLE)


def sentence(read: Read, lexicon: Lexicon) -> Sentence:
    marks = [m for found in read.marked.marks.values() for m in found if not m.cls.startswith(QUIET)]
    days = [f"{piece(read, w.start, w.end)}: {w.day or w.kind}" for w in read.whens]
    told = [e for e in read.events if e.findings or e.clause.verbs or e.clause.has("swap")]
    return Sentence(
        text=read.marked.sentence.text,
        title=read.marked.sentence.in_title,
        words=tuple(word(read, m, lexicon) for m in sorted(marks, key=lambda m: m.start)),
        days=tuple(days),
        clauses=tuple(clause(e) for e in told),
    )


def piece(read: Read, start: int, end: int) -> str:
    one = read.marked.sentence
    tokens = one.tokens[start:end]
    return one.text[tokens[0].start - one.start : tokens[-1].end - one.start] if tokens else ""


def word(read: Read, mark: Mark, lexicon: Lexicon) -> Word:
    value = lexicon.bodies[mark.value][1] if mark.cls == "agency" else mark.value
    return Word(piece(read, mark.start, mark.end), f"{mark.cls} {value}".strip())


def clause(event: Event) -> Clause:
    figures = [
        f"{f.count.value if f.count.value >= 0 else 'as many'} {f.count.noun or 'people'} → {f.party or 'undecided'}"
        f" ({f.scope.value}{', part' if f.part else ''}{', on top' if f.extra else ''}: {f.why})"
        for f in event.findings
    ]
    day = event.day.isoformat() if event.day else ""
    return Clause(event.clause.text, event.stage.value, day, event.why if event.recall else "", tuple(figures))


def claim(one: Claim) -> str:
    """One line: what, how far, when, whether news, which alert checks failed."""
    when = one.day.isoformat() if one.day else "no day"
    figures = ", ".join(f"{f.value} to {f.party or 'both'} ({f.scope.value})" for f in one.figures)
    standing = "background" if one.background else "news"
    failed = f"; not alert-grade: {', '.join(one.failed)}" if one.failed else ""
    return f"{one.kind.value} {one.stage.value}, {when}, {standing}: {figures or 'no figure'}{failed}"
