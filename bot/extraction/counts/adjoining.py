"""What stands between two counts of a clause: whether the second is joined to the first, or stands beside it."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import AGENT, BOTH, Clause

LINKED: Final = 3
"""How many words at least an apposition between two signs takes up with the 'and' behind it."""

ASIDE: Final = 9
"""Within how many words of a count stands one that an aside parts from it."""
OPENING: Final = 6
"""How many words an opening of its own, cut off by a comma, may take up."""
CATAPHORIC: Final = 3
"""Within how many words of a title stands 'of them' whom it tells of only later."""
OPPOSITE: Final = {"give": "receive", "receive": "give", "return": "receive"}
TELLING: Final = ("swap", "swap_head", "receive", "give", "return", "free", "home")

DAYS: Final = ("weekday", "relative")


def apposed(clause: Clause, left: int, at: int) -> bool:
    """Whether nothing but signs, small words and adjectives stand between two counts."""
    if any(left <= v.start < at for v in clause.verbs) or any(left <= s.start < at for s in clause.sides if s.role):
        return False
    if aside(clause, left, at):
        return True
    return at - left <= 5 and not clause.marked.has("swap", "formula", lo=left, hi=at)


def aside(clause: Clause, left: int, at: int) -> bool:
    """'175 захисників і, поза обміном, 22 поранених': 'and', and between two commas what is said of those behind."""
    if not 4 <= at - left <= ASIDE or not clause.marked.within("and", left, left + 1):
        return False
    tokens = clause.marked.sentence.tokens
    return tokens[left + 1].word.surface == "," == tokens[at - 1].word.surface


def joined(clause: Clause, left: int, at: int) -> bool:
    """Whether two counts are joined by 'and' or 'plus' rather than by a comma."""
    tokens = clause.marked.sentence.tokens[left:at]
    if clause.marked.within("extra", left, at):
        return True
    if not tokens or not clause.marked.within("and", left, at):
        return False
    opens = tokens[0].word.surface
    if opens == "," and len(tokens) < LINKED and clause.marked.within("and", left + 1, left + 2):
        return True  # '36 Azov fighters, and 58 other servicemen'
    return opens not in ",:—–(" or enclosed([t.word.surface for t in tokens])


def acts_anew(clause: Clause, left: int, at: int) -> bool:
    """'Each side freed 175, and Moscow released another 22': one side with a verb of its own between two counts."""
    acting = next((s for s in clause.sides if left <= s.start < at and s.role == AGENT and s.code != BOTH), None)
    return acting is not None and any(acting.end <= v.start < at for v in clause.verbs)


def turns(clause: Clause, left: int, at: int) -> bool:
    """'also gave up 15 wounded and received 31': a verb between two counts that moves people the other way."""
    ways = {v.cls for v in clause.verbs if v.start < left} & set(OPPOSITE)
    return any(OPPOSITE[w] == v.cls for w in ways for v in clause.verbs if left <= v.start < at)


def enclosed(signs: list[str]) -> bool:
    """', all civilians, and': an apposition between two signs, then 'and'."""
    return len(signs) > LINKED and signs[0] in ",—–" and signs[-2] == signs[0]


def opening(clause: Clause, left: int) -> int:
    """Where a count's own stretch begins: 'On top of that, | seven civilians were freed' opens before its clause."""
    told = clause.marked.has("military", "civilian", "number", hi=left)  # 'As well as soldiers, …'
    told = told or any(t.word.kind == "num" for t in clause.marked.sentence.tokens[:left])
    return 0 if left == clause.lo <= OPENING and not told else left


def come_from(clause: Clause, count: Count) -> bool:
    """'65 человек — из донбасских республик', '— жители Донбасса': where some of those told of before are from."""
    tokens = clause.marked.sentence.tokens
    if clause.marked.sentence.in_title or count.end + 1 >= clause.hi or tokens[count.end].word.surface not in "—–":
        return False
    more = clause.marked.has("anaphor", lo=count.start - 1, hi=count.start)  # 'ещё семеро — жители Курской области'
    told = ("prep_from",) if more else ("prep_from", "resident", "wounded")
    from_where = clause.marked.has(*told, lo=count.end + 1, hi=count.end + 2)
    return from_where and not clause.marked.has("captivity", lo=count.end + 2, hi=count.end + 5)


def told_anew(clause: Clause, count: Count) -> bool:
    """'Серед визволених є поранені: додому їдуть ще 19': behind a colon a verb of its own tells of them all."""
    tokens = clause.marked.sentence.tokens
    colon = next((i for i in clause.marked.sentence.signs if clause.lo <= i and tokens[i].word.surface == ":"), None)
    if not clause.marked.sentence.in_title or colon is None or colon > count.start:
        return False
    if clause.marked.has("part", "part_opening", lo=colon, hi=count.start):
        return False
    hi = clause.hi if of_them_ahead(clause) else count.start
    return clause.marked.has(*TELLING, "captivity", lo=colon, hi=hi)


def of_them_ahead(clause: Clause) -> bool:
    """'Some of them spent years in prison: 84 people freed': a title that opens with 'of them' tells who behind it."""
    cue = clause.opening("part")
    opens = cue is not None and cue.start - clause.lo < CATAPHORIC
    return opens and cue is not None and clause.marked.within("pronoun_them", cue.start, cue.end)


def gapped_side(clause: Clause, count: Count) -> bool:
    """English: 'Ukraine got 20 civilians and Russia ten': a bare number right behind a side counts the same people."""
    bare = not (count.noun or count.nation) and clause.marked.within("party", count.start - 1, count.start)
    if not bare or clause.marked.sentence.tokens[count.end - 1].word.pos:
        return False
    return count.end >= clause.hi or clause.marked.sentence.tokens[count.end].word.kind == "sym"


def among_group(clause: Clause) -> bool:
    """English: 'Among Friday's returnees are 12 civilians': a part of a group that no number counts."""
    marked, lo = clause.marked, clause.lo
    if not marked.within("among_whole", lo, lo + 1) or not marked.has(*DAYS, lo=lo + 1, hi=lo + 2):
        return False
    return marked.has("contingent", "lot_noun", "freed_ones", lo=lo + 2, hi=lo + 3)
