"""What belongs beside one development: the ones before and after it, its deal and the other parts, talks, strikes."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import headlines
from handlers.wording.language import Speech
from handlers.wording.lists import number
from handlers.wording.markup import Html, bold, join, lines, paragraphs
from handlers.wording.surroundings import Surroundings
from storage.vocabulary import Development, Dossier

_MOST = 12


def beside(
    development: Development, around: Surroundings, after: Development | None, dossier: Dossier, say: Speech
) -> Html:
    """One heading for each way in which they belong together."""
    head = bold(say("Related to: {what}", what=headlines.headline(development, dossier, say)))
    parts = [one for one in around.stages if one.id != development.id]
    groups = (
        (say("The one before"), _one(around.previous)),
        (say("The next one"), _one(after)),
        (say("The deal"), _one(around.deal)),
        (say("Parts of the same deal"), parts),
        (say("Talks of those days"), _one(around.talks)),
        (say("The exchange agreed there"), _one(around.exchange)),
        (say("Strikes of those days"), around.meanwhile),
    )
    told = [_group(title, found, dossier, say) for title, found in groups if found]
    return paragraphs(head, *(told or [say("Nothing is stored beside it.")]))


def _one(found: Development | None) -> Sequence[Development]:
    return () if found is None else (found,)


def _group(title: Html, found: Sequence[Development], dossier: Dossier, say: Speech) -> Html:
    told = (
        join((headlines.headline(one, dossier, say), headlines.when(one, say, "medium"), number(one)), " · ")
        for one in found[:_MOST]
    )
    return lines(bold(title), *told)
