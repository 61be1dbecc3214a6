"""The explanation tells what the reading saw."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.extraction import Reader
from bot.extraction.explain import explain
from storage.vocabulary import Entry

NOW = datetime(2026, 2, 5, 15, tzinfo=UTC)


def entry(title: str, text: str) -> Entry:
    return Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW)


def test_words_figures_and_reasons_are_told(reader: Reader) -> None:
    told = explain(
        reader,
        entry(
            "Ukraine brings home 157 prisoners", "Zelensky said so on Thursday. The last swap took place on 2 October."
        ),
    )
    title, _, last = told.sentences
    assert ("brings home", "receive") in [(w.text, w.meaning) for w in title.words]
    assert title.clauses[0].figures == ("157 captive → UA (total: receive)",)
    assert last.clauses[0].recalled
    assert told.speakers == ("Volodymyr Zelensky",)
    assert any("exchange completed, 2026-02-05, news: 157 to UA (total)" in line for line in told.claims)


def test_what_is_not_read_says_why(reader: Reader) -> None:
    assert explain(reader, entry("Bread prize", "The bakery won.")).refused
    other = explain(reader, entry("Hamas frees hostages, Israel frees 90 prisoners", "Kyiv took no part."))
    assert other.refused == "other parties"
    assert not other.claims
