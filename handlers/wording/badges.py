"""How sure it is and how far it has come, in plain words."""

from __future__ import annotations

from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html
from storage.vocabulary import Confirmation, Development, Kind, Phase, Stage

_CONFIRMED = {
    Confirmation.REPORTED: N_("reported, not confirmed officially"),
    Confirmation.ONE_SIDE: N_("confirmed by one side"),
    Confirmation.ONE_SIDE_AND_MEDIATOR: N_("confirmed by one side and the mediator"),
    Confirmation.BOTH_SIDES: N_("confirmed by both sides"),
}
_ANNOUNCED = {
    Confirmation.REPORTED: N_("announced by report only"),
    Confirmation.ONE_SIDE: N_("announced by one side"),
    Confirmation.ONE_SIDE_AND_MEDIATOR: N_("announced by one side and the mediator"),
    Confirmation.BOTH_SIDES: N_("announced by both sides"),
}
_RECORD = {
    "high": N_("from the record, two publications agree"),
    "medium": N_("from the record, not confirmed in full by a second publication"),
    "low": N_("from the record, doubtful: left out of totals"),
}
_OFF = {
    Stage.POSTPONED: N_("postponed"),
    Stage.CANCELLED: N_("cancelled"),
    Stage.DENIED: N_("denied"),
}
STAGES = {
    Stage.PROPOSED: N_("proposed"),
    Stage.AGREED: N_("agreed"),
    Stage.PLANNED: N_("planned"),
    Stage.SCHEDULED: N_("announced"),
    Stage.UNDER_WAY: N_("under way"),
    Stage.COMPLETED: N_("carried out"),
    Stage.HELD: N_("held"),
    **_OFF,
}
KINDS = {
    Kind.EXCHANGE: N_("exchanges"),
    Kind.BODIES: N_("bodies"),
    Kind.CIVILIANS: N_("civilians"),
    Kind.CHILDREN: N_("children"),
    Kind.TALKS: N_("talks"),
    Kind.STATEMENT: N_("statements"),
    Kind.STRIKES: N_("strikes"),
}


def read_only_in_record(development: Development) -> bool:
    """Whether all that is known of it is the historical record."""
    return development.record_id is not None and development.confirmation is Confirmation.REPORTED


def badge(development: Development, say: Speech) -> Html:
    """Who has confirmed it, or how well the record knows it."""
    if development.stage in _OFF:
        return say(_OFF[development.stage])
    if development.retracted:
        return say("withdrawn")
    if read_only_in_record(development):
        return say(_RECORD.get(development.confidence or "", _RECORD["medium"]))
    if development.confirmation is Confirmation.REPORTED and development.speakers:
        return say("said by the mediator, no side has spoken")
    words = _CONFIRMED if development.phase is Phase.CARRIED_OUT else _ANNOUNCED
    return say(words[development.confirmation])


def stage(development: Development, say: Speech) -> Html:
    return say(STAGES[development.stage])
