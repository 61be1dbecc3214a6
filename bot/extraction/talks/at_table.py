"""Who sits at a table beside those whom the talks' own words name: by the title and the first sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.pairs import listed, second_topic
from bot.extraction.talks.participants import participants
from bot.extraction.talks.sessions import said_at
from bot.extraction.talks.visits import about_war
from bot.extraction.voices.mediators import party_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

FEW: Final = 2
REACH: Final = 4
"""Words between talks and 'with': 'negotiations in Abu Dhabi with Russia'."""


def told_jointly(found: list[str], item: Item) -> list[str]:
    """'Ukraine backs a truce at Jeddah talks', 'Washington will lift its freeze, the two sides said': both told it.

    With a side the one that negotiates with it, where a sentence opens with its name and no other side does anything.
    """
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    if not any("jointly" in m.marks for m in lead) or item.has("trilateral", lead=True):
        return found
    known = item.lexicon.dossier.parties
    openers = {m.value for marked in lead for m in marked.all("party", hi=2) if m.start <= 1}
    if openers.intersection(item.lexicon.sides) - set(found):
        return found
    others = sorted(c for c in openers if known[c].negotiator and not known[c].side)
    return [*found, *others] if len(others) == 1 else found


def with_negotiator(found: list[str], item: Item) -> list[str]:
    """'Kyiv accepts a truce in Jeddah, US restores aid', then 'after eight hours of talks Rubio said': these two sat.

    Where a title names one side and the one who negotiates with each, and the other side has no voice.
    """
    lexicon = item.lexicon
    offered = whose_offer(found, item) if len(found) < FEW and set(found) <= set(lexicon.sides) else found
    if offered is not found:
        return offered
    known = lexicon.dossier.parties
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    titled = {m.value for t in lead if t.sentence.in_title for m in t.all("party", "adjective") if m.value in known}
    titled |= {c for t in lead if t.sentence.in_title for m in t.of("person") if (c := party_of(m, lexicon))}
    one = titled.intersection(lexicon.sides)
    others = {c for c in titled if c in known and known[c].negotiator and not known[c].side}
    if len(one) != 1 or len(others) != 1 or not set(found) <= one | others:
        return found
    voices = {party_of(m, lexicon) for t in lead for m in t.all("person")}
    if voices & (set(lexicon.sides) - one):
        return found
    told = voices & others or any("jointly" in t.marks for t in lead)
    return sorted(one | others) if told else found


def shuttled(found: list[str], item: Item) -> list[str]:
    """'Separate meetings in Riyadh ended with both agreeing, Washington said': who met each side by itself."""
    if set(found) != set(item.lexicon.sides) or not item.has("each_apart", lead=True):
        return found
    known, lead = item.lexicon.dossier.parties, [r.marked for r in item.reads if r.marked.sentence.lead]
    said = (m for t in lead for m in t.all("party", "agency", "person") if t.within("say", m.end, m.end + 1))
    codes = {c for m in said if (c := party_of(m, item.lexicon)) in known and c}
    others = [c for c in codes if known[c].negotiator and not known[c].side]
    return [*found, *others] if len(others) == 1 else found


def whose_offer(found: list[str], item: Item) -> list[str]:
    """'Kyiv accepted a US proposal at the talks', 'погодилася на пропозицію США': whose offer one took up sat there."""
    known = item.lexicon.dossier.parties
    for marked in (r.marked for r in item.reads if r.marked.sentence.lead):
        if not (marked.any_of(("agreed", "accepted")) and "talks_proposed" in marked.marks):
            continue
        for offer in marked.of("talks_proposed"):
            if not marked.has("agreed", "accepted", lo=offer.start - REACH, hi=offer.start):
                continue
            near = [*marked.all("party", "adjective", lo=offer.start - 2, hi=offer.end + 2)]
            codes = [m.value for m in near if m.value in known and known[m.value].negotiator]
            others = [c for c in codes if not known[c].side]
            own = [m.value for m in marked.all("party", hi=offer.start) if m.value in item.lexicon.sides]
            if others and (found or own):
                return [*(found or own[:1]), others[0]]
    return found


def with_the_host(found: list[str], place: object, item: Item) -> list[str]:
    """'Witkoff in Moscow for talks': one who negotiates with the sides comes to the town of one of them."""
    known = item.lexicon.dossier.parties
    if len(found) != 1 or not known[found[0]].negotiator or known[found[0]].side:
        return found
    lands = {p.country for p in item.lexicon.dossier.places.values() if p.name["en"] == place}
    return [*found, *sorted(lands.intersection(item.lexicon.sides))]


def with_another_state(mentions: Sequence[Mention], item: Item) -> bool:
    """'Moscow and Ankara trade lists of goods', then 'the ministers' talks': a title that pairs a side with a stranger.

    Nobody else is named who would make it talks of the war. 'Iran and the US hold talks', then 'Russia welcomed them'.
    """
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    if len({m.value for t in title for m in t.of("foreign")}) > 1 and not item.sides_named(title=True):
        return True  # 'Armenia and Azerbaijan meet in Abu Dhabi', then 'Russia offered to help'
    titled = [set(m.parties) for m in mentions if m.title]
    if not item.sides_named(title=True) and any(len(p) > 1 and p.isdisjoint(item.lexicon.sides) for p in titled):
        return True
    lexicon, known = item.lexicon, item.lexicon.dossier.parties
    clauses = [e.clause for r in item.reads if r.marked.sentence.in_title for e in r.events]
    if not any(strange_pair(c, lexicon) for c in clauses):
        return False
    lead = (r.marked for r in item.reads if r.marked.sentence.lead)
    codes = {party_of(m, lexicon) for t in lead for m in t.all("party", "adjective", "people", "person", "agency")}
    return not about_war([c for c in codes - told_about(item) if c in known and c], lexicon)


def strange_pair(clause: Clause, lexicon: Lexicon) -> bool:
    """'Moscow and Ankara', 'Киев и Баку': a side beside a state that does not negotiate about the war."""
    known = lexicon.dossier.parties
    names = [m for m in clause.marks("party", "adjective") if m.value in known]
    sides = [m for m in names if known[m.value].side]
    others = [m for m in names if not (known[m.value].side or known[m.value].negotiator)]
    return any(listed(a, b, clause) for a in sides for b in others)


def told_about(item: Item) -> set[str]:
    """'Rubio and Lavrov talked about Ukraine': what a title's talks are about is not at the table."""
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    about = {m.value for t in title for m in t.all("party") if t.has("about", lo=m.start - 1, hi=m.start)}
    clauses = [e.clause for r in item.reads if r.marked.sentence.in_title for e in r.events]
    about |= {m.value for c in clauses for m in c.of("party") if second_topic(m, c)}
    return about | {m.value for t in title for m in t.all("party") if t.has("trip", lo=m.end, hi=m.end + 1)}


def acting_in_title(item: Item) -> list[str]:
    """'Witkoff spends five hours in St Petersburg', then 'the talks with Putin ended': who negotiates there."""
    known = item.lexicon.dossier.parties
    found: list[str] = []
    for read in item.reads if item.has("person", title=True) else ():
        for mark in read.marked.all("person") if read.marked.sentence.in_title else ():
            code = party_of(mark, item.lexicon)
            if code is not None and code in known and known[code].negotiator and not cited(mark, read.marked):
                found.append(code)
    return list(dict.fromkeys(found))


def cited(mark: Mark, marked: Marked) -> bool:
    """'Rubio says', 'Rubio: …', '…, Rubio'."""
    behind = marked.sentence.tokens[mark.end].word.surface if mark.end < len(marked.sentence.tokens) else ""
    if marked.has("pronoun", lo=mark.end + 1, hi=mark.end + 4):
        return False  # 'Rubio says he gave Lavrov a plan'
    before = marked.sentence.tokens[mark.start - 1].word.surface if mark.start else ""
    return behind == ":" or before in ("—", "–", ",") or marked.has("say", lo=mark.end, hi=mark.end + 2)


def talks_with(mention: Mention) -> bool:
    """'the president said that negotiations with Russia and the United States': who talks with them is named before."""
    clause = mention.clause
    heads = clause.of("talks_strong")
    joined = (clause.marked.has("prep_with", "attended_by", lo=h.end, hi=h.end + REACH) for h in heads)
    named = clause.has("party", "people", "adjective")
    return any(joined) and "between" not in clause.own and named


def who_tells(mention: Mention, item: Item) -> set[str]:
    """The side that a title names, beside whom it talks with; for talks of the title, whose man speaks first."""
    if not mention.title:
        return item.sides_named(title=True) - told_about(item)
    for read in item.reads:
        for mark in read.marked.all("person") if read.marked.sentence.lead else ():
            code = party_of(mark, item.lexicon)
            return {code} if code in item.lexicon.sides else set()
    return set()


def named_first(found: list[str], item: Item, others: Sequence[Clause]) -> list[str]:
    """With those whom the title and the first sentences name, until there are two; `others` tell of other meetings."""
    for read in item.reads:
        if read.marked.sentence.lead and len(found) < 2:
            for event in read.events:
                if len(found) > 1 and "that" in event.clause.own and said_of_them(event.clause):
                    continue  # 'the two teams said | that Russia must respond'
                if any(overlaps(event.clause, c) for c in others):
                    continue
                if not event.clause.any_of(("recall", "conditional")):  # 'якщо те саме зробить Москва'
                    found = list(dict.fromkeys([*found, *participants(event.clause, item.lexicon)]))
    return found


def said_of_them(clause: Clause) -> bool:
    """English: whether a clause opens with 'that': what those named before it say."""
    return (
        any(m.start == clause.lo for m in clause.of("that")) and not clause.marked.sentence.tokens[clause.lo].word.pos
    )


def overlaps(one: Clause, other: Clause) -> bool:
    """Whether two clauses have words in common: one may be a part of the other."""
    return one.marked is other.marked and one.lo < other.hi and other.lo < one.hi


def two(clause: Clause) -> bool:
    """'the two delegations met', 'обидві делегації'."""
    marked = clause.marked
    heads = (m.start for m in clause.of("envoys"))
    return any(
        marked.within("both", i - 1, i) or any(m.value == "2" for m in marked.inside("number", i - 1, i)) for i in heads
    )


def in_title(parties: set[str], item: Item) -> bool:
    """Whether the title names two of the parties: 'Putin receives Witkoff', then 'the talks lasted four hours'."""
    title = [e for r in item.reads if r.marked.sentence.in_title for e in r.events]
    named = {code for e in title for code in participants(e.clause, item.lexicon)}
    return len(named & parties) > 1


def both_firm(item: Item) -> bool:
    """'Moscow and Kyiv remain far apart', 'with neither Kyiv nor Moscow giving way': the sides sat there, no third."""
    known, sides = item.lexicon.dossier.parties, set(item.lexicon.sides)
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    codes = {party_of(m, item.lexicon) for t in lead for m in t.all("party", "adjective", "people", "person", "agency")}
    if any(c in known and c and known[c].negotiator and not known[c].side for c in codes):
        return False
    firm = (t for t in lead if t.any_of(("no_breakthrough", "truce", "topic", "topic_place")))
    return any(sides <= {m.value for m in t.all("party", "people")} for t in firm)


def at_home(mentions: Sequence[Mention], place: object, item: Item) -> bool:
    """'gave the figures at a meeting in Kyiv': said in a side's own town, and nobody is named who came there."""
    lands = (p.country for p in item.lexicon.dossier.places.values() if p.name["en"] == place)
    return next(lands, None) in item.lexicon.sides and all(said_at(m.clause) for m in mentions)


def speaking(item: Item) -> set[str]:
    """The parties whose people are named in the title and the first sentences."""
    people = (m for r in item.reads if r.marked.sentence.lead for m in r.marked.all("person", "agency"))
    return {c for m in people if (c := party_of(m, item.lexicon)) in item.lexicon.dossier.parties and c}
