"""Meetings that are only spoken of: nobody needs them, they are agreed on by phone, their resumption is discussed."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

NEEDLESS: Final = 6
"""Words between a meeting and what says that there is no need of it."""
COMING: Final = 3
"""Words between 'resumption of' and the talks."""
TOLD: Final = 6
"""Words between a verb of speech and the resumption that is spoken of."""
ABOUT: Final = 3
"""Words between 'agreed on' and the meeting: 'agreed on a three-way meeting'."""
SPOKEN: Final = ("discuss", "discusses", "converse", "confer", "speaks")
SITTING: Final = ("meeting", "summit")
ARTICLES: Final = ("a", "an", "the", "their")
HELD: Final = ("talks_end", "hours", "talks_now", "first_day")


def needless(clause: Clause) -> bool:
    """'встреча не нужна', 'sees no need for a Lavrov meeting', 'немає сенсу зустрічатися': nobody is to hold it."""
    if "needless" not in clause.own or clause.any_of(HELD):
        return False
    heads = clause.of("talks_strong")
    return any(abs(h.start - m.start) <= NEEDLESS for m in clause.of("needless") for h in heads)


def doubtful(clause: Clause) -> bool:
    """'Abu Dhabi round in doubt', 'раунд под вопросом': nobody knows whether it will be held."""
    if "up_in_the_air" not in clause.own or clause.any_of((*HELD, "talks_later", "talks_off")):
        return False
    if "talks_ahead" in clause.own and not clause.marked.sentence.in_title:
        return False  # 'a tentative plan for talks this week is in doubt'
    heads = clause.of("talks_strong")
    return any(0 <= m.start - h.end <= NEEDLESS for m in clause.of("up_in_the_air") for h in heads)


def readied(clause: Clause) -> bool:
    """'Serious preparation is needed for the summit', 'к саммиту нужно подготовиться': it lies ahead."""
    return "readying" in clause.own and clause.any_of(("summit", "leaders")) and not clause.any_of(HELD)


def only_discussed(clause: Clause) -> bool:
    """'discussed the resumption of talks', 'говорили про відновлення переговорів': they have yet to come about."""
    if "coming_about" not in clause.own or not clause.any_of(SPOKEN):
        return False
    marked = clause.marked
    for noun in clause.of("coming_about"):
        led = any(noun.end <= h.start <= noun.end + COMING for h in clause.of("talks_strong"))
        if led and marked.has(*SPOKEN, lo=max(clause.lo, noun.start - TOLD), hi=noun.start):
            return True
    return False


def agreed_on_one(clause: Clause) -> bool:
    """'Putin and Trump agree on a summit in Budapest', 'домовилися про зустріч', 'о встрече условились'."""
    heads = clause.of("talks_strong") if "agreed" in clause.own else []
    if not heads or clause.any_of(HELD):
        return False
    head = heads[0]
    if not single(head, clause):
        return False
    about = clause.marked.first("prep_about", lo=max(clause.lo, head.start - ABOUT), hi=head.start)
    if about is None or not all(attribute(i, clause) for i in range(about.end, head.start)):
        return False
    return any(agreed_there(m, about, head, clause) for m in clause.of("agreed"))


def agreed_there(agreed: Mark, about: Mark, head: Mark, clause: Clause) -> bool:
    """Whether a verb of agreeing stands right before 'on a summit', or behind it: 'о саммите договорились'."""
    before = agreed.start < about.start and about.start - agreed.end <= 1
    behind = head.end <= agreed.start <= head.end + ABOUT and about.start == clause.lo
    return (before or behind) and not negated(clause, agreed)


def single(head: Mark, clause: Clause) -> bool:
    """Whether it is the noun for one meeting."""
    word = clause.marked.sentence.tokens[head.start].word
    if clause.marked.within("round", head.start, head.end):
        return False  # 'У Досі домовилися про третій раунд': so they sat there
    return word.pos == "noun" if word.pos else word.norm in SITTING


def attribute(at: int, clause: Clause) -> bool:
    """Whether a word may stand between 'on' and the meeting: 'a three-way'."""
    word = clause.marked.sentence.tokens[at].word
    return word.norm in ARTICLES or word.pos == "adj" or clause.marked.has("trilateral", "leaders", lo=at, hi=at + 1)


def hoped(clause: Clause) -> bool:
    """'hopes for a Putin-Zelensky meeting', 'шансів на зустріч': talks that somebody only has in mind."""
    cues = clause.of("hoped")
    heads = clause.of("talks_strong")
    if not cues or not heads or clause.has("talks_past", "talks_end", "talks_now"):
        return False
    return all(any(0 <= h.start - m.end <= NEEDLESS - 1 for m in cues) for h in heads)
