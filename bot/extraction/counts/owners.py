"""Whose people a number counts, and which numbers count nobody: parts, owners, things, informants."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.families import by_title
from bot.extraction.counts.nouns import PEOPLE, STOP_SIGNS, Count, Nouns
from bot.extraction.counts.numbers import Number
from bot.extraction.counts.whole_among import freed_today
from bot.extraction.words.marks import Marked

FEW: Final = 4
"""From how many on a number before 'for' and a side counts people."""
GAP: Final = 5
"""How many words may stand between 'the difference' and how large it is: 'is explained by a group of 22'."""
NOT_COME: Final = ("wish", "future", "proposed", "still_held")
REACH: Final = 6
"""How many words behind 'those 200, whom' it may be told what became of them."""


def owner(nouns: Nouns, i: int) -> str | None:
    """'212 of Ukraine's fallen', '45 of Russia's': the side whose people they are."""
    here = nouns.get(i).get("party")
    if here is not None and genitive(nouns, i):
        return here.value
    if here is None or "prep_of" not in nouns.get(i - 1) or not nouns.marked.sentence.tokens[i].word.possessive:
        return None
    return here.value


def genitive(nouns: Nouns, i: int) -> bool:
    """'двох солдатів КНДР', 'десять громадян Польщі': whose people they are, right behind them."""
    word = nouns.marked.sentence.tokens[i].word
    if not word.cases or not any(c in nouns.get(i - 1) for c in PEOPLE):
        return False
    return "gent" in word.cases and (word.upper or not word.cases & {"datv", "nomn"})


def come_from(count: Count, nouns: Nouns) -> None:
    """'three civilians from Russia's Kursk region': where they live tells whose people they are."""
    if count.nation or count.noun not in ("civilian", "resident", "child"):
        return
    go_home(count, nouns.marked)
    if "prep_stop" not in nouns.get(count.end):
        return
    marked, at = nouns.marked, count.end
    if marked.has("prep_from", lo=at, hi=at + 1):
        home = next(iter(marked.all("own", lo=at + 1, hi=at + 5)), None)
        count.nation = home.value if home else None


def go_home(count: Count, marked: Marked) -> None:
    """'twelve civilians go home to Kursk': the land that they return to tells whose people they are."""
    at = count.end
    if "border_land" not in marked.marks or not marked.has("home", "return", lo=at, hi=at + 2):
        return
    to = marked.first("prep_to", lo=at, hi=at + 4)
    home = marked.first("own", lo=to.end, hi=to.end + 2) if to else None
    count.nation = home.value if home else None


def numbered(count: Count, nouns: Nouns, at: int) -> None:
    """'Ukrainians numbering 175', 'пленные в количестве 103': the people stand before their number."""
    cue = next((m for m in nouns.marked.all("numbering", hi=at) if m.end == at), None)
    for i in range(max(0, cue.start - 3), cue.start) if cue else ():
        here = nouns.get(i)
        whose = next((here[c].value for c in ("people", "adjective", "own") if c in here), None)
        count.nation = count.nation or whose
        count.noun = next((c for c in PEOPLE if c in here), count.noun or ("folk" if "people" in here else ""))


def difference(number: Number, marked: Marked) -> bool:
    """'one more than Moscow had counted', 'the difference is 22 wounded': by how many, none on top of those told."""
    if "gap" in marked.marks and marked.within("gap", number.start - GAP, number.start):
        return True
    if "differ" in marked.marks and marked.within("differ", number.start - GAP, number.start):
        return marked.has("by_how_many", "prep_by", lo=number.start - 1, hi=number.start)
    if "compared" not in marked.marks:
        return False
    cue = next((m for m in marked.inside("compared", number.end) if m.start - number.end <= 1), None)
    if cue is None:
        return False
    return marked.has("by_how_many", lo=number.start - 1, hi=number.start) or cue.end - cue.start > 1


def unlike(number: Number, marked: Marked) -> bool:
    """'обміняли не 150, а 157', 'замість 190 прийняли 150', 'сократили со 190 до 150': not the news."""
    if not marked.any_of(("instead", "until", "not", "changed")):
        return False
    at, tokens = number.start, marked.sentence.tokens
    if at == 0 or not (tokens[at - 1].word.pos or tokens[number.end - 1].word.kind == "num" or number.words):
        return False
    if marked.within("instead", at - 1, at):
        return True
    if marked.within("until", at - 1, at) and marked.has("remainder", lo=max(0, at - 4), hi=at):
        return True  # 'решту, до тисячі, обміняють згодом'
    not_it = marked.within("not", at - 1, at) and marked.has("turn", lo=number.end, hi=number.end + 5)
    not_it = not_it or [t.word.norm for t in (tokens[at - 1], *tokens[number.end : number.end + 1])] == ["not", "but"]
    changed = marked.within("changed", 0, at) and marked.has("prep_from", lo=at - 1, hi=at)
    return not_it or (changed and marked.has("prep_to", "until", lo=number.end, hi=number.end + 2))


def who_gives(nouns: Nouns, at: int) -> bool:
    """'22 поранених росіяни віддали': a people in the nominative between an object and a verb of giving gives them.

    So it does behind 'чотири тіла', which says nothing of its case.
    """
    tokens = nouns.marked.sentence.tokens
    if "people" not in nouns.get(at) or not nouns.marked.has("give", "free", lo=at + 1, hi=at + 2):
        return False
    word, before, verb = tokens[at].word, tokens[at - 1].word, tokens[at + 1].word
    named = "nomn" in word.cases and "gent" not in word.cases
    object_then = bool(before.cases) and ("nomn" not in before.cases or "body" in nouns.get(at - 1))
    return named and verb.pos == "verb" and object_then


def of_a_group(number: Number, nouns: Nouns) -> bool:
    """English: '32 of the soldiers', '45 of those released': a part of people told of before.

    Or right there: 'Of the 61 people whom Ukraine received, 40 had never served'.
    """
    marked, at = nouns.marked, number.end
    opens = [t.word.norm for t in marked.sentence.tokens[:2]] == ["of", "the"] and marked.sentence.tokens[2].word.kind
    if number.start > 2 and opens == "num" and not marked.has(*NOT_COME, hi=number.start):
        return True  # but not 'Of the 300 expected, 212 arrived'
    if "prep_of" not in nouns.get(at) or not any(m.start == at and m.end == at + 2 for m in marked.of("demonstrative")):
        return False
    tokens = marked.sentence.tokens
    fallen = marked.within("killed", at + 2, at + 3) and marked.has("home", "return", "receive", "give")
    if fallen or (at + 2 < len(tokens) and tokens[at + 2].word.possessive):
        return False  # 'Another 90 of the fallen are back', 'each returned fifty of the other's dead'
    if any(c in nouns.get(i) for c in (*PEOPLE, "people") for i in (at + 2, at + 3)):
        return True
    counted = at + 2 < len(tokens) and tokens[at + 2].word.kind == "num"  # 'ten of the 58 Ukrainians'
    return counted and any(c in nouns.get(at + 3) for c in ("people", "adjective"))


def called(count: Count, nouns: Nouns) -> None:
    """'103 of them were Ukrainian', 'З них 123 — українці': the nation is told behind the verb or the dash."""
    marked, tokens = nouns.marked, nouns.marked.sentence.tokens
    at = count.end
    if count.nation or at + 1 >= len(tokens):
        return
    told = count.of_them or marked.has("part", "part_opening", "prep_of", hi=count.start)
    dashed = told and tokens[at].word.surface in "—–-"
    opened = count.of_them or (marked.within("prep_of", 0, 1) and not count.noun)  # 'Of the 300 exchanged, 150 are …'
    if not dashed and not (opened and marked.within("copula", at, at + 1)):
        return
    here = nouns.get(at + 1)
    whose = here.get("people") or here.get("adjective")
    if whose is not None and not marked.has("captivity", "prisons", lo=at + 2, hi=at + 4):
        count.nation, count.noun, count.of_them = whose.value, count.noun or "folk", True


def informants(marked: Marked, count: Count) -> bool:
    """'two people with knowledge of it', 'spoke to 25 soldiers': they speak, nobody returned them."""
    if marked.within("knowledge", count.end, count.end + 2):
        return True
    if any(m.end == count.start for m in marked.of("spoken_with")):
        return True
    if not count.trade:
        return False
    known = marked.has("demonstrative_people", lo=count.start - 1, hi=count.start)  # 'the release of the two priests'
    known = known and not ("extra" in marked.marks and marked.has("fellow", lo=count.end))  # 'along with six others'
    told = any(m.end == count.start for m in marked.all("say"))
    return known or told or marked.has("say", lo=count.end, hi=count.end + 1)


def of_sides(number: Number, nouns: Nouns) -> bool:
    """'each of the two sides', 'одна одній': the number is part of how both are called."""
    marked = nouns.marked
    if any(m.start <= number.start < m.end for m in marked.of("each_other")):
        return True
    if not marked.any_of(("both", "each")):
        return False
    return any(m.start <= number.start < number.end < m.end for m in marked.all("both", "each"))


def one_of_many(number: Number, nouns: Nouns) -> bool:
    """'one of the largest exchanges', 'one of its marines': 'one of them' counts a person, these count nobody."""
    here = nouns.get(number.end)
    if on_the_road(number, nouns):
        return False
    return number.value == 1 and number.words and "prep_of" in here and "part" not in here


def on_the_road(number: Number, nouns: Nouns) -> bool:
    """'One of the six was returned to Russia', 'Two of the nine went to Russia': of how many, a verb, and where to."""
    if "prep_of" not in nouns.get(number.end) or not nouns.marked.within("number", number.end + 2, number.end + 3):
        return False
    move = nouns.marked.first("move", "return", "home", "give", lo=number.end + 3, hi=number.end + 6)
    return move is not None and nouns.marked.has("party", lo=move.end, hi=move.end + 3)


def told_about(number: Count, nouns: Nouns) -> bool:
    """'the fate of 300 soldiers', 'fragments of one person', 'долі 40 полонених': what is told of them is no return."""
    marked = nouns.marked
    if "about_people" not in marked.marks or (number.noun == "body" and number.value > 1):
        return False  # 'the fate of 6,000 bodies that were to be returned'
    at = min((m.start for m in marked.of("qualifier") if m.end == number.start), default=number.start)
    tokens = marked.sentence.tokens
    at -= at > 1 and tokens[at - 1].word.norm == "the"
    if not tokens[at - 1].word.pos and "prep_of" not in nouns.get(at - 1):
        return False  # 'By its account 97 were freed'
    at -= "prep_of" in nouns.get(at - 1)
    return any(m.end == at for m in marked.all("about_people", hi=at))


def whole_named(number: Number, nouns: Nouns) -> bool:
    """'Among the 189 are two civilians', 'Of Ukraine's 84, …': the whole was told before, its parts follow."""
    opening = number.start == 2
    if opening and (owner(nouns, 1) or ("demonstrative" in nouns.get(0) and not moved(number, nouns))):
        return True
    if by_title(number, nouns.marked) or freed_today(number, nouns.marked):
        return False
    if "part_opening" not in nouns.marked.marks or nouns.marked.within("pronoun_them", number.start - 1, number.start):
        return False  # 'Из них 75 вернулись'
    return any(m.end == number.start and m.start == 0 for m in nouns.marked.of("part_opening"))


def moved(number: Number, nouns: Nouns) -> bool:
    """'Of the 157 who came home, …' tells of people who moved; 'Of the 300 expected, 212 arrived' of none."""
    tokens = nouns.marked.sentence.tokens
    rest = range(number.end, len(tokens))
    stop = next((i for i in rest if tokens[i].word.kind == "num" or tokens[i].word.surface in STOP_SIGNS), len(tokens))
    return not nouns.marked.has("wish", "future", "proposed", "still_held", lo=number.end, hi=stop)


def ahead(nouns: Nouns, end: int) -> bool:
    """'тех двухсот военных, которых вернули': what 'those' points to follows, it was not told before."""
    tokens = nouns.marked.sentence.tokens
    if not tokens[end - 1].word.pos and of_today(nouns, end):
        return True
    follow = nouns.marked.first("relative_word", lo=end + 1, hi=end + 5)
    if follow is None or not tokens[follow.start].word.cases or tokens[follow.start - 1].word.surface != ",":
        return False
    return nouns.marked.has("give", "receive", "free", "home", lo=follow.end, hi=follow.end + REACH)


def of_today(nouns: Nouns, end: int) -> bool:
    """English: 'Ten of the 58 Ukrainians freed on Friday': people of a side, who came on a day told with them."""
    marked = nouns.marked
    if "people" not in nouns.get(end) and "adjective" not in nouns.get(end):
        return False
    moved = marked.first("give", "free", "return", "home", "swap", lo=end, hi=end + 6)
    return moved is not None and marked.has("weekday", "relative", lo=moved.end, hi=moved.end + 4)


def apportioned(number: Number, nouns: Nouns) -> bool:
    """'передача тел: тысяча Украине, 38 России': the dead behind a sign, shared out between datives."""
    tokens = nouns.marked.sentence.tokens
    cases = tokens[number.end].word.cases
    signed = number.start > 0 and tokens[number.start - 1].word.surface in ":,;—–"
    return signed and "datv" in cases and "nomn" not in cases and nouns.marked.has("body")


def demonstrative(nouns: Nouns, at: int) -> bool:
    """'of the 1,000', 'із тієї тисячі': a part of a known whole; 'та' is also 'and'."""
    if nouns.marked.within("and", at, at + 1):
        return False
    told = list(nouns.marked.all("part", "part_opening", "extra"))
    if any(m.start <= at < m.end for m in told) or any(m.start < at == m.end for m in told):
        return False  # 'в том числе семеро', 'а кроме того по двадцать'
    before = "demonstrative" in nouns.get(at - 1) and nouns.marked.sentence.tokens[at].word.kind == "word"
    return "demonstrative" in nouns.get(at) or (before and not nouns.marked.within("and", at - 1, at))


def come_home(nouns: Nouns, i: int) -> bool:
    """'come home', 'are back': a word of coming home, at most a form of 'be' before it."""
    at = i + nouns.marked.within("copula", i, i + 1)
    home = next((m for m in nouns.marked.of("home") if m.start == at), None)
    behind = nouns.marked.sentence.tokens[home.end :][:1] if home else []
    return home is not None and all(t.word.norm != "than" for t in behind)  # 'two more came home than to Moscow'


def all_told(count: Count, nouns: Nouns) -> bool:
    """'There are 84 of them': all of those told of before, no part."""
    return not count.noun and any(m.end == count.start for m in nouns.marked.of("they_are"))


def for_side(number: Number, nouns: Nouns) -> bool:
    """'212 bodies for Kyiv and 45 for Moscow'."""
    marked, at = nouns.marked, number.end
    return number.value >= FEW and marked.within("prep_for", at, at + 1) and marked.within("party", at + 1, at + 2)


def by_side(number: Number, nouns: Nouns) -> bool:
    """'60 отпущены Россией и 64 Украиной', 'звільнила Росія і 84 Україна': who let so many go, behind its number."""
    tokens, at = nouns.marked.sentence.tokens, number.end
    acts = not tokens[at].word.cases.isdisjoint(("ablt", "nomn")) and nouns.marked.within("party", at, at + 1)
    last = at + 1 >= len(tokens) or tokens[at + 1].word.kind == "sym"
    return acts and last and number.value >= FEW and nouns.marked.has("free", "give", hi=number.start)
