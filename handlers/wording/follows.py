"""The news of an event to those who follow it: what has changed, then how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording.history import what_changed
from handlers.wording.language import Speech
from handlers.wording.markup import Html, italic, join, lines, paragraphs
from storage.vocabulary import Change, ChangeType, Dossier

TOLD = frozenset({ChangeType.STAGE, ChangeType.CONFIRMATION, ChangeType.CORRECTION, ChangeType.RETRACTED})
"""The steps that followers are told of; a figure that moves a little, or a detail, is none."""


def followed(steps: Sequence[Change], body: Html, dossier: Dossier, say: Speech) -> Html:
    """Each step as before → after, over the event's card or announcement as it is now."""
    told = [what_changed(step, dossier, say) for step in steps if step.type in TOLD]
    return paragraphs(
        lines(
            italic(say("News of an event that is followed here")),
            say("New: {steps}", steps=join(told, "; ")) if told else None,
        ),
        body,
    )
