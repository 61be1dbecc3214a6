"""Answers over many rows: what is looked for first among the newest, or by a part of a fingerprint, is all the same."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from sqlalchemy import insert
from sqlmodel import Session

from handlers.wording.reports import each_once
from storage import search
from storage.database import Database
from storage.search import Hit
from storage.tables import SearchableRow, StatementRow

_ROWS = 700


def filled(session: Session) -> None:
    """All statements hold one word, one in seven another, and the oldest few a third."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    numbers = range(1, _ROWS + 1)
    session.connection().execute(
        insert(StatementRow), [{"id": n, "day": first.date(), "text": {"en": "x"}} for n in numbers]
    )
    rows = [
        {
            "statement_id": n,
            "at": first + timedelta(hours=n),
            "words": f"guarantees {'territory' if n % 7 == 0 else ''} {'telescope' if n <= 12 else ''}",
        }
        for n in numbers
    ]
    session.connection().execute(insert(SearchableRow), rows)


def pages(database: Database, words: str) -> list[int]:
    """What is found page by page, until a page is not full."""
    found: list[Hit] = []
    while len(page := database.run(search.find, words, limit=9, offset=len(found))) == 9:
        found += page
    return [hit.statement or 0 for hit in (*found, *page)]


def test_each_page_goes_on_where_the_last_one_ended_newest_first(either):
    either.run(filled, write=True)
    assert pages(either, "guarantees") == list(range(_ROWS, 0, -1))
    assert pages(either, "territory") == list(range(_ROWS, 0, -7))
    assert pages(either, "telescope guarantees") == list(range(12, 0, -1))
    assert pages(either, "telescope territory") == [7]
    assert pages(either, "nothing") == []


@dataclass
class Text:
    simhash: int
    article: int | None = None


def test_one_article_is_no_copy_of_itself():
    texts = [Text(1, article=7), Text(-1, article=7), Text(3, article=8), Text(-1)]
    assert each_once(texts) == [(texts[0], 1), (texts[3], 0)]


def one_by_one(texts):
    """The rule as it is said: a text is a copy of the first that differs in three bits at most."""
    once = []
    for text in texts:
        for one in once:
            differing = (one[0].simhash ^ text.simhash) & (2**64 - 1)
            if one[0].simhash and text.simhash and differing.bit_count() <= 3:
                one[1] += 1
                break
        else:
            once.append([text, 0])
    return [(text, copies) for text, copies in once]


def test_copies_are_found_wherever_they_differ():
    dice = Random(3)
    seeds = [dice.getrandbits(64) - 2**63 for _ in range(12)]
    bits = [[1 << dice.randrange(64) for _ in range(dice.randrange(6))] for _ in range(300)]
    texts = [Text(0) for _ in range(3)] + [Text(dice.choice(seeds) ^ sum(set(flips))) for flips in bits]
    dice.shuffle(texts)
    found = each_once(texts)
    assert found == one_by_one(texts)
    assert len(seeds) < len(found) < len(texts)
    assert any(a[1] != b[1] for a, b in pairwise(found))
