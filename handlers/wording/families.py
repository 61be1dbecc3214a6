"""Where families can ask, and what they are warned of (RULES, 8): the same words under every alert."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, escape, italic, join, lines, link, paragraphs, quote
from storage.vocabulary import Contact, Dossier

_RANKS = ("high", "medium")
INTERNATIONAL = "INT"


def shown_contacts(dossier: Dossier) -> list[Contact]:
    """All but those of low confidence, which nobody has checked yet."""
    return [contact for contact in dossier.contacts if contact.confidence in _RANKS]


def first_contacts(dossier: Dossier) -> list[Contact]:
    """One for each side and a neutral one between them: the best known, rather one that names families."""
    first = []
    for side in (*dossier.sides[:1], INTERNATIONAL, *dossier.sides[1:]):
        fit = [contact for contact in shown_contacts(dossier) if contact.side == side and contact.url]
        fit.sort(key=lambda one: (_RANKS.index(one.confidence), "famil" not in one.what_for.get("en", "").lower()))
        first += fit[:1]
    return first


def families_line(dossier: Dossier, say: Speech) -> Html:
    """The line under every alert: no list, no place for sale, who can be asked."""
    asked = join((link(one.url, _short_name(one, say)) for one in first_contacts(dossier)), " · ")
    return italic(
        join(
            (
                say("No list of names is published here, and nobody can sell a place on one."),
                say("Families can ask: {contacts}", contacts=asked) if asked else None,
            ),
            " ",
        )
    )


def _short_name(contact: Contact, say: Speech) -> str:
    """What stands before a colon or a bracket is the name; the rest explains it."""
    return say.text(contact.name).split(":")[0].split(" (")[0]


def kind_answer(dossier: Dossier, say: Speech, *, sent: bool = True) -> Html:
    """What is said to a name, a photograph or a plea, none of which is stored, where any was `sent`."""
    return paragraphs(
        say(
            "Parley keeps no lists of people and takes no names or pictures; what was just sent is not stored. "
            "It only follows what is publicly said of talks and exchanges."
        )
        if sent
        else say(
            "Parley keeps no lists of people and takes no names or pictures. It only follows what is publicly said of "
            "talks and exchanges."
        ),
        say("These can be asked about a person:"),
        quote(_grouped(dossier, say)),
        _warnings(dossier, say),
    )


def _grouped(dossier: Dossier, say: Speech) -> Html:
    contacts = shown_contacts(dossier)
    groups = []
    for side in (*dossier.sides, INTERNATIONAL):
        rows = [_contact(contact, say) for contact in contacts if contact.side == side]
        if rows:
            groups.append(lines(bold(names.party(side, dossier, say)), *rows))
    return paragraphs(*groups)


def _contact(contact: Contact, say: Speech) -> Html:
    reach = join((contact.phone, contact.hours), ", ")
    return join((link(contact.url or None, say.text(contact.name)), reach), ": ")


def _warnings(dossier: Dossier, say: Speech) -> Html | None:
    told: Sequence[Html] = [escape(say.text(warning.text)) for warning in dossier.warnings[:2]]
    return italic(join(told, " ")) if told else None
