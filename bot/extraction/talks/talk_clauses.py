"""Which clauses speak of talks at all: by a word for them, by who travels, by an offer to host them."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated, not_before
from bot.extraction.events.events import Event
from bot.extraction.talks.conversations import agreed_on_phone, awaits_them, conversed
from bot.extraction.talks.participants import participants
from bot.extraction.talks.preceding import (
    MOVED,
    at_home,
    brought_about,
    led_by_after,
    of_results,
    on_day_of,
    only_topic,
    settled_at,
    spoke_after,
)
from bot.extraction.talks.sat_long import sat_so_long
from bot.extraction.talks.sessions import in_session, worked_together
from bot.extraction.talks.spoken_about import doubtful, hoped, needless
from bot.extraction.talks.steps import ENDED, gap, idle, near_step, stage_of, travels
from bot.extraction.talks.talks_off import denied_to, hangs, of_press, only_before, ruled_out
from bot.extraction.talks.talks_yield import of_other_things, while_they_last, yields
from bot.extraction.talks.venues import in_before, place_of, town_of
from bot.extraction.talks.visits import back_from, guest, visit
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import BEHIND, Mark
from bot.extraction.words.terms import CARRIED_OUT

TEAMS: Final = ("team", "teams", "group", "groups", "delegation", "delegations")
"""Behind 'negotiating': those who do, not what they do."""
DATED: Final = 5
"""Words between a word for a date and its denial: 'no date has been set', 'дату ще не визначили'."""
ALLIED = ASKED = 4
"""Words between the name of an alliance and its summit, and behind 'talks with' those who were asked."""
OF_BODY, OF_SOURCE = 3, 6
"""Words behind a meeting in which stands the body whose own it is."""
HELD, FOLK = ("swap", "captive", "captivity", "body"), ("kin", "resident", "freed_people")


def speaks_of_talks(event: Event, lexicon: Lexicon) -> bool:
    """A clause with a word for talks, unless it counts people returned: 'brought back after talks'."""
    clause = event.clause
    if worked_together(clause, lexicon):
        return not event.findings
    if not clause.any_of(("talks_strong", "converse", "confer")) or undated(clause):
        return False
    if "talks_not" in clause.own:
        return agreed_on_phone(clause)
    if "data" in clause.own and over_time(clause):
        return False
    if of_other_things(clause) and stage_of(clause) is None:
        return False
    if "talks_strong" not in clause.own:
        return not event.findings and conversed(clause, lexicon)
    if all(no_talks(m, clause) for m in clause.of("talks_strong")) or brought_about(clause):
        return False
    return not event.findings or told_for_itself(clause) or place_of(clause, lexicon)[0] is not None


def over_time(clause: Clause) -> bool:
    """'перечислил итоги переговоров за год': what came of all of them."""
    if clause.has("happened", "talks_end", "talks_now"):
        return False
    told = {m.start for m in clause.marks("data")}
    return any(told.isdisjoint(range(m.start, m.end)) for m in clause.marks("cumulative"))


def tells(event: Event, lexicon: Lexicon) -> bool:
    """Whether a clause makes an item one about talks: it speaks of them, offers them, or envoys gather abroad."""
    clause = event.clause
    if speaks_of_talks(event, lexicon) or offered(clause, lexicon) or visit(clause, lexicon):
        return True
    if in_session(clause, lexicon) or awaits_them(clause, lexicon):
        return True
    if back_from(clause, lexicon) and not event.findings:
        return True
    if clause.marked.sentence.in_title and guest(clause, lexicon) and not event.findings:
        return True
    gathered = "envoys" in clause.own and travels(clause) and not event.findings
    told = gathered and len(participants(clause, lexicon)) > 1
    return told and ("hours" in clause.own or place_of(clause, lexicon)[0] is not None)


def goes_on(clause: Clause, lexicon: Lexicon) -> bool:
    """'делегації вже прибули': who talks moves; 'пропонує сторонам обмін' speaks of a swap, not of talks."""
    if undated(clause) or any(at_home(m, clause) for m in clause.of("talks_strong")):
        return False
    if visit(clause, lexicon) or guest(clause, lexicon) or back_from(clause, lexicon) or in_session(clause, lexicon):
        return True
    if awaits_them(clause, lexicon):
        return True
    nouns = [m for m in clause.of("talks") if not clause.marked.has("delegation", lo=m.start, hi=m.end)]
    apart = (of_body, of_press, of_results, only_topic, ongoing)
    nouns = [m for m in nouns if not any(of(m, clause) for of in apart)]
    if not nouns and clause.any_of(("swap", "body")):
        return False
    at = min((m.start for m in clause.of("confer")), default=clause.hi)  # not 'With a war on, a plan is discussed'
    conferred = "person" in clause.own and clause.marked.within("prep_with", at, clause.hi)
    if conferred or any(near_step(m, clause) for m in nouns) or ("hours" in clause.own and sat_so_long(clause)):
        return True
    return travels(clause) and ("envoys" in clause.own or comes_abroad(clause, lexicon))


def ongoing(mark: Mark, clause: Clause) -> bool:
    """'Contacts will continue', 'діалог триватиме': no meeting that is held or set."""
    told = ("place", "weekday", "month", "relative", "cal_week", "round", "hours", "envoys", "place_adjective")
    return (
        clause.marked.within("contacts", mark.start, mark.end) and "goes_on" in clause.own and not clause.any_of(told)
    )


def goes_on_apart(event: Event, lexicon: Lexicon) -> bool:
    """Whether envoys move in a clause that counts nobody returned, or sit there beside what they agreed on."""
    return in_session(event.clause, lexicon) or (not event.findings and goes_on(event.clause, lexicon))


def comes_abroad(clause: Clause, lexicon: Lexicon) -> bool:
    """'Росія погодилася приїхати до Відня': a side that comes to a town of a third land, told in a title."""
    if not clause.marked.sentence.in_title or not clause.has("journey"):
        return False
    actors = {m.value for m in clause.marks("party") if not in_before(m, clause.marked)}
    abroad = (m for m in clause.marks("place") if clause.marked.has("prep_to", lo=m.start - 1, hi=m.start))
    lands = {lexicon.dossier.places[m.value].country for m in abroad}
    return bool(actors.intersection(lexicon.sides)) and bool(lands) and lands.isdisjoint(lexicon.sides)


def offered(clause: Clause, lexicon: Lexicon) -> str | None:
    """'Türkiye is ready to host Putin and Zelensky in Istanbul': the place of a meeting that is offered."""
    if "talks_proposed" not in clause.own or "convene" not in clause.own or clause.has(*HELD, "wounded"):
        return None
    if all(negated(clause, m) for m in clause.marks("talks_proposed")):
        return None
    if not clause.has("envoys", "leaders") and not set(lexicon.sides) <= set(participants(clause, lexicon)):
        return None
    for mark in clause.marks("place"):
        led = in_before(mark, clause.marked) or clause.marked.has("prep_to", lo=mark.start - 1, hi=mark.start)
        if led and lexicon.dossier.places[mark.value].country not in lexicon.sides:
            return town_of(mark, lexicon)
    return host_of(clause, lexicon)


def host_of(clause: Clause, lexicon: Lexicon) -> str | None:
    """'Туреччина готова прийняти делегації', 'Doha offers to host the two sides': the capital or land that offers."""
    cue = clause.first("talks_proposed")
    named = [m for m in clause.marks("party") if cue and m.end <= cue.start]
    party = lexicon.dossier.parties.get(named[-1].value) if named else None
    both = set(lexicon.sides) <= set(participants(clause, lexicon))
    if not (party and both and party.mediator and not party.negotiator):
        return None
    own = (lexicon.dossier.places[m.value] for m in clause.marks("place") if m.start == named[-1].start)
    return next((p.name["en"] for p in own), party.name["en"])  # 'Doha offers to host', but 'Qatar offers'


def undated(clause: Clause) -> bool:
    """'no date for the next round', 'дату зустрічі не визначили', 'whether talks will be held': nothing is settled."""
    marked = clause.marked
    asked = any(m.start == clause.lo for m in clause.of("whether"))
    if (
        asked
        or ruled_out(clause)
        or no_meeting(clause)
        or hoped(clause)
        or hangs(clause)
        or needless(clause)
        or doubtful(clause)
    ):
        return True
    offers = clause.of("talks_proposed")
    if offers and any(clause.marked.within("no", max(clause.lo, m.start - 2), m.start) for m in offers):
        return True  # 'has received no proposal for another round'
    if clause.any_of(("talks_later", "talks_off")):
        return False  # 'put off without a new date'
    return any(
        marked.has("negation", "unknown", lo=max(clause.lo, m.start - DATED), hi=min(clause.hi, denied_to(m, clause)))
        for m in clause.of("date_word")
    )


def no_meeting(clause: Clause) -> bool:
    """'no talks with Moscow until strikes stop': denied as such, and no meeting that was fixed for a place."""
    heads = clause.of("talks_strong")
    if any(clause.marked.within("no_more", max(clause.lo, m.start - DATED), m.start) for m in heads):
        return True  # 'will no longer lead talks with Russia'
    denied = bool(heads) and all(not_before(clause, m) or none_before(m, clause) for m in heads)
    named = {h.start for h in heads}  # 'no Doha meeting'
    venues = [m for m in clause.of("place") if m.end in named or not clause.marked.within("party", m.start, m.end)]
    put_off = clause.has("talks_later", "talks_off") or ("for_now" in clause.own and "envoys" in clause.own)
    return denied and not venues and not put_off


def none_before(mark: Mark, clause: Clause) -> bool:
    at = min((m.start for m in clause.of("trilateral") if m.end == mark.start), default=mark.start) - 2
    return clause.marked.within("negation", max(clause.lo, at), at + 2)


def told_for_itself(clause: Clause) -> bool:
    """'ended a seventh round of talks with an understanding to free 325': the talks are what is told."""
    heads = [m for m in clause.of("talks_strong") if not led_by_after(m, clause)]
    settled = (clause.marked.has("settled", "led_to", lo=m.end, hi=m.end + 2) for m in clause.of("round"))
    if yields(clause) or (heads and any(settled)):  # 'the third round had settled on exchanging 1,200'
        return True
    cues = [m for m in clause.marks("talks_end", "talks_now") if not idle(m, clause)]
    return any(gap(cue, head) <= ENDED for cue in cues for head in heads)


def aside(event: Event) -> bool:
    """'exchanged prisoners on Thursday after talks in Geneva were put on hold': the talks lie before the news."""
    clause = event.clause
    heads = clause.of("talks_strong")
    people = clause.any_of(HELD) or (clause.any_of(MOVED) and clause.has("military", "civilian", "own", "child"))
    if not people or event.stage.phase is not CARRIED_OUT or event.stage.off:
        return False
    if all(spoke_after(m, clause) for m in heads):
        return False
    return bool(heads) and all(led_by_after(m, clause) or settled_at(m, clause) for m in heads)


def no_talks(mark: Mark, clause: Clause) -> bool:
    """'were met by relatives', 'after a meeting with reporters', 'trucks met': no meeting of parties."""
    if clause.marked.within("close_to", max(clause.lo, mark.start - OF_SOURCE), mark.start):
        return True  # 'a person close to the negotiations'
    tokens = clause.marked.sentence.tokens
    ours = clause.marked.within("prep_of", max(clause.lo, mark.start - 3), mark.start)
    if ours and tokens[mark.start].word.norm == "negotiating" and tokens[mark.end : mark.end + 1]:
        return tokens[mark.end].word.norm in TEAMS  # 'the head of the Russian negotiating group'
    tells = (
        on_day_of,
        of_body,
        of_results,
        only_topic,
        welcomed,
        with_kin,
        of_allies,
        at_home,
        while_they_last,
        only_before,
    )
    return any(told(mark, clause) for told in tells)


def of_body(mark: Mark, clause: Clause) -> bool:
    """'засідання Координаційного штабу', 'a session of the Coordination Headquarters': a body's own."""
    return clause.marked.has("prisoners_body", lo=mark.end, hi=mark.end + OF_BODY)


def of_allies(mark: Mark, clause: Clause) -> bool:
    """'NATO summit', 'the EU leaders' meeting', 'саміт «Великої сімки»', 'a session of the Security Council'."""
    marked = clause.marked
    acts = marked.within("meet", mark.start, mark.end) and marked.sentence.tokens[mark.start].word.tense != "ing"
    if "alliance" not in clause.own or acts or is_verb(mark, clause):
        return False
    told = ("alliance", "delegation", "leaders", "venue_noun", "office", "state_post", "adjective")
    for ally in clause.marks("alliance"):
        lo, hi = sorted(((ally.start, ally.end), (mark.start, mark.end)))
        between = range(lo[1], hi[0])
        small = (i for i in between if marked.sentence.tokens[i].word.norm not in ("of", "the", "a", "«", "'", "’"))
        if hi[0] >= lo[1] and len(between) <= ALLIED and all(marked.has(*told, lo=i, hi=i + 1) for i in small):
            return True
    return False


def welcomed(mark: Mark, clause: Clause) -> bool:
    """'were met by relatives', 'met their mother', 'meets residents', 'the families met', 'trucks met'."""
    if not is_verb(mark, clause):
        return False
    marked = clause.marked
    before = marked.sentence.tokens[mark.start - 1].word if mark.start > clause.lo else None
    if before is not None and "be" in before.keys:
        return True
    if marked.has("kin", "parents", "crowd", lo=max(clause.lo, mark.start - 2), hi=mark.start) and not clause.has(
        "person", "delegation"
    ):
        return True
    return "vehicles" in clause.own or marked.has(*FOLK, lo=mark.end, hi=min(mark.end + 3, clause.hi))


def is_verb(mark: Mark, clause: Clause) -> bool:
    """Whether it is the verb 'met', no 'meeting'."""
    word = clause.marked.sentence.tokens[mark.start].word
    return word.pos == "verb" or (not word.pos and (word.tense in ("past", "part") or word.norm == "meets"))


def with_kin(mark: Mark, clause: Clause) -> bool:
    """'після зустрічі з родинами полонених', 'talks with 200 former prisoners': nobody negotiates with these."""
    at = next((m.end for m in clause.of("prep_with") if m.start == mark.end), BEHIND)
    held = clause.marked.has("captive", "freed", "child", lo=at, hi=min(at + ASKED, clause.hi))
    return held or clause.marked.has("kin", lo=at, hi=min(at + 2, clause.hi))


UNSET: Final = (ruled_out, no_meeting, hoped, hangs, needless, doubtful)
"""What tells that nothing is settled."""
