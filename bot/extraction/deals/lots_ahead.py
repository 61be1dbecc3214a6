"""A further lot that is to come beside one that is back: whose people it is of, told by those who are back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.deals.lot_days import yet_ahead
from bot.extraction.deals.of_deal import first_of, rest_of, the_next
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.frames.frames import UNNAMED
from bot.extraction.stages.agreeing import of_it
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import (
    ANNOUNCED,
    CARRIED_OUT,
    COMPLETED,
    CUMULATIVE,
    EXCHANGE,
    PLANNED,
    TOTAL,
    UNDER_WAY,
)
from storage.vocabulary import Stage

FURTHER: Final = ("anaphor", "the_rest", "in_line")
LOTS: Final = ("phase", "leg", "lot_noun")
OPENING: Final = 2
"""Within how many words of its sentence stands the lot that comes next."""
THEY: Final = ("phase", "they_are", "pronoun_them")


def lots_ahead(found: Sequence[Group], sides: tuple[str, ...]) -> None:
    """'The first 200 from either side changed hands, 300 more will follow on Friday': as many of each side again."""
    done = [g for g in found if g.kind is EXCHANGE and not (g.background or g.framework) and carried_out(g)]
    told = [f for g in done for _, f in g.findings if not f.part]
    back = {f.party for f in told}
    whose = BOTH if both_back(told, sides) else back.pop() if len(back) == 1 else None
    for group in found if whose is not None else ():
        if group.kind is not EXCHANGE or group.stage is not PLANNED or group.background:
            continue
        for event, finding in group.findings:
            bare = finding.why in UNNAMED and finding.count.second is None and not finding.count.nation
            if bare and not (finding.part or finding.count.own) and event.clause.any_of(FURTHER):
                finding.party = whose


def set_for(found: Sequence[Group]) -> None:
    """'Обмен согласован в Дохе', then 'в понедельник освободят ещё по 150': planned is this lot, the first is back."""
    news = [g for g in found if g.kind is EXCHANGE and not (g.background or g.framework or g.stage.off)]
    back = [g for g in news if g.stage in (COMPLETED, UNDER_WAY) and g.findings]
    for group in news if back else ():
        told = [e for e, _ in group.findings]
        if not told or not all(e.stage is PLANNED and e.day and e.clause.any_of(FURTHER) for e in told):
            continue
        group.stage = PLANNED if group.stage is Stage.AGREED else group.stage
        for first in back:
            begun = first.stage is UNDER_WAY and (all(came(e) for e, _ in first.findings) or told_back(first))
            first.stage = COMPLETED if begun and first is not group else first.stage


def further_ahead(event: Event, group: Group) -> bool:
    """'Ждут второго этапа, по 200 с каждой стороны', behind what is back: another lot, told by nouns alone."""
    clause = event.clause
    coming = event.stage is PLANNED and group.stage is COMPLETED
    if group.stage.phase is CARRIED_OUT and (the_next(event) or (event.stage is Stage.AGREED and of_it(clause))):
        return True
    whole = any(f.party == BOTH and not (f.part or f.extra) for f in event.findings)
    carried = event.stage is PLANNED and group.stage.phase is CARRIED_OUT
    if carried and whole and clause.any_of(("possible", "maybe")):
        return True  # 'Up to 1,200 from each side may eventually be included'
    return coming and clause.any_of(LOTS) and clause.any_of(("ordinal", *FURTHER))


def lot_of_another_day(group: Group, event: Event) -> bool:
    """'17 и 18 июня вернут по 400', then 'сегодня — по 150, завтра — по 250': a lot of its own day within the span."""
    mine = {f.count.value for f in event.findings if f.party == BOTH and not f.part}
    days = [e for e, f in group.findings if f.party == BOTH and e.end_day is None and e.day not in (None, event.day)]
    return event.end_day is None and any(f.count.value not in mine for e in days for f in e.findings) and bool(mine)


def came(event: Event) -> bool:
    """'Начался обмен: домой вернулись 150 бойцов': a verb in the past says that these are back."""
    return any(v.tense == "past" and v.cls in ("home", "return", "free", "receive") for v in event.clause.verbs)


def told_back(group: Group) -> bool:
    """'Обмен начался: по 200', then 'Минобороны сообщило о возвращении 200 солдат в четверг': its first lot is back."""
    begun = {f.count.value for e, f in group.findings if e.in_title}
    dated = [(e, f) for e, f in group.findings if e.stage is COMPLETED and e.day is not None and not e.in_title]
    return any(f.count.value in begun and e.clause.has("home", "return", "receive", "free") for e, f in dated)


def formulas(events: Sequence[Event]) -> None:
    """'500 for 500 over two days', then 'the first 200 were exchanged': the whole of a deal, no running total.

    So is what an agreement names: 'Женевская договорённость: 500 на 500 за два дня'.
    """
    yet_ahead(events)
    for event in events:
        first_of(event)
        rest_of(event)
    told = [(e, f) for e in events if not (e.void or e.recall) for f in e.findings if not f.part]
    lots = [f.count.value for _, f in told if f.scope is not CUMULATIVE and f.count.value > 0]
    for event, finding in told:
        second = finding.count.second
        if finding.scope is not CUMULATIVE or second is None:
            continue
        agreed = event.clause.any_of(("agreed", "pact"))
        if any(second > lot for lot in lots) or (not lots and (agreed or still_ahead(event, events))):
            finding.scope, finding.whole = TOTAL, True


def still_ahead(event: Event, events: Sequence[Event]) -> bool:
    """'500-for-500 swap over two days', then 'it will be carried out on Thursday and Friday': the whole is to come."""
    coming = (e for e in events if e is not event and e.stage.phase is ANNOUNCED and not (e.void or e.recall))
    its_own = (
        e for e in coming if e.day and not e.clause.any_of(("anaphor", "phase", "lot_noun", "cal_next", "ordinal"))
    )
    return event.in_title and "perfect" not in event.clause.own and any(True for _ in its_own)


def day_of_next(found: Sequence[Group], events: Sequence[Event]) -> None:
    """'На черзі ще двісті', then 'другу групу чекаємо в п'ятницю': the day of the lot that comes next."""
    for group in found:
        lines = [e for e in group.events if "in_line" in e.clause.own]
        if not lines or group.day is not None or group.stage is not PLANNED or group.background:
            continue
        told = (e for e in events if e.number == lines[0].number + 1 and e.stage is PLANNED and e.day)
        event = next((e for e in told if not (e.findings or e.recall) and of_the_lot(e)), None)
        if event is not None:
            group.day, group.end_day = event.day, event.end_day


def of_the_lot(event: Event) -> bool:
    """'Другу групу …', 'Вони …' at the beginning of a sentence."""
    clause = event.clause
    return clause.lo == 0 and any(m.start < OPENING for m in clause.marks(*THEY))


def carried_out(group: Group) -> bool:
    return group.stage.phase is CARRIED_OUT and not group.stage.off


def both_back(told: Sequence[Finding], sides: tuple[str, ...]) -> bool:
    """Whether as many of either side are back: '200 each', '200 Russians', then '200 Ukrainians' or 'as many'."""
    if any(f.party == BOTH for f in told):
        return True
    first, *others = ({f.count.value for f in told if f.party == side} for side in sides)
    return bool(first) and all(other and (first & other or -1 in first | other) for other in others)
