"""Which clause looks back: words of recall, an older time nearer to the event, what talks led to (Rule E, step 7)."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.extraction.counts.scope import EVENT
from bot.extraction.days.came_about import told_then
from bot.extraction.days.said_on import distance, used_to_offer
from bot.extraction.days.when import When
from bot.extraction.events.events import OLD, Event
from bot.extraction.sentences.timing import attached
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, inside
from bot.extraction.words.terms import PLANNED

CAME: Final = ("swap", "free", "return", "receive", "home")
RECALLED: Final = ("swap", "swap_noun_only", "give", "round", "deal", "one_word")
LOOKING_BACK: Final = ("recall_adjective", "long_after", "recall", "shift_after", "season", "offers")
"""Without any of these in a clause no word of it looks back."""
MONTHS: Final = 4
"""For how many months ahead a plan may be told."""
SAID: Final = 4
"""Within how many words behind 'announced' stands when it was: 'announced by Trump a week earlier'."""
REACHED: Final = 6
"""Words between terms and when they were reached: 'terms reached in Geneva last month'."""
OPENS: Final = 4
"""Within how many words a sentence opens with 'three days before'."""
RANKS: Final = ("ordinal", "superlative")
WHEN: Final = ("when", "когда", "коли")
RANKED: Final = 9
"""Within how many words before 'when' stands the rank of what came since: 'the first since mid-October'."""
YEAR: Final = 3
"""Within how many words behind 'last' stands 'of the year'."""


def recalled(clause: Clause, mine: list[When]) -> str:
    """By which word a clause looks back; empty where by none."""
    if any(
        names_event(clause, m.end)
        for m in clause.of("recall_adjective")
        if not clause.marked.has("say", "not_recalled", lo=m.end, hi=m.end + 1)
        and not of_a_pact(clause, m)
        and not reckoned_from(clause, m)
        and not the_last_one(clause, m)
        and not compared(clause, m)
    ):
        return "a word of recall"
    if any(m.start == clause.lo for m in clause.of("long_after")) and not any(w.offset == 0 for w in mine):
        return "told as long before"
    if "season" in clause.own and in_a_season(clause):
        return "a season"
    if ("shift_after" in clause.own and days_before(clause)) or before_then(clause) or used_to_offer(clause, mine):
        return "told as days before"
    told = {i for w in mine if w.kind != "vague" for i in range(w.start, w.end)}
    same_day = {w.start for w in mine if w.offset == 0}  # 'ранее в тот же день', 'раніше сьогодні'
    cues = (m for m in clause.of("recall") if not attached(clause, m.start) and not inside(m, clause.of("no_recall")))
    cues = (m for m in cues if same_day.isdisjoint((m.end, m.end + 1)) and not of_a_party(clause, m))
    today = any(w.offset == 0 and w.kind == "relative" and not w.spoken for w in mine)
    cues = (m for m in cues if not (by_the_way(clause, m) or compared(clause, m) or of_the_year(clause, m)))
    cues = (m for m in cues if not of_a_pact(clause, m))
    today = today or clause.opening("in_return") is not None  # 'Взамен, напомнило Минобороны, отдали столько же'
    today = today or it_took_place(clause)
    cues = (m for m in cues if not (today and says(clause, m)) and not only_told(clause, m))
    cues = (m for m in cues if not (told_then(clause, m) or announced_then(clause, m)))
    cue = next((m for m in cues if told.isdisjoint(range(m.start, m.end))), None)  # 'a day earlier' is a day
    if cue and not clause.marked.within("negation", max(clause.lo, cue.start - 2), cue.start):
        return "a word of recall"
    return ""


def in_a_season(clause: Clause) -> bool:
    """'бійців, | яких обміняли взимку, | прийняла Австрія': a relative clause tells when those named came home."""
    tokens = clause.marked.sentence.tokens
    told = any(tokens[m.start].word.tense in ("past", "part") for m in clause.all_of(CAME))
    return told and relative(clause) and not clause.has("weekday", "relative", "seized", "taken", "kept", "since")


def relative(clause: Clause) -> bool:
    return clause.marked.within("relative_word", clause.lo, clause.lo + 1)


def came_before(event: Event) -> bool:
    """'Бійці, | яких визволили восени, | прибули до Болгарії': what the next clause tells is no return of theirs."""
    return event.recall and relative(event.clause) and event.clause.any_of(CAME)


def days_before(clause: Clause) -> bool:
    """'ran on Sunday, | two days after 205 captives had come home': a clause of its own for what was before."""
    opening = any(
        m.start == clause.lo and clause.marked.has("day_noun", "cal_week", "cal_month", lo=m.start, hi=m.end)
        for m in clause.of("shift_after")
    )
    return opening and clause.lo > 0 and clause.has("pluperfect")


def before_then(clause: Clause) -> bool:
    """'Three days before, the two countries had swapped 90 soldiers each': so a sentence opens that looks back."""
    marked = clause.marked
    if "pluperfect" not in clause.own or "talks_before" not in marked.marks or marked.sentence.in_title:
        return False
    opening = next((m for m in marked.inside("talks_before", 0, OPENS) if m.end < len(marked.sentence.tokens)), None)
    return opening is not None and marked.sentence.tokens[opening.end].word.surface == ","


def the_last_one(clause: Clause, mark: Mark) -> bool:
    """'Остання передача за угодою: ще 1245 тіл', 'Останній етап: 260 удома': a title's last lot is the news.

    So is the 'last swap of the year'.
    """
    if not clause.marked.sentence.in_title:
        return False
    final = clause.marked.has("final_lot", lo=mark.start, hi=mark.end) and "body" in clause.own
    final = final or of_the_year(clause, mark)
    final = final or clause.marked.within("phase", mark.start, mark.end + 2)
    final = final or (mark.start == 0 and clause.marked.has("lot_noun", lo=mark.end, hi=mark.end + 1))
    return final or (mark.start == 0 and clause.marked.has("anaphor", lo=mark.end + 1))


def of_the_year(clause: Clause, mark: Mark) -> bool:
    """'Последний обмен года', 'Останній цьогоріч обмін' in a title."""
    near = any(mark.start < m.start <= mark.end + YEAR for m in clause.marks("of_the_year"))
    return near and clause.marked.sentence.in_title


def the_latest(clause: Clause) -> bool:
    """'Остання передача відбулася в понеділок', on that Monday: the last up to now, no older one."""
    return clause.has("happened") and any(names_event(clause, m.end) for m in clause.of("final_lot"))


def ended_today(clause: Clause, when: When | None) -> bool:
    """'Предыдущий обмен завершён в тот же день', told on that day: the one before the next, and today's news."""
    tokens = clause.marked.sentence.tokens
    done = (m for m in clause.marks("finished", "completed") if tokens[m.start].word.tense in ("past", "part"))
    told = when is not None and not when.spoken and any(True for _ in done)
    return told and "swap" in clause.own and not clause.has("pluperfect", "years", "recall")


def last_lot(clause: Clause, day: date | None, published: date) -> bool:
    """'The third and last group was released on Sunday': what ends an exchange these days is its news."""
    if day is not None and abs((published - day).days) > 1:
        return False
    lots = (m for m in clause.of("final_lot") if clause.marked.within("lot_noun", m.end, m.end + 1))
    return any(lots) and "pluperfect" not in clause.own


def compared(clause: Clause, mark: Mark) -> bool:
    """'Посредником, как и в прошлый раз, выступили Эмираты': the older one is only what the news is like."""
    return clause.marked.within("likened", max(clause.lo, mark.start - 3), mark.start)


def only_told(clause: Clause, mark: Mark) -> bool:
    """'Коордштаб раніше повідомив про 118 військових': earlier is what was said, of the same event."""
    said = clause.marked.within("say", mark.end, mark.end + 1)
    return said and not clause.verbs and not clause.has("swap", "body", "captive")


def announced_then(clause: Clause, mark: Mark) -> bool:
    """'opens the 500-for-500 release announced by Trump a week earlier': older is only what was said of it."""
    said = [m for m in clause.of("say") if 0 <= mark.start - m.end <= SAID]
    nouns = clause.marks("swap", "deal", "pact", "operation_noun") if said else []
    return any(n.end == m.start and not clause.has("pluperfect") for m in said for n in nouns)


def it_took_place(clause: Clause) -> bool:
    """'Він відбувся вчора, нагадав омбудсман': when the exchange that the text is about took place."""
    if clause.lo or not clause.has("takes_place") or not clause.has("relative", "shift", "weekday"):
        return False
    opens = clause.marked.sentence.tokens[0].word
    it = clause.marked.has("pronoun", "demonstrative", "swap", lo=0, hi=1)
    return it and "nomn" in opens.cases and not opens.plural and not clause.has("anaphor", "ordinal", "number")


def says(clause: Clause, mark: Mark) -> bool:
    """'Сьогодні повернули 95 людей, нагадав Коордштаб': a verb of saying, where the day is today."""
    return clause.marked.has("say", lo=mark.start, hi=mark.end)


def by_the_way(clause: Clause, mark: Mark) -> bool:
    """'Всего, напомним, вернулись 91 военный': the whole of what the item tells a part of is no older event."""
    whole = clause.first("combined")
    return whole is not None and whole.start == clause.lo and 0 <= mark.start - whole.end <= 1


def reckoned_from(clause: Clause, mark: Mark) -> bool:
    """'released on Friday, a fortnight after the previous swap': the older one only says how long ago."""
    return clause.marked.has("after", "shift_after", "since", lo=max(0, mark.start - 4), hi=mark.start)


def of_a_party(clause: Clause, mark: Mark) -> bool:
    """'its own mediation and that of the United States': 'that' is no earlier exchange."""
    that = clause.marked.within("that", mark.start, mark.start + 1)
    matched = clause.marked.within("prep_by", mark.start - 1, mark.start)  # 'was matched by that of 86 Russians'
    return that and (matched or clause.marked.has("party", "agency", "person", lo=mark.end, hi=mark.end + 3))


def of_a_pact(clause: Clause, mark: Mark) -> bool:
    """'under last week's agreement', 'settled at last month's talks': what is older is the agreement."""
    if reached_then(clause, mark):
        return True
    at = mark.end + clause.marked.has("cal_week", "cal_month", lo=mark.end, hi=mark.end + 1)
    word = clause.marked.sentence.tokens[at - 1].word
    return word.possessive and clause.marked.has("pact", "talks", "agreed", lo=at, hi=at + 1)


def reached_then(clause: Clause, mark: Mark) -> bool:
    """'under terms reached in Geneva last month', 'по договорённостям прошлого месяца': so is this."""
    lo = max(clause.lo, mark.start - REACHED)
    pact = next(
        (m for m in clause.marks("pact", "agreed", "pact_terms") if lo <= m.start and m.end <= mark.start), None
    )
    under = pact is not None and clause.marked.has("under", lo=max(clause.lo, pact.start - 3), hi=pact.start)
    return under and pact is not None and not clause.marked.has(*EVENT, "number", lo=pact.end, hi=mark.start)


def names_event(clause: Clause, at: int) -> bool:
    """Whether a noun of an event follows an adjective of recall; 'в последней партии переданы' has none."""
    tokens = clause.marked.sentence.tokens
    near = clause.marked.all_of(RECALLED, lo=at, hi=min(at + 3, clause.hi))
    return any(tokens[m.start].word.pos != "verb" for m in near)


def dated_before(clause: Clause, when: When, mine: list[When]) -> bool:
    """'released in September 2022 with 214 others, spoke on Thursday': the older time stands nearer to the event."""
    heads = clause.all_of(EVENT)
    old = [w for w in mine if w.past_cue and not w.spoken]
    marked = clause.marked  # 'at the first talks since 2022', 'завершили июньский пакет'
    old = [w for w in old if not marked.has("since", "first_time", "finished", lo=w.start - 3, hi=w.end)]
    return bool(heads) and any(distance(w, heads) < distance(when, heads) for w in old)


def led_to(clause: Clause, times: list[When], published: date) -> bool:
    """'The first round, on 16 May, brought an exchange': what talks of an earlier time led to."""
    if not clause.any_of(("led_to", "agreed")) or not clause.any_of(("swap", "body")):
        return False
    led = clause.first("led_to", "agreed")
    if led is None or not clause.marked.within("talks", clause.lo, led.start):
        return False
    told = [w for w in times if clause.lo <= w.start < led.start]
    return any(w.past_cue or w.kind == "vague" or (w.day is not None and (published - w.day).days > OLD) for w in told)


def provided_before(clause: Clause, times: list[When], published: date) -> bool:
    """'За домовленістю від 8 червня Київ має отримати 2000 тіл': what an agreement of an older day provides for."""
    if "under" not in clause.own or "pact" not in clause.own:
        return False
    for pact in clause.marks("pact"):
        if clause.marked.has("under", lo=max(clause.lo, pact.start - 4), hi=pact.start):
            told = [w for w in times if clause.lo <= w.start < clause.hi and 0 <= w.start - pact.end <= 2]
            return any(w.day is not None and (published - w.day).days > OLD for w in told)
    return False


def first_since(clause: Clause, before: Clause) -> bool:
    """'was the first since mid-October, | when 95 came home', 'першим з жовтня, | коли …': the one before."""
    marked, at = clause.marked, clause.lo
    if before.hi != at or marked.sentence.tokens[at].word.norm not in WHEN:
        return False
    for rank in marked.all(*RANKS, lo=max(0, at - RANKED), hi=at):
        since = marked.first("since", "after", "prep_from", lo=rank.end, hi=at)
        if since is not None and marked.has("month", "season", "weekday", "cal_month", lo=since.start, hi=at):
            return True
    return False


def since_or_under(clause: Clause, when: When) -> bool:
    """'for the first time since May', 'exchanged under the May agreement': an old month that dates something else."""
    marked = clause.marked
    if marked.within("since", when.start - 2, when.start):
        return True
    if marked.has("ordinal", lo=when.start - 2, hi=when.start - 1) and marked.has(
        "prep_from", lo=when.start - 1, hi=when.start
    ):
        return True  # 'при обмене, первом с октября'
    deal = marked.has("pact", "deal", lo=when.end, hi=when.end + 2)
    return deal and marked.has("under", lo=when.start - 2, hi=when.start)


def to_come(clause: Clause, when: When, published: date) -> bool:
    """'may be exchanged before the May holidays', 'will go ahead in July', told in June: a month ahead of a plan."""
    if clause.marked.has("until", lo=when.start - 3, hi=when.start):
        return True
    month = clause.marked.first("month", lo=when.start, hi=when.end)
    return month is not None and 0 < (int(month.value) + 1 - published.month) % 12 <= MONTHS


def lies_ahead(event: Event, published: date) -> bool:
    """'The last group is due on Sunday': what is still to come is not looked back on."""
    return event.stage is PLANNED and event.day is not None and event.day > published


def agreed_long_ago(clause: Clause, times: list[When]) -> bool:
    """'In 2019 Kyiv and Moscow agreed to swap 40': what was agreed in another year is no deal of these days."""
    agreed = clause.first("agreed")
    old = [w for w in times if clause.lo <= w.start < clause.hi and w.past_cue and not w.spoken and w.kind == "vague"]
    old = [
        w for w in old if not clause.marked.has("since", "first_time", lo=w.start - 3, hi=w.end)
    ]  # 'at the first talks since 2022'
    return agreed is not None and any(w.start <= agreed.start or attached(clause, w.start) for w in old)
