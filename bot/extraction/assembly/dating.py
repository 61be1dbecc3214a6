"""The day of what is told without one: that of the first sentences, that it was set for, or that of the writing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.extraction.assembly.announced import sets_day
from bot.extraction.denials.putting_off import was_planned, was_set
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import AGREED, BODIES, CARRIED_OUT, DENIED, EXCHANGE, PLANNED, PROPOSED, UNDER_WAY


def main_day(events: Iterable[Event]) -> date | None:
    """The latest day on which the title or the first sentences say that something was carried out."""
    done = [e.day for e in events if e.day and e.lead and not e.recall and e.stage.phase is CARRIED_OUT]
    return max(done, default=None)


def date_undated(found: list[Group], said: date | None) -> None:
    """News that names no day of its own is of the day that the first sentences name, unless that is another's."""
    taken = {g.kind for g in found if g.day == said and not g.framework}
    for group in found:
        if (
            said is not None
            and group.kind not in taken
            and group.day is None
            and group.stage.phase is CARRIED_OUT
            and not group.background
            and not group.framework
        ):
            group.day = said


def date_off(found: list[Group], events: list[Event]) -> None:
    """'Рогов обвинил Киев в срыве обмена', then 'процедуру планировали на 1 мая': what is off was to be then."""
    for group in found:
        if not group.stage.off or group.stage is DENIED or group.day or group.background:
            continue
        told = [e for e in events if e.lead and e.day and not e.recall and not e.clause.has("talks")]
        set_then = (e for e in told if e.stage in (PLANNED, group.stage) and not e.findings)
        planned = (e for e in set_then if (e.stage is PLANNED and was_set(e.clause)) or was_aimed(e))
        off = (e for e in told if was_planned(e.clause))
        group.day = next((e.day for e in (*planned, *off)), None)


def was_aimed(event: Event) -> bool:
    """'Процедуру, призначену на понеділок, перенесли': the day that it was set for stands right behind that word."""
    clause, when = event.clause, event.when
    return when is not None and any(
        0 <= when.start - m.end <= 1 for m in clause.marks("set_for", "future", "talks_ahead")
    )


def date_set(found: list[Group], events: list[Event]) -> None:
    """'Сенатор рассказал об обмене', then 'процедура намечена на субботу': the day that a plan was set for."""
    for group in found:
        plan = group.stage in (PLANNED, AGREED) and group.kind in (EXCHANGE, BODIES)
        if not plan or group.day or group.background:
            continue
        told = (e for e in events if e.lead and coming(e) and e.day and not (e.recall or e.findings))
        named = any(e.in_title for e in group.events)
        event = next((e for e in told if sets_day(e, named=named)), None) or day_of_meeting(group, events)
        if event is not None:
            group.day, group.end_day = event.day, event.end_day


def day_of_meeting(group: Group, events: list[Event]) -> Event | None:
    """'Ten people to be reunited with families', then 'the meeting at the border will take place on 24 May'."""
    if not any(e.in_title and e.clause.has("reunion") for e in group.events):
        return None
    met = (e for e in events if e.lead and e.clause.has("meeting") and e.day and not (e.recall or e.findings))
    return next((e for e in met if e.when is not None and not e.when.spoken and not e.clause.has("delegation")), None)


def coming(event: Event) -> bool:
    """'Передачу заплановано на вівторок, лабораторії готові': set for a day, whatever else is told beside it."""
    return event.stage is PLANNED or (event.stage is PROPOSED and "set_for" in event.clause.own)


def date_running(found: list[Group], published: date | None) -> None:
    """'Обмін триває', 'the swap is under way': an exchange that goes on as one writes goes on that day."""
    for group in found:
        now = group.stage is UNDER_WAY and group.kind is EXCHANGE and not (group.background or group.framework)
        if now and group.day is None and any(e.lead and e.stage is UNDER_WAY for e in group.events):
            group.day = published
