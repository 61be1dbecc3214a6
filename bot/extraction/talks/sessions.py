"""Talks that no word for talks names: 'Two days in Doha bring no breakthrough', 'teams leave Doha'."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.talks.pairs import NAMES, NO_TALKS, abroad_together, pair
from bot.extraction.talks.titled_sittings import good_day, hours_told
from bot.extraction.talks.venues import goes_from, in_before, is_host, receives_envoys
from bot.extraction.talks.visits import about_war
from bot.extraction.voices.mediators import party_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

APART: Final = ("strike", "swap", "body", "captive", "weapon", "kin")
NEAR: Final = 2
"""Words between those who work together and the verb: 'Ukrainian officials spent'."""
MANY: Final = 12
"""States of which none is named as a party, where so many gather."""
OPENS: Final = 6
"""Within how many words a title tells how long one sat."""
LED: Final = 4
"""Words between 'after' and the hours, and between these and with whom they were spent."""
FAR: Final = 12
"""Words between a time spent with somebody and the town."""


def in_session(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause tells of talks by where envoys sat, left or are awaited."""
    if "envoys" in clause.own and received_by(clause, lexicon):
        return True
    if hours_with(clause) or hours_told(clause) or ("night_break" in clause.own and "envoys" in clause.own):
        return True
    if "place" not in clause.own:
        return False
    places = clause.of("place")
    if any(received_for_hours(m, clause, lexicon) for m in places):
        return True
    abroad = [m for m in places if lexicon.dossier.places[m.value].country not in lexicon.sides]
    told = (spent_there, opens_so, sent_there, day_there, came_of_it, asked_there, good_day)
    if any(tells(m, clause) for m in abroad for tells in told) or any(time_with(m, clause, lexicon) for m in abroad):
        return True
    return bool(abroad_together(clause, lexicon))


def of_so_many(marked: Marked) -> bool:
    """'advisers from some forty states', 'eighty of the ninety delegations': so many gather."""
    if not marked.any_of(("many_states", "delegation")):
        return False
    for mark in marked.all("many_states", "delegation"):
        words = (t.word for t in marked.sentence.tokens[max(0, mark.start - 2) : mark.start])
        digits = [w.surface for w in words if w.kind == "num" and w.surface.isdigit()]
        numbers = [*digits, *(m.value for m in marked.inside("number", mark.start - 2, mark.start))]
        if any(n.isdigit() and int(n) >= MANY for n in numbers):
            return True
    return False


def asked_there(mark: Mark, clause: Clause) -> bool:
    """'Advisers from some thirty states are invited to Jeddah': so many are asked to come to a town."""
    led = clause.marked.within("prep_to", mark.start - 1, mark.start)
    return led and "convene" in clause.own and of_so_many(clause.marked) and NO_TALKS.isdisjoint(clause.own)


def days_of(clause: Clause) -> list[Mark]:
    """'the first day', 'другий день': the days of talks that a clause counts."""
    marked = clause.marked
    days = clause.of("day_noun") if "ordinal" in clause.own or "first_day" in clause.own else []
    return [m for m in days if marked.has("ordinal", "first_day", lo=m.start - 1, hi=m.end)]


def day_there(mark: Mark, clause: Clause) -> bool:
    """'after the first day in Geneva', 'Стамбул: другий день тривав дві години': which day of their talks it was."""
    if not NO_TALKS.isdisjoint(clause.own):
        return False
    days = days_of(clause)
    tokens = clause.marked.sentence.tokens
    if days and clause.marked.sentence.in_title and mark.start == clause.lo:
        return mark.end < clause.hi and tokens[mark.end].word.surface in ":—–"
    return any(0 < mark.start - m.end <= NEAR + 1 for m in days) and in_before(mark, clause.marked)


def came_of_it(mark: Mark, clause: Clause) -> bool:
    """'Medinsky satisfied with Istanbul outcome', 'итогами Стамбула': a title on what came of talks."""
    if not clause.marked.sentence.in_title or "upshot" not in clause.own or not NO_TALKS.isdisjoint(clause.own):
        return False
    if not clause.has("person", "agency"):
        return False
    before = any(0 <= m.start - mark.end <= 1 for m in clause.of("upshot"))
    return before or any(0 <= mark.start - m.end <= 1 for m in clause.of("upshot"))


def time_with(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'forty minutes with her colleague in Ankara', "a 'productive' day with Ukrainians in Geneva"."""
    if not NO_TALKS.isdisjoint(clause.own) or not in_before(mark, clause.marked):
        return False
    for spell in clause.marks("hours", "day_noun", "part_of_day"):
        with_them = clause.marked.first("prep_with", lo=spell.end, hi=spell.end + 1)
        if with_them is not None and 0 < mark.start - spell.end <= FAR:
            between = clause.marks(*NAMES, lo=with_them.end)
            return any(m.end <= mark.start and party_of(m, lexicon) for m in between)
    return False


def hours_with(clause: Clause) -> bool:
    """'After eight hours with Rubio on Tuesday', 'после семи часов с американцами': so long one has sat with them.

    'After eight hours in Jeddah the two delegations said'.
    """
    marked = clause.marked
    if "hours" not in clause.own or any(not marked.within("press", m.start, m.end) for m in clause.marks(*APART)):
        return False
    for spell in clause.of("hours"):
        if not marked.has("talks_after", lo=max(clause.lo, spell.start - LED), hi=spell.start):
            continue
        if marked.within("prep_with", spell.end, spell.end + 1):
            return marked.has("person", "people", "envoys", lo=spell.end + 1, hi=spell.end + 1 + LED)
        met = marked.has("envoys", "jointly", "counterpart", lo=spell.end, hi=clause.hi)
        if not marked.sentence.in_title and met:
            return any(0 < m.start - spell.end <= NEAR and in_before(m, marked) for m in clause.of("place"))
    return False


def worked_together(clause: Clause, lexicon: Lexicon) -> bool:
    """'US and Ukrainian teams spent Sunday on a peace plan': those who negotiate, side by side, on a day."""
    if "deliberate" not in clause.own or not clause.has("weekday", "relative") or clause.has("talks_strong", *APART):
        return False
    verb, named = clause.marks("deliberate")[0], pair(clause, lexicon)
    return named is not None and 0 <= verb.start - named[1] <= NEAR and not negated(clause, verb)


def spent_there(mark: Mark, clause: Clause) -> bool:
    """'Three hours in Istanbul, no ceasefire', 'No breakthrough in Doha': a title that only tells how it went there."""
    failed = "no_breakthrough" in clause.own or ("truce" in clause.own and "no" in clause.own)
    lasted = clause.has("hours", "cal_two_days")
    told = failed or lasted if clause.marked.sentence.in_title else failed and lasted
    apart = clause.has("talks_strong", "converse", "strike", "swap", "body", "weapon")
    return told and in_before(mark, clause.marked) and not apart


def opens_so(mark: Mark, clause: Clause) -> bool:
    """'Forty minutes in Istanbul: …', 'Стамбул: дві години розмови й обмін': whatever came of it, so long one sat."""
    if not clause.marked.sentence.in_title or not clause.any_of(("hours", "cal_two_days")) or "strike" in clause.own:
        return False
    tokens, spell = clause.marked.sentence.tokens, clause.marks("hours", "cal_two_days")[0]
    if mark.start == clause.lo and mark.end < clause.hi and tokens[mark.end].word.surface == ":":
        return spell.end - mark.end <= OPENS and clause.marked.has("converse", "talks", lo=spell.end, hi=spell.end + 2)
    colon = next((i + 1 for i in range(clause.lo, spell.start) if tokens[i].word.surface == ":"), clause.lo)
    near = spell.end - colon <= OPENS and 0 < mark.start - spell.end <= NEAR + 1
    return near and in_before(mark, clause.marked)


def received_for_hours(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Five hours in Moscow: Putin and Witkoff find no compromise': a side's own seat, with both who sat there.

    In the Kremlin itself the text may name them.
    """
    seat = clause.marked.within("party", mark.start, mark.end)
    if not (seat and clause.marked.sentence.in_title and "hours" in clause.own and in_before(mark, clause.marked)):
        return False
    if clause.marked.within("agency", mark.start, mark.end):
        return not clause.has(*APART, "child", "wounded")
    return "person" in clause.own and NO_TALKS.isdisjoint(clause.own) and pair(clause, lexicon) is not None


def in_the_house(clause: Clause) -> bool:
    """'Five hours in the Kremlin': no word for talks, and a house that tells neither who was there nor why."""
    if clause.has("talks_strong", "converse") or "hours" not in clause.own:
        return False
    return any(clause.marked.within("agency", m.start, m.end) for m in clause.of("place"))


def sent_there(mark: Mark, clause: Clause) -> bool:
    """'Russian and Ukrainian teams leave Doha', 'Ankara to host US and Russian envoys': those who negotiate."""
    if not clause.has("envoys", "leaders", "delegation"):
        return False
    if goes_from(mark, clause):
        return True
    return is_host(mark, clause) and not any(negated(clause, m) for m in clause.marks("convene", "hosts", "awaited"))


def received_by(clause: Clause, lexicon: Lexicon) -> bool:
    """'Qatar to host Russian and Ukrainian envoys': a third land receives teams that meet about the war."""
    for host in clause.marks("party"):
        if not receives_envoys(host, clause, lexicon):
            continue
        named = clause.marks("party", "adjective", "people", "agency", lo=host.end)
        if about_war([c for m in named if (c := party_of(m, lexicon))], lexicon):
            return not any(negated(clause, m) for m in clause.marks("convene", "hosts", "awaited"))
    return False


def said_at(clause: Clause) -> bool:
    """'gave the figures at a meeting', 'сказав на засіданні': where one spoke, and nobody came there to talk."""
    marked, heads = clause.marked, clause.of("talks_strong")
    if marked.sentence.in_title or not heads or clause.has("leaders", "hours"):
        return False
    at = all(marked.has("prep_in", lo=m.start - 2, hi=m.start) for m in heads)
    return at and not marked.has("delegation", "envoys", lo=heads[0].end, hi=clause.hi)


def said_to_others(clause: Clause) -> bool:
    """'сказал он на встрече с доверенными лицами': those whom he told it are no party."""
    if not said_at(clause):
        return False
    for head in clause.of("talks_strong"):
        joined = clause.marked.within("prep_with", head.end, head.end + 1)
        if not joined or clause.marked.has(*NAMES, "envoys", "leaders", lo=head.end, hi=head.end + 1 + LED):
            return False
    return True


def teams_conferred(clause: Clause) -> bool:
    """'Українська та американська делегації в неділю обговорювали план': teams, on a day, in the past."""
    if not clause.has("delegation", "envoys") or not clause.has("weekday", "relative"):
        return False
    tokens = clause.marked.sentence.tokens
    return any(tokens[m.start].word.tense == "past" for m in clause.marks("confer", "deliberate"))


def between_envoys(clause: Clause) -> bool:
    """English: 'called Tuesday's conversation between Putin and the American envoy useful'."""
    if "between" not in clause.own or not clause.has("envoys") or not clause.has("weekday", "relative"):
        return False
    return any(m.start == t.end for t in clause.of("converse") for m in clause.of("between"))
