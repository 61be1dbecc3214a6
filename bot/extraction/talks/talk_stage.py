"""How far the talks of a clause have come before its day is known."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.events.item import Item
from bot.extraction.stages.ahead import future_tense
from bot.extraction.stages.talked_about import open_for
from bot.extraction.talks.conversations import to_talk
from bot.extraction.talks.preceding import settled_at
from bot.extraction.talks.sessions import days_of, hours_with
from bot.extraction.talks.spoken_about import agreed_on_one, only_discussed, readied
from bot.extraction.talks.steps import ended, of_another, stage_of, went_on
from bot.extraction.talks.talk_days import aimed, heralds
from bot.extraction.talks.talks_yield import yields
from bot.extraction.talks.titled_sittings import more_to_come, paused
from bot.extraction.talks.visits import stage_of_visit
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import HELD, PROPOSED, SCHEDULED, UNDER_WAY
from storage.vocabulary import Stage

AT: Final = ("at", "during", "in")
JUDGED: Final = ("went_so", "judged_so")
AT_TALKS: Final = 4
"""Within how many words of its clause stand the talks at which something was done."""
WITHIN: Final = ("in", "after", "within")
DAY: Final = 4
"""Within how many words before a day of talks stands 'on': 'on the second and last day'."""
OVER: Final = 6
"""Words between a day of talks and what says that it is over: 'the second day of three-sided talks was short'."""


def spoken_of(clause: Clause) -> bool:
    """Whether a clause names talks; 'делегация прибыла' only tells who has come."""
    teams = {m.start for m in clause.marks("delegation")} if "journey" in clause.own else set()
    if clause.any_of(("converse", "confer")) or days_of(clause) or hours_with(clause):
        return True
    return any(m.start not in teams for m in clause.of("talks"))


def first_stage(clause: Clause, met: Mark | None) -> Stage | None:
    """What the words of the clause say, before its day is known."""
    if would_be(clause) or raised(clause) or only_discussed(clause) or open_for(clause):
        return PROPOSED
    if more_to_come(clause) or paused(clause):
        return UNDER_WAY
    if hours_with(clause):
        return HELD
    stage = told_stage(clause, met)
    if stage is HELD and "first_day" in clause.own and (sat_first_day(clause) or first_day_there(clause)):
        return UNDER_WAY
    return UNDER_WAY if stage is SCHEDULED and on_a_day_of(clause) else stage


def told_stage(clause: Clause, met: Mark | None) -> Stage | None:
    """The stage of talks that nobody only wishes for."""
    if "talks_strong" in clause.own and clause.any_of(("agreed", "accepted")) and did_there(clause):
        return HELD
    stage = stage_of_visit(clause, met) if met else day_over(clause) or stage_of(clause)
    if stage is SCHEDULED and (over_where_settled(clause) or worked(clause)):
        stage = HELD
    if stage in (SCHEDULED, PROPOSED) and chaired(clause):
        stage = HELD
    agreed = clause.opening("agreed")  # 'погодилася приїхати до Відня'
    to_come = agreed is not None and any(j.start > agreed.start for j in clause.marks("journey"))
    set_ = to_come or to_talk(clause) or agreed_to_meet(clause) or agreed_on_next(clause) or agreed_on_one(clause)
    if stage in (None, HELD) and set_:
        return SCHEDULED
    if stage is None and clause.marked.sentence.in_title and clause.has("hours") and clause.has("talks_strong"):
        return HELD  # 'Third round over in forty minutes'
    if stage is None and ((clause.marked.sentence.in_title and over_now(clause)) or were_so(clause) or judged(clause)):
        return HELD
    bare = not (clause.has("talks", "delegation") or meets(clause) or on_the_way(clause))
    if stage is None and not met and (lasted(clause) or bare or yields(clause)):
        return HELD
    to_come = stage is None and (heralds(clause) or looked_for(clause) or readied(clause) or will_visit(clause))
    return SCHEDULED if to_come or (stage in (None, HELD) and aimed(clause)) else stage


def sat_first_day(clause: Clause) -> bool:
    """Ukrainian, Russian: 'провели первый день встреч': there are more to come."""
    days = [m.start for m in clause.of("first_day") if clause.marked.sentence.tokens[m.start].word.pos]
    return "talks_end" not in clause.own and any(clause.marked.within("talks_past", i - 2, i) for i in days)


def first_day_there(clause: Clause) -> bool:
    """'First day in Geneva runs past midnight', 'Первый день в Женеве затянулся': a title tells of no other day."""
    return clause.marked.sentence.in_title and "place" in clause.own and not clause.has("talks_strong", "talks_end")


def on_a_day_of(clause: Clause) -> bool:
    """'It will be the first swap in months, he wrote on the second day of talks': they go on as it is said."""
    marked = clause.marked
    for day in days_of(clause):
        led = marked.has("prep_in", lo=max(clause.lo, day.start - DAY), hi=day.start)
        talks = marked.within("talks_strong", day.end, min(day.end + AT_TALKS, clause.hi))
        if led and talks and not marked.has("talks_ahead", "future", lo=day.start - DAY, hi=day.start):
            return True
    return False


def would_be(clause: Clause) -> bool:
    """English: 'Putin suggested | that the next meeting be held in Moscow': the subjunctive of what one proposes."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    for that in clause.of("that") if clause.has("talks_strong") else ():
        be = next((i for i in range(that.end, clause.hi) if tokens[i].word.norm == "be"), None)
        if be is not None and be + 1 < clause.hi and tokens[be].word.surface == "be":
            led = marked.has("auxiliary", "future", "prep_to", "talks_ahead", lo=that.end, hi=be)
            return not led and tokens[be + 1].word.tense in ("past", "part")
    return False


def raised(clause: Clause) -> bool:
    """'a leaders' meeting was discussed', 'порушив питання про зустріч президентів': talked about, and no more."""
    if not clause.any_of(("leaders", "summit")) or not clause.any_of(("discuss", "discusses")):
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for head in clause.of("talks_strong"):
        noun = tokens[head.start].word.pos == "noun" or tokens[head.start].word.norm in ("meeting", "summit")
        top = marked.has("leaders", "summit", lo=max(clause.lo, head.start - 2), hi=head.end + 2)
        if noun and top and not clause.any_of(("talks_past", "round", "hours", "talks_later", "talks_off")):
            return marked.has("discuss", "discusses", lo=max(clause.lo, head.start - OVER), hi=head.end + OVER)
    return False


def were_so(clause: Clause) -> bool:
    """English: 'Talks in Geneva were difficult': how they went is told of talks that are over."""
    if "went_so" not in clause.own or not clause.any_of(("was", "pluperfect")) or "first_day" in clause.own:
        return False
    told = (m for m in clause.marks("was", "pluperfect") if clause.marked.within("went_so", m.end, m.end + 3))
    return any(clause.marked.within("talks_strong", clause.lo, m.start) for m in told)


def judged(clause: Clause) -> bool:
    """'Medinsky calls Geneva talks difficult', 'назвал переговоры тяжёлыми': how they were is told of talks held."""
    if "verdict" not in clause.own or not clause.any_of(JUDGED) or clause.has("negation", "future", "first_day"):
        return False
    heads = clause.marks("talks_strong")
    near = (h for v in clause.of("verdict") for h in heads if 0 <= h.start - v.end <= OVER)
    return any(clause.marked.has(*JUDGED, lo=h.end, hi=h.end + OVER) for h in near)


def did_there(clause: Clause) -> bool:
    """English: 'At Tuesday's talks Kyiv agreed to a proposal': what was taken up at the talks with which it opens."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    head = clause.of("talks_strong")[0]
    opens = tokens[clause.lo].word.norm in AT and head.start - clause.lo <= AT_TALKS
    if not opens or tokens[head.start].word.pos:
        return False
    done = (m for m in marked.all("agreed", "accepted", lo=head.end, hi=clause.hi))
    past = any(tokens[m.start].word.tense == "past" for m in done)
    later = any(not of_another(m, clause) for m in clause.of("talks_later"))  # 'agreed to a pause in strikes'
    return past and not (later or "talks_off" in clause.own)


def over_now(clause: Clause) -> bool:
    """English: 'Geneva talks over', 'Third round over: no deal', 'over in an hour'; not 'talks over prisoners'."""
    tokens = clause.marked.sentence.tokens
    ends = [m.end for m in clause.marks("talks_strong") if m.end < clause.hi and tokens[m.end].word.norm == "over"]
    if any(i + 1 == len(tokens) or tokens[i + 1].word.kind == "sym" for i in ends):
        return True
    return "hours" in clause.own and any(tokens[i + 1].word.norm in WITHIN for i in ends)


def last_day_told(item: Item) -> bool:
    """'Geneva talks over', then 'The second day lasted two hours': a day over by now, and no other is named."""
    title = [e.clause for r in item.reads if r.marked.sentence.in_title for e in r.events]
    over = any(over_now(c) for c in title)
    if any("talks_end" in c.own and day_over(c) is HELD for c in title):
        lead = (r for r in item.reads if r.marked.sentence.lead)
        return all(w.kind == "vague" for r in lead for w in r.whens)  # 'У Досі завершився другий день'
    told = [r for r in item.reads if r.marked.sentence.lead and not r.marked.sentence.in_title] if over else ()
    if any(r.whens for r in told):
        return False
    return any("first_day" not in e.clause.own and day_over(e.clause) is HELD for r in told for e in r.events)


def more_tomorrow(item: Item) -> bool:
    """'Berlin: five hours of talks, more tomorrow', 'the delegations will carry on tomorrow': so they sat today."""
    for read in item.reads:
        marked = read.marked
        morrow = [w for w in read.whens if w.kind == "relative" and w.offset == 1]
        if morrow and marked.sentence.lead and marked.has("talks", "delegation", "leaders") and marked.has("goes_on"):
            return True
    return False


def day_over(clause: Clause) -> Stage | None:
    """'after the second day of talks', 'другий день тривав дві години': held; behind the first day there are more."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for day in days_of(clause):
        begun = "first_day" in clause.own or len(days_of(clause)) > 1
        if begun and any(m.end < day.start - 1 and ended(m, clause) for m in clause.of("talks_end")):
            return None  # 'the talks ended on Wednesday: six hours on the first day, two on the second'
        ran = marked.first("was", "copula", "talks_past", "talks_now", lo=day.end, hi=min(day.end + OVER, clause.hi))
        word = tokens[ran.start].word if ran is not None else None
        begun = ran is not None and ran.cls == "talks_now" and (word is None or word.perfective or not word.pos)
        past = word is not None and word.tense == "past" and not begun  # not 'Второй день переговоров начался'
        done = past or "hours" in clause.own or marked.has("talks_end", lo=day.start - 2, hi=day.end + OVER)
        if done or marked.has("talks_after", "verdict", lo=max(clause.lo, day.start - OVER), hi=day.start):
            morrow = any(m.value == "1" for m in marked.all("relative", lo=day.end, hi=clause.hi))
            more = morrow or marked.has("first_day", lo=clause.lo, hi=day.end)
            return UNDER_WAY if more else HELD
    return None


def over_where_settled(clause: Clause) -> bool:
    """'the swap worked out at Tuesday's talks is to take place': what lies ahead is the exchange."""
    heads = clause.marks("talks_strong")
    swapped = clause.has("swap", "captive", "body")
    return swapped and bool(heads) and all(settled_at(m, clause) for m in heads)


def chaired(clause: Clause) -> bool:
    """'who chaired Thursday's meeting, said they had agreed to meet again': the talks that one chaired are over."""
    tokens = clause.marked.sentence.tokens
    done = (m for m in clause.of("chairs") if tokens[m.start].word.tense == "past")
    return any(clause.marked.has("talks_strong", lo=m.end, hi=m.end + OVER) for m in done)


def worked(clause: Clause) -> bool:
    """'officials worked on a plan on Sunday and will go on': no word for talks, and a verb in the past before."""
    verb = clause.first("deliberate")
    tense = clause.marked.sentence.tokens[verb.start].word.tense if verb else ""
    return tense == "past" and not clause.has("talks_strong")


def meets(clause: Clause) -> bool:
    """'Lavrov and Kuleba meet in Antalya': the present tense of a headline."""
    tokens = clause.marked.sentence.tokens
    gather = [m for m in clause.of("gather") if clause.marked.has("convene", lo=m.start, hi=m.end)]
    return any(tokens[m.start].word.tense in ("", "pres") for m in [*clause.of("meet"), *gather])


def lasted(clause: Clause) -> bool:
    """'Trump and Putin meet for three hours': what has lasted so long is over."""
    took = ("took",) if clause.has("talks_strong") else ()  # 'The first talks in a year took two hours'
    cues = [(m, max(clause.lo, m.start - 4)) for m in clause.marks("hours")]
    if took and any(clause.marked.has(*took, lo=lo, hi=m.start) for m, lo in cues):
        return True
    ran = [m for m in clause.of("talks_now") if went_on(clause, m)] if took else []
    if any(m.end <= hour.start <= m.end + DAY for m in ran for hour, _ in cues):
        return True  # 'Переговоры шли менее двух часов'
    so_long = any(clause.marked.has("prep_for", lo=lo, hi=m.start) for m, lo in cues)
    return so_long and clause.has("meet", "converse", "talks_verb")


def on_the_way(clause: Clause) -> bool:
    """'США та Україна поїхали до Женеви': who travels there has yet to meet."""
    return (clause.has("journey") and not clause.has("departs")) or looked_for(clause)


def will_visit(clause: Clause) -> bool:
    """'посетит Берлин для переговоров': who is to go there has yet to meet."""
    awaited = "waits_for" in clause.own and "envoys" in clause.own
    return awaited or any(future_tense(clause, m) for m in clause.of("visits"))


def looked_for(clause: Clause) -> bool:
    """'Рубіо й Лаврова чекають у Манілі', 'Negotiators meet in Istanbul this evening': they have yet to meet."""
    if "later_today" in clause.own and meets(clause):
        return True
    return "awaited" in clause.own and "place" in clause.own and not clause.has("was", "talks_strong")


def agreed_on_next(clause: Clause) -> bool:
    """'о новом раунде договорились', 'домовилися про наступну зустріч', 'agreed on another round'."""
    marked = clause.marked
    for head in clause.of("talks_strong") if "agreed" in clause.own else ():
        lo = max(clause.lo, head.start - DAY)
        about = marked.first("prep_about", "aim_day", lo=lo, hi=head.start)
        if about is None or not marked.has("anaphor", "cal_next", lo=about.start, hi=head.start):
            continue
        agreed = marked.first("agreed", lo=about.start - 2, hi=about.start) or marked.first(
            "agreed", lo=head.end, hi=head.end + 3
        )
        if agreed is not None:
            return not negated(clause, agreed)
    return False


def agreed_to_meet(clause: Clause) -> bool:
    """'домовилися зустрітися в Абу-Дабі у п'ятницю': an infinitive right behind what was agreed."""
    agreed, tokens = clause.opening("agreed"), clause.marked.sentence.tokens
    return (
        agreed is not None
        and clause.has("place", "weekday", "month", "relative")
        and any(
            0 <= m.start - agreed.end <= 1 and tokens[m.start].word.tense == "inf" for m in clause.marks("talks_strong")
        )
    )
