"""What a clause tells of talks besides who, where and when: that they go on, that they are long past."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import UNDER_WAY
from storage.vocabulary import Stage

STEPS: Final = ("talks_past", "talks_now", "talks_end", "talks_ahead", "talks_off", "talks_later")
AHEAD: Final = 3
"""Words between the relative and what became of the talks."""
LONG: Final = 5
"""Words between 'a year', 'after' and the talks."""


def in_course(mark: Mark, clause: Clause) -> bool:
    """'was in progress', 'were meeting', 'are in their second day', 'триває другий день'; not 'was held'."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    if word.pos:
        return word.tense == "pres" and not word.perfective
    being = clause.marked.has("was", "copula", lo=max(clause.lo, mark.start - 4), hi=mark.start + 1)
    return being and (word.tense == "ing" or mark.cls == "talks_now")


def met_which(clause: Clause) -> bool:
    """English: 'the teams of Ukraine and the United States, | which met in Jeddah': those named before met."""
    tokens = clause.marked.sentence.tokens
    return tokens[clause.lo].word.norm in ("which", "who") and clause.marked.within(
        "meet", clause.lo + 1, clause.lo + 3
    )


def made_known(clause: Clause) -> bool:
    """'announced the meeting on Tuesday evening', 'the date was made public on Tuesday': the day on which one told."""
    marked = clause.marked
    for head in clause.marks("talks_strong"):
        told = marked.has("makes_known", lo=max(clause.lo, head.start - 3), hi=head.start)
        if told or (clause.has("date_word") and marked.has("makes_known", lo=head.end, hi=head.end + 4)):
            return True
    return False


def last_week(clause: Clause) -> bool:
    """English: 'Abu Dhabi hosted rare contact last week': a title whose own verb tells of what only now is known."""
    if not clause.any_of(("cal_last",)) or "cal_week" not in clause.own or clause.has("say"):
        return False
    tokens = clause.marked.sentence.tokens
    return any(tokens[m.start].word.tense == "past" for m in clause.marks("hosts", "meet", "gather"))


def gone(mark: Mark, clause: Clause) -> bool:
    """'a day after the U.S. side sat down with the Ukrainians': the talks lie before what the sentence tells."""
    return clause.marked.has("after", lo=mark.start, hi=mark.end) and clause.has("talks_past")


def since_then(head: Mark, clause: Clause) -> bool:
    """'a year and a day after their summit', 'за рік після переговорів': so long ago that it is no news."""
    lo = max(clause.lo, head.start - LONG)
    after = clause.marked.first("after", "talks_after", "since", lo=lo, hi=head.start)
    if after is None:
        return False
    tokens = clause.marked.sentence.tokens  # not 'a month-long pause after talks'
    spans = clause.marked.all("years", lo=max(0, after.start - LONG), hi=after.start)
    return any(tokens[m.end].word.norm not in ("long", "-") for m in spans)


def only_arrives(stage: Stage | None, clause: Clause) -> bool:
    """'Umerov arrives in Miami for talks', 'прибув на переговори': under way is only the journey to them."""
    return stage is UNDER_WAY and clause.marked.sentence.in_title and only_travels(clause)


def only_travels(clause: Clause) -> bool:
    """'arrived on Friday for talks': all that has begun is the journey."""
    if "journey" not in clause.own:
        return False
    trips = [(m.start, m.end) for m in clause.of("journey")]
    return all(any(lo < m.end and m.start < hi for lo, hi in trips) for m in clause.of("talks_now"))


def at_which(clause: Clause) -> bool:
    """English: 'after Tuesday's talks, | at which Swiss diplomats mediated'."""
    led = clause.marked.has("which", "relative_word", lo=clause.lo, hi=clause.lo + 2)
    return led and "talks_mediation" in clause.own and "talks_strong" not in clause.own


def reported(clause: Clause) -> bool:
    """'proposed | that the delegations gather', 'запропонував, | щоб делегації зібралися'."""
    return clause.marked.sentence.tokens[clause.lo].word.norm in ("that", "to", "що", "щоб", "что", "чтобы")


def talks_begin(clause: Clause) -> bool:
    """Whether a clause begins with a relative pronoun and what became of talks: 'that opened', 'які тривали'."""
    if "which" not in clause.own or all(m.start != clause.lo for m in clause.of("which")):
        return False
    if clause.marked.within("and", clause.lo - 1, clause.lo):
        return False  # 'grew out of the talks in Geneva and | that more progress was expected'
    steps = clause.marks(*STEPS)
    at = min((m.start for m in steps if m.start > clause.lo), default=None)
    if at is None or at - clause.lo > AHEAD + 1:
        return False
    return not clause.marked.has("party", "person", "agency", "delegation", "talks_strong", lo=clause.lo, hi=at)
