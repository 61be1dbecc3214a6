"""The news of an event to those who follow it: how it stands, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import headlines, sources
from handlers.wording.card import RETURNS, when_and_badge
from handlers.wording.families import families_line
from handlers.wording.history import what_changed
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, italic, join, lines, paragraphs
from handlers.wording.steps import stage_line
from storage.vocabulary import Change, ChangeType, Development, Dossier

TOLD = frozenset({ChangeType.STAGE, ChangeType.CONFIRMATION, ChangeType.CORRECTION, ChangeType.RETRACTED})
"""The steps that followers are told of; a figure that moves a little, or a detail, is none."""


def followed(development: Development, steps: Sequence[Change], dossier: Dossier, say: Speech) -> Html:
    """Headline, badge and stage line as they are now; each step as before → after."""
    told = [what_changed(step, dossier, say) for step in steps if step.type in TOLD]
    return paragraphs(
        lines(
            italic(say("News of an event that is followed here")),
            bold(headlines.headline(development, dossier, say)),
            when_and_badge(development, say),
            stage_line(development, dossier, say),
        ),
        say("New: {steps}", steps=join(told, "; ")) if told else None,
        sources.who_says(development, dossier, say),
        families_line(dossier, say) if development.kind in RETURNS else None,
    )
