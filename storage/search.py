"""Full-text search over developments and statements: each engine's own index over one column of words.

The words of a development are the names of all it concerns, in every language and spelling of the dossier, so that
a reader finds it in any of them. The sentences of articles stay out of it: they may name prisoners. Word endings are
cut in the question, not in the index: a prefix finds every form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Integer, TextClause, bindparam, func, text
from sqlmodel import Session, col, select

from storage import upsert
from storage.developments import as_developments, with_reports
from storage.harmless import guard_of
from storage.reports import chunks
from storage.statements import as_statement, newer
from storage.tables import DevelopmentRow, SearchableRow, StatementRow
from storage.vocabulary import Development, Dossier, Kind, Statement

WORDS_MOST = 8
"""A longer question is cut: the rest would only narrow it to nothing."""

_WORD = re.compile(r"[^\W_]+")
_STEM_FROM = 5
_KINDS = {
    Kind.EXCHANGE: "exchange swap prisoners pow captives обмін полонених полонені обмен пленных пленные",
    Kind.BODIES: "bodies repatriation remains тіла тіл репатріація тела тел репатриация",
    Kind.CIVILIANS: "civilians return цивільні цивільних повернення гражданские гражданских возвращение",
    Kind.CHILDREN: "children return діти дітей повернення дети детей возвращение",
    Kind.TALKS: "talks negotiations round meeting переговори раунд зустріч переговоры раунд встреча",
    Kind.STRIKES: "strikes attack energy удари атака обстріл удары атака обстрел",
    Kind.STATEMENT: "statement заява заявление",
}

# Rows come in nearly in the order of time: what a common word finds is cut by number before it is sorted by day.
_SQLITE = text(
    "SELECT development_id, statement_id FROM searchable WHERE id IN "
    "(SELECT rowid FROM searchable_fts WHERE searchable_fts MATCH :words ORDER BY rowid DESC LIMIT 3000) "
    "ORDER BY at DESC, id DESC LIMIT :most OFFSET :skip"
)
# A common word fills the page from the newest rows; a rare one is fetched by its index, then sorted. Left to itself
# the planner takes the one for the other where it knows too little, and reads every row.
_WRITTEN_OUT = {name: bindparam(name, type_=Integer, literal_execute=True) for name in ("most", "skip", "newest")}
"""For a number that it is not told, PostgreSQL's planner reckons with a tenth of all rows."""
_NEWEST_IN_POSTGRESQL = text(
    "SELECT development_id, statement_id FROM "
    "(SELECT id, at, development_id, statement_id, lexemes FROM searchable ORDER BY at DESC, id DESC LIMIT :newest) "
    "AS n WHERE lexemes @@ to_tsquery('simple', :words) ORDER BY at DESC, id DESC LIMIT :most OFFSET :skip"
).bindparams(*_WRITTEN_OUT.values())
_ALL_IN_POSTGRESQL = text(
    "WITH found AS MATERIALIZED (SELECT id, at, development_id, statement_id FROM searchable "
    "WHERE lexemes @@ to_tsquery('simple', :words)) "
    "SELECT development_id, statement_id FROM found ORDER BY at DESC, id DESC LIMIT :most OFFSET :skip"
).bindparams(_WRITTEN_OUT["most"], _WRITTEN_OUT["skip"])
_PER_HIT = 25
"""So many of the newest rows are looked through first for each hit that is wanted or passed over."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: a development or a statement, by id."""

    development: int | None = None
    statement: int | None = None


def find(session: Session, question: str, *, limit: int = 10, offset: int = 0) -> list[Hit]:
    """What holds all the words of the question, newest first; nothing for a question without words."""
    words = _WORD.findall(question.lower())[:WORDS_MOST]
    if not words:
        return []
    page = {"most": limit, "skip": offset}
    if session.get_bind().dialect.name == "sqlite":
        return _hits(session, _SQLITE, words=_for_sqlite(words), **page)
    query = _for_postgresql(words)
    newest = _hits(session, _NEWEST_IN_POSTGRESQL, words=query, newest=_PER_HIT * (limit + offset), **page)
    return newest if len(newest) == limit else _hits(session, _ALL_IN_POSTGRESQL, words=query, **page)


def _hits(session: Session, query: TextClause, **values: object) -> list[Hit]:
    return [Hit(development, statement) for development, statement in session.connection().execute(query, values)]


def index_development(session: Session, development: Development, dossier: Dossier) -> None:
    """Makes a development findable, by its day; a second time replaces the first."""
    index_developments(session, [development], dossier)


def index_developments(session: Session, found: Sequence[Development], dossier: Dossier) -> None:
    """The same for several."""
    known: dict[int | None, SearchableRow] = {}
    for part in chunks([one.id for one in found]):
        rows = session.exec(select(SearchableRow).where(col(SearchableRow.development_id).in_(part)))
        known.update((row.development_id, row) for row in rows)
    for one in found:
        if (row := known.get(one.id)) is not None:
            row.at, row.words = _moment(one) or one.touched, words_of_development(one, dossier)
            session.add(row)
    index_new_developments(session, [one for one in found if one.id not in known], dossier)


def index_new_developments(session: Session, found: Sequence[Development], dossier: Dossier) -> None:
    """Makes developments findable that were not there before."""
    rows = [
        {"development_id": one.id, "at": _moment(one) or one.touched, "words": words_of_development(one, dossier)}
        for one in found
    ]
    upsert.add_many(session, SearchableRow, rows)


def refresh(session: Session, dossier: Dossier) -> int:
    """Makes findable what is not yet: for what came in by the record. Says how many were added."""
    known = select(SearchableRow.development_id).where(col(SearchableRow.development_id).is_not(None))
    rows = session.exec(
        select(DevelopmentRow).where(col(DevelopmentRow.redirect).is_(None), col(DevelopmentRow.id).not_in(known))
    ).all()
    found = with_reports(session, as_developments(session, rows))
    index_developments(session, found, dossier)
    told = select(SearchableRow.statement_id).where(col(SearchableRow.statement_id).is_not(None))
    said = session.exec(select(StatementRow).where(col(StatementRow.id).not_in(told))).all()
    index_statements(session, [as_statement(row) for row in said], dossier)
    return len(found) + len(said)


def index_new_statements(session: Session, dossier: Dossier) -> int:
    """Makes findable what was said since the last time; says how many. Ids grow with time, so one look tells which."""
    said = newer(session, _last_statement(session))
    _insert_statements(session, said, dossier)
    return len(said)


def any_new_statements(session: Session) -> bool:
    """Whether anything was said since the last time."""
    new = select(StatementRow.id).where(col(StatementRow.id) > _last_statement(session)).limit(1)
    return session.exec(new).first() is not None


def _last_statement(session: Session) -> int:
    return session.exec(select(func.max(SearchableRow.statement_id))).one() or 0


def index_statements(session: Session, said: Sequence[Statement], dossier: Dossier) -> None:
    """Makes statements findable; a second time replaces the first."""
    chosen = col(SearchableRow.statement_id).in_([one.id for one in said])
    known = {row.statement_id: row for row in session.exec(select(SearchableRow).where(chosen))}
    for one in said:
        if (row := known.get(one.id)) is not None:
            row.at, row.words = _noon(one.day), words_of_statement(one, dossier)
            session.add(row)
    _insert_statements(session, [one for one in said if one.id not in known], dossier)


def _insert_statements(session: Session, said: Sequence[Statement], dossier: Dossier) -> None:
    names: dict[tuple[str | None, ...], dict[str, None]] = {}  # they are few: hundreds of one person come at once
    rows = []
    for one in said:
        key = (one.party, one.person, one.topic, one.speaker)
        if key not in names:
            names[key] = _words(_names_around(one, dossier))
        words = _words_said(one, names[key], dossier)
        rows.append({"statement_id": one.id, "at": _noon(one.day), "words": words})
    upsert.add_many(session, SearchableRow, rows)


def words_of_development(development: Development, dossier: Dossier) -> str:
    """All words by which a development is found."""
    claims = [report.claim for report in development.reports]
    parties = {*development.parties, *development.mediators, *development.speakers}
    people = {origin.id for claim in claims for origin in claim.origins} | _officials_named(development, dossier)
    return _joined(
        (
            _KINDS[development.kind],
            *(name for code in parties for name in _party_names(code, dossier)),
            *(name for key in people for name in _person_names(key, dossier)),
            *_place_names(development.place, dossier),
            *(f"{target.what} {target.where or ''}" for target in development.targets),
            *(str(figure.value) for figure in development.figures),
            *(text for texts in development.prose.values() for text in texts.values()),
            development.day.isoformat() if development.day else "",
        )
    )


def words_of_statement(statement: Statement, dossier: Dossier) -> str:
    """All words by which a statement is found."""
    return _words_said(statement, _words(_names_around(statement, dossier)), dossier)


def _words_said(statement: Statement, names: dict[str, None], dossier: Dossier) -> str:
    said = _words(guard_of(dossier).said(statement).values())
    return " ".join(said | names | _words([statement.day.isoformat()]))


def _names_around(statement: Statement, dossier: Dossier) -> Iterator[str]:
    """Who said it, and on what."""
    topic = dossier.topics.get(statement.topic or "")
    yield from _party_names(statement.party or "", dossier)
    yield from _person_names(statement.person or "", dossier)
    yield from topic.name.values() if topic else ()
    yield statement.speaker or ""


def _joined(parts: Iterable[str]) -> str:
    return " ".join(_words(parts))


def _words(parts: Iterable[str]) -> dict[str, None]:
    """Each word once, in order."""
    return dict.fromkeys(_folded(word) for part in parts for word in _WORD.findall(part))


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _party_names(code: str, dossier: Dossier) -> Iterator[str]:
    party = dossier.parties.get(code)
    if party:
        yield from party.name.values()
        yield from (word for words in party.words.values() for word in words)


def _person_names(key: str, dossier: Dossier) -> Iterator[str]:
    person = dossier.people.get(key)
    if person:
        yield from person.name.values()
        yield from person.spellings


def _place_names(where: str | None, dossier: Dossier) -> Iterator[str]:
    """A place by its id or by its English name, as a development has it."""
    by_name = (one for one in dossier.places.values() if one.name["en"] == where)
    place = dossier.places.get(where or "") or next(by_name, None)
    if place:
        yield from place.name.values()
        yield from place.spellings
    elif where:
        yield where


def _officials_named(development: Development, dossier: Dossier) -> set[str]:
    """The ids of officials whose surnames stand in the titles and sentences of its reports."""
    told = set(_WORD.findall(" ".join(f"{one.title} {one.claim.evidence}" for one in development.reports)))
    return {
        key for key, one in dossier.people.items() if told & {name.rsplit(" ", 1)[-1] for name in one.name.values()}
    }


def _moment(development: Development) -> datetime | None:
    return _noon(development.day) if development.day else None


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _stem(word: str) -> str:
    """A word's beginning: long enough to stay itself, short enough to hold its other forms.

    Cyrillic words carry longer endings (Зеленський, Зеленського).
    """
    folded = _folded(word)
    if len(folded) < _STEM_FROM or folded.isdigit():
        return folded
    ending = 2 if folded.isascii() else min(4, len(folded) // 2 - 1)
    return folded[: max(_STEM_FROM - 1, len(folded) - ending)]


def _for_sqlite(words: list[str]) -> str:
    """Quoted, so that nothing a reader types is read as an operator."""
    return " ".join(f'"{_stem(word)}"*' if len(word) > 2 else f'"{_folded(word)}"' for word in words)  # noqa: PLR2004


def _for_postgresql(words: list[str]) -> str:
    return " & ".join(f"{_stem(word)}:*" if len(word) > 2 else _folded(word) for word in words)  # noqa: PLR2004
