"""Talks: who met whom, where, when, how far it came and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.background.genre import false_title
from bot.extraction.events.item import Item
from bot.extraction.talks.at_table import at_home, in_title, speaking, with_another_state
from bot.extraction.talks.come_next import after_today, another_step, of_leaders, with_next
from bot.extraction.talks.day_told import day_of_speech
from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.errands import on_errand
from bot.extraction.talks.meet_again import meet_again, without_twin
from bot.extraction.talks.meeting import Meeting, chief, look_back, mediators, origins, parties_of, venue
from bot.extraction.talks.mentioned import mentions
from bot.extraction.talks.named_places import place_named
from bot.extraction.talks.next_round import only_next, some_day
from bot.extraction.talks.off_for_good import told_off
from bot.extraction.talks.offered_at import beside_offers, offered_apart
from bot.extraction.talks.rounds import round_settled, round_told
from bot.extraction.talks.same_sitting import of_region, one_sitting, same_place
from bot.extraction.talks.sessions import days_of, hours_with, in_the_house, said_to_others, worked_together
from bot.extraction.talks.talk_clauses import of_allies
from bot.extraction.talks.talk_stage import chaired, were_so
from bot.extraction.talks.talk_titles import datelined, of_strikes, told_there
from bot.extraction.talks.told_past import told_past
from bot.extraction.talks.unknown_names import trilateral
from bot.extraction.talks.upshot import outcome
from bot.extraction.talks.visits import about_war, stranger
from bot.extraction.talks.yielded import same_again, yielded
from bot.extraction.words.terms import HELD, PROPOSED, SCHEDULED, UNDER_WAY
from storage.vocabulary import Claim, Kind, Stage

PAIR = FEW = 2
COMING: Final = (Stage.PROPOSED, Stage.SCHEDULED)
ELSEWHERE: Final = ("sport", "finance", "an outing")
"""What an item is about where talks are no talks of the sides: the transfer of a player, of bonds."""


def claims(item: Item, news: Sequence[Claim] = ()) -> list[Claim]:
    """The talks that an item tells of; beside other news (an exchange) only dated ones count."""
    beside = bool(news)
    found: list[Meeting] = []
    if item.negative in ELSEWHERE or (item.has("strike", title=True) and of_strikes(item)):
        return []
    for mention in mentions(item):
        put(found, on_errand(mention, news))
    found = firmly(one_sitting(called_off(offered_there(found, item)), item))
    over = bool(found) and told_past(item)
    for meeting in found:
        meeting.over = over
    look_back(found, item.published)
    told = [m for m in found if tellable(m, item, beside=beside, alone=len(found) == 1)]
    told = with_next(found, told, [m for m in told if not beside or apart(m, item)])
    main = chief(told)
    beside_offers(told, found)
    made = [claim(m, item, beside=beside, main=m is main) for m in told]
    more = meet_again(item, made)
    made = [*without_twin(made, more), more] if more is not None else made
    sat = yielded(item, news, made) if beside else None
    if sat is None:
        return made
    return [claim(sat, item, beside=False, main=True), *(c for c in made if not same_again(c, sat))]


def called_off(found: list[Meeting]) -> list[Meeting]:
    """A title that calls talks off speaks of the meeting that the text says was planned: its day and parties."""
    head = next((m for m in found if m.stage.off and any(x.title for x in m.mentions)), None)
    if head is None:
        return found
    same = [m for m in found if m is not head and m.stage is SCHEDULED and same_place(head, m)]
    head.mentions += [x for m in same for x in m.mentions]
    return [m for m in found if m not in same]


def offered_there(found: list[Meeting], item: Item) -> list[Meeting]:
    """'Ankara offers to host a round', then 'invited both to Istanbul': the capital that offers is not the place."""
    offers = [m for m in found if m.stage is PROPOSED and not m.recall and m.first("place")]
    if len(offers) != PAIR or not any(m.title for m in offers[0].mentions):
        return found
    countries = {p.name["en"]: p.country for p in item.lexicon.dossier.places.values()}
    countries |= {p.name["en"]: p.code for p in item.lexicon.dossier.parties.values()}
    first, second = offers
    lands = {countries.get(str(m.first("place"))) for m in offers}
    if len(lands) > 1 or any(m.day for m in first.mentions):
        return found
    towns = {p.name["en"] for p in item.lexicon.dossier.places.values()}
    for mention in first.mentions if second.first("place") in towns else second.mentions:
        mention.place, mention.country = None, None
    first.mentions += second.mentions
    return [m for m in found if m is not second]


def firmly(found: list[Meeting]) -> list[Meeting]:
    """Without 'and that another round would follow soon' beside the one that was held: told in passing, and no more."""
    firm = [m for m in found if not all(x.clause.lo and some_day(x.clause) for x in m.mentions)]
    return firm if any(m.stage is HELD and not m.recall for m in firm) else found


def put(found: list[Meeting], mention: Mention) -> None:
    """Join a mention to the meeting that it fits."""
    meeting = next((m for m in found if fits(m, mention)), None)
    new_round = mention.round and (not found or found[-1].first("round"))
    bare = not (mention.day or mention.place or mention.country or new_round or mention.recall)
    if meeting is None and found and bare:
        apart = mention.clause.has("anaphor") or another_step(found[-1], mention) or of_leaders(found[-1], mention)
        apart = apart or offered_apart(found[-1], mention) or after_today(found[-1], mention)
        meeting = None if apart else found[-1]
    if meeting is None:
        found.append(meeting := Meeting())
    meeting.mentions.append(mention)


def fits(meeting: Meeting, mention: Mention) -> bool:
    """No other place, phase, standing or round."""
    if meeting.recall != mention.recall or of_leaders(meeting, mention) or offered_apart(meeting, mention):
        return False
    if meeting.first("place") and mention.place and meeting.first("place") != mention.place:
        same_day = mention.day is not None and meeting.first("day") == mention.day
        told = set(meeting.union("parties"))
        alike = not mention.parties or not told or set(mention.parties) == told
        return (same_day or of_region(meeting, mention)) and alike  # a palace in the city told first, 'Florida'
    if meeting.first("round") and mention.round and meeting.first("round") != mention.round:
        return False
    if after_today(meeting, mention):
        return False
    steps = (m for m in meeting.mentions if m.stage and not (m.arrival and m.stage is UNDER_WAY))
    stage = next((m.stage for m in steps), None)  # 'the delegation has landed': the talks are yet to begin
    if stage is SCHEDULED and mention.stage is UNDER_WAY and meeting.mentions[0].arrival and mention.place:
        return True  # 'envoys land in Moscow to discuss …', then 'they arrived in Moscow for talks'
    if not isinstance(stage, Stage) or mention.stage is None:
        return True
    return (stage.phase, stage.off) == (mention.stage.phase, mention.stage.off)


def tellable(meeting: Meeting, item: Item, *, beside: bool, alone: bool) -> bool:
    """Whether enough is told: a side takes part, and another party, a place or a round is named."""
    parties = set(parties_of(meeting, item, main=not meeting.recall))
    sides = set(item.lexicon.sides)
    titled = alone and (any(m.title and m.round for m in meeting.mentions) or datelined(item))
    somewhere = bool(meeting.first("place") or meeting.first("country") or titled)
    if meeting.first("stage") is None and not (somewhere or of_two(meeting, parties, item, beside=beside)):
        return False
    three = trilateral(meeting.mentions, item)
    place = venue(meeting, item, main=True)
    alone_there = len(parties) < FEW and at_home(meeting.mentions, place, item)
    if not three and (alone_there or with_others(meeting, item) or among_others(parties, meeting, item)):
        return False
    few = len(parties) < FEW or meeting.stage is PROPOSED
    if few and false_title(item) and not any(m.title for m in meeting.mentions):
        return False  # 'Шойгу и Ван И обменялись мнениями об Украине'
    ahead = meeting.first("stage") is None and all(only_next(m.clause) for m in meeting.mentions)
    if ahead or (not place and all(worked_together(m.clause, item.lexicon) for m in meeting.mentions)):
        return False  # 'US and Ukrainian officials worked on a treaty on Monday': at home, for all that is told
    where = bool(place or meeting.union("mediators"))
    known = bool(meeting.first("round")) or where or three
    if meeting.stage is PROPOSED and sides <= parties and item.has("talks_proposed", title=True):
        return True
    if parties & sides and len(parties) > 1:
        told = meeting.first("day") is not None or any(m.title or m.alone for m in meeting.mentions)
        return known or told or (meeting.first("stage") is HELD and in_title(parties, item))
    if three and place and (titled or any(item.lexicon.dossier.parties[c].negotiator for c in speaking(item))):
        return True  # 'Rubio: fifth trilateral round in Abu Dhabi'
    return known and bool(
        parties & sides or (where and (beside or item.sides_named(lead=False) or item.has("topic", "topic_place")))
    )


def of_two(meeting: Meeting, parties: set[str], item: Item, *, beside: bool) -> bool:
    """Whether the clauses on talks name two parties, or one of two: "Monday's meeting with Trump dealt with oil"."""
    named = len(meeting.union("parties"))
    dated = named and not beside and meeting.first("day") is not None
    return named > 1 or bool(dated and about_war(parties, item.lexicon))


def with_others(meeting: Meeting, item: Item) -> bool:
    """Whether a side meets somebody who neither fights nor negotiates: a colleague of another country."""
    parties = set(meeting.union("parties"))
    title = [e.clause for r in item.reads if r.marked.sentence.in_title for e in r.events]
    if any(of_allies(m, c) for c in title for m in c.of("talks_strong")) and not about_war(parties, item.lexicon):
        return True
    if with_another_state(meeting.mentions, item) or all(
        not m.place and said_to_others(m.clause) for m in meeting.mentions
    ):
        return True
    if len(parties) > 1:
        return bool(parties.intersection(item.lexicon.sides)) and not about_war(parties, item.lexicon)
    return any(stranger(m.clause) for m in meeting.mentions)


def among_others(parties: set[str], meeting: Meeting, item: Item) -> bool:
    """'NATO allies to meet', 'EU leaders meet over frozen Russian assets': those who neither fight nor go between.

    'Two hours in the Kremlin': only with whom a side negotiates there is it talks of the war.
    """
    known = [item.lexicon.dossier.parties[c] for c in parties]
    own = [item.lexicon.dossier.parties[c] for c in meeting.union("parties")]
    if own and not any(p.side or p.negotiator or p.mediator for p in own) and not meeting.first("round"):
        return True
    if any(in_the_house(m.clause) for m in meeting.mentions):
        return not any(p.negotiator and not p.side for p in known)
    return bool(known) and not any(p.side or p.negotiator or p.mediator for p in known)


def claim(meeting: Meeting, item: Item, *, beside: bool, main: bool) -> Claim:
    """A meeting as a claim."""
    day, end_day = meeting.first("day"), meeting.first("end_day")
    if day is None and not meeting.recall and not (beside and not apart(meeting, item)):
        day = day_of_speech(meeting, item)
    place = venue(meeting, item, main=main)
    stage = told_off(meeting, item)
    if stage is PROPOSED and isinstance(day, date) and day <= item.published:
        day, end_day = None, None  # when it was proposed
    told = main and stage is HELD and not meeting.recall
    number = meeting.first("round") or (round_settled(item) or round_told(item) if told else None)
    background = meeting.recall or (beside and not apart(meeting, item) and day is None)
    head = meeting.mentions[0]
    return Claim(
        kind=Kind.TALKS,
        stage=stage,
        evidence=head.read.marked.sentence.text,
        day=day if isinstance(day, date) else None,
        end_day=end_day if isinstance(end_day, date) else None,
        mediators=tuple(mediators(meeting, item, alone=main and not beside and not background)),
        place=place if isinstance(place, str) else None,
        round=number if isinstance(number, int) else None,
        parties=company(parties_of(meeting, item, main=main), meeting, item),
        outcome=outcome(item) if stage is HELD and not background else None,
        origins=origins(meeting, item),
        background=background,
    )


def company(found: list[str], meeting: Meeting, item: Item) -> tuple[str, ...]:
    """Who took part: beside two who fight or negotiate no third state is a party, it is the host or is talked about.

    A warring side alone met somebody, whom nothing names; mostly it is only the one who tells.
    """
    known = item.lexicon.dossier.parties
    own = [c for c in found if known[c].side or known[c].negotiator]
    found = [c for c in found if c in own or c not in meeting.union("mediators")]
    summit = meeting.stage is PROPOSED and not any(m.clause.has("convene", "hosts") for m in meeting.mentions)
    if summit and len(found) > len(own) > 1 and any(not known[c].side for c in own):
        return tuple(dict.fromkeys([*item.lexicon.sides, *found]))  # 'a summit of the leaders, with Trump and Erdogan'
    offered = meeting.stage is PROPOSED and not summit and set(item.lexicon.sides) <= set(own)
    found = list(item.lexicon.sides) if offered else own if len(own) >= FEW else found
    return () if len(found) == 1 and found[0] in item.lexicon.sides else tuple(found)


def apart(meeting: Meeting, item: Item) -> bool:
    """Whether talks are news of their own beside an exchange: told for themselves, or offered to both sides."""
    if meeting.follows or any(
        m.title or (m.alone and (m.place or m.country or m.round or len(m.parties) > 1)) for m in meeting.mentions
    ):
        return True
    goes_on = meeting.stage is UNDER_WAY and any(days_of(m.clause) for m in meeting.mentions)
    if (meeting.stage.off or goes_on) and (meeting.first("place") or (meeting.stage.off and meeting.first("country"))):
        return True  # 'three-way talks planned for this week in Abu Dhabi have been put off'
    told = [m.clause for m in meeting.mentions if "talks" in m.clause.own and not m.recall]
    if any(c.has("hours", "judged") or (were_so(c) and place_named(item)) for c in told):
        return True  # 'Зустріч тривала менш ніж дві години', 'переговоры назвал удовлетворительными'
    if any(hours_with(m.clause) and len(m.parties) > 1 and m.place for m in meeting.mentions):
        return True  # 'told reporters after three hours in Ankara with her counterpart'
    sides = set(parties_of(meeting, item, main=True)) >= set(item.lexicon.sides)
    if not sides or meeting.first("place") is None:
        return False
    if meeting.stage in COMING:
        return True
    return any((told_there(m.clause) or chaired(m.clause)) and not m.recall for m in meeting.mentions)
