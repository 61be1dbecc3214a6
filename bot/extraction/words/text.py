"""Entry → sentences of tokens. Offsets are kept throughout, so that evidence is verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bot.extraction.words.morphology import Language, Word

SPACES: Final = " \u00a0\u202f\u2009\u2007"
TOKEN: Final = re.compile(
    r" *+("  # the spaces before it: else each is looked at as the beginning of a token
    r"[A-Za-z]++(?=[ ,])"  # most English words: the same as below, but quicker
    r"|[A-Z]\.(?:[A-Z]\.)+"
    r"|[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*"
    r"|[^\s\w]"
    r"|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}:\d{2}"
    rf"|\d{{1,3}}(?:[{SPACES},.]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?)"
)
MARKUP: Final = re.compile(r"<[^<>]{0,2000}>|&[a-z#0-9]{2,8};|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0301]")
END: Final = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[.!?…]*[\"'”»’)\]]*(?=\s|$))")
"""The end of a sentence or line. The pattern opens with all that one may begin with: that is searched for quickly."""
BEFORE_WORD: Final = re.compile(r"[\s(«\"“]")
ABBREVIATION: Final = re.compile(
    r"[A-ZА-ЯІЇЄҐ]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|U\.A\.E|a\.m|p\.m|vs|etc"
    r"|ст|тис|тыс|млн|млрд|им|ім|обл|г|р|гг|рр|см|с|м|напр|т\.д|т\.п|др|ін|чол|чел"
)
HYPHENS: Final = "-‑‐"
SENTENCE: Final = 600
"""Characters after which a sentence is cut."""
LONGEST: Final = 20_000
"""Characters of an entry's text that are read: what news there is stands in the first of them."""


@dataclass(slots=True, eq=False, init=False)
class Token:
    """One word, number or sign at its place in the title or text."""

    word: Word
    start: int
    end: int
    glued: bool

    def __init__(self, word: Word, start: int, end: int, *, glued: bool = False) -> None:
        self.word, self.start, self.end, self.glued = word, start, end, glued


@dataclass(slots=True, eq=False, init=False)
class Sentence:
    """One sentence of the title or the text; `number` 0 is the title's first."""

    source: str
    number: int
    start: int
    end: int
    text: str
    tokens: list[Token]
    lead: bool
    paragraph: int
    """Which line of the text it stands in."""
    in_title: bool
    signs: list[int] = field(repr=False)
    """Which of its tokens are signs."""
    digits: list[int] = field(repr=False)
    """Which of its tokens are numbers in digits."""

    def __init__(
        self, source: str, number: int, start: int, end: int, text: str, tokens: list[Token], paragraph: int = 0
    ) -> None:
        self.source, self.number, self.start, self.end, self.text = source, number, start, end, text
        self.tokens, self.lead, self.paragraph, self.in_title = tokens, False, paragraph, source == "title"
        self.signs, self.digits = [], []
        for i, token in enumerate(tokens):
            kind = token.word.kind
            if kind == "sym":
                self.signs.append(i)
            elif kind == "num":
                self.digits.append(i)


def blank(text: str) -> str:
    """Markup and invisible signs replaced by as many spaces: the offsets stay."""
    if text.isascii() and "<" not in text and "&" not in text:
        return text
    return MARKUP.sub(lambda m: " " * len(m[0]), text) if MARKUP.search(text) else text


def bounds(text: str) -> list[tuple[int, int]]:
    """Where sentences begin and end."""
    found: list[tuple[int, int]] = []
    start = 0
    for mark in END.finditer(text):
        first, end = mark.span()
        if text[first] == "." and not splits(text, start, first, end):
            continue
        found += short(text, start, end)
        start = end
    if start < len(text):
        found += short(text, start, len(text))
    return found


def short(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch cut so that none is longer than news sentences are, at a comma or space where there is one."""
    found: list[tuple[int, int]] = []
    while end - start > SENTENCE:
        cut = (
            max(text.rfind(",", start, start + SENTENCE), text.rfind(" ", start, start + SENTENCE)) + 1
            or start + SENTENCE
        )
        found.append((start, cut))
        start = cut
    found.append((start, end))
    return found


def splits(text: str, start: int, first: int, end: int) -> bool:
    """Whether a full stop at first…end ends a sentence: not after an abbreviation, not before a small letter."""
    following = text[end : end + 3].strip()
    if following[:1].islower():
        return False
    if end - first > 1:
        return True
    word = BEFORE_WORD.split(text[max(start, first - 8) : first])[-1]
    return len(word) > 5 or not ABBREVIATION.fullmatch(word)


def sentences(title: str, text: str, language: Language) -> list[Sentence]:
    """The sentences of title and text, each with its tokens."""
    found: list[Sentence] = []
    for source, whole in (("title", title), ("text", text[:LONGEST])):
        clean = blank(whole)
        paragraph = 0
        for start, end in bounds(clean):
            piece = clean[start:end]
            left = start + len(piece) - len(piece.lstrip())
            right = start + len(piece.rstrip())
            if left < right:
                read = tokens(clean, left, right, language)
                found.append(Sentence(source, len(found), left, right, whole[left:right], read, paragraph))
            paragraph += "\n" in piece
    mark_lead(found)
    return found


def mark_lead(found: list[Sentence]) -> None:
    """The title and the first four sentences of the body are where the news stands (Rule E, step 9)."""
    body = 0
    for sentence in found:
        body += not sentence.in_title
        sentence.lead = body <= 4


def tokens(text: str, start: int, end: int, language: Language) -> list[Token]:
    """The tokens of a stretch; a hyphen inside a word parts it and is dropped."""
    found: list[Token] = []
    known, learn = language.known, language.learn
    last = start
    hyphen = False
    surfaces: list[str] = TOKEN.findall(text, start, end)
    for surface in surfaces:
        left = text.find(surface, last)  # only spaces stand between: quicker than to ask the pattern for places
        right = left + len(surface)
        if left > last:
            found.append(Token(known.get(surface) or learn(surface), left, right))
            hyphen = False
        elif surface in HYPHENS and found and not between_digits(text, left):
            hyphen = True
        else:
            found.append(Token(known.get(surface) or learn(surface), left, right, glued=hyphen))
            hyphen = False
        last = right
    return found


def between_digits(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
