"""Who people are by what stands beside them: 'eight citizens, residents of Sudzha', 'four from the Belgorod region'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import COUNTED, STOP_SIGNS, Count, Nouns

PLAIN: Final = ("folk", "captive")
UNTOLD: Final = ("", *PLAIN)
"""Nouns that leave open whether these people are soldiers."""
SIGNS: Final = frozenset(",—–-(")
REACH: Final = 5
"""How many words of the phrase may stand before the sign: 'citizens of the Russian Federation — …'."""
RELATIVE: Final = 10
"""How many words a relative clause behind people may take up."""
BEFORE: Final = 3
"""How many words may stand behind the sign before the noun: 'all of them elderly residents'."""
LARGE: Final = 1000
"""Below which a bare number before a dash is one of people."""
LAND: Final = 4
"""How many words may stand between residents and the land that tells whose people they are."""


def in_apposition(count: Count, nouns: Nouns) -> None:
    """Let an apposition, or where they come from, tell that the people counted are civilians."""
    marks = nouns.marked.marks
    if count.of_them and count.noun == "military" and nouns.marked.within("negation", count.start + 1, count.end):
        count.noun = "civilian"  # 'six of them not soldiers'
    rest = not count.noun and any(m.end == count.start for m in nouns.marked.of("remainder"))  # 'the remaining seven'
    known = nouns.marked.within("demonstrative_people", count.start - 1, count.start)  # 'The four, residents of Kursk'
    if not (rest or known or count.noun in PLAIN) or count.second is not None or count.noun not in UNTOLD:
        return
    if "civilian" in marks or "resident" in marks:
        beside(count, nouns)
    if count.noun == "folk" and "border_land" in marks and from_the_border(count, nouns):
        count.noun = "resident"


def beside(count: Count, nouns: Nouns) -> None:
    """'six seamen, all civilians', 'восемь граждан РФ — жителей Курской области': the noun behind a sign."""
    tokens = nouns.marked.sentence.tokens
    last = min(len(tokens), count.end + REACH)
    sign = next((i for i in range(count.end, last) if tokens[i].word.surface in STOP_SIGNS | SIGNS), None)
    if sign is None or tokens[sign].word.surface not in SIGNS:
        return
    if nouns.marked.has("receive", "give", "return", "free", "home", "and", "relative_word", lo=count.end, hi=sign):
        return
    if nouns.marked.within("number", count.end, sign) or any(t.word.kind == "num" for t in tokens[count.end : sign]):
        return  # 'Зі 157 звільнених семеро — цивільні'
    for i in range(sign + 1, min(len(tokens), sign + 1 + BEFORE)):
        told = next((c for c in ("civilian", "resident") if c in nouns.get(i)), "")
        if told:
            name(count, told, i, nouns)
            return
        all_of = nouns.marked.within("all_of", sign + 1, i + 1)
        if tokens[i].word.kind == "num" or not (all_of or describes(nouns, i)):
            return


def name(count: Count, noun: str, i: int, nouns: Nouns) -> None:
    """Take an apposition's noun; residents only with the land on which side of the border they live."""
    if not ends(nouns, i):
        return
    land = nouns.marked.first("own", lo=i + 1, hi=i + 1 + LAND)
    if noun == "resident" and (land is None or not nouns.marked.has("border_land", lo=i + 1, hi=i + 1 + LAND)):
        return
    count.noun = noun
    count.nation = count.nation or (land.value if land and noun == "resident" else None)


def describes(nouns: Nouns, i: int) -> bool:
    """Whether a word may stand before the noun of an apposition: an adjective, no verb and no other people."""
    word = nouns.marked.sentence.tokens[i].word
    if nouns.marked.has("and", "number", "article", lo=i, hi=i + 1):
        return False
    return word.pos == "adj" or (not word.pos and not word.tense and not nouns.get(i))


def ends(nouns: Nouns, i: int) -> bool:
    """Whether an apposition's noun is plural and stands for all: no 'and', no verb ('civilians included') behind it."""
    tokens = nouns.marked.sentence.tokens
    word = tokens[i].word
    end = max(m.end for m in nouns.marked.all("civilian", "resident", lo=i) if m.start == i)
    plural = tokens[end - 1].word.plural or word.plural or (not word.pos and tokens[end - 1].word.norm.endswith("s"))
    if end < len(tokens) and (tokens[end].word.tense or nouns.marked.has("including", lo=end, hi=end + 1)):
        return False
    return plural and not nouns.marked.has("and", "say", lo=end, hi=end + 1)


def from_the_border(count: Count, nouns: Nouns) -> bool:
    """'four people from the Belgorod Region', 'three citizens who live in Kursk': no soldiers are told of so."""
    marked = nouns.marked
    land = marked.first("border_land", lo=count.end, hi=count.end + 8)
    if land is None or marked.has("captive", "captivity", "kept", "swap", lo=count.end, hi=land.start):
        return False
    inside = marked.has("lives", "prep_from", "prep_of", lo=count.end, hi=land.start)
    return inside and not any(
        t.word.surface in STOP_SIGNS - {","} for t in marked.sentence.tokens[count.end : land.start]
    )


def behind_relative(count: Count, nouns: Nouns) -> int:
    """'Семеро людей, які також повернулися, — цивільні': where the sentence goes on behind 'who …'; else the count."""
    tokens, end = nouns.marked.sentence.tokens, count.end
    last = min(len(tokens), end + RELATIVE)
    if end + 1 >= last or tokens[end].word.surface != "," or not nouns.marked.within("relative_word", end, end + 2):
        return end
    dashes = (i for i in range(end + 2, last) if tokens[i].word.surface in "—–" and tokens[i - 1].word.surface == ",")
    return next(dashes, end)


def complement(count: Count, nouns: Nouns) -> str:
    """'51 of the freed were civilians': the noun that the verb joins to them."""
    verb = behind_relative(count, nouns)
    freed = count.own and nouns.marked.has("free", "return", "home", "give", lo=count.end - 1, hi=count.end + 1)
    if count.of_them or freed or verb != count.end:  # 'four of those who returned to Ukraine are civilians'
        stops = (
            i
            for i, t in enumerate(nouns.marked.sentence.tokens[count.end :], count.end)
            if t.word.surface in STOP_SIGNS
        )
        far = nouns.marked.first("copula", lo=verb, hi=min(count.end + 9, next(stops, count.end + 9)))
        verb = far.start if far else verb
    tokens = nouns.marked.sentence.tokens
    dashed = count.noun == "folk" or count.of_them or (not count.noun and count.value < LARGE)  # 'семеро — цивільні'
    dashed = dashed and verb < len(tokens) and tokens[verb].word.surface in ("—", "–", "-")
    if not dashed and not nouns.marked.within("copula", verb, verb + 1):
        return ""
    at = verb + 1 + nouns.marked.within("article", verb + 1, verb + 2)  # 'one is a civilian'
    if nouns.marked.within("negation", at, at + 1):  # 'four of whom are not military'
        return "civilian" if "military" in nouns.get(at + 1) else ""
    here = nouns.get(at)
    counted = at < len(tokens) and (tokens[at].word.kind == "num" or nouns.marked.within("number", at, at + 1))
    if dashed and not here and not counted:  # not 'Среди 150 освобождённых — двое священников'
        here = nouns.get(at + 1)  # '— мирные куряне', '— местные жители'
    told = next((c for c in COUNTED if c in here), "")
    return "civilian" if told == "profession" else told


def called_by_dash(count: Count, nouns: Nouns) -> str | None:
    """'Из 300 обменянных 150 — россияне': who they are stands alone behind a dash."""
    tokens, at = nouns.marked.sentence.tokens, count.end + 1
    if at >= len(tokens) or tokens[at - 1].word.surface not in "—–":
        return None
    people = nouns.get(at).get("people")
    ends = at + 1 >= len(tokens) or tokens[at + 1].word.surface in ",.;"
    return people.value if people is not None and ends and "nomn" in tokens[at].word.cases else None
