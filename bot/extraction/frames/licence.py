"""What lets a number in a clause count people who move: without any such word it counts something else."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.counted import lot_after
from bot.extraction.counts.described import shared_out, soldiers_for, told_of_them
from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import EVENT, opened
from bot.extraction.frames.contingents import begun_with, numbered_group, of_a_deal, of_a_stage
from bot.extraction.words.clause import SOURCE, Clause

BODIES_TOLD: Final = (*EVENT, "move", "happened", "tally", "part", "extra", "hauls")
"""What must stand in a sentence for its dead to be bodies handed over: 'two of the dead had come' tells of none."""

MANY: Final = 20  # from so many on a number without a noun is taken for people
OPENING: Final = 2
"""How many words may stand before the side that a clause without a verb opens with."""


def licensed(clause: Clause, count: Count) -> bool:
    """Whether anything in the clause says that people move: else a number counts something else."""
    titled = clause.marked.sentence.in_title
    still = count.noun == "body" and ("vehicles" in clause.own or (count.value == 1 and not titled))
    if still and not clause.has(*EVENT, "move", "happened"):
        return False  # 'рефрижераторы с 1212 телами стоят на границе', 'рештки однієї людини лежать у двох мішках'
    if titled and (clause.marked.has(*EVENT, "move", "each", "reunion") or in_title(clause, count)):
        return True
    if count.second is not None or count.value < 0:
        return True
    if count.noun == "body" and (clause.marked.sentence.in_title or clause.any_of(BODIES_TOLD)):
        return True
    if clause.has(*EVENT, "move", "each", "tally", "reunion") or told_of_them(clause, count):
        return True
    if told_apart(clause, count) or elsewise(clause, count) or told_too(clause, count):
        return True
    if numbered_group(clause, count) or (count.noun == "body" and told_of_return(clause, count)):
        return True
    more = clause.has("anaphor", "the_rest") and not clause.has("terms")
    return "each_before" in clause.own or ("future" in clause.own and more)


def told_of_return(clause: Clause, count: Count) -> bool:
    """'Штаб повідомив про репатріацію тіл 430 полеглих': a return of the dead that somebody tells of."""
    tokens = clause.marked.sentence.tokens
    deed = next((m for m in clause.marks("deal") if 0 <= count.start - m.end <= OPENING), None)
    if deed is None or not clause.marked.has("body", lo=deed.start, hi=deed.end):
        return False
    say = clause.first("say")
    told = say is not None and tokens[say.start].word.tense == "past" and tokens[say.start].word.perfective
    return bool(told) and say is not None and clause.marked.has("prep_about", lo=say.end, hi=deed.start)


def sums_up(clause: Clause, count: Count) -> bool:
    """'Разом це 563 загиблі', 'Всего это 155 тел': all of those that were told of before."""
    first = clause.marked.first("combined", lo=clause.lo, hi=clause.lo + 1)
    if first is None or count.noun != "body" or count.start - first.end > OPENING:
        return False
    return clause.marked.has("demonstrative", lo=first.end, hi=count.start)


def in_title(clause: Clause, count: Count) -> bool:
    """'Київ нарахував 110 звільнених': a title that says how many are free, or out of captivity."""
    told = "freed_people" in clause.own and any(m.end == count.start for m in clause.of("say"))
    told = told or out_of_captivity(clause, count) or ours_for_theirs(clause, count)
    told = told or (count.noun == "resident" and clause.has("already") and clause.has("transit"))  # 'уже в Белоруссии'
    return told or of_a_stage(clause, count) or of_a_deal(clause, count) or begun_with(clause, count)


def ours_for_theirs(clause: Clause, count: Count) -> bool:
    """'Pushilin: 110 of our people for 108 women': a title that gives some people for others, one side its own."""
    if "formula" not in clause.own or "first_person" not in clause.own or clause.has("killed", "still_held"):
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for mark in clause.of("formula"):
        behind = mark.end < clause.hi and (tokens[mark.end].word.kind == "num" or tokens[mark.end].word.value)
        if behind and marked.within("first_person", count.start, count.end) and mark.start == count.end:
            return True
        near = clause.marked.has("cue_own", "folk", "military", "captive", lo=mark.start - 1, hi=mark.start)
        if mark.end == count.start and near:
            return True
    return False


def by_name(clause: Clause, count: Count) -> bool:
    """'Россия — 300 солдат', 'The Russian side: 160 soldiers': a side's figure without a verb, behind told ones."""
    if count.noun and "added" in clause.own and not clause.has("killed", "still_held"):
        return True  # 'So were three civilians', 'Two were added to these'
    last = count.value >= MANY and count.end >= clause.hi - 1  # 'в Киеве говорят о 44'
    if (count.noun or last) and (told_by_person(clause, count) or told_there(clause, count)):
        return True
    if count.nation and clause.marked.sentence.tokens[count.start - 1].word.norm == "at" and not clause.verbs:
        return clause.marked.within("people", count.start - 2, count.start - 1)  # 'Zelensky put the Ukrainians at 207'
    side = next((s for s in clause.sides if s.start - clause.lo <= OPENING), None)
    if side is None or clause.verbs or clause.has("killed", "kept") or holds_yet(clause):
        return False
    signs = clause.marked.sentence.tokens[side.end : count.start]
    if (count.noun or last) and any(m.start == side.end and m.end == count.start for m in clause.marked.all("say")):
        return True  # 'Kyiv spoke of 157 people'
    signs = signs[1:] if clause.marked.has("a_side", lo=side.end, hi=side.end + 1) else signs
    return len(signs) == 1 and signs[0].word.surface in ":—–" and (bool(count.noun) or count.value >= MANY)


def holds_yet(clause: Clause) -> bool:
    """Whether people are still held; the wounded are not for that, nor is a mediator that is 'listed'."""
    held = (m for m in clause.of("still_held") if not clause.marked.within("mediation", m.end))
    return any(not clause.marked.within("wounded", m.start, m.end) for m in held)


def on_their_way(clause: Clause, count: Count) -> bool:
    """'115 Russian servicemen were now in Belarus': through where those pass who come home, behind told ones."""
    if "transit" not in clause.own or not (count.nation or count.noun in ("military", "captive")):
        return False
    marked = clause.marked
    return any(
        marked.has("copula", lo=max(count.end, m.start - 3), hi=m.start)
        and not marked.has("negation", "kept", "stay", lo=max(count.end, m.start - 3), hi=m.start)
        for m in clause.of("transit")
    )


def told_too(clause: Clause, count: Count) -> bool:
    """'Київ повідомив про 100 звільнених, Москва — про 90': what the second teller tells of, without a verb."""
    marked, at = clause.marked, count.start
    if first_teller(clause, at):
        return True
    dashed = at - 2 > clause.lo and marked.sentence.tokens[at - 2].word.surface in "—–"
    return dashed and marked.has("prep_about", lo=at - 1, hi=at) and marked.has("say", lo=clause.lo, hi=at - 2)


def first_teller(clause: Clause, at: int) -> bool:
    """'Киев рассказал о тысяче, Москва — о 35': the first of two tellers, and what the other tells behind a dash."""
    marked = clause.marked
    if len({m.value for m in clause.of("party")}) < 2 or not marked.within("prep_about", at - 1, at):
        return False
    said = marked.has("say", lo=at - 2, hi=at - 1) and any(s.end == at - 2 for s in clause.sides)
    dashes = (i for i in range(at + 1, clause.hi - 2) if marked.sentence.tokens[i].word.surface in "—–")
    return said and any(marked.has("prep_about", lo=i + 1, hi=i + 2) for i in dashes)


def told_there(clause: Clause, count: Count) -> bool:
    """'у російському відомстві кажуть про 157 військових', 'в Москве рассказали о 160': its own."""
    if any(v.start < count.start for v in clause.verbs) or clause.has("killed", "still_held", "kept"):
        return False
    say = clause.marked.first("say", lo=clause.lo, hi=count.start)
    about = clause.marked.has("prep_about", "about", lo=count.start - 1, hi=count.start)
    named = any(say is not None and s.end <= say.start for s in clause.sides)
    return about and named and say is not None and count.start - say.end <= OPENING


def told_by_person(clause: Clause, count: Count) -> bool:
    """'Президент: 142 людини', 'Zelensky: 157 people': a label that speaks, right before a count."""
    at = count.start - 1
    if at <= clause.lo or clause.marked.sentence.tokens[at].word.surface != ":" or clause.has("killed", "still_held"):
        return False
    return any(m.end == at for m in clause.marks("person", "office", "generic_body", "agency"))


def told_apart(clause: Clause, count: Count) -> bool:
    """What a sentence without an event's verb tells of people told of before."""
    held = clause.marked.any_of(("still_held", "kept", "weapon", "strike", "target"))
    if not held and clause.any_of(("copula", "stands_at")) and clause.marked.within("tally", 0, clause.lo):
        return True  # 'Ukraine's count was 277; Russia's was 246'
    bare = not count.noun and not count.nation
    if bare and "they_are" in clause.own and any(0 <= count.start - m.end <= 1 for m in clause.of("they_are")):
        return True  # 'There are 175 of them'
    if clause.any_of(("part", "part_opening")) and clause.marked.within("people", count.end, count.end + 2):
        return True  # 'З них 123 — українці'
    return out_of_prisons(clause)


def out_of_prisons(clause: Clause) -> bool:
    """'130 soldiers leave Russian captivity', '300 more out of Russian jails': from where a side holds people."""
    if "leaving" in clause.own and "captivity" in clause.own:
        return True
    if "leaving" in clause.own and "occupied" in clause.own and clause.has("civilian", "child", "resident", "folk"):
        return True  # 'Із окупації вийшли семеро цивільних'
    if "leaving" in clause.own and "lets_them" in clause.own and "resident" in clause.own:
        return True  # 'Two dozen Kursk villagers allowed to leave Ukraine'
    left = clause.first("leaving") if "leaving" in clause.own and "child" in clause.own else None
    if left is not None and clause.marked.within("party", left.end, left.end + 1):
        return True  # 'Four Ukrainian children leave Russia with Qatari help'
    named = "prisons" in clause.own and any(s.role == SOURCE for s in clause.sides) and not inside(clause)
    named = named and not clause.has("judge", "transferred")  # "Russian court jails 12 fighters, two of them freed"
    return named and ("leaving" in clause.own or clause.marked.sentence.in_title)


def inside(clause: Clause) -> bool:
    """'322 Ukrainians have died in Russian prisons', 'A hundred still in prisons': where they were, nobody came out."""
    within = (clause.marked.has("prep_in", lo=m.start - 2, hi=m.start) for m in clause.of("prisons"))
    return any(within) and ("died" in clause.own or not clause.has("leaving", "move", *EVENT))


def elsewise(clause: Clause, count: Count) -> bool:
    """Whether other words than an event's verb say that people move: offers, what a number is about, parts."""
    offered = count.noun and any(is_offered(m.end, count.start, clause) for m in clause.of("offers"))
    if offered or gapped(clause) or (count.noun and clause.marked.within("is_about", clause.lo, count.start)):
        return True
    among = clause.has("part", "part_opening") or opened(clause)
    if among and count.noun in ("civilian", "resident", "child", "wounded"):
        return True
    if (count.nation or count.noun == "military") and (of_both_lands(clause) or one_for_other(clause)):
        return True
    if "freed_people" in clause.own and told_as_freed(clause, count):
        return True
    taken = count.own and any(0 <= count.start - m.end <= 1 for m in clause.of("take"))  # 'Russia took 31 of its own'
    return taken or (count.own and clause.has("say")) or bool(count.nation and spelled_out(clause))


def is_offered(at: int, to: int, clause: Clause) -> bool:
    """'offered Kyiv 3,000 more bodies', 'offered Kyiv the remains of 3,000 soldiers': what stands behind an offer."""
    return 0 <= to - at <= (5 if clause.marked.has("body", lo=at, hi=to) else 3)


def out_of_captivity(clause: Clause, count: Count) -> bool:
    """'З полону – до Чернігова: 117 наших': a title without a verb that leads from captivity elsewhere."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    first = marked.first("captivity", hi=3)
    if first is None or not marked.has("prep_from", lo=0, hi=first.start):
        return False
    if not count.noun and count.start != first.end + 1:
        return False  # 'З полону — 84'
    return first.end < len(tokens) and tokens[first.end].word.surface in "—–-" and bool(tokens[first.start].word.pos)


def of_both_lands(clause: Clause) -> bool:
    """'У четвертому етапі 39 українців і 41 росіянин': people of both lands in one stage of an exchange."""
    if not clause.has("phase", "swap", "covers") or clause.has("killed", "kept"):
        return False
    wounded = {m.start for m in clause.of("wounded")}
    held = any(m.start not in wounded for m in clause.of("still_held"))  # 'as well as 31 injured Ukrainian soldiers'
    return not held and len({m.value for m in clause.marks("people")}) > 1


def one_for_other(clause: Clause) -> bool:
    """'150 Ukrainians for 157 Russians': a title without a verb that gives people of one side for the other's."""
    if not clause.marked.sentence.in_title or clause.has("killed", "still_held", "kept"):
        return False
    return (clause.has("formula") and len({m.value for m in clause.marks("people")}) > 1) or soldiers_for(clause)


def told_as_freed(clause: Clause, count: Count) -> bool:
    """'Київ звітує про сотню визволених', 'назвав 87 обміняних': freed people whom somebody tells of."""
    if not clause.marked.has("freed_people", lo=count.start, hi=count.end + 1):
        return False
    if clause.marked.has("among_whole", lo=count.start - 1, hi=count.start):
        return True  # 'Четверо журналістів – серед 84 визволених'
    if shared_out(clause, count):
        return True
    about = clause.marked.has("prep_about", "about", lo=max(clause.lo, count.start - 3), hi=count.start)
    about = about or (count.value >= MANY and any(m.end == count.start for m in clause.of("say")))  # 'нарахував 116'
    return about and clause.marked.has("say", lo=clause.lo, hi=count.start)


def gapped(clause: Clause) -> bool:
    """'…, а сьогодні — 302', '…, сьогодні триста': a day and a number, where the verb is that of the clause before."""
    marked = clause.marked
    if clause.lo and "after" in clause.own and lot_after(clause):
        return True
    days = marked.all("relative", "weekday", "shift", "month", lo=clause.lo, hi=clause.lo + 4)
    if clause.lo == 0 or marked.sentence.tokens[clause.lo - 1].word.surface != "," or clause.any_of(EVENT):
        return False
    tokens = marked.sentence.tokens[clause.lo : min(clause.lo + 5, clause.hi)]
    dash = any(t.word.surface in "—–-" for t in tokens)
    if dash and ("say" not in clause.own or said_behind(clause)):
        return any(True for _ in days)
    return any(numbered(m.end, clause) for m in days if m.cls in ("relative", "weekday"))


def said_behind(clause: Clause) -> bool:
    """'…, сообщило Минобороны': who tells it stands behind a comma."""
    tokens = clause.marked.sentence.tokens
    behind = all(tokens[m.start - 1].word.surface == "," for m in clause.of("say"))
    return behind and not tokens[clause.lo].word.norm.isascii()


def numbered(at: int, clause: Clause) -> bool:
    """Whether a number in Ukrainian or Russian stands at a place, in a clause that says no more than who tells it."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if at >= clause.hi or tokens[at - 1].word.norm.isascii():
        return False
    return said_behind(clause) and (tokens[at].word.kind == "num" or marked.within("number", at, at + 1))


def spelled_out(clause: Clause) -> bool:
    """'a new exchange, | which included 205 Ukrainian and 205 Russian captives'."""
    opens = clause.marked.within("relative_word", clause.lo, clause.lo + 1)
    return opens and clause.has("part", "covers") and clause.marked.has("swap", hi=clause.lo)


def the_price(clause: Clause, count: Count) -> bool:
    """'двести военных отпустили за одного политика': for whom those counted were given."""
    return any(m.end == count.start for m in clause.marks("formula_for"))


def captives(clause: Clause) -> bool:
    """'Twenty teachers went on an exchange': people of a trade are captives where the clause tells of such."""
    freed = clause.has("free") and clause.has("swap", "people", "own", "adjective") and not clause.has("crime")
    return freed or clause.has("captive", "captivity", "military", "civilian", "kept")
