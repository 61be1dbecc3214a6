"""How far talks have come: the stage that the words nearest to them give."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated, not_before
from bot.extraction.denials.wishes import hoped, possible, should_be
from bot.extraction.stages.ahead import future_tense
from bot.extraction.stages.under_way import going_on
from bot.extraction.talks.no_offer import behind_colon, leaves_for, of_a_date, opened, stands_open
from bot.extraction.talks.no_plan import (
    an_end,
    face_to_face,
    for_so_long,
    had,
    have_met,
    infinitive,
    later_today,
    met_then,
    morrow,
    of_swap,
    peace_plan,
    shut,
    to_last,
    will_prove,
)
from bot.extraction.talks.talks_off import (
    fallen_through,
    made_known,
    not_before_verb,
    not_off,
    off_by_title,
    refused,
    shifted_day,
    still_on,
    unheld,
)
from bot.extraction.talks.talks_yield import others_act
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from storage.vocabulary import Stage

STAGES: Final = (
    ("talks_off", Stage.CANCELLED),
    ("talks_later", Stage.POSTPONED),
    ("talks_proposed", Stage.PROPOSED),
    ("talks_ahead", Stage.SCHEDULED),
    ("talks_before", Stage.SCHEDULED),
    ("talks_now", Stage.UNDER_WAY),
    ("talks_past", Stage.HELD),
    ("talks_end", Stage.HELD),
    ("talks_after", Stage.HELD),
)
OFF: Final = ("talks_off", "talks_later")
VERBS: Final = ("talks_past", "talks_end", "talks_now")
REACH: Final = 7
"""Words between 'after' and the talks: 'after more than eight hours of talks'."""
BESIDE: Final = 4
"""Words between a weak word for talks ('discussion', 'contact') and what is said of them."""
OFFERED: Final = 10
"""Words between an offer and the talks that are offered."""
ENDED: Final = 5
"""Words between a verb of ending and the talks that it ends."""


def stage_of(clause: Clause) -> Stage | None:
    """The stage that the words nearest to the talks give; None where the clause says nothing of it."""
    heads = clause.marks("talks_strong", "talks", "delegation")
    if "hortative" in clause.own and any(hoped(clause, m, heads) for m in clause.of("hortative")):
        return Stage.PROPOSED  # 'let us meet'
    return nearest(clause, heads)


def nearest(clause: Clause, heads: list[Mark]) -> Stage | None:
    """The stage that the words nearest to the heads of talks give, unless a day is shifted or they fall through."""
    best: tuple[int, int, Stage] | None = None
    for rank, (name, stage) in enumerate(STAGES):
        for mark in clause.of(name):
            if idle(mark, clause) or within_longer(mark, clause) or (name in OFF and not_off(mark, clause)):
                continue
            found = told_by(mark, stage, clause)
            far = min((gap(mark, head) for head in heads), default=99)
            far = 0 if found.off else far - 4 * (found is Stage.PROPOSED)
            far = min(far, -ENDED) if found is Stage.HELD and ended(mark, clause) else far
            best = min(best, (far, rank, found)) if best else (far, rank, found)
    told = best[2] if best else None
    if "off" in clause.own and off_by_title(clause):
        return Stage.CANCELLED
    if shifted_day(clause) or unheld(clause, heads):
        return Stage.POSTPONED
    if fallen_through(clause):
        return told if told is not None and told.off else Stage.POSTPONED
    return told_anew(clause, heads, told)


def told_anew(clause: Clause, heads: list[Mark], told: Stage | None) -> Stage | None:
    """The stage where the words nearest to the talks give none, or one that another word takes back."""
    if told is None and "makes_known" in clause.own and made_known(clause):
        return Stage.SCHEDULED
    if told in (None, Stage.HELD) and still_on(clause):
        return Stage.SCHEDULED
    if told is None and refused(clause):
        return Stage.POSTPONED if clause.has("for_now") else Stage.CANCELLED
    over = told is Stage.HELD and any(ended(m, clause) for m in clause.of("talks_end"))
    if told in (None, Stage.HELD) and not over and any(maybe(m, heads) for m in possible(clause)):
        return Stage.PROPOSED  # not 'talks break up after five hours, another round likely'
    if told in (None, Stage.HELD) and any(undecided(m, clause) for m in clause.of("undecided_on")):
        return Stage.PROPOSED
    return told


def undecided(mark: Mark, clause: Clause) -> bool:
    """'no agreement yet on a meeting of Putin and Zelensky', 'No decision on Trump-Putin summit'."""
    head = clause.marked.first("talks_strong", lo=mark.end, hi=min(mark.end + OFFERED, clause.hi))
    return head is not None and not clause.marked.has("prep_in", "talks_after", "prep_to", lo=mark.end, hi=head.start)


def told_by(mark: Mark, stage: Stage, clause: Clause) -> Stage:
    """What a word tells by its tense: 'will be held' is to come, 'could meet' is proposed."""
    ahead = mark.cls in VERBS and (lies_ahead(clause, mark) or later_today(clause, mark))
    found = Stage.SCHEDULED if ahead else stage
    if found is Stage.SCHEDULED and (would_host(clause, mark) or may_be(clause, mark) or should_be(clause, mark)):
        return Stage.PROPOSED
    if mark.cls == "talks_now" and went_on(clause, mark):
        return Stage.HELD
    return Stage.UNDER_WAY if mark.cls == "talks_past" and lasting(clause, mark) else found


def maybe(mark: Mark, heads: list[Mark]) -> bool:
    """'a possible summit', 'саміт можливий', 'a three-way meeting was "very possible"'."""
    return any(gap(mark, head) <= (1 if mark.end <= head.start else BESIDE) for head in heads)


def would_host(clause: Clause, mark: Mark) -> bool:
    """'his country would gladly host a summit': a wish to bring others together."""
    wish = clause.marked.within("would", mark.start, mark.end) and not clause.has("cal_week", "month")
    verbs = clause.marked.all("convene", lo=mark.end, hi=min(mark.end + 3, clause.hi)) if wish else []
    return any(not clause.marked.within("prep_in", m.end, m.end + 1) for m in verbs)  # 'would convene on 4 February'


def may_be(clause: Clause, mark: Mark) -> bool:
    """'could meet in Istanbul', 'встреча может пройти в Стамбуле': what may be, and no day is named for it."""
    if clause.has("weekday", "month", "relative", "cal_vague"):
        return False
    return clause.marked.has("maybe", lo=mark.start, hi=mark.end)


def lasting(clause: Clause, mark: Mark) -> bool:
    """'консультации длятся', 'делегації засідають': an imperfective verb in the present is under way."""
    word = clause.marked.sentence.tokens[mark.start].word
    return word.pos == "verb" and word.tense == "pres" and not word.perfective


def went_on(clause: Clause, mark: Mark) -> bool:
    """'переговори, що проходили у вівторок': an imperfective verb in the past is over; 'почалися' is not."""
    word = clause.marked.sentence.tokens[mark.start].word
    begun = clause.marked.has("talks_start", lo=mark.start, hi=mark.end)
    return bool(word.pos) and word.tense == "past" and not word.perfective and not begun


def near_step(head: Mark, clause: Clause) -> bool:
    """Whether something is said of these talks: a cue no more than a few words off."""
    cues = clause.marks(*(name for name, _ in STAGES))
    return any(gap(cue, head) <= BESIDE and not idle(cue, clause) for cue in cues)


def travels(clause: Clause) -> bool:
    """'делегації вже прибули', 'the Russian team flies to Geneva'; not 'did not come'."""
    return any(not negated(clause, m) for m in clause.of("gather"))


def idle(mark: Mark, clause: Clause) -> bool:
    """Whether a cue says nothing of the talks: denied, of something else, or not before what it leads to."""
    name = mark.cls
    if name in ("talks_before", "talks_after"):
        return not leads_to_talks(mark, clause)
    if name == "talks_proposed":
        made = any(m.start < mark.start and mark.end <= m.end for m in clause.marks("talks_ahead"))
        made = made or clause.marked.within("results", mark.end, mark.end + 1)  # 'Talks hard; he wants results'
        return made or not_before(clause, mark) or not proposes_talks(mark, clause)  # 'gets ready for talks'
    if name == "talks_later":
        return of_another(mark, clause) or behind_talks(mark, clause)
    called_off = name == "talks_off" and (leaves_for(mark, clause) or of_a_date(mark, clause))
    if negated(clause, mark) or called_off or (name == "talks_ahead" and inside_offer(mark, clause)):
        return True
    if name == "talks_ahead" and any(no_plan(mark, clause) for no_plan in NO_PLAN):
        return True
    if name == "talks_now":
        begins = clause.marked.within("talks_start", mark.start, mark.end)
        told = begins or going_on(clause, mark) or future_tense(clause, mark)
        return not told or others_act(mark, clause) or stands_open(mark, clause)
    if name == "talks_end" and not ended(mark, clause):
        return True
    undone = infinitive(mark, clause) and not led(clause, mark)
    return name in ("talks_past", "talks_end") and (undone or an_end(mark, clause))


def within_longer(mark: Mark, clause: Clause) -> bool:
    """'are holding talks behind closed doors': neither has anything been held nor closed."""
    over = mark.cls in ("talks_past", "talks_end")
    now = (m for m in clause.of("talks_now") if over and m.start <= mark.start and mark.end <= m.end)
    return any(m.end - m.start > mark.end - mark.start for m in now)


NO_PLAN: Final = (
    face_to_face,
    have_met,
    to_last,
    not_before_verb,
    had,
    of_swap,
    morrow,
    peace_plan,
    for_so_long,
    will_prove,
)
"""Why a word of what is to come tells of no talks to come."""


def inside_offer(mark: Mark, clause: Clause) -> bool:
    """'ready to meet': the 'to meet' in it is no plan."""
    return any(m.start <= mark.start and mark.end <= m.end for m in clause.of("talks_proposed") if m.end - m.start > 1)


def leads_to_talks(mark: Mark, clause: Clause) -> bool:
    """'ahead of the Geneva session', 'after eight hours of talks'; not 'a session the day before'."""
    if clause.marked.has("talks_strong", lo=clause.lo, hi=mark.start) or met_then(mark, clause):
        return False  # 'teams meet in Paris ahead of the Geneva talks'
    reach = REACH if mark.cls == "talks_after" else REACH - 2
    return clause.marked.has("talks", lo=mark.end, hi=min(clause.hi, mark.end + reach))


def proposes_talks(mark: Mark, clause: Clause) -> bool:
    """'offered to hold talks'; not 'proposes a swap at the Doha meeting', 'a proposal at the Doha talks'."""
    marked = clause.marked
    at = mark.end  # 'The offer was made at the round'
    while at < clause.hi and marked.has("was", "copula", "perfect", "made", lo=at, hi=at + 1):
        at += 1
    made_there = marked.has("prep_in", lo=at, hi=at + 1) and marked.has("talks_strong", lo=at, hi=at + 4)
    if made_there or marked.has("led_to", lo=max(clause.lo, mark.start - 2), hi=mark.start) or opened(mark, clause):
        return False
    heads = clause.marks("talks_strong", "talks", "converse", "envoys", lo=mark.start)
    if not heads:
        return not behind_colon(mark, clause)
    head = min(heads, key=lambda m: m.start)
    if marked.has("talks_after", lo=max(mark.end, head.start - REACH), hi=head.start):
        return False  # 'agreed to the proposal after a day of talks'
    return gap(mark, head) <= OFFERED and not marked.has("swap", "captive", "body", lo=mark.end, hi=head.start)


def of_another(mark: Mark, clause: Clause) -> bool:
    """'a pause in fighting', 'its pause on military aid': what is put off is something else than talks."""
    marked = clause.marked
    if any(m.start <= mark.start < m.end for m in clause.of("topic")):
        return True  # 'frozen assets'
    word = marked.sentence.tokens[mark.start].word
    done = word.pos == "verb" or word.tense in ("past", "part")
    done = done or (mark.end - mark.start > 1 and marked.within("postponed", mark.start, mark.end))  # 'put off at …'
    if done or not marked.has("prep_in", "about", lo=mark.end, hi=mark.end + 1):
        return False
    return not marked.has("talks", "weekday", "month", lo=mark.end, hi=min(clause.hi, mark.end + 5))


def behind_talks(mark: Mark, clause: Clause) -> bool:
    """'Ukraine backs a month's pause after Saudi meeting', 'puts off a decision after talks': they have been held."""
    heads = clause.marks("talks_strong", "talks", "delegation") if mark.start > clause.lo else []
    after = clause.marked.first("talks_after", lo=mark.end, hi=clause.hi) if heads else None
    return after is not None and all(h.start >= after.end for h in heads)


def ended(mark: Mark, clause: Clause) -> bool:
    """'Berlin talks end with an offer', 'завершився раунд переговорів': a verb of ending right beside the talks."""
    marked = clause.marked
    if not marked.within("talks_end", mark.start, mark.end) or shut(mark, clause):
        return False
    if clause.marked.sentence.tokens[mark.start].word.tense == "ing" and marked.has(
        "about", lo=mark.start - 1, hi=mark.start
    ):
        return False  # 'talks on ending the war'
    if marked.within("talks_after", max(clause.lo, mark.start - 2), mark.start):  # 'після завершення роботи'
        return marked.has("talks_strong", lo=mark.end, hi=mark.end + ENDED)
    return any(gap(mark, head) <= ENDED for head in clause.of("talks_strong"))


def lies_ahead(clause: Clause, mark: Mark) -> bool:
    return led(clause, mark) or future_tense(clause, mark)


def led(clause: Clause, mark: Mark) -> bool:
    """'to be held', 'will be held': the future before a verb rules it."""
    near = clause.marked.all("talks_ahead", "future", lo=max(clause.lo, mark.start - 3), hi=mark.start)
    return any(not peace_plan(m, clause) for m in near)


def gap(mark: Mark, head: Mark) -> int:
    """Words between two marks."""
    return max(head.start - mark.end, mark.start - head.end, 0)
