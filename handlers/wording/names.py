"""Parties, people and places by the names that the reader's language gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.wording.language import Speech
from storage.vocabulary import OPERATOR, Dossier, Origin, Person

_OUTLET = "outlet:"


def party(code: str, dossier: Dossier, say: Speech) -> str:
    """A party's name; its code where the dossier does not know it."""
    known = dossier.parties.get(code)
    return say.text(known.name) if known else code


def case(code: str, form: str, dossier: Dossier, say: Speech) -> str:
    """A party's name in another form, if the dossier has one (`short`, `to`, `in`, `says`, `of`), else its name."""
    known = dossier.parties.get(code)
    texts = known.forms.get(form, {}) if known else {}
    return texts.get(say.language) or party(code, dossier, say)


def short(code: str, dossier: Dossier, say: Speech) -> str:
    """A name for narrow lists: US, UAE."""
    return case(code, "short", dossier, say)


def parties(codes: Iterable[str], dossier: Dossier, say: Speech) -> str:
    """Names parted by commas, the sides first, then in the dossier's order."""
    return ", ".join(party(code, dossier, say) for code in in_order(codes, dossier))


def in_order(codes: Iterable[str], dossier: Dossier) -> list[str]:
    known = dossier.parties
    return sorted(set(codes), key=lambda code: (known[code].order if code in known else 1000, code))


def place(where: str | None, dossier: Dossier, say: Speech) -> str | None:
    """A place by its id or English name in the dossier, or a state by its English name, else as it was written."""
    by_name = (one for one in dossier.places.values() if one.name["en"] == where)
    known = dossier.places.get(where or "") or next(by_name, None)
    state = None if known else _state(where, dossier)
    return say.text(known.name) if known else party(state, dossier, say) if state else where


def within(where: str | None, dossier: Dossier, say: Speech) -> str | None:
    """The same as it stands behind *in*: English says *the United States*."""
    state = _state(where, dossier)
    return case(state, "in", dossier, say) if state else place(where, dossier, say)


def _state(where: str | None, dossier: Dossier) -> str | None:
    return next((code for code, one in dossier.parties.items() if one.name.get("en") == where), None)


def body(name: str, dossier: Dossier, say: Speech) -> str:
    """A ministry, headquarters or the like by its English name, where the dossier knows it, else as it was written."""
    known = next((texts for texts in dossier.bodies.values() if texts.get("en") == name), None)
    return say.text(known) if known else name


def person(who: Person, say: Speech) -> str:
    return say.text(who.name)


def surname(who: Person, say: Speech) -> str:
    """The last part of a name, enough where the party stands beside it."""
    return person(who, say).rsplit(" ", 1)[-1]


def origin(who: Origin, dossier: Dossier, say: Speech) -> str:
    """Who is quoted: an official by name, a body by its own, an outlet's report as what it is."""
    known = dossier.people.get(who.id)
    if known:
        return person(known, say)
    if who.id == OPERATOR:
        return str(say("corrected by Parley's operators"))
    if who.id in dossier.bodies:
        return say.text(dossier.bodies[who.id])
    if who.id.startswith(_OUTLET) or not who.name:
        return str(say("its own report"))
    return who.name


def role(who: Person, day: date, say: Speech) -> str:
    """What a person is on that day; empty where the record does not know."""
    held = who.role_on(day)
    title = say.text(held.title) if held else ""
    within = say.language != "en" and title[1:2].islower()  # after a name; in English titles keep their capitals
    return title[:1].lower() + title[1:] if within else title


def party_of(who: Person, day: date) -> str | None:
    """Whose official a person is on that day; None for one whose last role is over."""
    held = who.role_on(day)
    return held.party if held and (held.until is None or held.until >= day) else None
