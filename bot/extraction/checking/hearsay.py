"""Other matters in the words of an exchange: forged lists and rumours of one, soldiers' children on holiday."""

from __future__ import annotations

from typing import Final

from bot.extraction.assembly.done import done, said_done
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item
from bot.extraction.stages.stage import stands
from bot.extraction.words.clause import VERBS
from bot.extraction.words.marks import Mark, Marked
from storage.vocabulary import Phase

BETWEEN: Final = 2
"""Words between children and whose they are: 'children of the fallen'."""
PARENTS: Final = ("body", "killed", "captive", "military")


def hearsay(item: Item) -> bool:
    """'Forged list of 500 due for exchange makes rounds': nobody but a forgery or a rumour says so."""
    if not item.has("forged", lead=True) or not any(
        of_swap(m, marked) for marked in item.lead for m in marked.of("forged")
    ):
        return False
    lead = [e for e in item.events if e.lead and not e.recall]
    holds = any(e.in_title and "swap" in e.clause.own and stands(e.clause) for e in lead)
    return not holds and not any(e.stage.off or told(e) for e in lead)  # 'обмін не скасовано, чуткам не вірте'


def of_swap(mark: Mark, marked: Marked) -> bool:
    """Whether what is forged is news of an exchange or what the news before it is called: not 'on fake charges'."""
    word = marked.sentence.tokens[mark.start].word
    named = word.pos == "noun" if word.pos else marked.has("article", "likened", lo=mark.start - 1, hi=mark.start)
    return named or marked.has("swap", lo=mark.end)


def told(event: Event) -> bool:
    """Whether a clause counts people of whom a verb says that they came home or will."""
    clause = event.clause
    if not event.findings or not clause.has(*VERBS, "swap"):
        return False
    ahead = event.stage.phase is Phase.ANNOUNCED and "forged" not in clause.marked.marks
    return ahead or done(event) or said_done(event)


def on_holiday(item: Item) -> bool:
    """'Діти полеглих повернулися з Карпат': whose children they are, and nobody had taken them away."""
    if item.has("swap", "captivity", "abducted", "occupied", "mediation", lead=True) or len(item.sides_named()) > 1:
        return False
    return any(theirs(m, marked) for marked in item.lead for m in marked.of("child"))


def theirs(child: Mark, marked: Marked) -> bool:
    """Whether children are named by their parents: 'children of fallen soldiers', 'дети погибших'."""
    tokens = marked.sentence.tokens
    parent = next(iter(marked.all(*PARENTS, lo=child.end, hi=child.end + BETWEEN)), None)
    if parent is None:
        return False
    word = tokens[parent.start].word
    if word.pos:
        return "gent" in word.cases and parent.start == child.end
    return marked.has("prep_of", lo=child.end, hi=parent.start)
