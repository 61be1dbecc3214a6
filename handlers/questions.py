"""The commands by which readers ask what is known: the first part of the table of commands."""

from __future__ import annotations

from handlers import (
    at,
    chart,
    cite,
    export,
    issues,
    latest,
    parties,
    promises,
    search,
    sources,
    swaps,
    talks,
    timeline,
    unconfirmed,
)
from handlers.conversation import Command
from handlers.wording.language import N_

QUESTIONS: tuple[Command, ...] = (
    Command(
        name="latest",
        summary=N_("what happened lately, what is awaited"),
        answer=latest.latest,
        usage=N_("[days|kind]"),
        examples=latest.EXAMPLES,
        aliases=("news", "new", "last"),
    ),
    Command(
        name="swaps",
        summary=N_("exchanges of prisoners, each side's figures, totals"),
        answer=swaps.swaps,
        usage=N_("[year|date]"),
        examples=swaps.EXAMPLES,
        aliases=("exchanges", "swap", "exchange", "obmin", "obmen"),
    ),
    Command(
        name="talks",
        summary=N_("each round of talks and what came of it"),
        answer=talks.talks,
        usage=N_("[month|year]"),
        examples=talks.EXAMPLES,
        aliases=("negotiations", "rounds"),
    ),
    Command(
        name="parties",
        summary=N_("who negotiates, and what they lately said"),
        answer=parties.parties,
        usage=N_("[party]"),
        examples=parties.EXAMPLES,
        aliases=("party", "who"),
    ),
    Command(
        name="issues",
        summary=N_("sticking points: who insists on what, since when"),
        answer=issues.issues,
        usage=N_("[topic]"),
        examples=issues.EXAMPLES,
        aliases=("topics", "issue", "topic"),
    ),
    Command(
        name="chart",
        summary=N_("pictures: people returned by month, in all; days between"),
        answer=chart.chart,
        usage=N_("[year|total|gaps]"),
        examples=chart.EXAMPLES,
        aliases=("charts", "graph"),
    ),
    Command(
        name="timeline",
        summary=N_("picture: talks and exchanges on one line of time"),
        answer=timeline.timeline,
        usage=N_("[year]"),
        examples=timeline.EXAMPLES,
    ),
    Command(
        name="promises",
        summary=N_("what was agreed, what of it was carried out, what remains"),
        answer=promises.promises,
        examples=promises.EXAMPLES,
        aliases=("deals", "agreed"),
    ),
    Command(
        name="unconfirmed",
        summary=N_("what outlets alone say, and how such claims ended"),
        answer=unconfirmed.unconfirmed,
        examples=unconfirmed.EXAMPLES,
        aliases=("rumours", "rumors"),
    ),
    Command(
        name="at",
        summary=N_("what Parley knew at a time in the past"),
        answer=at.at,
        usage=N_("date [time]"),
        examples=at.EXAMPLES,
        aliases=("known", "when"),
    ),
    Command(
        name="cite",
        summary=N_("one sentence on an event with sources and times"),
        answer=cite.cite,
        usage=N_("number"),
        examples=cite.EXAMPLES,
    ),
    Command(
        name="sources",
        summary=N_("every report behind one event"),
        answer=sources.sources,
        usage=N_("number"),
        examples=sources.EXAMPLES,
        aliases=("source",),
    ),
    Command(
        name="search",
        summary=N_("what is stored about some words"),
        answer=search.search,
        usage=N_("words"),
        examples=search.EXAMPLES,
        aliases=("find",),
    ),
    Command(
        name="export",
        summary=N_("all of it as files: CSV, JSON, a calendar of talks"),
        answer=export.export,
        usage=N_("[csv|json|calendar] [year]"),
        examples=export.EXAMPLES,
        aliases=("download", "data"),
    ),
)
"""In the order in which /help lists them."""
