"""The event types of PLOVER that match ours (Political Language Ontology for Verifiable Event Records, draft 2.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.vocabulary import Development, Dossier, Kind, Place, Stage


@dataclass(frozen=True, slots=True)
class Code:
    """PLOVER's event type, mode, context and auxiliary mode; empty where it has none that fits."""

    event: str = ""
    mode: str = ""
    context: str = ""
    auxiliary: str = ""


NONE = Code()
NEGATION = "negation"
_AHEAD = (Stage.PROPOSED, Stage.AGREED, Stage.PLANNED, Stage.SCHEDULED)
_RELEASED = Code("RETREAT", "release", "legal")
_BODIES = Code("RETREAT", "", "legal")  # returning the dead is a material concession, but no mode of it
_MEETING = Code("CONSULT", "", "diplomatic")
_DONE: Mapping[Kind, Code] = {
    Kind.EXCHANGE: _RELEASED,
    Kind.BODIES: _BODIES,
    Kind.CIVILIANS: _RELEASED,
    Kind.CHILDREN: _RELEASED,
    Kind.TALKS: _MEETING,
    Kind.STRIKES: Code("ASSAULT", "", "military"),
    Kind.STATEMENT: NONE,  # what is only said was dropped from PLOVER
}
"""Once it is under way or done."""


def code(one: Development, dossier: Dossier) -> Code:
    """The code of a development, by its kind and stage; of talks also by whose land they are on."""
    coded = of(one.kind, one.stage)
    return Code(coded.event, _host(one, dossier), coded.context, coded.auxiliary) if coded.event == "CONSULT" else coded


def of(kind: Kind, stage: Stage) -> Code:
    """The code of a kind at a stage: promised, done, or said not to be.

    PLOVER takes coming talks for AGREE and a release that is announced for CONCEDE. Who put off or refused is a
    matter of claims, so what does not take place bears the negation of what it would have been.
    """
    done = _DONE[kind]
    if kind in (Kind.STATEMENT, Kind.STRIKES):
        return _not(done) if stage.off and done.event else done
    if stage.off:
        return _not(done)
    if stage not in _AHEAD:
        return done
    return Code("AGREE", "", "diplomatic") if kind is Kind.TALKS else Code("CONCEDE", "", done.context)


def _not(done: Code) -> Code:
    return Code(done.event, done.mode, done.context, NEGATION)


def _host(talks: Development, dossier: Dossier) -> str:
    """`visit` where one of those at the table is the host, else `third-party`; nothing where that is not known."""
    where = _place(talks.place, dossier)
    if where is None or not where.country or not talks.parties:
        return ""
    return "visit" if where.country in talks.parties else "third-party"


def _place(name: str | None, dossier: Dossier) -> Place | None:
    by_name = (one for one in dossier.places.values() if one.name["en"] == name)
    return dossier.places.get(name or "") or next(by_name, None)
