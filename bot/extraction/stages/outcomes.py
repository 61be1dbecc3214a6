"""What talks end with: a deal on people is agreed by that, and nobody has come home (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark

MOVED: Final = ("receive", "give", "return", "free", "home")
FORMULA: Final = 8
"""Words between what talks yield and the deal: 'a thousand-for-thousand prisoner deal'."""
NEAR: Final = 3
"""Words between an end and the deal that it brings, or between talks and the word that tells what comes out of them."""
TO: Final = ("до", "к")
"""Ukrainian and Russian: behind a verb of returning, to what is gone back to."""
SITTING: Final = ("talks", "talks_strong", "round", "hours", "envoys", "delegation")
"""Words for talks and for those who hold them."""


def came_of_talks(clause: Clause) -> bool:
    """'Doha talks yield a swap of 260 a side': what talks end with is agreed, not done."""
    if clause.any_of(("led_to", "finished")) and (led_to_deal(clause) or ended_with(clause)):
        return True
    if clause.any_of(("home", "return")) and back_to_pact(clause):
        return True
    if "hours" in clause.own and "completed" in clause.own and struck(clause):
        return True
    return is_result(clause) or named_pact(clause) or tangible(clause) or obtained(clause) or out_of_talks(clause)


def back_to_pact(clause: Clause) -> bool:
    """'Повертаємося до стамбульських домовленостей', 'вернулись к обмену 300 на 300': nobody has come home by that."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for mark in clause.marks("home", "return"):
        if mark.end >= clause.hi or tokens[mark.end].word.norm not in TO:
            continue
        hi = min(mark.end + 1 + NEAR, clause.hi)
        if marked.has("pact", "swap", lo=mark.end + 1, hi=hi) and not marked.has("number", lo=clause.lo, hi=mark.start):
            return True
    return False


def led_to_deal(clause: Clause) -> bool:
    """'Five hours in Ankara bring a swap of 200 each'; 'end with swap of 314' may be done, 'end with a deal' is not."""
    cue = clause.opening("led_to")
    done = clause.marks("happened", "completed")
    if cue is None or any(m.start != cue.start for m in done):
        return False
    no_more = clause.marked.has("truce") and clause.marked.any_of(("no", "negation"))  # 'a swap but no truce'
    come_of = ("pact", "deal", "agreed") if done and not no_more else ("swap", "pact", "agreed")
    swap = next((m for m in clause.all_of(come_of) if 0 <= m.start - cue.end <= FORMULA), None)
    talks = any(m.end <= cue.start for m in clause.marks("talks", "talks_strong", "round", "hours"))
    after = clause.marked.has("which", hi=clause.lo + 1, lo=clause.lo)  # 'the round, | which brought a deal on 300'
    talks = talks or (after and clause.marked.has("talks_strong", hi=clause.lo))
    return talks and swap is not None and all(m.start == cue.start for m in clause.marks(*MOVED))


def ended_with(clause: Clause) -> bool:
    """'Talks wrap up with prisoner accord for 200 a side', 'Переговори завершилися угодою 300 на 300'."""
    if clause.any_of(MOVED):
        return False
    sat = min((m.end for m in clause.all_of(SITTING)), default=None)
    ends = [m for m in clause.of("finished") if sat is not None and sat <= m.start]
    return any(brings(end, pact, clause) for end in ends for pact in clause.of("pact"))


def brings(end: Mark, pact: Mark, clause: Clause) -> bool:
    """Whether a deal stands right behind an end, and is not denied: 'end with no deal'."""
    return 0 <= pact.start - end.end <= NEAR and not clause.marked.has("no", "negation", lo=end.end, hi=pact.start)


def struck(clause: Clause) -> bool:
    """'Three hours in Istanbul: 1,000-for-1,000 deal done'."""
    return any(p.end == m.start for p in clause.of("pact") for m in clause.of("completed"))


def is_result(clause: Clause) -> bool:
    """'Medinsky hails Istanbul result: thousand for thousand', 'Итог Женевы: 500 пленных с каждой стороны'."""
    if "upshot" not in clause.own or not clause.marked.sentence.in_title:
        return False
    if clause.any_of(("swap", "happened", "completed", *VERBS)):
        return False
    return clause.any_of(("formula", "each", "from_both"))


def named_pact(clause: Clause) -> bool:
    """'Женевская договорённость: 400 на 400 за два дня': a title that names a pact, and behind a colon its formula."""
    if not clause.marked.sentence.in_title or not clause.any_of(("agreed", "pact")):
        return False
    if clause.any_of(("swap", "happened", "completed", "finished", "fulfilled", "under_way", *VERBS)):
        return False
    tokens = clause.marked.sentence.tokens
    colon = next((i for i in range(clause.lo, clause.hi) if tokens[i].word.surface == ":"), clause.lo)
    named = any(m.end <= colon for m in clause.marks("agreed", "pact"))
    return named and any(m.start > colon for m in clause.marks("formula", "each", "from_both"))


def tangible(clause: Clause) -> bool:
    """'Єдиний конкретний результат раунду — звільнення по 157': what came of talks, told by nouns alone."""
    if "upshot" not in clause.own or not clause.any_of(("round", "talks_strong", "tangible")):
        return False
    tokens = clause.marked.sentence.tokens
    at = min(m.start for m in clause.of("upshot"))
    told = any(m.start > at for m in clause.marks("formula", "each", "from_both"))
    before = any(f.start < at for f in clause.of("formula"))  # 'Сделка «500 на 500» — итог переговоров'
    if clause.any_of(("happened", "completed", "mediation")) or before or not told:
        return False
    return all(tokens[v.start].word.pos == "noun" and v.start > at for v in clause.verbs)


def obtained(clause: Clause) -> bool:
    """'Negotiators secure freedom for 300 each side': what envoys bring about lies ahead of those whom it frees."""
    gained = clause.opening("obtains")
    if gained is None:
        return False
    tokens = clause.marked.sentence.tokens
    by = (m for m in clause.marks("envoys", "talks", "talks_strong") if m.end <= gained.start)
    return any(m.cls != "envoys" or tokens[m.end - 1].word.norm[-1:] == "s" for m in by)  # not 'the Pope's envoy'


def out_of_talks(clause: Clause) -> bool:
    """'Kyiv gets 1,000 prisoners out of Istanbul talks'."""
    if "receive" not in clause.own or "captive" not in clause.own:
        return False
    return any(clause.marked.has("prep_from", lo=t.start - NEAR, hi=t.start) for t in clause.of("talks_strong"))
