"""What is told in the words of a return and is none: people moved, honoured, freed from something else, or if only."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.denials.wishes import only_spoken_of
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark, Marked

NEAR: Final = 6
"""Words between 'taken prisoner' or 'discussed' and whom or what it is said of."""
NO_RETURN: Final = frozenset(
    {"battlefield", "rubble", "belong_to", "other_hold", "transferred", "honoured", "kept", "prison_term", "to_ranks"}
)
"""Without any of these in a clause, and no 'would' in its sentence, its words mean what they say."""
UP_TO: Final = ("до",)
TO_TERM: Final = ("to", "від", "до", "от", "по")
"""Words that may stand between a verb and the years it gives: 'handed four medics 12 to 19 years'."""
BROUGHT: Final = frozenset({"receive", "move"})
ABOARD: Final = ("captive", "military", "people", "folk")
ARTICLES: Final = ("a", "an", "the")
MOVED: Final = ("receive", "give", "return", "free", "home")


def no_return(clause: Clause) -> bool:
    """Whether a clause tells of no return and no exchange, whatever its words are."""
    if only_spoken_of(clause) or brought_to_swap(clause):
        return True
    if not clause.any_of(NO_RETURN) and "would" not in clause.marked.marks:
        return False
    if gathered(clause) or belonging(clause) or sentenced(clause) or to_ranks(clause):
        return True
    return other_hold(clause) or only_moved(clause) or honoured(clause) or if_only(clause) or where_held(clause)


def brought_to_swap(clause: Clause) -> bool:
    """'На обмін привезли 60 бійців', 'доставила на обмен': they are there to be exchanged, nobody is back."""
    swaps = clause.of("swap")
    if len(swaps) != 1:
        return False
    if on_the_way(clause, swaps[0]):
        return True
    if not clause.any_of(BROUGHT) or clause.has("give", "home", "free", "return", "happened", "in_return"):
        return False
    before = swaps[0].start - 1
    return before >= clause.lo and clause.marked.has("aim_day", lo=before, hi=before + 1)


def on_the_way(clause: Clause, swap: Mark) -> bool:
    """'was flying 65 captives to a swap', 'вёз 65 пленных на обмен': they are on board, whatever came of it."""
    marked, lo = clause.marked, clause.lo
    at = swap.start - 1
    if at > lo and marked.sentence.tokens[at].word.norm in ARTICLES:
        at -= 1
    elif marked.sentence.tokens[swap.start].word.pos != "noun":
        return False  # 'to exchange'
    aimed = at > lo and marked.has("prep_to", "aim_day", lo=at, hi=at + 1)
    if not aimed or not any(m.end == at for m in clause.all_of(ABOARD)):
        return False
    return not clause.has("give", "happened", "in_return", "agreed", "future", "proposed")


def gathered(clause: Clause) -> bool:
    """'привезли з поля бою 46 тіл росіян': the dead are collected, nobody has handed them over."""
    if "body" not in clause.own or clause.has("swap", "give", "happened"):
        return False
    found = "rubble" in clause.own and not clause.has("return", "receive", "home")  # 'bodies pulled from rubble'
    return found or "battlefield" in clause.own


def belonging(clause: Clause) -> bool:
    """'із 1000 тіл 40 можуть належати росіянам': whose they are is no handover."""
    moved = clause.has("give", "happened", "receive", "home", "return", "move")
    return "belong_to" in clause.own and "body" in clause.own and not moved


def to_ranks(clause: Clause) -> bool:
    """'До лав після полону повернулися 600 бійців': to their service, whatever was before."""
    return "to_ranks" in clause.own and not clause.has("swap", "give", "free")


def sentenced(clause: Clause) -> bool:
    """'Court gives 18 years to five', 'Four marines handed 20-year terms', 'получили по 15 лет': a court's years."""
    if "prison_term" not in clause.own or clause.has("swap", "home", "free"):
        return False
    verbs = [m for m in clause.marks("give", "receive") if m.end - m.start == 1]
    verbs += clause.of("gives_term")
    return any(
        0 <= t.start - v.end <= NEAR + 2 and given(clause, v, t) for v in verbs for t in clause.of("prison_term")
    )


def given(clause: Clause, verb: Mark, term: Mark) -> bool:
    """Whether a number of years, or 'life', is what a verb gives: no other preposition or comma between them."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    between = range(verb.end, term.start)
    if marked.has("age", lo=verb.end, hi=term.start) or up_to_age(verb, term, marked):
        return False  # 'вернула военных моложе 25 лет'
    counted = [i for i in range(term.start - 2, term.start) if i >= verb.end and tokens[i].word.kind == "num"]
    years = bool(counted) or marked.has("number", lo=max(verb.end, term.start - 2), hi=term.start)
    if not (years or marked.has("for_life", lo=term.start, hi=term.end)):
        return False
    towns = {m.start - 1 for m in marked.inside("place", verb.end + 1, term.start)}  # 'получили в Харькове 12 лет'
    stops = (i for i in between if marked.within("prep_stop", i, i + 1) and tokens[i].word.norm not in TO_TERM)
    stops = (i for i in stops if i not in towns)
    return next(stops, None) is None and all(tokens[i].word.surface not in ",;:()" for i in between)


def up_to_age(verb: Mark, term: Mark, marked: Marked) -> bool:
    """'вернула военных до 25 лет': right behind the people whom it describes."""
    tokens = marked.sentence.tokens
    people = (m for m in marked.all("military", "captive", lo=verb.end, hi=term.start) if m.end + 2 == term.start)
    return any(tokens[m.end].word.norm in UP_TO and "gent" in tokens[m.end - 1].word.cases for m in people)


def not_returned(first: Clause, second: Clause) -> bool:
    """'40 полонених розшукали, | але не повернули': whom a clause counts and the next says were not returned."""
    return second.has("not", "negation") and second.any_of(MOVED) and not first.has("swap", "happened", *MOVED)


def other_hold(clause: Clause) -> bool:
    """'released from solitary confinement', 'освобождены из окружения': not out of captivity."""
    return "other_hold" in clause.own and "swap" not in clause.own


def only_moved(clause: Clause) -> bool:
    """'200 prisoners of war had been moved', 'этапировали 30 пленных': from one prison to another."""
    return (
        "transferred" in clause.own and not clause.any_of(MOVED) and all(came_of(m, clause) for m in clause.of("swap"))
    )


def came_of(swap: Mark, clause: Clause) -> bool:
    """'30 men from the latest exchange had been moved': what they came home by before."""
    return clause.marked.has("prep_from", lo=max(clause.lo, swap.start - 3), hi=swap.start)


def honoured(clause: Clause) -> bool:
    """'Вернувшихся из плена 40 военных наградили': how they came home is no news there."""
    if "honoured" not in clause.own or clause.any_of(("happened", "managed")):
        return False
    tokens = clause.marked.sentence.tokens
    words = [tokens[m.end - 1].word for m in clause.of("swap")]
    if not all(w.plural or (not w.pos and w.norm.endswith("s")) for w in words):
        return False  # 'нагородив дванадцятьох офіцерів за 60 обмінів'
    return not any(v.tense in ("past", "pres") and tokens[v.start].word.pos != "adj" for v in clause.verbs)


def where_held(clause: Clause) -> bool:
    """'десять освобождённых курян держали в Сумах': a title on where those who are home by now had been held."""
    if "kept" not in clause.own or not clause.marked.sentence.in_title or clause.has("swap", "home", "receive", "give"):
        return False
    tokens = clause.marked.sentence.tokens
    freed = [tokens[m.start].word for m in clause.of("free")]
    named = bool(freed) and all(w.tense == "part" and w.cases for w in freed)
    return named and any(tokens[m.start].word.pos == "verb" for m in clause.of("kept"))


def if_only(clause: Clause) -> bool:
    """'Had the exchange taken place, 100 would be home': what would have been."""
    opening = clause.marked.sentence.tokens[0].word.norm if clause.has("would", "swap", "home") else ""
    return opening == "had" and clause.marked.has("would")


def taken_prisoner(clause: Clause, count: Count) -> bool:
    """'взяты в плен 20 украинцев', 'took 40 soldiers prisoner', 'підтвердили полон 40 людей': nobody comes back."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if "taken" in clause.own:
        near = 0 if clause.has("swap", *VERBS) else NEAR  # 'whom they had taken prisoner' of those who come home
        if any(0 <= count.start - m.end <= near for m in clause.of("taken")):
            return True
    lo = max(clause.lo, count.start - 1)
    if marked.within("captivity", lo, count.start):
        free = not marked.has("prep_from", "prep_in", lo=max(clause.lo, lo - 3), hi=lo)
        return free and bool(tokens[lo].word.cases & {"nomn", "accs"})
    return False


def discussed(clause: Clause) -> bool:
    """'обговорили обмін 60 полонених', 'обмен 150 на 150 обсуждается': a subject of talks, not yet agreed."""
    if "discuss" not in clause.own or clause.has("happened", "agreed"):
        return False
    tokens = clause.marked.sentence.tokens
    subjects = [*clause.of("swap"), *(m for m in clause.marks(*MOVED) if tokens[m.start].word.pos == "noun")]
    verbs = (m for m in clause.marks(*MOVED) if tokens[m.start].word.pos != "noun")
    return bool(subjects) and next(verbs, None) is None and all(spoken_about(m, clause) for m in subjects)


def spoken_about(swap: Mark, clause: Clause) -> bool:
    tokens = clause.marked.sentence.tokens
    about = clause.marked.inside("discuss", max(clause.lo, swap.start - NEAR), swap.start)
    before = any(tokens[m.start - 1].word.surface != ":" for m in about)  # '100 українців: деталі обміну'
    behind = clause.marked.all("discuss", lo=swap.end, hi=min(swap.end + NEAR, clause.hi))
    behind = [m for m in behind if m.end >= clause.hi or tokens[m.end].word.kind != "num"]  # 'в Москве говорят о 150'
    return before or any(tokens[m.start].word.pos == "verb" or tokens[m.start].word.tense == "part" for m in behind)
