"""Numbers that count people or bodies: which noun they count, whose people these are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.extraction.counts.aboard import but_those_lost
from bot.extraction.counts.ages import aged, oldest, ranged, share
from bot.extraction.counts.among import among_people
from bot.extraction.counts.appositions import called_by_dash, complement, in_apposition
from bot.extraction.counts.bare_numbers import bare, the_fallen
from bot.extraction.counts.families import families_met
from bot.extraction.counts.mourned import list_sums
from bot.extraction.counts.nouns import (
    PEOPLE,
    STOP_SIGNS,
    Count,
    Nouns,
    attributive,
    behind_phrase,
    compound,
    event_noun,
    fronted,
    is_verb,
    mixed,
    of_operations,
    paired,
    put_at,
)
from bot.extraction.counts.numbers import Number
from bot.extraction.counts.owners import (
    ahead,
    all_told,
    called,
    come_from,
    demonstrative,
    difference,
    informants,
    numbered,
    of_a_group,
    of_sides,
    one_of_many,
    owner,
    told_about,
    unlike,
    who_gives,
    whole_named,
)
from bot.extraction.counts.pairing import exchanged, matched, of_things, same_things, thing_given_to
from bot.extraction.counts.per_lot import per_lot
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.morphology import Word

APOSTROPHES: Final = ("'", "’")
OURS: Final = ("ours", "theirs")
MET: Final = 5
"""So many of each side sit at a table at most."""
MEETING: Final = ("talks", "talks_strong", "converse", "meeting", "talks_verb")
EXCHANGED: Final = ("swap", "captive", "captivity", "home", "return", "free", "give", "body")
FAR: Final = 9
"""Words between 'the number' and how many it is."""
REACH: Final = 6
"""How many words may stand between a number and the noun that it counts."""


def counts(marked: Marked, numbers: list[Number], sides: tuple[str, ...]) -> list[Count]:
    """The numbers of a sentence that count people, or may (a bare number)."""
    if not numbers:
        return list_sums([], numbers, marked, sides)
    nouns = Nouns(marked)
    starts = {n.start for n in numbers}
    first = min(starts)
    found = [
        families_met(number, nouns) or phrase(number, nouns, starts, behind=number.start > first) for number in numbers
    ]
    for i in range(len(numbers) - 1):
        if found[i + 1] is None and ranged(numbers[i], numbers[i + 1], marked):
            found[i] = None
        if share(numbers[i], numbers[i + 1], marked):
            found[i] = found[i + 1] = None
    told = but_those_lost([count for count in found if count is not None], marked)
    return list_sums(matched(told, marked), numbers, marked, sides)


def phrase(number: Number, nouns: Nouns, starts: set[int], *, behind: bool) -> Count | None:
    """Read on from a number to the noun that it counts; None where it counts something else.

    `behind`: another number stands before it.
    """
    count = Count(
        number.start, number.end, number.value, qualifier=number.qualifier, second=number.second, words=number.words
    )
    if behind and demonstrative(nouns, number.start - 1) and not ahead(nouns, number.end):
        return None
    if number.second is not None:
        principle = number.value == number.second == 1  # 'one for one'
        return None if principle or round_the_table(number, nouns) else paired(count, nouns)
    if counts_nobody(number, nouns, starts):
        return None
    if (
        "age" in nouns.get(number.start - 1)
        or "age" in nouns.get(number.start - 3)
        or aged(number, nouns.marked)
        or oldest(number, nouns)
    ):
        return None
    look_back(count, nouns)
    if not look_on(count, number, nouns, starts) or told_about(count, nouns) or thing_given_to(number.start, nouns):
        return None
    mixed(count, nouns)
    come_from(count, nouns)
    called(count, nouns)
    count.of_them = (count.of_them and not all_told(count, nouns)) or of_a_group(number, nouns)
    count.of_them = count.of_them and not the_fallen(number.end, nouns)
    in_apposition(count, nouns)
    plain = not count.noun or (count.noun == "folk" and (not count.of_them or bool(count.nation)))
    if plain and (not count.nation or count.of_them):
        told = complement(count, nouns)
        own = count.own or not count.noun  # '; seven are civilians'
        count.of_them = count.of_them or (own and told == "civilian")
        count.noun = told if told in ("civilian", "resident") or not count.noun else count.noun
        count.nation = count.nation or called_by_dash(count, nouns)
    among_people(count, nouns)
    fronted(count, nouns)
    if count.noun or count.nation or count.own or count.of_them:
        return None if informants(nouns.marked, count) else count
    return count if bare(number, nouns) and not (behind and same_things(number.start, starts, nouns.marked)) else None


def round_the_table(number: Number, nouns: Nouns) -> bool:
    """'Путин и Трамп переговорили в формате «три на три»': how many met of each side, and nobody is exchanged."""
    few = number.value == number.second and number.value <= MET
    return few and nouns.marked.any_of(MEETING) and not nouns.marked.any_of(EXCHANGED)


def counts_nobody(number: Number, nouns: Nouns, starts: set[int]) -> bool:
    """'one of the largest', '71 of 94 drones', 'Among the 189', 'one more than Moscow had counted'."""
    named = (
        of_sides(number, nouns)
        or one_of_many(number, nouns)
        or of_things(number, nouns, starts)
        or whole_named(number, nouns)
    )
    apart = difference(number, nouns.marked) or unlike(number, nouns.marked) or per_lot(number, nouns.marked)
    return named or apart or of_operations(number, nouns)


def those_of(at: int, nouns: Nouns) -> bool:
    """'the remains, along with those of 40 soldiers': English, the dead told of right before."""
    tokens = nouns.marked.sentence.tokens
    return at > 1 and tokens[at - 2].word.norm == "those" and nouns.marked.has("body", hi=at - 2)


def belong(at: int, nouns: Nouns) -> bool:
    """'тіла, які, за твердженням Росії, належать 757 захисникам': whose the dead told of before are."""
    marked = nouns.marked
    if "belong_to" not in marked.marks or "body" not in marked.marks:
        return False
    tokens = marked.sentence.tokens
    aside = tokens[at - 1].word.surface == ","  # 'принадлежащие, по утверждению Киева, 909 военным'
    near = (
        m
        for m in marked.of("belong_to")
        if 0 <= at - m.end <= (FAR if aside and tokens[m.end].word.surface == "," else 1)
    )
    return any(marked.has("body", hi=m.start) for m in near)


def number_of_civilians(marked: Marked, at: int) -> bool:
    """English: 'put the number of civilians in the group at four': of whom the number behind it is."""
    tally = next((m for m in marked.of("tally") if 0 < at - m.end <= FAR), None)
    civil = marked.first("civilian", lo=tally.end, hi=tally.end + 2) if tally is not None else None
    return civil is not None and marked.within("prep_of", civil.start - 1, civil.start)


def look_back(count: Count, nouns: Nouns) -> None:
    """'the bodies of 563 soldiers', 'its 45 men': what stands before the number."""
    at = min([m.start for m in nouns.marked.of("qualifier") if m.end == count.start], default=count.start)
    at -= "anaphor" in nouns.get(at - 1)  # 'the bodies of another 3,000 soldiers'
    before = nouns.get(at - 1)
    of_dead = "prep_of" in before and ("body" in nouns.get(at - 2) or those_of(at, nouns))
    if "body" in before or of_dead or belong(at, nouns):
        count.noun = "body"
    count.own = "cue_own" in before
    count.nation = put_at(nouns, at)
    tokens = nouns.marked.sentence.tokens
    bracket = at > 1 and tokens[at - 1].word.surface == "(" and count.end < len(tokens)
    if bracket and tokens[count.end].word.surface == ")":
        inside = nouns.get(at - 2)  # 'servicemen (33) and civilians (51)'
        count.noun = count.noun or next((c for c in ("civilian", "military") if c in inside), "")
    if not count.noun and tokens[at - 1].word.norm in ("at", "is", "was") and number_of_civilians(nouns.marked, at):
        count.noun, count.of_them = "civilian", True
    if "numbering" in nouns.marked.marks:
        numbered(count, nouns, at)
    at -= nouns.marked.within("each_before", at - 1, at)  # 'а военных — по 185'
    if nouns.marked.sentence.tokens[at - 1].word.surface in ("-", "–", "—") and at > 1:
        listed = nouns.get(at - 2)  # 'as well as civilians - 7 persons'
        count.noun = count.noun or next((c for c in ("civilian", "child", "military") if c in listed), "")


def look_on(count: Count, number: Number, nouns: Nouns, starts: set[int]) -> bool:
    """Take in the words behind the number; False where they show that it counts no people."""
    tokens = nouns.marked.sentence.tokens
    i = behind_phrase(nouns, number.end)
    limit = min(len(tokens), i + REACH)
    while i < limit and not (i in starts and i > number.end):
        here = nouns.get(i)
        noun = nouns.counted(i)
        if "not_people" in here and noun is None and not exchanged(i, number, nouns):
            if compound(nouns, i):  # 'twelve Kursk Region residents'
                i += 1
                continue
            ours = i == count.end and tokens[i - 1].word.norm in OURS
            return bool(count.noun) or ours  # '60 of ours exchanged for 55 of theirs'
        mine = owner(nouns, i) if "party" in here else None
        if mine is not None:
            count.nation, count.end, i = mine, i + 1, i + 1
            continue
        if (count.noun and who_gives(nouns, i)) or closes(number, nouns, i, known=noun is not None):
            return True
        if here and take(count, here, noun, i):
            i = count.end
            inside = nouns.get(i - 1).get("people") if noun == "child" else None  # 'four young Ukrainians'
            count.nation = count.nation or (inside.value if inside else None)
            if noun and noun != "wounded" and not follows(nouns, i):
                return True
            continue
        i += 1
    return True


def closes(number: Number, nouns: Nouns, i: int, *, known: bool) -> bool:
    """Whether a word ends the noun phrase: a sign, a preposition, a verb, a noun that is another's subject."""
    here = nouns.get(i)
    word = nouns.marked.sentence.tokens[i].word
    if word.tense in ("past", "part") and nouns.marked.within("prep_by", i + 1, i + 2):
        return True  # '90 freed by Russia'
    and_one = nouns.marked.within("and", i, i + 1) and (i == number.end or nouns.marked.within("article", i + 1, i + 2))
    if i in nouns.ends or and_one:
        return True  # 'under 25 and all the seriously ill', '50 Ukrainians and a volunteer's body'
    if word.surface in STOP_SIGNS or subject(word, number) or event_noun(nouns, i, word):
        return True
    if known or nouns.leads(i):
        return False
    if attributive(nouns, i):
        return False
    if "prep_of" in here:
        return not of_people(nouns, i + 1)
    return "prep_stop" in here or is_verb(nouns.marked, i)


def subject(word: Word, number: Number) -> bool:
    """'Дев'ятнадцятьох росіяни захопили': a noun in the nominative alone is no object of five and more."""
    few = number.value % 10 in (1, 2, 3, 4) and number.value % 100 not in (11, 12, 13, 14)  # '61 боец', '62 бойцы'
    return word.pos == "noun" and not few and word.cases == frozenset({"nomn"})


def take(count: Count, here: Mapping[str, Mark], noun: str | None, i: int) -> bool:
    """Let a word tell whose people they are, and what they are; False where it tells nothing."""
    known = [here[c] for c in ("adjective", "people", "own") if c in here]
    for mark in known:
        count.nation = count.nation or mark.value
    count.wounded = count.wounded or "wounded" in here
    count.own = count.own or "cue_own" in here
    count.of_them = count.of_them or ("part" in here and i == count.end)
    name(count, here, noun)
    taken = [*known, *(here[c] for c in ("cue_own", "anaphor") if c in here), *([here[noun]] if noun else [])]
    if "part" in here and i == count.end:
        taken.append(here["part"])
    count.end = max([count.end, *(m.end for m in taken)])
    return bool(taken)


def name(count: Count, here: Mapping[str, Mark], noun: str | None) -> None:
    """What is counted: the more telling noun wins over 'people', 'prisoners', 'wounded'."""
    if noun and (count.noun in ("", "folk", "captive", "wounded") or noun == "body"):
        count.trade = noun == "profession"
        count.noun = "civilian" if count.trade else noun
    elif "people" in here and not count.noun:
        count.noun = "folk"


def follows(nouns: Nouns, i: int) -> bool:
    """Whether the noun phrase goes on: 'bodies of soldiers', 'people of Ukraine', 'prisoners of war'."""
    here = nouns.get(i)
    tokens = nouns.marked.sentence.tokens
    if i + 1 < len(tokens) and tokens[i].word.surface in APOSTROPHES:
        return "body" in nouns.get(i + 1)  # "3,000 soldiers' bodies"
    if nouns.names(i):
        return True
    return "prep_of" in here and of_people(nouns, i + 1)


def of_people(nouns: Nouns, i: int) -> bool:
    """Whether people, a side or 'its' follow within three words."""
    return owner(nouns, i) is not None or any(
        c in nouns.get(j) for j in range(i, i + 3) for c in (*PEOPLE, "cue_own", "adjective", "people", "own")
    )
