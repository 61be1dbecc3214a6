"""Who takes part in talks, and who stands between the parties."""

from __future__ import annotations

from typing import Final

from bot.extraction.talks.own_talks import speaker
from bot.extraction.talks.pairs import acts, hyphened, judge_it, listed, pair, second_topic, they_talk
from bot.extraction.talks.spoken_about import agreed_on_one
from bot.extraction.talks.venues import in_before, lends_name
from bot.extraction.voices.go_between import go_betweens
from bot.extraction.voices.mediators import party_of
from bot.extraction.voices.unhelped import sits_there
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import STARTS, Mark, Marked

NAMES: Final = ("party", "adjective", "people", "person", "agency")
REACH: Final = {"person": 1, "adjective": 2, "party": 4, "agency": 4, "people": 4}
"""Words between a name and the capital that is its own: 'Kazakhstan, whose capital', 'Putin in the Saudi capital'."""

CHAIR: Final = 9
"""Words between a name and 'chaired': 'Fidan, the Turkish foreign minister, chaired'."""


def participants(clause: Clause, lexicon: Lexicon) -> list[str]:
    """Parties named in the clause, but those that talks are about or that only host or mediate."""
    if clause.taking_part is None:
        clause.taking_part = tuple(named_taking_part(clause, lexicon)) if clause.any_of(NAMES) else ()
    return list(clause.taking_part)


def named_taking_part(clause: Clause, lexicon: Lexicon) -> dict[str, None]:
    found: dict[str, None] = {}
    for mark in sorted(clause.all_of(NAMES), key=STARTS):
        code = party_of(mark, lexicon)
        if code and code in lexicon.dossier.parties and takes_part(mark, clause, lexicon):
            found[code] = None
    if found:
        found |= dict.fromkeys(subjects(clause, lexicon))
    return found


def subjects(clause: Clause, lexicon: Lexicon) -> list[str]:
    """'X: no summit with Y', 'X calls off a meeting with Y': who speaks of a meeting with another takes part."""
    if "host" in clause.own:
        return []
    withs = [m for m in clause.of("prep_with") if clause.marked.within("talks", max(clause.lo, m.start - 3), m.start)]
    if not withs:
        return []
    behind = {m.value for m in clause.marks("party", "adjective", lo=withs[0].end)}
    if len(behind.intersection(lexicon.sides)) > 1 and any(m.start == withs[0].start for m in clause.marks("between")):
        return []  # 'negotiations between Moscow and Kyiv'
    before = [
        m
        for m in clause.marks("person", "agency", "party", "people")
        if m.end <= withs[0].start and not no_actor(m, clause)
    ]
    codes = [party_of(m, lexicon) for m in before[:1] or speaker(withs[0], clause, lexicon)]
    return [c for c in codes if c is not None and c in lexicon.dossier.parties]


def no_actor(mark: Mark, clause: Clause) -> bool:
    """A name that only tells where: 'in Kyiv', 'Abu Dhabi, Emirates', 'the Budapest meeting'."""
    if clause.marked.within("frontier", max(clause.lo, mark.start - 3), mark.start):
        return True  # 'на границе Белоруссии и Польши'
    if clause.marked.within("visits", mark.start - 1, mark.start) and clause.marked.within(
        "place", mark.start, mark.end
    ):
        return True  # 'відвідає Берлін'
    if clause.marked.has("border", "trip", lo=mark.end, hi=mark.end + 1):
        return True  # 'Belarus border talks', 'ahead of Moscow trip'
    if mark.cls == "adjective" and clause.marked.within("delegation", mark.end, mark.end + 1):
        return False  # 'a source in the Ukrainian delegation'
    cases = clause.marked.sentence.tokens[mark.start].word.cases
    if (
        mark.cls == "party"
        and "gent" in cases
        and "ablt" not in cases
        and clause.marked.within("prep_with", mark.start - 1, mark.start)
    ):
        return True  # 'повернувся з Анкари'
    goal = clause.marked.within("prep_to", mark.start - 1, mark.start) and clause.has("gather")  # 'fly to Geneva'
    inside = mark.cls != "people" and in_before(mark, clause.marked)  # not 'чекатиме на українців'
    return goal or inside or apposed(mark, clause) or names_place(mark, clause)


def takes_part(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a name is a participant's: a side's nearly always, a third party's only where it is plainly so."""
    marked = clause.marked
    if asks_for_it(mark, clause):
        return party_of(mark, lexicon) in lexicon.sides
    lo = max(clause.lo, mark.start - 2)
    handed = marked.within("prep_to", max(clause.lo, mark.start - 1), mark.start) and clause.has("give", "return")
    handed = handed and not ("talks_strong" in clause.own and "paper" in clause.own)  # 'hands Kyiv a memorandum there'
    if (
        handed
        or no_actor(mark, clause)
        or lends_name(mark, clause, lexicon)
        or marked.has("about", "negation", lo=lo, hi=mark.start)
        or (mark.cls == "party" and marked.within("discusses", mark.start - 1, mark.start))
        or second_topic(mark, clause)
        or war_named(mark, clause)
    ):
        return False
    if marked.within("subordinate", lo, mark.start) and marked.within("gather", mark.end, mark.end + 2):
        return False  # 'before the Russians arrive'
    if marked.within("left_out", mark.end, min(mark.end + 6, clause.hi)) or absent(mark, clause):
        return False  # 'Ukraine was not invited'
    if (
        chairs(mark, clause, lexicon)
        or receives_both(mark, clause, lexicon)
        or hosts_talks(mark, clause, lexicon)
        or spare_venue(mark, clause, lexicon)
    ):
        return False
    between = marked.within("prep_with", max(clause.lo, mark.start - 3), mark.start)
    if offers_room(mark, clause, lexicon) or announces(mark, clause, lexicon):
        return False
    if (
        not between
        and not among(mark, clause, lexicon)
        and (
            hosting(mark.end, min(mark.end + (4 if mark.cls != "adjective" else 2), clause.hi), clause)
            or marked.within("capital", mark.end, min(mark.end + REACH[mark.cls], clause.hi))
        )
    ):
        return mark.cls != "person" and marked.has("brokered", lo=mark.end, hi=mark.end + 1)
    return party_of(mark, lexicon) in lexicon.sides or plainly(mark, clause)


def war_named(mark: Mark, clause: Clause) -> bool:
    """English: 'talks to end the Ukraine war': what is to end names no party; 'Ukraine war talks' does."""
    at = mark.end
    if mark.cls not in ("party", "adjective") or not clause.marked.within("war_word", at, at + 1):
        return False
    return not clause.marked.sentence.tokens[mark.start].word.pos and not clause.marked.within("talks", at + 1, at + 2)


def hosting(lo: int, hi: int, clause: Clause) -> bool:
    """Whether a word of hosting stands there: not 'open to a summit'."""
    offers = clause.of("talks_proposed")
    return any(not any(o.start == m.start for o in offers) for m in clause.marked.inside("host", lo, hi))


def asks_for_it(mark: Mark, clause: Clause) -> bool:
    """'put off at Moscow's request', 'отложена по просьбе Киева': who asks for another day is to sit there."""
    if "at_request" not in clause.own:
        return False
    marked = clause.marked
    return marked.has("at_request", lo=mark.end, hi=mark.end + 1) or marked.has(
        "at_request", lo=mark.start - 2, hi=mark.start
    )


def chairs(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Turkey's foreign minister chaired the session': who neither fights nor negotiates sat between them."""
    party = lexicon.dossier.parties.get(party_of(mark, lexicon) or "")
    if party is None or party.side or party.negotiator or not clause.any_of(("chairs", "talks_mediation")):
        return False
    if party.code in go_betweens(clause, lexicon):
        return True  # 'met with Qatar as go-between'
    return clause.marked.has("chairs", lo=mark.end, hi=min(mark.end + CHAIR, clause.hi))


def absent(mark: Mark, clause: Clause) -> bool:
    """'Украинцев на переговорах не было': a genitive that opens a clause, and 'there were none' behind it."""
    turn = "turn_of" in clause.marked.marks and clause.marked.any_of(("agreed", "accepted"))
    if turn and clause.marked.within("turn_of", max(clause.lo, mark.start - 3), mark.start):
        return True  # 'тепер слово за Росією', 'the ball is now in Moscow's court'
    cases = clause.marked.sentence.tokens[mark.start].word.cases
    if mark.start != clause.lo or "gent" not in cases or "nomn" in cases:
        return False
    return any(clause.marked.within("be_there", m.end, m.end + 1) for m in clause.of("not"))


def among(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Russian and Ukrainian negotiators opened their session': of those named side by side none is only the host."""
    named = pair(clause, lexicon)
    return named is not None and named[0] <= mark.start < named[1]


def offers_room(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Словакия готова принять делегации', 'Qatar would offer its territory': a third state that would be the host."""
    if "talks_proposed" not in clause.own or party_of(mark, lexicon) in lexicon.sides:
        return False
    offer = clause.marked.first("talks_proposed", lo=mark.end, hi=min(mark.end + 5, clause.hi))
    passed_on = offer is not None and clause.marked.has("give", lo=mark.end, hi=offer.start)  # 'передала пропозицію'
    return passed_on or (
        offer is not None and clause.marked.has("convene", "offer_room", lo=offer.start, hi=offer.end + 4)
    )


def spare_venue(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'named Türkiye and Switzerland as other venues': a land that is only thought of as a place."""
    party = lexicon.dossier.parties.get(party_of(mark, lexicon) or "")
    return (
        "venue_word" in clause.own
        and mark.cls == "party"
        and party is not None
        and not (party.side or party.negotiator)
    )


def receives_both(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Kazakhstan's minister welcomed the Russian and Ukrainian teams': who receives both sides is no party."""
    party = lexicon.dossier.parties.get(party_of(mark, lexicon) or "")
    if party is None or party.side or party.negotiator:
        return False
    verb = clause.marked.first("encounter", "hosts", lo=mark.end)
    sides = {m.value for m in clause.marks("party", "adjective", "people", lo=verb.end)} if verb else set()
    return set(lexicon.sides) <= sides


def hosts_talks(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Казахстан прийме перемовини': who receives the talks, and neither fights nor negotiates, is their host."""
    party = lexicon.dossier.parties.get(party_of(mark, lexicon) or "")
    if party is None or party.side or party.negotiator:
        return False
    if lexicon.code == "en":  # "Tuesday's talks hosted by Saudi Arabia"
        at = mark.start
        return clause.marked.within("by_whom", at - 1, at) and clause.marked.within("hosts", at - 2, at - 1)
    verb = clause.marked.first("hosts", lo=mark.end, hi=min(mark.end + 3, clause.hi))
    return verb is not None and clause.marked.has("talks", lo=verb.end, hi=min(verb.end + 3, clause.hi))


def announces(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Туреччина: переговори України та РФ пройдуть 7 травня': a third state before a colon only says so."""
    tokens = clause.marked.sentence.tokens
    colon = mark.end < len(tokens) and tokens[mark.end].word.surface == ":"
    party = lexicon.dossier.parties.get(party_of(mark, lexicon) or "")
    return colon and party is not None and not party.side and not party.negotiator


def apposed(mark: Mark, clause: Clause) -> bool:
    """'in Geneva, Switzerland': the country only tells where the town lies."""
    marked = clause.marked
    comma = mark.start > clause.lo and marked.sentence.tokens[mark.start - 1].word.surface == ","
    town = marked.within("place", mark.start, mark.end)  # 'Kyiv, Moscow and Washington'
    town = town or marked.within("and", mark.end, mark.end + 1)  # 'After Berlin, Ukraine and US teams agree'
    return comma and not town and mark.cls == "party" and any(m.end == mark.start - 1 for m in clause.of("place"))


def names_place(mark: Mark, clause: Clause) -> bool:
    """'the Budapest meeting': a capital as a place, not as a government."""
    named = clause.marked.within("place", mark.start, mark.end) and not acts(mark, clause.marked)
    if named and hyphened(mark, clause.marked):
        return False  # 'a Moscow-Kyiv meeting'
    if named and clause.marked.within("envoys", mark.end, mark.end + 1):
        return False  # 'Kyiv's negotiators meet'
    tokens = clause.marked.sentence.tokens
    acting = they_talk(mark, clause.marked)
    acting = (
        acting
        or any(m.start == mark.end for m in clause.marks("talks_ahead", "future", "talks_proposed", "say"))
        or any(tokens[m.start].word.tense != "ing" for m in clause.marked.inside("meet", mark.end, mark.end + 1))
    )  # 'Moscow to meet'
    return named and not acting and clause.marked.within("talks", mark.end, min(mark.end + 2, clause.hi))


def plainly(mark: Mark, clause: Clause) -> bool:
    """A third party that takes part: listed with another, 'with X', 'between X and …', 'X's team', 'X meets'."""
    marked = clause.marked
    named = mark.cls != "agency"  # 'Trump's team'
    if named and marked.has("delegation", "talks", lo=mark.end, hi=min(mark.end + 2, clause.hi)):
        agreed = {m.start for m in clause.marks("agreed")}  # 'US teams agree on a text'
        return all(m.start in agreed for m in marked.all("say", lo=mark.end, hi=min(mark.end + 3, clause.hi)))
    if sits_there(mark, marked) or judge_it(mark, clause) or (mark.cls == "person" and agreed_on_one(clause)):
        return True
    before = mark.start - 1
    while before > clause.lo and leads_to_name(before, marked):
        before -= 1  # 'з посланцями Трампа', 'with the prime ministers of Norway'
    if before >= clause.lo and marked.within("prep_with", before, before + 1):
        return True
    at = mark.start - marked.within("before_name", mark.start - 1, mark.start)  # 'is to meet the Americans'
    if any(m.end in (at, mark.start) for m in clause.of("meet")):
        return True
    if marked.has("meet", "talks_verb", "converse", lo=mark.end, hi=min(mark.end + 4, clause.hi)):
        return True
    return any(
        listed(mark, m, clause)
        for m in clause.marks("party", "adjective", "people", "person", "agency")
        if m is not mark
    )


def leads_to_name(at: int, marked: Marked) -> bool:
    """Whether a word between 'with' and a party's name only says who is meant: 'the foreign ministers of'."""
    word = marked.sentence.tokens[at].word
    if word.norm in ("the", "of") or (word.capital and not marked.has("party", "place", lo=at, hi=at + 1)):
        return True
    return marked.has("delegation", "envoys", "office", "leaders", "rank", lo=at, hi=at + 1)
