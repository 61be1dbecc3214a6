"""What a row of the record does to a development that is there already. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from storage.vocabulary import Change, ChangeType, Claim, Development, Figure, Phase, Qualifier, Scope

_SLOTS = ("stage", "day", "end_day", "place", "round", "outcome")
_PREFIX = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.AT_MOST: "at most ",
}


def same_event(one: Development, recorded: Development) -> bool:
    """Whether news made `one` of the event that the record tells of (kinds are equal already).

    Deals lie within the days asked for; returns share the day. Talks overlap and share the place, or news named
    none and no other party (Rule M, 12); a call has no place, so it is never taken for a meeting.
    """
    if one.framework != recorded.framework:
        return False
    if recorded.framework:
        return True
    if not recorded.parties:
        return one.day == recorded.day
    return _overlap(one, recorded) and _same_table(one, recorded)


def _same_table(one: Development, recorded: Development) -> bool:
    if one.place is None:
        return recorded.place is not None and set(one.parties) <= set(recorded.parties)
    return one.place == recorded.place


def _overlap(one: Development, other: Development) -> bool:
    (first, last), (other_first, other_last) = _span(one), _span(other)
    return first <= other_last and other_first <= last


def _span(development: Development) -> tuple[date, date]:
    assert development.day is not None
    return development.day, development.end_day or development.day


def filled(news: Development, recorded: Development) -> Development:
    """What news shows stays; what it lacks comes from the record.

    A side's figures are filled in only where they do not contradict the total shown, and never from a row of low
    confidence. What was announced, put off or denied for that day has taken place, the record says.
    """
    missing = () if recorded.confidence == "low" else tuple(_missing(news, recorded))
    begun = recorded.phase is Phase.CARRIED_OUT and (news.phase is Phase.ANNOUNCED or news.stage.off)
    return replace(
        news,
        stage=recorded.stage if begun else news.stage,
        day_given=True,
        end_day=news.end_day or recorded.end_day,
        place=news.place or recorded.place,
        round=news.round or recorded.round,
        outcome=news.outcome or recorded.outcome,
        figures=news.figures + missing,
        parties=_union(news.parties, recorded.parties),
        mediators=_union(news.mediators, recorded.mediators),
        parent=news.parent or recorded.parent,
        record_id=recorded.record_id,
        confidence=recorded.confidence,
        prose={**news.prose, **recorded.prose},
    )


def _missing(news: Development, recorded: Development) -> Iterator[Figure]:
    for figure in recorded.figures:
        shown, total = news.figure(figure.party), recorded.figure(figure.party)
        agreed = shown is None or total is None or shown.value == total.value
        if agreed and news.figure(figure.party, figure.scope) is None:
            yield figure


def corrected(shown: Development, before: Claim | None, recorded: Development) -> Development:
    """Every slot in which the row now differs from what it said before takes the row's value; the rest stays.

    So a correction reaches a development that news has changed since, without undoing what news brought.
    """
    moved = {
        name: getattr(recorded, name)
        for name in _SLOTS
        if before is None or getattr(before, name) != getattr(recorded, name)
    }
    return replace(
        shown,
        **moved,
        figures=_figures(shown.figures, before.figures if before else (), recorded.figures),
        parties=_renewed(shown.parties, before.parties if before else (), recorded.parties),
        mediators=_renewed(shown.mediators, before.mediators if before else (), recorded.mediators),
        parent=recorded.parent or shown.parent,
        confidence=recorded.confidence,
        prose={**shown.prose, **recorded.prose},
    )


def _figures(shown: Sequence[Figure], before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Figure, ...]:
    """The shown figures, with those slots replaced that the row has changed."""
    old, new = _by_slot(before), _by_slot(after)
    moved = {slot for slot in old.keys() | new.keys() if old.get(slot) != new.get(slot)}
    kept = {slot: figure for slot, figure in _by_slot(shown).items() if slot not in moved}
    return tuple((kept | {slot: figure for slot, figure in new.items() if slot in moved}).values())


def _by_slot(figures: Iterable[Figure]) -> dict[tuple[str | None, Scope], Figure]:
    return {(figure.party, figure.scope): figure for figure in figures}


def _renewed(shown: Iterable[str], before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    gone = set(before) - set(after)
    return _union((code for code in shown if code not in gone), after)


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def changes(before: Development, after: Development, at: datetime, *, correction: bool = False) -> list[Change]:
    """The steps from one to the other: figures and day (as corrections where they are such), stage, the rest."""
    steps = [
        Change(
            type=ChangeType.CORRECTION if correction else ChangeType.FIGURE,
            at=at,
            slot=_slot(*slot),
            before=_told(_by_slot(before.figures).get(slot)),
            after=_told(_by_slot(after.figures).get(slot)),
        )
        for slot in {**_by_slot(before.figures), **_by_slot(after.figures)}
    ]
    day = ChangeType.CORRECTION if correction else ChangeType.DAY
    types = {"day": day, "end_day": day, "stage": ChangeType.STAGE}
    steps += [
        Change(
            type=types.get(name, ChangeType.DETAIL),
            at=at,
            slot=name,
            before=_text(getattr(before, name)),
            after=_text(getattr(after, name)),
        )
        for name in _SLOTS
    ]
    return [step for step in steps if step.before != step.after]


def _slot(party: str | None, scope: Scope) -> str:
    return f"{party}.{scope.value}" if party else scope.value


def _told(figure: Figure | None) -> str | None:
    return f"{_PREFIX[figure.qualifier]}{figure.value}" if figure else None


def _text(value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
