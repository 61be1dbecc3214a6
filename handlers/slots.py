"""What an operator puts right: the slot of a development, as /correct names it, and its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers import arguments
from handlers.conversation import Request
from handlers.days import span_of
from storage.vocabulary import Development, Dossier, Figure, Kind, Outcome, Qualifier, Scope, Stage

_MOST_PEOPLE, _MOST_ROUNDS = 1_000_000, 100
_SCOPES = {
    "total": Scope.TOTAL, "military": Scope.MILITARY, "soldiers": Scope.MILITARY, "civilians": Scope.CIVILIANS,
    "wounded": Scope.WOUNDED,
}  # fmt: skip
_QUALIFIERS = {
    "about": Qualifier.ABOUT, "~": Qualifier.ABOUT, "least": Qualifier.AT_LEAST, "most": Qualifier.AT_MOST,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """The slot (`RU.total`, `day`, `stage`, `place`, …), and what a claim says in it, by the claim's fields."""

    slot: str
    values: Mapping[str, Any] = field(default_factory=dict)


def put(words: Sequence[str], about: Development, request: Request) -> Put | None:
    """A slot and a value as typed; None where they are none, or nothing that such an event has."""
    if len(words) < 2:  # noqa: PLR2004 - a slot and a value
        return None
    slot, rest = words[0].lower(), words[1:]
    if slot not in _SLOTS:
        return _count(words, about, request.dossier)
    value = _SLOTS[slot](rest, about, request)
    return None if value is None else Put(slot=slot, values={slot: value})


def is_shown(about: Development, given: Put) -> bool:
    """Whether it is what is shown already."""
    if "figures" in given.values:
        [figure] = given.values["figures"]
        return bool(about.figure(figure.party, figure.scope) == figure)
    [(slot, value)] = given.values.items()
    return bool(getattr(about, slot) == value and (slot != "day" or about.day_given))


def _day(words: Sequence[str], _about: Development, request: Request) -> Any:
    asked = span_of(words, arguments.today(request))
    return asked.first if asked and asked.one_day else None


def _stage(words: Sequence[str], about: Development, _request: Request) -> Any:
    """Talks are scheduled and held where returns are planned and completed."""
    talks, returns = (Stage.SCHEDULED, Stage.HELD), (Stage.PLANNED, Stage.COMPLETED)
    foreign = returns if about.kind is Kind.TALKS else talks
    named = "_".join(words).lower()
    return next((stage for stage in Stage if stage.value == named and stage not in foreign), None)


def _round(words: Sequence[str], about: Development, _request: Request) -> Any:
    return arguments.whole(words[0], _MOST_ROUNDS) if _of_talks(about) and len(words) == 1 else None


def _outcome(words: Sequence[str], about: Development, _request: Request) -> Any:
    named = "_".join(words).lower()
    return next((one for one in Outcome if one.value == named and _of_talks(about)), None)


def _place(words: Sequence[str], about: Development, request: Request) -> Any:
    """A place of the dossier, of talks: where people are handed over is told by officials alone (RULES, 8)."""
    named = " ".join(words).lower()
    for one in request.dossier.places.values():
        if _of_talks(about) and named in (name.lower() for name in (*one.name.values(), *one.spellings)):
            return one.name["en"]
    return None


def _mediators(words: Sequence[str], _about: Development, request: Request) -> Any:
    codes = [arguments.party(word.strip(","), request.dossier) for word in words]
    known = request.dossier.parties
    return tuple(codes) if all(code and known[code].mediator for code in codes) else None


def _of_talks(about: Development) -> bool:
    return about.kind is Kind.TALKS


_SLOTS: Mapping[str, Callable[[Sequence[str], Development, Request], Any]] = {
    "day": _day,
    "end_day": _day,
    "stage": _stage,
    "round": _round,
    "outcome": _outcome,
    "place": _place,
    "mediators": _mediators,
}


def _count(words: Sequence[str], about: Development, dossier: Dossier) -> Put | None:
    """RU 157, RU.total about 157, Russia civilians 7, combined at least 314."""
    name, _, dotted = words[0].partition(".")
    middle, number = [word.lower() for word in words[1:-1]], _people(words[-1])
    scope_word = dotted.lower() or (middle.pop(0) if middle and middle[0] in _SCOPES else "total")
    qualifier = _qualifier(middle)
    if number is None or qualifier is None or about.kind in (Kind.TALKS, Kind.STRIKES):
        return None
    if name.lower() == "combined":
        return _figure(Scope.COMBINED.value, Figure(number, None, Scope.COMBINED, qualifier))
    party, scope = arguments.party(name, dossier), _SCOPES.get(scope_word)
    if party not in dossier.sides or scope is None:
        return None
    scope = Scope.FRAMEWORK if about.framework and scope is Scope.TOTAL else scope
    return _figure(f"{party}.{scope}", Figure(number, party, scope, qualifier))


def _figure(slot: str, figure: Figure) -> Put:
    return Put(slot=slot, values={"figures": (figure,)})


def _people(word: str) -> int | None:
    return 0 if word == "0" else arguments.whole(word, _MOST_PEOPLE)


def _qualifier(words: Sequence[str]) -> Qualifier | None:
    """How exact it is: nothing, `about`, `at least`, `at most`."""
    if not words:
        return Qualifier.EXACT
    known = words[-1] in _QUALIFIERS and list(words[:-1]) == (["at"] if words[-1] in ("least", "most") else [])
    return _QUALIFIERS[words[-1]] if known else None
