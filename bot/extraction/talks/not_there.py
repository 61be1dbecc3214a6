"""Places that stand beside talks and where nobody met: where one speaks, and where one goes or speaks afterwards."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

SPEAKING: Final = ("speaking", "addressing", "выступая", "виступаючи", "говорячи")
REACH: Final = 4
"""Words between a verb of speech or of coming back and the place."""


def spoken_there_by(mark: Mark, marked: Marked) -> bool:
    """'сообщили в Кремле', 'признал источник в Кремле', "the Kremlin envoy's meeting": it stands for its people."""
    if not marked.within("agency", mark.start, mark.end):
        return False
    said = marked.all("say", "anonymous", lo=mark.start - 2, hi=mark.start)
    told = any(not marked.within("converse", m.start, m.end) for m in said)  # not 'говорили в Кремле пять часов'
    inside = marked.within("prep_in", mark.start - 1, mark.start)  # 'принял в Кремле спецпосланника'
    return told or (not inside and marked.has("envoys", "office", lo=mark.end, hi=mark.end + 1))


def spoken_first(at: int, marked: Marked) -> bool:
    """'Speaking in Kyiv on Wednesday, he said talks should start': where and when one speaks, before the comma."""
    tokens = marked.sentence.tokens
    if tokens[0].word.norm not in SPEAKING or marked.sentence.in_title:
        return False
    return all(t.word.surface != "," for t in tokens[:at])


def told_press(mark: Mark, marked: Marked) -> bool:
    """'will meet Putin, an official told reporters in Washington': a capital in which one speaks to the press."""
    at = mark.start - 1
    asked = marked.has("press", lo=at - 1, hi=at) and marked.has("prep_in", lo=at, hi=mark.start)
    return asked and marked.within("party", mark.start, mark.end) and marked.has("say", lo=at - REACH, hi=at)


def before_return(mark: Mark, clause: Clause) -> bool:
    """'вернулась в Киев после переговоров', 'заявили в Москве после встречи в Женеве': not where they were held."""
    if "talks_after" not in clause.own or not back_after(mark, clause):
        return False
    if clause.marked.within("talks_strong", clause.lo, mark.start):
        return False  # 'Next round to be held in Doha, he says after Geneva talks'
    after = clause.marked.first("talks_after", lo=mark.end, hi=clause.hi)
    home = clause.marked.has("return", "home", "gather", lo=max(clause.lo, mark.start - REACH), hi=mark.start)
    return home or (after is not None and clause.marked.within("place", after.end, clause.hi))


def back_after(mark: Mark, clause: Clause) -> bool:
    """'returned to Kyiv after talks in Geneva', 'прилетіла до Києва після переговорів': where one goes afterwards."""
    after = clause.marked.first("talks_after", lo=mark.end, hi=clause.hi)
    return after is not None and clause.marked.within("talks_strong", after.end, clause.hi)


def of_another(mark: Mark, marked: Marked) -> bool:
    """'Friday's gathering, held ahead of the Alaska summit': the town of talks that are yet to come."""
    before = (
        marked.first("talks_before", lo=mark.start - REACH, hi=mark.start) if "talks_before" in marked.marks else None
    )
    if before is None or not marked.has("talks_strong", lo=mark.end, hi=mark.end + 2):
        return False
    return marked.has("talks", "gather", hi=before.start)


def not_here(mark: Mark, clause: Clause) -> bool:
    """Whether one comes there after the talks, or other talks are to be held there."""
    return before_return(mark, clause) or of_another(mark, clause.marked)
