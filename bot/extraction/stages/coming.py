"""A title without a verb that names a weekday to come: 'Новый обмен — уже в пятницу', written on Thursday (Rule T)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.days.when import When, settle
from bot.extraction.denials.denial import moved_to
from bot.extraction.events.events import OLD, Event
from bot.extraction.stages.talked_about import follows
from bot.extraction.words.clause import BOTH, VERBS, Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import ANNOUNCED, COMPLETED, UNDER_WAY
from storage.vocabulary import Stage

TOLD: Final = ("swap", "happened", "completed", "finished")
FATE: Final = 3
"""Within how many words before a date stands what befell people then."""

TRUCE: Final = 8
"""Within how many words behind a truce stands when it is to hold."""
DEED: Final = ("swap", "free", "return", "give", "home", "receive", "swap_head")
OF_PEOPLE: Final = ("number", "adjective", "people", "anaphor", "qualifier", "prep_from", *PEOPLE)
OF_SWAP: Final = (*OF_PEOPLE, "weekday", "relative", "feast", "party", "ordinal")
"""What may stand before the subject of a title: whose and how many they are, of which day an exchange is."""
TALKED: Final = ("converse", "talks_strong")
COUNTED: Final = 3
PARLEY: Final = 5
"""Within how many words before an exchange stand the talks about it."""
SENT: Final = 5
"""Within how many words before a day an idea was sent or put forward."""


def comes(event: Event, mine: Sequence[When], published: date) -> bool:
    """Whether the weekday is near ahead and far behind, and no verb says that anything was done."""
    clause = event.clause
    if event.stage is UNDER_WAY:
        return starts_then(clause, mine, published) or goes_on_then(clause, mine)
    rest = "the_rest" in clause.own  # 'The remaining 300 a side follow on Friday'
    further = rest or (clause.lo > 0 and bool(event.findings) and "anaphor" in clause.own)  # ', в субботу – ещё 300'
    sized = all(f.count.second is not None or f.party == BOTH for f in event.findings)  # 'У суботу – обмін 150 на 150'
    told = further or (clause.marked.sentence.in_title and "swap" in clause.own and sized)
    if event.stage is COMPLETED and "swap" in clause.own and tomorrow(clause, mine):
        return True
    if event.stage is COMPLETED and event.findings and named_for(clause, mine):
        return True
    if event.stage is not COMPLETED or not told:
        return False
    says = {m.start for m in clause.marks("confirm", "say")}  # 'Kremlin confirms Friday swap: 250 for 250'
    done = any(m.start not in says for m in clause.marks("happened", "completed"))
    if clause.verbs or done or "recall_adjective" in clause.own:
        return False
    words = [
        t.word for i, t in enumerate(clause.marked.sentence.tokens[: clause.hi]) if i >= clause.lo and i not in says
    ]
    past = any(w.tense and not (rest and w.tense in ("pres", "ing")) for w in words)
    if not all(w.weekday is not None and not w.modifier for w in mine) or past:
        return False
    behind = [settle(w, published, ahead=False, last=None) for w in mine]
    coming = [settle(w, published, ahead=True, last=None) for w in mine]
    return any(
        b and a and (published - b).days > OLD >= (a - published).days for b, a in zip(behind, coming, strict=True)
    )


def tomorrow(clause: Clause, mine: Sequence[When]) -> bool:
    """'The swap takes place tomorrow', 'Tomorrow's exchange covers 300 each': nothing of it is told in the past."""
    if not any(w.offset is not None and w.offset > 0 and not w.spoken for w in mine):
        return False
    tokens = clause.marked.sentence.tokens
    told = any(tokens[m.start].word.tense in ("past", "part") for m in clause.all_of(TOLD))
    return not told and not clause.any_of(VERBS)  # 'Exchange brings 150 home, parade tomorrow'


def named_for(clause: Clause, mine: Sequence[When]) -> bool:
    """'На п'ятницю називають по 300', 'на субботу — ещё 200': for a weekday, and nothing is told as done."""
    if "aim_day" not in clause.own or not any(w.weekday is not None and not w.modifier for w in mine):
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    days = [w for w in mine if w.weekday is not None]
    aimed = all(marked.within("aim_day", w.start - 1, w.start) and tokens[w.start].word.pos for w in days)
    past = any(tokens[m.start].word.tense in ("past", "part") for m in clause.marks(*TOLD))
    return aimed and not past and not clause.verbs


def goes_on_then(clause: Clause, mine: Sequence[When]) -> bool:
    """'The exchange continues tomorrow': what goes on then is a stage of its own, that is to come."""
    if not any(w.offset is not None and w.offset > 0 and not w.spoken for w in mine):
        return False
    tokens = clause.marked.sentence.tokens
    return all(tokens[m.start].word.tense in ("pres", "") for m in clause.of("under_way"))


def starts_then(clause: Clause, mine: Sequence[When], published: date) -> bool:
    """'Exchanges start on Thursday', 'с четверга начинаются': written on Wednesday, the present of what is to come."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    told = [(tokens[m.start].word, m.end - m.start == 1) for m in clause.of("under_way")]
    present = all(w.tense == "pres" or (one and not w.tense) for w, one in told)
    if not told or not present or clause.any_of(("perfect", "auxiliary")):
        return False
    named = [w for w in mine if w.weekday is not None and not w.spoken]
    if any(w.pos for w, _ in told) and not all(marked.within("prep_from", w.start - 1, w.start) for w in named):
        return False
    days = [settle(w, published, ahead=False, last=None) for w in named]
    return bool(days) and all(day is not None and (published - day).days > 1 for day in days)


def not_its_day(event: Event, when: When) -> bool:
    """Whether a day is the one to which an event was put off, or that of a deed that a clause on a plan begins with."""
    if "finished" in event.clause.own and begun_then(event.clause, when):
        return True
    if event.stage.phase is not ANNOUNCED:
        return event.stage is COMPLETED and (follows(event.clause, when) or told_before(event.clause, when))
    if event.stage is Stage.PROPOSED and event.clause.marked.has("puts_forward", lo=when.start - SENT, hi=when.start):
        return True  # 'The idea of exchanging them was sent to Moscow on Wednesday'
    if event.stage.off:  # 'Saturday's swap called off'
        return event.stage is Stage.POSTPONED and moved_to(event.clause, when)
    return of_a_deed(event.clause, when)


def told_before(clause: Clause, when: When) -> bool:
    """English: 'The Kremlin had announced the exchange the day before': it had not taken place yet."""
    if when.kind != "shift" or (when.offset or 0) >= 0 or not clause.any_of(("say", "puts_forward")):
        return False
    return "swap" in clause.own and "pluperfect" in clause.own and not clause.has("happened", "completed", *VERBS)


def begun_then(clause: Clause, when: When) -> bool:
    """'have finished the exchange begun on Thursday': the day on which it began, not that of its end."""
    begun = next((m for m in clause.marks("under_way") if 0 <= when.start - m.end <= 1), None)
    if begun is None or clause.marked.sentence.tokens[begun.start].word.pos:
        return False
    return clause.marked.sentence.tokens[begun.end - 1].word.tense in ("past", "part")


def of_a_deed(clause: Clause, when: When) -> bool:
    """'Wednesday's transfer was the first under an agreement to return 6,000': the day of what was done."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    if not tokens[when.end - 1].word.surface.endswith(("'s", "’s")):
        return False
    noun = marked.first("deal", "swap", "swap_noun_only", lo=when.end, hi=min(when.end + 3, clause.hi))
    behind = tokens[noun.end : min(noun.end + 2, clause.hi)] if noun else []
    return any(t.word.tense == "past" for t in behind)


def of_birth(clause: Clause, when: When) -> bool:
    """'young lads born after 2000', 'a truce is to cover 9 and 10 May, and each will free 90': no event's time."""
    if "truce" in clause.own and of_truce(clause, when):
        return True
    if when.start > clause.lo and clause.marked.sentence.tokens[when.start - 1].word.norm in ("like", "unlike"):
        return True  # 'Like Wednesday's, Friday's exchange was arranged by Abu Dhabi'
    return clause.marked.within("birth", max(clause.lo, when.start - FATE), when.start)


def of_truce(clause: Clause, when: When) -> bool:
    """Whether a day is told of a truce, and an exchange only behind it."""
    truce = next((m for m in reversed(clause.of("truce")) if m.end <= when.start), None)
    if truce is None or when.start - truce.end > TRUCE or clause.marked.any_within(DEED, lo=clause.lo, hi=when.start):
        return False
    return clause.marked.has(*DEED, lo=when.end, hi=clause.hi)


def keeps_feast_at_home(clause: Clause) -> bool:
    """'130 soldiers will see in the New Year with their families': to come is the feast, they are back already."""
    kept = clause.first("keeps_feast")
    feasts = kept is not None and any(
        0 <= m.start - kept.end <= 2 or 0 <= kept.start - m.end <= 2 for m in clause.of("feast")
    )
    return feasts and clause.has("home", "reunion") and not clause.has("swap", "give", "conditional", "negation")


def awaited_by_kin(clause: Clause) -> bool:
    """'Двох чоловіків удома чекають дружини': who waits are wives, and nothing is planned."""
    waits = clause.of("awaited") if "families" in clause.own else ()
    return any(clause.marked.has("families", lo=m.end, hi=min(m.end + 3, clause.hi)) for m in waits)


def done_to(clause: Clause, head: Mark) -> bool:
    """'Обмін розіб'ють на два етапи', 'Обмен разделят': what will be done to an exchange, told right behind it."""
    tokens = clause.marked.sentence.tokens
    at = head.end
    noun = head.cls == "swap" and tokens[head.start].word.pos == "noun" and at < clause.hi
    return noun and tokens[at].word.pos == "verb" and tokens[at].word.tense == "futr"


def cut_off(mark: Mark, at: int, clause: Clause) -> bool:
    """'Договорённость в силе: 7 августа вернутся 120': behind a colon a day is of what is told there."""
    return any(t.word.surface == ":" for t in clause.marked.sentence.tokens[mark.end : at])


def talked_of(clause: Clause) -> bool:
    """'talks on the next exchange are under way', 'work on further exchanges continued': the exchange itself is not."""
    for mark in clause.marks("swap", "body", "return"):
        lo = max(clause.lo, mark.start - 5)
        if clause.marked.within("preparing", lo, mark.start):
            return True
    return False


def negotiated(clause: Clause, heads: list[Mark]) -> bool:
    """'Тривають перемовини щодо обміну 200 військових', 'ведём работу по обмену': it is only sought."""
    if "agreed" in clause.own or "managed" in clause.own or not heads or not clause.any_of(("preparing", *TALKED)):
        return False
    tokens = clause.marked.sentence.tokens
    first = min(heads, key=lambda h: h.start)
    if tokens[first.start].word.pos != "noun":
        return False
    about = any(m.end == first.start and m.end - m.start > 1 for m in clause.of("preparing"))
    parleys = clause.marked.all(*TALKED, lo=max(clause.lo, first.start - PARLEY), hi=first.start)
    spoken = clause.marked.has("prep_about", lo=first.start - 1 - (first.cls == "body"), hi=first.start)
    about = about or (spoken and any(tokens[m.start].word.pos == "noun" for m in parleys))
    behind = tokens[first.end : first.end + COUNTED]
    counted = any(t.word.kind == "num" for t in behind) or clause.marked.has(
        "number", lo=first.end, hi=first.end + COUNTED
    )
    return counted and about and all(h is first or h.cls == "body" for h in heads)


def carried(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'A train with the remains of 400 will arrive on Wednesday': English, what will move the dead."""
    word = clause.marked.sentence.tokens[mark.start].word
    only_dead = not word.pos and all(h.cls == "body" for h in heads)
    return only_dead and clause.marked.has("move", "happened", "leaving", lo=mark.end, hi=mark.end + 1)


def due_home(event: Event) -> bool:
    """'оставшиеся в Сумах куряне вернутся 3 февраля': a participle tells who they are, the verb behind what is due."""
    tokens = event.clause.marked.sentence.tokens
    held = event.clause.of("still_held")
    if event.day is None or any(tokens[m.start].word.pos != "adj" for m in held):
        return False
    coming = event.clause.marks("home", "return", "free", lo=held[-1].end)
    return any(tokens[m.start].word.tense == "futr" for m in coming)


def only_subject(clause: Clause, subject: Mark) -> bool:
    """Whether no verb stands before a subject, as in 'talks push Russia to swap': only whose and how many they are."""
    tokens = clause.marked.sentence.tokens
    signs = (i + 1 for i in range(clause.lo, subject.start) if tokens[i].word.surface in ":—–,;")
    first = max(signs, default=clause.lo)
    if clause.marked.has("and", "adversative", lo=first, hi=first + 1):
        first += 1  # 'No ceasefire, but 1,000 captives each to go home'
    marks = clause.marked.all(*(OF_SWAP if subject.cls == "swap" else OF_PEOPLE), lo=first, hi=subject.start)
    told = {i for m in marks for i in range(m.start, m.end)}
    return all(i in told or tokens[i].word.kind == "num" for i in range(first, subject.start))
