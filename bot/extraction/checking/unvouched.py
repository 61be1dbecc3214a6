"""What nobody vouches for: told by rumours, of what is doubted, on a condition, or as a tale of what once was.

A sentence may tell of an exchange as plainly as any ('300 soldiers were freed') and still only report that somebody
claims it, that nobody confirms it, or how it was done years ago: what stands before the deed decides.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from bot.extraction.checking.deeds import deeds
from bot.extraction.checking.told_beside import told_beside
from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.named_only import dated, returning
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark, Marked, inside

NAMED: Final = ("person", "agency", "office", "generic_body")
"""Whoever is named between a rumour and the deed tells it."""
LINKS: Final = ("that", "about", "prep_about", "asked_whether", "relative_word")
"""What leads from 'did not confirm', 'the claim' to what it is of."""
NEAR: Final = 3
"""Within how many words before a verb stands 'reportedly'."""
OF: Final = 4
"""Words between 'the claim' and 'that', 'about' or 'of': 'the statement of the ministry about'."""
HEADS: Final = (*(cls for cls in VERBS if cls != "move"), "swap", "happened", "completed", "body")
TALE: Final = 6
"""Words between 'told' and 'how': 'told an audience in Lviv how'."""
STRANGE: Final = 3
"""How many words that name no time, place or person may stand between 'said' and 'that'."""
BETWEEN: Final = (
    *("weekday", "relative", "month", "prep_in", "prep_to", "prep_from", "prep_for", "prep_by", "article", "party"),
    *("person", "agency", "office", "place", "generic_body", "demonstrative_people", "adjective", "reporters"),
)
SUBJECTS: Final = ("party", "number", "qualifier", "article", "adjective", *PEOPLE, "people", "prep_from", "prep_in")
"""What stands behind 'that' where it opens a clause, and is no pronoun."""
ENDS: Final = attrgetter("end")
QUOTES: Final = ("«", '"', "“", "„")


def unvouched(group: Group) -> bool:
    """Whether all that tells of a return by a deed is only reported, doubted, conditional or a tale of old."""
    told = [e for e in group.events if deeds(e.clause)]
    return bool(told) and all(only_said(e) for e in told)


def only_said(event: Event) -> bool:
    """Whether what stands beside the deed takes it back."""
    clause, marked = event.clause, event.clause.marked
    at = min(m.start for m in deeds(clause))
    if held_still(clause, at) or pardoned(clause) or on_condition(clause, at) or of_nobody(clause, at):
        return True
    if by_hearsay(marked, at) or unconfirmed(marked, at) or of_words(marked, at) or quoted(marked, at):
        return True
    return supposed(marked, at) or tale(clause, at) or told_beside(event) or talked_about(event) or untold(clause)


def held_still(clause: Clause, at: int) -> bool:
    """'were brought to Belarus for an exchange', 'freed from forced labour', «подзвонили додому»: not home yet."""
    still = [m for m in clause.of("inside_still") if m.end > at]
    return bool(still) and all(inside(m, still) for m in clause.of("captivity"))


def to_be_said(marked: Marked, mark: Mark) -> bool:
    """'it is too early to say that', «зарано казати, що»: nobody has said it."""
    word = marked.sentence.tokens[mark.start].word
    return word.tense == "inf" if word.pos else marked.within("prep_to", mark.start - 1, mark.start)


def supposed(marked: Marked, at: int) -> bool:
    """'reportedly returned', 'is said to have returned', «ніби повернула»: right before the verb."""
    tokens = marked.sentence.tokens
    near = [m for m in marked.of("supposedly") if 0 <= at - m.end < NEAR]
    return any(all(t.word.kind == "word" for t in tokens[m.end : at]) for m in near)


def untold(clause: Clause) -> bool:
    """'was surprised to read | that 300 had been freed': what leads to 'that' is no word of somebody who tells."""
    marked, lo = clause.marked, clause.lo
    tokens = marked.sentence.tokens
    if not lo or not marked.within("that", lo, lo + 1) or lo + 1 >= clause.hi:
        return False
    if tokens[lo + 1].word.kind != "num" and not marked.any_within(SUBJECTS, lo=lo + 1, hi=lo + 2):
        return False
    says = marked.all("say", "confirm", "makes_known", hi=lo)
    if not says or any(m.cls == "confirm" and not negated_before(marked, m) for m in says):
        return not says
    said = max(says, key=ENDS)
    if negated_before(marked, said) or to_be_said(marked, said):
        return True
    last = said.end
    between = range(last, lo)
    told = {i for cls in BETWEEN for m in marked.inside(cls, last, lo) for i in range(m.start, m.end)}
    unknown = [i for i in between if i not in told and tokens[i].word.kind == "word" and not tokens[i].word.capital]
    return len(unknown) > STRANGE


def by_hearsay(marked: Marked, at: int) -> bool:
    """'Telegram channels claim that …', 'according to a forged order', 'citing rumours': nobody who would know."""
    heard = marked.all("hearsay", "fraud", "forged", hi=at)
    if any(m.cls != "hearsay" or not marked.has(*NAMED, "confirm", lo=m.end, hi=at) for m in heard):
        return True
    return any(marked.within("hearsay", m.end, m.end + OF) for m in marked.inside("citing", at))


def unconfirmed(marked: Marked, at: int) -> bool:
    """'did not confirm that …', 'there is no evidence that …', 'never said that …', 'doubted that …'."""
    doubts = marked.all("unproved", hi=at)
    doubts += [m for m in marked.all("confirm", "say", "makes_known", hi=at) if negated_before(marked, m)]
    return any(linked(marked, m.end, at) for m in doubts)


def negated_before(marked: Marked, mark: Mark) -> bool:
    """Whether 'not', 'nobody', 'could not', 'refused to' stands right before a word."""
    return marked.has("negation", "refuses", lo=max(0, mark.start - NEAR), hi=mark.start)


def linked(marked: Marked, lo: int, at: int) -> bool:
    """Whether 'that', 'about' or 'whether' leads from a word to the deed, and no 'but' turns it."""
    return marked.has(*LINKS, lo=lo, hi=at) and not marked.has("adversative", "how_many", lo=lo, hi=at)


def of_words(marked: Marked, at: int) -> bool:
    """'Moscow's claim that …', 'Reports that … are premature', «слова Зеленського про те, що …»: only words."""
    said = [m for m in marked.all("words_of", hi=at) if owned(marked, m)]
    said += [m for m in marked.all("claim_of", hi=at) if m.start <= 1 or m.end - m.start > 1 or opens(marked, m)]
    if not said or any(not negated_before(marked, m) for m in marked.all("confirm", "true_word")):
        return False
    return any(marked.has(*LINKS, lo=m.end, hi=min(m.end + OF, at)) for m in said)


def opens(marked: Marked, mark: Mark) -> bool:
    """'According to Lubinets, claims that …': a noun, and not what somebody does."""
    return marked.sentence.tokens[mark.start - 1].word.kind == "sym"


def owned(marked: Marked, mark: Mark) -> bool:
    """'Moscow's statement', «заява Москви»: whose words they are."""
    if mark.start and marked.sentence.tokens[mark.start - 1].word.possessive:
        return True
    return marked.has(*NAMED, "party", "place", "people", lo=mark.end, hi=mark.end + 1)


def quoted(marked: Marked, at: int) -> bool:
    """'We never said “300 were freed”', 'A caller told a mother: “…”': whoever is quoted before a deed is nobody."""
    tokens = marked.sentence.tokens
    opening = next((i for i in range(at - 1, 0, -1) if tokens[i].word.surface in QUOTES), 0)
    if sum(t.word.surface == '"' for t in tokens[: opening + 1]) % 2 == 0 and tokens[opening].word.surface == '"':
        return False  # '"Welcome home": 55 soldiers freed'
    if not opening or not marked.has("say", hi=opening):
        return False
    return not marked.has(*NAMED, "party", "pronoun", hi=opening)


def on_condition(clause: Clause, at: int) -> bool:
    """'Even if Russia returned 300', 'Had Russia returned', «якби Росія повернула»."""
    marked = clause.marked
    if any(m.start < at for m in clause.marks("conditional", "subjunctive")):
        return True
    opens = marked.sentence.tokens[clause.lo].word.norm == "had"
    return opens and marked.has("party", "people", lo=clause.lo + 1, hi=at)


def of_nobody(clause: Clause, at: int) -> bool:
    """'Nobody was freed in the exchange of 300'."""
    return clause.marked.within("nobody", clause.lo, at) and clause.marked.within("swap", at, clause.hi)


def pardoned(clause: Clause) -> bool:
    """'Kyiv amnestied 300 prisoners': whom a state sets free by itself, and hands over to nobody."""
    return "pardoned" in clause.own and not clause.has(
        "swap", "give", "home", "return", "captivity", "people", "adjective"
    )


def tale(clause: Clause, at: int) -> bool:
    """'told how 215 were exchanged', «розповів, чому»: how it once was."""
    marked = clause.marked
    if "tale_how" not in marked.marks or any(dated(clause, v) for v in returning(clause)):
        return False
    how = marked.inside("tale_how", 0, at)
    return any(marked.within("tells_tale", max(0, m.start - TALE), m.start + 1) for m in how)


def talked_about(event: Event) -> bool:
    """'reacted to words about 300 prisoners freed by Russia': a participle behind those who are talked about."""
    clause = event.clause
    if "talk_about" not in clause.own or not event.findings:
        return False
    first = event.findings[0].count
    named = any(m.end == first.start for m in clause.of("talk_about"))
    tokens = clause.marked.sentence.tokens
    behind = any(
        0 <= first.end - m.start <= 1 and tokens[m.start].word.tense in ("past", "part") for m in deeds(clause)
    )
    return named and behind and not any(dated(clause, v) for v in returning(clause))


def not_to_come(group: Group) -> bool:
    """'Russia refused to return 300', 'was supposed to return', «навряд чи відбудеться»: nothing is announced."""
    told = [e for e in group.events if e.findings or e is group.head]
    return all(ahead_no_more(e.clause) for e in told)


def ahead_no_more(clause: Clause) -> bool:
    """Whether what takes a deed back stands right before it: not 'said he could not tell when 300 would return'."""
    heads = [m.start for m in clause.all_of(HEADS)]
    return any(0 <= at - m.end <= NEAR - 1 for m in clause.of("not_ahead") for at in heads)


def contradicted(item: Item) -> bool:
    """'but Kyiv says it has not', 'nobody has come home, Lubinets said', «каже, що ні»: the other side denies it."""
    return any(m.any_of(("contradicted", "says_not")) and (says_not(m) or denies_it(m)) for m in item.lead)


def denies_it(marked: Marked) -> bool:
    return any(not marked.has("since", "until", "years", lo=m.end, hi=m.end + NEAR) for m in marked.of("contradicted"))


def says_not(marked: Marked) -> bool:
    """Whether nothing more stands behind 'says it has not'."""
    tokens = marked.sentence.tokens
    return any(
        m.end >= len(tokens)
        or tokens[m.end].word.kind == "sym"
        or marked.has("prep_in", "weekday", lo=m.end, hi=m.end + 1)
        for m in marked.of("says_not")
    )
