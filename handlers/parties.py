"""/parties: who sits at the table, what they are, and what they lately said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Button, Reply, Request, Rows
from handlers.freshness import last_line
from handlers.wording import headlines, names, positions, stands
from handlers.wording.language import N_, Speech
from handlers.wording.lists import number
from handlers.wording.markup import Html, bold, escape, join, lines, paragraphs, quote, within
from handlers.wording.table import named, named_in, negotiates
from storage import figures, statements
from storage.vocabulary import Development, Person, Statement

EXAMPLES = ("parties", N_("parties Russia"), N_("parties USA"))
_MEDIATORS = ("mediators", "mediator", "hosts", "посередники", "посередник", "посредники", "посредник")
_LOOKED_BACK = 30
_LATELY = timedelta(days=60)
_SAID, _ROOM, _OTHERS = 7, 1300, 900


def parties(request: Request, session: Session) -> Reply:
    """Everybody at the table of the latest talks, or one party."""
    if not request.arguments:
        return _overview(request, session)
    if " ".join(request.arguments).lower() in _MEDIATORS:
        return _mediators(request, session)
    return one(request, session) or arguments.mistaken(request, request.text, EXAMPLES)


def one(request: Request, session: Session) -> Reply | None:
    """The party that the words name, or for which the official whom they name speaks; None where they name neither."""
    words = " ".join(request.arguments)
    official = arguments.person(words, request.dossier)
    speaks_for = names.party_of(official, arguments.today(request)) if official else None
    code = arguments.party(words, request.dossier) or speaks_for
    return _party(request, session, code) if code else None


def latest_round(request: Request, session: Session) -> Development | None:
    """The newest talks at which both sides sat, else the newest of any."""
    found = figures.talks(session, arguments.today(request), limit=_LOOKED_BACK)
    sides = set(request.dossier.sides)
    both = (one for one in found if sides <= set(one.parties) and _met(one))
    return next(both, found[0] if found else None)


def _met(one: Development) -> bool:
    """Not a mere announcement about the talks, and held somewhere."""
    return one.place is not None and "announcement" not in one.prose.get("format", {}).get("en", "")


def seated(request: Request, held: Development) -> dict[str, list[Person]]:
    """By party, these talks' negotiators: as the record has them, as the reports name them, else those known for it."""
    prose = held.prose.get("delegations", {}).get("en")
    found = named_in(prose, held, request.dossier) if prose else named(held, request.dossier)
    for code in held.parties:
        if code not in found:
            known = _known_for(request, held, code)
            if known:
                found[code] = known
    return found


def _known_for(request: Request, held: Development, code: str) -> list[Person]:
    """The party's people whose delegation the record places at these talks, by place and year."""
    day = held.day or arguments.today(request)
    found = []
    for person in request.dossier.people.values():
        role = person.role_on(day)
        at_place = role and held.place and held.place in role.delegation and str(day.year) in role.delegation
        if role and role.party == code and at_place and negotiates(person, day):
            found.append(person)
    return found


def _overview(request: Request, session: Session) -> Reply:
    say = arguments.speech(request)
    held = latest_round(request, session)
    codes = names.in_order(held.parties if held else request.dossier.sides, request.dossier)
    html = paragraphs(
        lines(_title(request, held, say), *_delegations(request, held, codes, say), _hosts(request, held, say)),
        _lately(request, session, codes, say),
        last_line(request, session),
    )
    return Reply(html, _buttons(request, codes, say))


def _title(request: Request, held: Development | None, say: Speech) -> Html:
    if held is None:
        return say("<b>Who negotiates</b> (no talks are stored yet)")
    return say(
        "<b>Who negotiates</b> (as of the talks: {place}, {days} {number})",
        place=names.place(held.place, request.dossier, say) or headlines.headline(held, request.dossier, say),
        days=headlines.when(held, say),
        number=number(held),
    )


def _delegations(request: Request, held: Development | None, codes: Sequence[str], say: Speech) -> list[Html]:
    if held is None:
        return []
    people = seated(request, held)
    day = arguments.today(request)
    return [
        say(
            "{party}: {people}",
            party=bold(names.party(code, request.dossier, say)),
            people=_people(people[code], day, say),
        )
        for code in codes
        if people.get(code)
    ]


def _people(people: Sequence[Person], day: date, say: Speech) -> Html:
    """Rustem Umerov, secretary of the National Security and Defence Council; and so on."""
    return join(
        (
            escape(", ".join(part for part in (names.person(one, say), names.role(one, day, say)) if part))
            for one in people
        ),
        "; ",
    )


def _hosts(request: Request, held: Development | None, say: Speech) -> Html | None:
    """Mediators and the host, as far as they are not at the table themselves."""
    if held is None:
        return None
    places = (one for one in request.dossier.places.values() if held.place in (one.id, one.name["en"]))
    host = [one.country for one in places if one.country in request.dossier.parties]
    others = [code for code in dict.fromkeys((*held.mediators, *host)) if code not in held.parties]
    told = names.parties(others, request.dossier, say)
    return say("Hosts and mediators: {who}", who=told) if told else None


def _lately(request: Request, session: Session, codes: Sequence[str], say: Speech) -> Html | None:
    """What the parties' people said last, at most two of one person."""
    today = arguments.today(request)
    told_lately = statements.lately(session, codes, limit=40)
    found = [said for said in told_lately if positions.own_word(said, request.dossier)]
    chosen = stands.newest_by_person(found, _SAID)
    if not chosen:
        return None
    title = say("Lately said") if chosen[0].day >= today - _LATELY else say("Last heard")
    told = [stands.lately(said, request.dossier, say, today.year) for said in chosen]
    return lines(bold(title), *within(told, _ROOM))


def _buttons(request: Request, codes: Sequence[str], say: Speech) -> Rows:
    made = [Button(names.short(code, request.dossier, say), f"parties {code}") for code in codes]
    made.append(Button(str(say("Mediators")), "parties mediators"))
    return tuple(tuple(made[start : start + 3]) for start in range(0, len(made), 3))


def _party(request: Request, session: Session, code: str) -> Reply:
    """One party: its negotiators, what it lately said, where it stands, who else speaks for it."""
    say = arguments.speech(request)
    today = arguments.today(request)
    held = latest_round(request, session)
    at_table = seated(request, held).get(code, []) if held else []
    heard = statements.of_party(session, code, limit=40)
    own = [one for one in heard if not positions.is_narration(one, request.dossier)]
    said = stands.newest_by_person(own, _SAID, each=3)
    told = within((stands.lately(one, request.dossier, say, today.year) for one in said), _ROOM)
    html = paragraphs(
        lines(
            bold(names.party(code, request.dossier, say)),
            say("At the table: {people}", people=_people(at_table, today, say)) if at_table else None,
        ),
        lines(bold(say("Lately said")), *told) if told else None,
        _stands(request, session, code, say),
        _officials(request, session, code, at_table, say),
        last_line(request, session),
    )
    return Reply(
        html, ((Button(str(say("◂ Who negotiates")), "parties"), Button(str(say("Sticking points")), "issues")),)
    )


def _officials(request: Request, session: Session, code: str, at_table: Sequence[Person], say: Speech) -> Html | None:
    """Everybody else who holds an office for it, the most heard first."""
    today = arguments.today(request)
    heard = {person: place for place, person in enumerate(statements.voices(session, code))}
    others = [
        person
        for person in request.dossier.people.values()
        if names.party_of(person, today) == code and person not in at_table
    ]
    if not others:
        return None
    others.sort(key=lambda person: heard.get(person.id, len(heard)))
    told = within((_people([person], today, say) for person in others), _OTHERS)
    return lines(bold(say("Others who speak for it")), quote(lines(*told)))


def _stands(request: Request, session: Session, code: str, say: Speech) -> Html | None:
    """The party's stand on each topic, in the order of topics."""
    said: dict[str | None, list[Statement]] = defaultdict(list)
    for one in statements.stands(session, parties=(code,), depth=_LOOKED_BACK):
        said[one.topic].append(one)
    found = {topic: now for topic, own in said.items() if (now := positions.present(own, request.dossier))}
    topics = [topic for topic in request.dossier.topics if topic in found]
    year = arguments.today(request).year
    told = [
        join(
            (
                bold(say.text(request.dossier.topics[topic].name)),
                stands.held(found[topic], request.dossier, say, year),
            ),
            " · ",
        )
        for topic in topics
    ]
    return lines(bold(say("Where it stands")), quote(lines(*within(told, _ROOM)))) if told else None


def _mediators(request: Request, session: Session) -> Reply:
    """The parties that stand between, with their people."""
    say = arguments.speech(request)
    today = arguments.today(request)
    told = []
    for code in names.in_order(request.dossier.parties, request.dossier):
        people = [one for one in request.dossier.people.values() if names.party_of(one, today) == code]
        if request.dossier.parties[code].mediator and people:
            told.append(
                say(
                    "{party}: {people}",
                    party=bold(names.party(code, request.dossier, say)),
                    people=_people(people[:6], today, say),
                )
            )
    html = paragraphs(
        say("<b>Mediators and hosts</b>"),
        lines(*within(told, 2 * _ROOM)),
        last_line(request, session),
    )
    return Reply(html, ((Button(str(say("◂ Who negotiates")), "parties"),),))
