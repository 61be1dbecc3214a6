"""When those who come back had been killed or taken: a day of their fate, and not of their return."""

from __future__ import annotations

from typing import Final

from bot.extraction.days.when import When
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

FATE: Final = 3
"""Within how many words before a date stands what befell people then."""
FAR: Final = 9
"""The same where the participle itself is set off: ', taken away by Russian soldiers five days ago,'."""
BEFELL: Final = ("killed", "died", "fallen", "seized", "kept", "abducted")
"""What befalls people before they return, dead or alive."""
HELD: Final = 5
"""Within how many words before a date stands where people were held since then."""
CAME: Final = ("give", "return", "receive", "home", "free", "swap", "move", "reunion")
"""What tells of the return itself."""
WHOM: Final = ("folk", "captive", "military", "civilian", "body", "child", "profession", "kin")


def of_their_fate(clause: Clause, when: When) -> bool:
    """'The bodies of two volunteers killed in January were returned': when they were killed, not when they came."""
    return before_it(clause, when) or set_off(clause, when) or held_since(clause, when)


def held_since(clause: Clause, when: When) -> bool:
    """'Обмін 205 на 205: більшість сиділа в неволі з 2022 року': since when they had been held."""
    marked, lo = clause.marked, max(clause.lo, when.start - HELD)
    if not clause.any_of(("captivity", "prisons")) or not any(
        t.word.surface in ":;—–" for t in marked.sentence.tokens[clause.lo : lo + 1]
    ):
        return False  # what is told of an exchange itself stands before the sign
    return any(
        marked.has("prep_in", lo=m.start - 2, hi=m.start)
        for m in marked.all("captivity", "prisons", lo=lo, hi=when.start)
    )


def before_it(clause: Clause, when: When) -> bool:
    marked, lo = clause.marked, max(clause.lo, when.start - FATE)
    fate = marked.first("killed", "kept", "still_held", lo=lo, hi=when.start)
    if fate is None or marked.sentence.tokens[fate.start].word.tense not in ("past", "part"):
        return False
    people = marked.has("folk", "captive", "military", "civilian", "body", "child", lo=clause.lo, hi=fate.start)
    return people and marked.has("give", "return", "receive", "home", "free", lo=when.end, hi=clause.hi)


def set_off(clause: Clause, when: When) -> bool:
    """'got back the bodies of two volunteers, killed in January', 'Fedorov, taken away five days ago, was freed'."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    near = [m for m in clause.all_of(BEFELL) if when.start - FAR <= m.start and m.end <= when.start]
    fate = max(near, key=lambda m: m.start, default=None)
    if fate is None or not participle(clause, fate):
        return False
    if any(t.word.surface in ",;:—–" for t in tokens[fate.end : when.start]) or came(clause, fate.end, when.start):
        return False
    whom = marked.has(*WHOM, "person", lo=clause.lo, hi=fate.start) or behind_name(clause, fate)
    return whom and (came(clause, clause.lo, fate.start) or came(clause, when.end, clause.hi))


def behind_name(clause: Clause, fate: Mark) -> bool:
    """'Savchuk, seized by troops', 'Савчука, увезённого военными': behind a name that the dossier does not know."""
    at = fate.start - 2
    named = at >= clause.lo and clause.marked.sentence.tokens[at].word.capital
    return named and not clause.marked.has("party", "place", "adjective", "people", lo=at, hi=at + 1)


def came(clause: Clause, lo: int, hi: int) -> bool:
    """Whether a return is told of between two words by a mark that is nothing of a fate itself."""
    fates = {m.start for m in clause.marks(*BEFELL)}
    return any(m.start not in fates for m in clause.marked.all(*CAME, lo=lo, hi=hi))


def participle(clause: Clause, mark: Mark) -> bool:
    """Whether a word of a fate describes those named right before it; no 'were killed', no 'talks held'."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    word = tokens[mark.start].word
    if mark.start <= clause.lo or marked.has("completed", "happened", lo=mark.start, hi=mark.end + 1):
        return False  # 'took place'
    if word.pos:
        return word.pos in ("adj", "noun") and tokens[mark.start - 1].word.surface == ","
    behind = tokens[mark.start - 1].word.surface == ","
    described = behind or any(m.end == mark.start for m in marked.all(*WHOM, "person"))
    return word.tense in ("past", "part") and described
