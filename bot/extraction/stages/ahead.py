"""What lies ahead: words and tenses of the future (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.days.came_about import came_later
from bot.extraction.denials.negation import negated
from bot.extraction.stages.coming import awaited_by_kin, carried, done_to, keeps_feast_at_home, only_subject
from bot.extraction.stages.deed_set import deed_set
from bot.extraction.stages.set_going import set_going
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

LONG: Final = 6  # words between an exchange and what says that it was possible
SHORT: Final = ("жен", "жна", "жно", "жны", "тен", "тна", "тны")  # 'возможен', 'вероятны'
HOMEWARD: Final = ("домой", "додому", "родину", "батьківщину")  # says where to, and nothing of when: 'Домой поедут 103'


def ahead(clause: Clause, heads: list[Mark]) -> bool:
    """Whether a word of the future stands before the event's head, or right behind a swap."""
    if ("keeps_feast" in clause.own and keeps_feast_at_home(clause)) or awaited_by_kin(clause):
        return False
    for mark in clause.of("future"):
        if (
            negated(clause, mark)
            or not infinitive(clause, mark)
            or outcome(clause, mark)
            or achieved(clause, mark)
            or caused(clause, mark)
            or owning(clause, mark)
            or on_the_way(clause, mark)
            or set_going(clause, mark)
            or said_of_a_feast(clause, mark, heads)
            or came_later(clause, mark)
            or clause.marked.within("not_future", max(clause.lo, mark.start - 1), mark.end + 1)
        ):
            continue
        if not heads:
            return True
        told = future_tense(clause, mark) or carried(clause, mark, heads)
        if told or any(leads(mark, head) or fixed(clause, mark, head) for head in heads):
            return True
        if any(deed_set(clause, mark, head) for head in heads):
            return True
    if "cal_next" in clause.own and next_lot(clause, heads):
        return True
    return may_come(clause, heads) or for_a_day(clause, heads) or any_to_come(clause, heads)


def next_lot(clause: Clause, heads: list[Mark]) -> bool:
    """'Следующая партия — 300 человек', 'наступний етап': Ukrainian, Russian, without a word of what has been."""
    marked, lo = clause.marked, clause.lo
    opens = marked.has("cal_next", lo=lo, hi=lo + 1) and marked.has("phase", "lot_noun", lo=lo, hi=lo + 2)
    words = [marked.sentence.tokens[m.start].word for m in (*heads, *clause.marks("happened", "completed"))]
    return opens and bool(marked.sentence.tokens[lo].word.pos) and not any(w.tense in ("past", "part") for w in words)


def any_to_come(clause: Clause, heads: list[Mark]) -> bool:
    """Whether a verb of the event is in the future, or an infinitive that nothing governs."""
    tokens = clause.marked.sentence.tokens
    done = ("past", "part")  # 'передача тел погибших состоится завтра': the dead are no deed
    there = [h for h in heads if h.cls == "home" and tokens[h.end - 1].word.norm not in HOMEWARD]
    told = there + [h for h in heads if h.cls not in ("home", "body") and tokens[h.start].word.tense in done]
    others = clause.marks("under_way", "happened", "move", "leaving", "covers", "sees")
    others = [m for m in others if not any(h.end <= m.start for h in told)]
    going = next((m.end for m in clause.of("under_way") if tokens[m.start].word.tense == "past"), clause.hi)
    for head in [*heads, *others]:  # 'уже дома и теперь пройдут лечение' is done
        if head.cls == "under_way" and head.start >= going:
            continue  # 'обмін розпочався і триватиме кілька днів'
        when = tokens[head.start].word.tense
        bare = when == "inf" and bare_infinitive(clause, head)
        if (
            when == "futr"
            or bare
            or done_to(clause, head)
            or heading(clause, head)
            or to_be(clause, head)
            or will_be_home(clause, head)
        ):
            return True
    return False


def for_a_day(clause: Clause, heads: list[Mark]) -> bool:
    """'Emirates broker swap of 115 a side for Saturday': a title that says for when an exchange is set."""
    if not clause.marked.sentence.in_title or not any(h.cls == "swap" for h in heads):
        return False
    tokens = clause.marked.sentence.tokens
    days = [m for m in clause.marks("weekday", "relative") if tokens[m.start - 1].word.norm == "for" and m.start]
    return bool(days) and not any(tokens[h.start].word.tense in ("past", "part") for h in heads)


def said_of_a_feast(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'exchange 246 prisoners each ahead of Easter', 'Ahead of Easter, they exchanged 246': before what else it was."""
    tokens = clause.marked.sentence.tokens
    if tokens[mark.start].word.norm != "ahead" or mark.end - mark.start < 2:
        return False
    before, after = (any(told) for told in ([h.end <= mark.start for h in heads], [h.start >= mark.end for h in heads]))
    return before != after and (before or (mark.start == clause.lo and done_behind(clause, mark, heads)))


def done_behind(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """Whether behind the comma that closes 'Ahead of the talks in Istanbul' a verb in the past tells of the event."""
    tokens = clause.marked.sentence.tokens
    comma = next((i for i in range(mark.end, clause.hi) if tokens[i].word.surface == ","), clause.hi)
    return any(h.start > comma and tokens[h.start].word.tense in ("past", "part") for h in heads)


def may_come(clause: Clause, heads: list[Mark]) -> bool:
    """'spoke of a possible exchange', 'о возможном обмене': what may be has not been."""
    if "possible_one" not in clause.own:
        return False
    nouns = (h for h in heads if clause.marked.sentence.tokens[h.start].word.pos == "noun")
    swaps = [*(h for h in heads if h.cls in ("swap", "body", "return", "free", "give")), *nouns]
    if any(was_possible(h, m, clause) for m in clause.marks("possible_one") for h in swaps):
        return True
    tokens = clause.marked.sentence.tokens
    return any(
        0 <= h.start - m.end <= 1 and not any(t.word.possessive for t in tokens[m.end : h.start])
        for m in clause.marks("possible_one")
        for h in swaps
    )


def was_possible(head: Mark, mark: Mark, clause: Clause) -> bool:
    """'an exchange of 200 for 200 was possible': nothing stands between but figures and 'was'."""
    between = 0 <= mark.start - head.end <= LONG
    between = between and not clause.marked.within("made", mark.start - 1, mark.start)  # 'was made possible by Qatar'
    linked = clause.marked.all("copula", lo=mark.start - 2, hi=mark.start) if between else ()
    tokens = clause.marked.sentence.tokens
    became = {m.start for m in clause.marked.all("becomes") if tokens[m.start].word.tense == "past"}
    if between and not became.intersection((mark.start - 1, mark.start - 2)) and is_possible(mark, clause):
        return True
    return any(m.start not in became for m in linked)  # 'обмін став можливим завдяки Анкарі': it has come about


def is_possible(mark: Mark, clause: Clause) -> bool:
    """'Обмен 500 пленных возможен после перемирия': Ukrainian and Russian leave out 'is'; no noun stands behind."""
    tokens = clause.marked.sentence.tokens
    behind = mark.end + clause.marked.within("already", mark.end, mark.end + 1)  # 'можливий уже сьогодні'
    words = [tokens[i].word for i in (mark.start, behind) if i < clause.hi]
    bare = words[0].pos == "adj" and "nomn" in words[0].cases and words[0].tense != "part"
    return (bare or words[0].norm.endswith(SHORT)) and not (len(words) > 1 and words[1].pos in ("noun", "adj"))


def to_begin(clause: Clause, heads: list[Mark]) -> bool:
    """'Return of fallen soldiers to begin next week': English, an infinitive behind what it is said of."""
    tokens = clause.marked.sentence.tokens
    steps = (m for m in clause.of("under_way") if m.start > clause.lo and tokens[m.start - 1].word.norm == "to")
    return "under_way" in clause.own and any(h.end <= m.start for m in steps for h in heads)


def heading(clause: Clause, head: Mark) -> bool:
    """English headlines: 'Kyiv to get 500 bodies', '50 soldiers to come home', 'Saturday's swap to cover 90'."""
    tokens = clause.marked.sentence.tokens
    at = head.start - 1
    if at <= clause.lo or tokens[head.start].word.tense or not (clause.marked.sentence.in_title or clause.lo == 0):
        return False
    if tokens[at].word.norm != "to":
        return False
    subjects = clause.marks("party", "agency", "person", "both", "people", "each", "swap", *PEOPLE)
    subject = next((m for m in subjects if m.end == at), None)
    led = any(m.start != head.start for m in clause.of("led_to"))  # 'Russia to deliver 1,000 bodies': the deed itself
    return subject is not None and only_subject(clause, subject) and not (led or "managed" in clause.own)


def to_be(clause: Clause, head: Mark) -> bool:
    """'будет отдано', 'буде передано': a passive with the future of 'to be'."""
    tokens = clause.marked.sentence.tokens
    if "will" not in clause.own or tokens[head.start].word.tense not in ("past", "part"):
        return False
    return any(
        tokens[m.start].word.tense == "futr"
        for m in clause.marked.all("will", lo=max(clause.lo, head.start - 3), hi=head.start)
    )


def will_be_home(clause: Clause, head: Mark) -> bool:
    """'будут дома к воскресенью', 'дома должны быть 300': an adverb has no tense, the word beside it has."""
    if head.cls != "home" or clause.marked.sentence.tokens[head.start].word.tense:
        return False
    tokens = clause.marked.sentence.tokens
    for mark in clause.of("be_there"):
        first, last = (mark.end, head.start) if mark.end <= head.start else (head.end, mark.start)
        near = last - first <= 2 and all(t.word.kind != "sym" for t in tokens[first:last])
        if near and tokens[mark.start].word.tense == "futr":
            return True
    if head.start > clause.lo and tokens[head.start - 1].word.tense == "futr":
        return True  # 'дасть волю 1200 громадянам', 'увидят родину'
    behind = clause.marked.inside("future", head.end, head.end + 1)
    return any(not owning(clause, m) and not negated(clause, m) for m in behind)


def infinitive(clause: Clause, mark: Mark) -> bool:
    """'to free 50' lies ahead, 'payments to freed prisoners' do not."""
    first, last = (clause.marked.sentence.tokens[i].word for i in (mark.start, mark.end - 1))
    return first.norm != "to" or last.tense not in ("past", "part", "ing")


def owning(clause: Clause, mark: Mark) -> bool:
    """'11 мають офіцерські звання', 'матері': to have something is no plan; 'мають повернути' is one."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    if "мати" not in word.keys or mark.end - mark.start > 1:
        return False
    return not word.tense or not any(t.word.tense == "inf" for t in tokens[mark.end : min(mark.end + 8, clause.hi)])


def on_the_way(clause: Clause, mark: Mark) -> bool:
    """'put the number going to Russia at 27': whither those go who are counted; 'under a plan': no deed."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if tokens[mark.start].word.norm in ("plan", "plans"):
        return marked.within("under", mark.start - 3, mark.start)  # 'under a Qatari plan'
    if tokens[mark.start].word.norm != "going" or not marked.has("party", "place", lo=mark.end, hi=mark.end + 1):
        return False
    return not marked.within("auxiliary", mark.start - 1, mark.start)


def outcome(clause: Clause, mark: Mark) -> bool:
    """'mediation leads to exchange of 314 captives': 'to' belongs to the verb before, and no infinitive follows."""
    if clause.marked.sentence.tokens[mark.start].word.norm != "to":
        return False
    return any(m.end == mark.start + 1 for m in clause.marked.all("led_to", hi=mark.start + 1))


def achieved(clause: Clause, mark: Mark) -> bool:
    """'managed to return', 'helps 19 residents to return': an infinitive of what was done."""
    tokens = clause.marked.sentence.tokens
    managed = clause.marked.inside("managed", max(clause.lo, mark.start - 2), mark.start)
    if any(tokens[m.start].word.tense != "futr" and not tokens[m.start].word.pos for m in managed):
        return True
    if tokens[mark.start].word.norm == "will":
        return False  # 'With Qatari help 29 minors will go to Ukraine'
    helps = clause.marked.inside("helps", max(clause.lo, mark.start - LONG), mark.start)
    return any(not clause.marked.has("future", lo=max(clause.lo, m.start - 2), hi=m.end) for m in helps)


def caused(clause: Clause, mark: Mark) -> bool:
    """'the incursion spurs Russia to exchange prisoners': why somebody would, no plan."""
    return clause.marked.within("causing", max(clause.lo, mark.start - 5), mark.start)


def managed(clause: Clause, head: Mark) -> bool:
    """'вдалося повернути', 'помог вернуть', but not 'удастся вернуть'."""
    tokens = clause.marked.sentence.tokens
    near = list(clause.marked.inside("managed", max(clause.lo, head.start - 4), head.start))
    behind = clause.marks("managed", lo=head.end) if tokens[head.start].word.tense == "inf" else []
    near += [m for m in behind if tokens[m.start].word.tense == "past"]  # 'освободить их удалось в четверг'
    return any(tokens[m.start].word.tense != "futr" for m in near)


def bare_infinitive(clause: Clause, head: Mark) -> bool:
    """Ukrainian, Russian: 'можуть передати' lies ahead, 'вдалося повернути' does not."""
    word = clause.marked.sentence.tokens[head.start].word
    return (
        word.tense == "inf"
        and word.pos == "verb"
        and not managed(clause, head)
        and not clause.marked.has("under_way", lo=max(clause.lo, head.start - 2), hi=head.start)
    )


def future_tense(clause: Clause, mark: Mark) -> bool:
    word = clause.marked.sentence.tokens[mark.start].word
    return word.tense == "futr"


def fixed(clause: Clause, mark: Mark, head: Mark) -> bool:
    """'Repatriation of 1,000 bodies due next Thursday': what is fixed is said behind the dead as well."""
    near = 0 <= mark.start - head.end <= 2
    if near and head.cls == "body" and clause.marked.has("due", lo=mark.start, hi=mark.end):
        return True
    tokens = clause.marked.sentence.tokens  # 'передача тел назначена на сегодня', 'обмін заплановано на п'ятницю'
    named = head.cls in ("body", "swap") or tokens[head.start].word.pos == "noun"
    if named and has_set(clause, mark, head):
        return True
    return near and named and tokens[mark.start].word.passive and tokens[mark.start].word.pos != "adj"


def has_set(clause: Clause, mark: Mark, head: Mark) -> bool:
    """'Передачу 1200 тіл планують на середу', 'передача 150 пленных ожидается': a day is set."""
    tokens = clause.marked.sentence.tokens
    between = tokens[head.end : mark.start]
    if not 0 <= mark.start - head.end <= LONG or any(t.word.kind == "sym" or t.word.pos == "verb" for t in between):
        return False
    word, cases = tokens[mark.start].word, tokens[head.start].word.cases
    if word.pos == "verb" and (word.passive or word.norm.endswith(("ся", "сь"))):
        return "nomn" in cases
    return word.pos == "verb" and "accs" in cases and clause.marked.within("set_for", mark.start, mark.end)


def leads(mark: Mark, head: Mark) -> bool:
    if head.cls == "swap":
        return mark.start - head.end <= 12 and head.start - mark.end <= 8
    return 0 <= head.start - mark.end <= 6 or (mark.start <= head.start < mark.end)
