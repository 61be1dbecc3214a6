"""Talks and exchanges on one line of time, as a picture and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.drawing.specs import Band, Mark, Tick, Timeline
from handlers.wording import headlines, names
from handlers.wording.charts import brief, month_name, plain, told
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, lines, shorten
from handlers.wording.totals import missing
from storage.figures import Tally
from storage.series import Sum
from storage.vocabulary import Development, Dossier, Qualifier

_WIDE = 27
_NAMED = 33
"""Events of one sort that get a label: so many stand one below the other; of more, the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What happened from a day to a day, newest first; `year` where it is a year that was asked for.

    `gaps` are times, from…to, of which the record does not know all exchanges.
    """

    since: date
    until: date
    talks: Sequence[Development]
    exchanges: Sequence[Development]
    year: int | None = None
    gaps: Sequence[tuple[date, date]] = ()


def picture(course: Course, dossier: Dossier, say: Speech) -> Timeline:
    """Talks on the left by day and place, exchanges on the right by day and figures."""
    exchanges = [_mark(one, _figures(one, dossier, say), say) for one in course.exchanges]
    sides = " · ".join(plain(say("to {party}", party=names.case(side, "to", dossier, say))) for side in dossier.sides)
    return Timeline(
        title=title(course, say),
        since=course.since.toordinal(),
        until=course.until.toordinal(),
        ticks=_months(course, say),
        heads=(plain(say("Talks")), f"{plain(say('Exchanges'))}\n{sides}"),
        left=_some([_mark(one, _where(one, dossier, say), say, _one_sided(one, dossier)) for one in course.talks]),
        right=_some(exchanges),
        bands=tuple(Band(first.toordinal(), last.toordinal()) for first, last in course.gaps),
        notes=_notes(course, dossier, exchanges, say),
    )


def caption(course: Course, dossier: Dossier, say: Speech, fresh: Html) -> Html:
    """How many of each, the last ones, the sums."""
    sums = [(side, _sum(course.exchanges, side)) for side in dossier.sides]
    lacking = [Tally(year=0, events=0, unknown={side: one.missing for side, one in sums})]
    return lines(
        bold(title(course, say)),
        _last_talks(course, dossier, say),
        told(say("In all"), sums, len(course.exchanges), dossier, say) if course.exchanges else say("No exchange."),
        missing(lacking, dossier, say),
        _last_exchange(course, dossier, say),
        fresh,
    )


def title(course: Course, say: Speech) -> str:
    """Talks and exchanges, 2026; or the months from which to which."""
    when = str(course.year) if course.year else f"{say.day(course.since, 'month')} – {say.day(course.until, 'month')}"
    return plain(say("Talks and exchanges, {when}", when=when))


def _mark(one: Development, what: str, say: Speech, hollow: bool = False) -> Mark:
    assert one.day is not None
    return Mark(day=one.day.toordinal(), told=f"{plain(headlines.when(one, say, 'short'))}  {what}", open=hollow)


def _some(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The latest with their labels, the others without."""
    return (*marks[:_NAMED], *(Mark(day=one.day, told="", open=one.open) for one in marks[_NAMED:]))


def _where(one: Development, dossier: Dossier, say: Speech) -> str:
    """The place of talks; where they had none, who talked."""
    place = names.place(one.place, dossier, say)
    who = ", ".join(names.short(code, dossier, say) for code in names.in_order(one.parties, dossier))
    return shorten(place or who or "?", _WIDE - len(plain(headlines.when(one, say, "short"))))


def _one_sided(one: Development, dossier: Dossier) -> bool:
    return not set(dossier.sides) <= set(one.parties)


def _figures(one: Development, dossier: Dossier, say: Speech) -> str:
    """157 · ≥160: the sides' totals, shorter than in a list."""
    return " · ".join(brief(_sum([one], side), say) for side in dossier.sides)


def _sum(found: Sequence[Development], side: str) -> Sum:
    return sum((_one(one, side) for one in found), Sum())


def _one(one: Development, side: str) -> Sum:
    figure = one.figure(side)
    if figure is None:
        return Sum(missing=1)
    floor, exact = figure.qualifier is Qualifier.AT_LEAST, figure.qualifier is Qualifier.EXACT
    return Sum(figure.value, floors=int(floor), rough=int(not (floor or exact)))


def _months(course: Course, say: Speech) -> tuple[Tick, ...]:
    """The first day of each month; January with its year."""
    ticks = []
    for number in range((course.until.year - course.since.year) * 12 + course.until.month - course.since.month + 1):
        month = course.since.month - 1 + number
        first = date(course.since.year + month // 12, month % 12 + 1, 1)
        name = month_name(first, say)
        begins = first.month == 1 and not course.year
        ticks.append(Tick(max(first, course.since).toordinal(), f"{name}\n{first.year}" if begins else name))
    return tuple(ticks)


def _notes(course: Course, dossier: Dossier, exchanges: Sequence[Mark], say: Speech) -> tuple[str, ...]:
    hollow = any(_one_sided(one, dossier) for one in course.talks)
    notes = (
        say("○ not both sides at the table") if hollow else None,
        say("? and ≥: numbers not known, or at least so many") if any("?" in m.told or "≥" in m.told for m in exchanges)
        else None,
        say("hatched: the record is not complete") if course.gaps else None,
    )  # fmt: skip
    return tuple(plain(one) for one in notes if one)


def _last_talks(course: Course, dossier: Dossier, say: Speech) -> Html:
    if not course.talks:
        return say("No talks.")
    last = course.talks[0]
    return say(
        "Talks: {n}, the last on {day} ({what}).",
        n=say.number(len(course.talks)),
        day=headlines.when(last, say),
        what=headlines.talks_in_a_list(last, dossier, say),
    )


def _last_exchange(course: Course, dossier: Dossier, say: Speech) -> Html | None:
    if not course.exchanges:
        return None
    last = course.exchanges[0]
    parts = ", ".join(
        str(say("{n} to {party}", n=brief(_sum([last], side), say), party=names.case(side, "to", dossier, say)))
        for side in dossier.sides
    )
    return say("The last exchange: {day}, {figures}.", day=headlines.when(last, say), figures=parts)
