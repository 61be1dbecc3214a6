"""Sums over many events, with what is missing from them said beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, escape, join, lines, link
from storage.figures import Tally
from storage.vocabulary import Dossier, OfficialCount


def year_so_far(year: int, tallies: Sequence[Tally], today: date, dossier: Dossier, say: Speech) -> Html | None:
    """2026 so far: 1,234 to Ukraine, 1,230 to Russia, in 7 exchanges."""
    tally = next((one for one in tallies if one.year == year), None)
    if tally is None:
        return None
    head = say("{year} so far", year=year) if year == today.year else say("{year}", year=year)
    return _sum(head, [tally], dossier, say)


def since_the_start(tallies: Sequence[Tally], today: date, dossier: Dossier, say: Speech) -> Html | None:
    """The same over all years, how complete that is, and what officials count."""
    if not tallies:
        return None
    head = say("Since {year}", year=min(tally.year for tally in tallies))
    return lines(_sum(head, tallies, dossier, say), completeness(dossier, today, say), official(dossier, today, say))


def _sum(head: Html, tallies: Sequence[Tally], dossier: Dossier, say: Speech) -> Html:
    events = sum(tally.events for tally in tallies)
    parts = [
        say(
            "{n} to {party}",
            n=say.number(sum(tally.returned.get(side, 0) for tally in tallies)),
            party=names.case(side, "to", dossier, say),
        )
        for side in dossier.sides
    ]
    told = say.ngettext(
        "{head}: {parts}, in {n} exchange.",
        "{head}: {parts}, in {n} exchanges.",
        events,
        head=head,
        parts=join(parts, ", "),
    )
    return join((told, missing(tallies, dossier, say)), " ")


def missing(tallies: Sequence[Tally], dossier: Dossier, say: Speech) -> Html | None:
    """Of how many events a side's figure is not known."""
    unknown = {side: sum(tally.unknown.get(side, 0) for tally in tallies) for side in dossier.sides}
    if not any(unknown.values()):
        return None
    if len(set(unknown.values())) == 1:
        return say.ngettext(
            "Numbers of {n} of them are not known.", "Numbers of {n} of them are not known.", max(unknown.values())
        )
    parts = [
        say("{n} (to {party})", n=say.number(count), party=names.case(side, "to", dossier, say))
        for side, count in unknown.items()
        if count
    ]
    return say("Numbers not known of: {parts}.", parts=join(parts, ", "))


def completeness(dossier: Dossier, today: date, say: Speech) -> Html | None:
    """From when to when the record is complete, as far as known."""
    complete = [row for row in dossier.coverage if row.what == "exchanges" and row.state == "complete"]
    if not complete:
        return say("How complete that is, is not known.")
    first = min(row.since for row in complete)
    last = min(max(row.until or today for row in complete), today)
    if last == today:
        return say(
            "The record is complete from {first} on, as far as known; before that in part.", first=say.day(first)
        )
    return say(
        "The record is complete from {first} to {last}, as far as known; before and after that in part.",
        first=say.day(first),
        last=say.day(last),
    )


def official(dossier: Dossier, today: date, say: Speech) -> Html | None:
    """The last running total that each side's officials gave; their series differ among themselves."""
    told = [_official(count, dossier, say) for side in dossier.sides if (count := last_count(dossier, side, today))]
    return (
        say("Officials count: {counts}. Official series differ among themselves.", counts=join(told, "; "))
        if told
        else None
    )


def last_count(dossier: Dossier, side: str, today: date) -> OfficialCount | None:
    """The newest running total of a side since the beginning; ordinals and totals of one year are none."""
    running = [
        one
        for one in dossier.totals
        if one.side == side and one.day <= today and not one.what.startswith("ordinal") and " alone " not in one.what
    ]
    return max(running, key=lambda one: (one.day, one.count), default=None)


def _official(count: OfficialCount, dossier: Dossier, say: Speech) -> Html:
    return say(
        "{n} returned to {party} by {day} ({source})",
        n=_about(count, say),
        party=names.case(count.side, "to", dossier, say),
        day=say.day(count.day, "medium"),
        source=link(count.source or None, say("source")),
    )


def _about(count: OfficialCount, say: Speech) -> Html:
    n = say.number(count.count)
    if count.what.startswith("about "):
        return say("about {n}", n=n)
    return say("more than {n}", n=n) if count.what.startswith("more than ") else escape(n)
