"""What has begun and goes on: an exchange that is under way (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.stages.coming import talked_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

TOLD: Final = ("past", "pres")
YEAR: Final = ("year", "рік", "год")
REACH: Final = 4
"""How many words may stand between a verb of holding and the exchange that is held."""


def begun(clause: Clause) -> bool:
    """'is under way', 'has begun', with the swap itself named."""
    if not clause.any_of(("swap", "body")) or talked_of(clause):
        return False
    told = [m for m in clause.of("under_way") if not clause.marked.within("since", m.start - REACH, m.start)]
    told = [m for m in told if not clause.marked.has("before_it", "after", lo=m.start - 1, hi=m.start)]
    told = [m for m in told if not (opens_year(clause, m) or as_such(clause, m))]
    if any(not negated(clause, m) and going_on(clause, m) and not beside(clause, m) for m in told):
        return True  # '6,691 since mediation began' only tells since when
    return any(held_now(clause, m) for m in clause.of("happened"))


def opens_year(clause: Clause, mark: Mark) -> bool:
    """'Small swap opens the year', 'рік почався з обміну': what begins is the year, and no exchange."""
    tokens = clause.marked.sentence.tokens
    for i in range(max(clause.lo, mark.start - 1), min(mark.end + REACH, clause.hi)):
        if tokens[i].word.norm in YEAR:
            return not clause.marked.has("after", "shift_after", "since", "ago", lo=i + 1, hi=i + 2)
    return False


def as_such(clause: Clause, mark: Mark) -> bool:
    """'Обміни тривають: повернулися 64': exchanges as such go on; what the colon leads to has been done."""
    tokens = clause.marked.sentence.tokens
    swap = next((m for m in clause.of("swap") if 0 <= mark.start - m.end <= REACH), None)
    if swap is None or not tokens[swap.start].word.plural or not tokens[swap.start].word.pos:
        return False
    colon = next((i for i in range(mark.end, clause.hi) if tokens[i].word.surface == ":"), clause.hi)
    return any(v.start > colon and v.tense in ("past", "part") for v in clause.verbs)


def held_now(clause: Clause, mark: Mark) -> bool:
    """'Стороны проводят обмен', 'an exchange is being carried out', but not 'проводять обміни', again and again."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    if (
        not word.pos
        or word.tense != "pres"
        or word.perfective
        or negated(clause, mark)
        or clause.has("habitual", "future")
    ):
        return False
    return any(abs(m.start - mark.end) <= REACH and not tokens[m.start].word.plural for m in clause.marks("swap"))


def beside(clause: Clause, mark: Mark) -> bool:
    """'free 390 each as the biggest swap begins', 'Ще 190 повернулися: триває обмін': what goes on is the deal."""
    tokens = clause.marked.sentence.tokens
    bare = clause.marked.sentence.in_title and not tokens[mark.start].word.pos  # 'Kyiv, Moscow free 9'
    tenses = (*TOLD, "") if bare else TOLD
    slavic = bool(tokens[mark.start].word.pos)  # '205 захисників уже вдома: стартував обмін'
    if bare and freed_behind(clause, mark):
        return True
    verbs = [v for v in clause.verbs if v.end <= mark.start]
    told = [v for v in verbs if v.tense in tenses or (slavic and v.cls == "home")]
    if not told:
        return False
    first = told[0].end
    return clause.marked.has("amid", lo=first, hi=mark.start) or any(
        t.word.surface == ":" for t in tokens[first : mark.start]
    )


def freed_behind(clause: Clause, mark: Mark) -> bool:
    """'Large exchange begins: 210 Ukrainians freed': English, a title that tells behind its colon who is back."""
    tokens = clause.marked.sentence.tokens
    colon = next((i for i in range(mark.end, clause.hi) if tokens[i].word.surface == ":"), None)
    return colon is not None and any(v.start > colon and v.tense in ("past", "part") for v in clause.verbs)


def going_on(clause: Clause, mark: Mark) -> bool:
    """A verb, and where it is imperfective, not in the past: 'триває', 'почався', but not 'тривав', 'начала года'.

    'the opening leg of the swap' has not opened anything.
    """
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    goes = word.norm in ("under", "underway")
    if goes and clause.marked.has("war_word", "preparing", lo=mark.start - 1, hi=mark.start):
        return False  # 'with a war under way in the Gulf'
    if word.tense == "ing" and mark.end - mark.start == 1:
        return not clause.marked.has("leg", lo=mark.end, hi=min(mark.end + 2, clause.hi))
    if not word.pos or mark.end - mark.start > 1:
        return True
    starts = any(m.start == mark.start for m in clause.of("talks_start"))  # of either aspect: 'стартував'
    lasted = word.tense == "past" and word.perfective is False and not starts
    return word.pos == "verb" and word.tense != "futr" and not lasted
