"""The dossier: the data in seeds/ that tells Parley which negotiation it follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from storage.vocabulary.remembering import Remembering

Texts = Mapping[str, str]
"""One text by language code; English is always there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A state or body by its code (ISO 3166, or EU, UN, NATO, ICRC, VA).

    `side` marks the warring parties, whose people are returned to them; `mediator` those who may mediate,
    `negotiator` those whose talks with one side alone are talks about the war.
    `words` are, by language, the spellings and demonyms by which a text names it, as word forms or stems
    (see seeds/parties.toml). `forms` are further forms of its name by what they are for: `short`, `in`, `to` (returned
    to …), `says` (… says) and `of` (by … 's count), each by language; where one is missing the name stands for it.
    """

    code: str
    name: Texts
    side: bool = False
    mediator: bool = False
    negotiator: bool = False
    order: int = 100
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role that a person held from a day to a day (open where None)."""

    party: str
    title: Texts
    since: date | None = None
    until: date | None = None
    delegation: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An official: names by language, further spellings, roles in order of time."""

    id: str
    name: Texts
    spellings: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    def role_on(self, day: date) -> Role | None:
        """The role held on that day, else the latest one begun before it."""
        begun = None
        for role in reversed(self.roles):
            if role.since is None or role.since <= day:
                if role.until is None or role.until >= day:
                    return role
                begun = begun or role
        return begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: str
    name: Texts
    country: str = ""
    spellings: tuple[str, ...] = ()
    town: str = ""
    """Of a palace or hotel: the id of the place that it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A sticking point, with the cue words by language that name it in news.

    `words` name it wherever they stand, `places` but where people were taken, fought or are back from there, and
    `about` only where talks are told of.
    """

    id: str
    name: Texts
    order: int = 100
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cues(self) -> tuple[str, ...]:
        """All of them, of every language, as somebody may type them."""
        groups = (group for by in (self.words, self.places, self.about) for group in by.values())
        return tuple(word.strip("=*") for group in groups for word in group)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCount:
    """An official running total or ordinal, as of a day."""

    day: date
    side: str
    count: int
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How complete the record is from a day to a day (open where None): complete, partial or unknown."""

    what: str
    since: date
    until: date | None
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where a family can ask; `low` confidence rows are not shown."""

    id: str
    side: str
    name: Texts
    what_for: Texts
    url: str = ""
    phone: str = ""
    hours: str = ""
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudWarning:
    """What officials warn families of (fraud)."""

    id: str
    text: Texts
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Remembering):
    """Everything in seeds/ but the feeds and the record of events.

    `words` maps language → the raw table of seeds/words/<language>.toml, read by bot.extraction alone; `bodies` are
    the names under which ministries and the like are shown, by the ids that those tables give them. `likeness` is the
    content of likeness.zip, which bot.extraction alone opens: empty where nothing was learnt for this dossier.
    """

    name: Texts
    parties: Mapping[str, Party]
    people: Mapping[str, Person]
    places: Mapping[str, Place]
    topics: Mapping[str, Topic]
    words: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    warnings: tuple[FraudWarning, ...] = ()
    totals: tuple[OfficialCount, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    bodies: Mapping[str, Texts] = field(default_factory=dict)
    zone: str = "Europe/Kyiv"
    loaded_until: datetime | None = None
    likeness: bytes = field(default=b"", repr=False)

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The codes of the warring parties, in the dossier's order."""
        return tuple(p.code for p in sorted(self.parties.values(), key=lambda p: p.order) if p.side)
