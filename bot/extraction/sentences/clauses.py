"""Where one thing said ends and another begins: a sentence cut into clauses."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.days.before import before_else
from bot.extraction.frames.roles import sides
from bot.extraction.sentences.coordination import aside, coordinated, once_planned
from bot.extraction.sentences.relative import resumed
from bot.extraction.stages.next_stage import awaited_then
from bot.extraction.stages.second_stage import gets_none, in_turn, named_again, second_stage
from bot.extraction.stages.sequels import sequels
from bot.extraction.stages.sequent import counted, counted_from, day_behind, hence, of_their_kin, swap_goes_on
from bot.extraction.voices.quoted import cut
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked, inside
from bot.extraction.words.verbs import verbs

DAYS: Final = ("relative", "weekday", "shift", "month")
LOOKING_BACK: Final = ("shift_after", "subordinate", "recall", "not_recalled")
TRUCE: Final = 6
"""Within how many words behind 'since' a title goes on: 'since the start of the invasion'."""
THEM: Final = 6
"""Words behind a colon within which a verb tells what will be done with them."""
COUNTED: Final = 4
"""Within how many words before brackets stands the number of those whom they break down."""
OPENING: Final = frozenset({"shift", "clause", "since", "shift_after", "time_anchor", "subordinate"})
"""Words that a clause may begin with."""


def clauses(marked: Marked, lexicon: Lexicon) -> list[Clause]:
    """Split a sentence where one thing said ends and another begins."""
    inner = boundaries(marked)
    tokens = marked.sentence.tokens
    inner -= {i for i in inner if i + 1 in inner and tokens[i].word.surface == ","}  # 'a month ago, | when'
    inner |= coordinated(marked) if lexicon.code == "en" else set()
    inner |= sequels(marked) if lexicon.code != "en" else set()
    further = resumed(marked, inner) if lexicon.code != "en" else once_planned(marked)
    further |= explained(marked, inner | further) if lexicon.code != "en" else set()
    cuts = sorted({0, *inner, *further, len(marked.sentence.tokens)})
    found = []
    for (lo, hi), own in zip(pairwise(cuts), marked.parted(cuts), strict=True):
        clause = Clause(marked, lo, hi, own)
        clause.sides = sides(clause, lexicon)
        clause.verbs = verbs(clause)
        clause.resumes = lo in further
        found.append(clause)
    named_again(found)
    return found


def explained(marked: Marked, inner: set[int]) -> set[int]:
    """'Дата, якої чекали: | 150 воїнів удома': what a colon behind a relative clause leads to is told for itself."""
    if not inner or "relative_word" not in marked.marks:
        return set()
    tokens = marked.sentence.tokens
    opened = {m.start for m in marked.of("relative_word") if m.start in inner}
    colons = [i for i in marked.sentence.signs if tokens[i].word.surface == ":"] if opened else []
    return {i + 1 for i in colons if i < len(tokens) - 2 and max((c for c in inner if c <= i), default=0) in opened}


def boundaries(marked: Marked) -> set[int]:
    """Where a clause begins inside a sentence: at a sign, or at a word that opens one."""
    tokens = marked.sentence.tokens
    found: set[int] = set() if not marked.any_of(OPENING) else opened(marked)
    if at := cut(marked):
        found.add(at)
    listed = in_brackets(marked)
    for i in marked.sentence.signs:
        sign = tokens[i].word.surface
        if sign == ",":
            told = turns(i, marked) or leaves_rest(i, marked) or says_what(i, marked) or more_to_come(i, marked)
            told = told or next_due(i, marked) or next_in_line(i, marked) or hence(i, marked)
            told = told or swap_goes_on(i, marked) or gets_none(i, marked) or second_stage(i, marked)
            if told or in_turn(i, marked) or awaited_then(i, marked):
                found.add(i + 1)
        elif sign == ":" and 0 < i < len(tokens) - 1:
            if told_of_them(i, marked) or day_behind(i, marked) or of_their_kin(i, marked):
                found.add(i + 1)
        elif sign in ";()" and i + 1 < len(tokens) and tokens[i + 1].word.kind != "sym" and not elliptic(i, marked):
            found |= {i} - listed
    return found


def in_brackets(marked: Marked) -> set[int]:
    """'303 people (283 soldiers and 20 civilians) were freed': brackets that count those before the verb."""
    found: set[int] = set()
    tokens = marked.sentence.tokens
    brackets = [i for i in marked.sentence.signs if tokens[i].word.surface in "()"]
    for lo, hi in pairwise(brackets):
        pair = tokens[lo].word.surface + tokens[hi].word.surface == "()"
        if not pair or marked.any_within(VERBS, hi=hi) or not marked.any_within(VERBS, lo=hi):
            continue
        if counted_from(max(0, lo - COUNTED), lo, marked) and counted_from(lo, hi, marked):
            found |= {lo, hi}
    return found


def told_of_them(colon: int, marked: Marked) -> bool:
    """'confirmed that 50 are back: | them planes will take to Moscow': behind a colon 'they' are told of anew."""
    if marked.sentence.in_title or not marked.within("pronoun_them", colon + 1, colon + 2):
        return False
    ahead = (t.word.tense == "futr" for t in marked.sentence.tokens[colon + 2 : colon + 2 + THEM])
    return any(ahead) and marked.has(*VERBS, hi=colon)


def opened(marked: Marked) -> set[int]:
    """Where a clause begins by its own words, and the comma behind an opening clause."""
    days = marked.of("shift")  # 'had begun that day'
    heads = (m for m in marked.of("clause") if not (stands_for(m.end, marked) or just_now(m, marked)))
    found = {m.start for m in heads if not aside(m, marked)}
    found -= {m.start for m in marked.of("clause") if inside(m, days)}
    if "since" in marked.marks:
        found |= since(marked, found)
    if "shift_after" in marked.marks:
        shifts = marked.of("shift_after")
        longer = [*shifts, *marked.of("shift")]
        found |= {m.start for m in shifts if m.start > 1 and not any(o.start < m.start < o.end for o in longer)}
    found |= {m.start for m in marked.of("shift") if m.start > 1 and before_else(m, marked)}
    found |= {m.start for m in marked.of("time_anchor") if two_told(m.start, marked)}
    if any(m.start <= 1 and not as_many(m, marked) for m in marked.all("subordinate", "shift_after")):
        tokens = marked.sentence.tokens
        comma = next((i for i in marked.sentence.signs if i > 2 and tokens[i].word.surface == ","), None)
        found |= {comma} if comma is not None and not only_dates(comma, marked) else set()
    return found


def as_many(mark: Mark, marked: Marked) -> bool:
    """'As many Ukrainians were handed over, along with 30 civilians': a number, and nothing that goes before."""
    return any(m.start == mark.start and m.end > mark.end for m in marked.of("same"))


def since(marked: Marked, found: set[int]) -> set[int]:
    """'the biggest swap | since the war began, | each letting go of 270': behind a superlative, and what goes on."""
    best = marked.first("superlative")
    after = [m for m in marked.of("since") if best is not None and best.start < m.start]
    more = {m.start for m in after if not takes_date(marked, m.end)}
    told = (m for m in marked.of("since") if m.start in found or m.start in more)
    behind = {i for m in told for i in resumed_behind(m.end, marked)}
    return more | behind | {i for m in after for i in headline_goes_on(m.end, marked)}


def just_now(mark: Mark, marked: Marked) -> bool:
    """«обмен только что завершен»: no comma stands between, and «что» opens nothing."""
    return marked.within("that", mark.start, mark.end) and marked.within("just", mark.start - 1, mark.start)


def stands_for(at: int, marked: Marked) -> bool:
    """'matched by that of 86 Russians', 'on top of that, …': 'that' stands for a noun, and opens no clause."""
    if not marked.within("that", at - 1, at):
        return False
    if any(m.end == at - 1 or m.start < at - 1 < m.end for m in marked.of("extra")) or marked.within(
        "shift", at - 4, at
    ):
        return True  # 'on top of that', 'three days before that'
    return marked.within("prep_by", at - 2, at - 1) and marked.has("prep_of", lo=at, hi=at + 1)


def resumed_behind(at: int, marked: Marked) -> set[int]:
    """'the biggest swap since the invasion of 2022, | each letting go of 270': a participle goes on with the news."""
    tokens = marked.sentence.tokens
    comma = next((i for i in marked.sentence.signs if i > at and tokens[i].word.surface == ","), None)
    if comma is None:
        return set()
    going = marked.all(*VERBS, "swap", lo=comma + 1, hi=comma + 4)
    return {comma + 1} if any(tokens[m.start].word.tense == "ing" for m in going) else set()


def headline_goes_on(at: int, marked: Marked) -> set[int]:
    """'First exchange since the truce | covers 230 troops': an English title's verb, and how many it is said of."""
    tokens = marked.sentence.tokens
    if not marked.sentence.in_title:
        return set()
    near = marked.all(*VERBS, "covers", lo=at + 1, hi=min(at + TRUCE, len(tokens)))
    verbs = (m for m in near if tokens[m.end - 1].word.norm[-1:] == "s" or tokens[m.start].word.norm[-1:] == "s")
    counted = (
        m.start
        for m in verbs
        if tokens[m.end : m.end + 1] and (tokens[m.end].word.kind == "num" or marked.within("number", m.end, m.end + 1))
    )
    return {min(counted, default=0)} - {0}


def only_dates(comma: int, marked: Marked) -> bool:
    """'Перед тим, 23–25 травня, додому повернули тисячу': before the comma nothing but the day is told."""
    told = {i for m in marked.all(*LOOKING_BACK, *DAYS, hi=comma) for i in range(m.start, m.end)}
    return all(i in told or marked.sentence.tokens[i].word.kind != "word" for i in range(comma))


def turns(comma: int, marked: Marked) -> bool:
    """'вчора повернули 200, | а сьогодні — 302': behind the comma another day, and on both sides an event or number."""
    if not marked.any_of(DAYS):
        return False
    tokens = marked.sentence.tokens
    at = comma + 1
    joined = marked.within("turn", at, at + 1)
    at += joined
    day = next((m for m in marked.all_of(DAYS, lo=at, hi=at + 4) if m.start - at <= 1), None)
    if day is None:
        return False
    morrow = day.cls == "relative" and int(day.value) > 0  # 'вернула 200, | завтра обмен продолжится'
    was = marked.has("copula", "was", lo=day.end, hi=day.end + 1) and counted(day.end, marked)  # ', учора було 390'
    told = joined or morrow or was or day_again(comma, day, marked)
    if not told and tokens[min(day.end, len(tokens) - 1)].word.surface not in "—–-":
        return False
    if not was and marked.has(*DAYS, lo=comma - 2, hi=comma):
        return False  # 'у четвер, 5 березня'
    content = (*VERBS, "swap", "phase", "number")
    behind = marked.has(*content, lo=day.end) or counted(day.end, marked)
    return marked.has(*VERBS, "swap", "leaving", hi=comma) and behind


def day_again(comma: int, day: Mark, marked: Marked) -> bool:
    """'Учора вийшли сто бійців, | сьогодні триста': a day right before its number, where one was told before."""
    first = marked.has("relative", "weekday", "at_first", hi=comma) and counted_from(0, comma, marked)
    return first and counted_from(day.end, day.end + 1, marked) and not marked.has("month", lo=day.end, hi=day.end + 2)


def says_what(comma: int, marked: Marked) -> bool:
    """'Of the 157 who came home, | seven are civilians': a number, 'are' and what they are."""
    if "copula" not in marked.marks:
        return False
    verb = marked.first("copula", lo=comma + 2, hi=comma + 4)
    if verb is None or not marked.any_within(PEOPLE, lo=verb.end, hi=verb.end + 2):
        return False
    return counted_from(comma + 1, verb.start, marked)


def leaves_rest(comma: int, marked: Marked) -> bool:
    """'200 came home, | the rest are due tomorrow': what the others still wait for is another thing said."""
    if "the_rest" not in marked.marks:
        return False
    rest = marked.first("the_rest", lo=comma + 1, hi=comma + 5)
    if rest is None or rest.start - comma > 2 or not marked.has(*VERBS, hi=comma):
        return False
    words = (t.word for t in marked.sentence.tokens[comma:])  # 'остальных обещают отдать позже'
    return marked.has("future", lo=comma) or any(w.pos and w.tense in ("inf", "futr") for w in words)


def more_to_come(comma: int, marked: Marked) -> bool:
    """'Удалось вернуть 40, | ещё 20 вернут в пятницу': Ukrainian, Russian, how many others will come."""
    if "anaphor" not in marked.marks or not marked.within("anaphor", comma + 1, comma + 2):
        return False
    tokens = marked.sentence.tokens
    words = [t.word for t in tokens[comma + 2 :]]
    number = bool(words) and (words[0].kind == "num" or marked.within("number", comma + 2, comma + 3))
    finite = next((w.tense for w in words if w.pos == "verb" and w.tense), "")
    return number and finite == "futr" and marked.has(*VERBS, hi=comma)


def next_due(comma: int, marked: Marked) -> bool:
    """'Kyiv and Moscow free 200 each, | second batch due Friday': an English title tells of the next one besides."""
    if "due" not in marked.marks or not marked.sentence.in_title or marked.sentence.tokens[0].word.pos:
        return False
    due = marked.first("due", lo=comma + 2, hi=comma + 7)
    told = due is not None and marked.has("ordinal", "anaphor", lo=comma + 1, hi=comma + 2)
    return told and marked.has(*VERBS, "swap", hi=comma)


def next_in_line(comma: int, marked: Marked) -> bool:
    """'Удома 150 оборонців, | на черзі ще двісті': Ukrainian, Russian, how many others come next."""
    if "in_line" not in marked.marks:
        return False
    lines = marked.inside("in_line", comma + 1, comma + 4)
    return any(counted_from(m.end, m.end + 3, marked) for m in lines) and marked.has(*VERBS, hi=comma)


def two_told(at: int, marked: Marked) -> bool:
    """'swapped 103 each on Saturday | after 49 were freed on Friday': on both sides a verb and a day."""
    days, verbs = DAYS[:2] + DAYS[3:], (*VERBS, "swap")
    halves = ((0, at), (at, len(marked.sentence.tokens)))
    numbered = marked.sentence.tokens[at + 1 : at + 2]  # 'after 1,200 on Friday'
    bare = bool(numbered) and numbered[0].word.kind == "num"
    return all(
        marked.any_within(days, lo=lo, hi=hi) and (marked.any_within(verbs, lo=lo, hi=hi) or (lo == at and bare))
        for lo, hi in halves
    )


def takes_date(marked: Marked, at: int) -> bool:
    """'since 2022', 'since March': a date follows, not a clause."""
    rest = marked.sentence.tokens[at : at + 1]
    return marked.has("month", "weekday", lo=at, hi=at + 2) or any(t.word.kind == "num" for t in rest)


def elliptic(at: int, marked: Marked) -> bool:
    """'…; Moscow 175': what follows the sign is too short to say anything by itself."""
    rest = len(marked.sentence.tokens) - at
    told = any(
        marked.any_within(PEOPLE, lo=m.end, hi=m.end + 1) for m in marked.inside("copula", at)
    )  # '; a dozen are civilians'
    subject = marked.has("auxiliary", lo=at + 1) or counted_from(at + 1, at + 3, marked)
    told = told or (marked.has("future", lo=at + 1) and subject)  # '; more will follow', '; 270 to come on Saturday'
    return rest <= 6 and not told and not marked.has(*VERBS, "say", "happened", "denied", lo=at)
