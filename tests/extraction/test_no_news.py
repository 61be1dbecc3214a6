"""A reason to wait for another report beside which no true exchange is told makes an exchange background."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry, Kind

THURSDAY = datetime(2027, 3, 4, 15, tzinfo=UTC)


def news(reader: Reader, title: str, text: str) -> list[Kind]:
    entry = Entry(
        feed="f", guid="g", title=title, text=text, published=THURSDAY, seen=THURSDAY, language="en"
    )  # fmt: skip
    return [claim.kind for claim in reader.read(entry).claims if not claim.background]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Six soldiers escape captivity", "The six Ukrainians returned home on Thursday, Zelensky said."),
        ("Court frees 12 soldiers", "The court in Kyiv released the Ukrainian servicemen on Thursday, Lubinets said."),
        ("Prisoners moved", "Russia brought 40 Ukrainian captives to a prison in Rostov on Thursday, Moskalkova said."),
        ("Freed sergeant opens gym", "He came home from captivity in an exchange with others and trains children."),
    ],
)
def test_never_news(reader: Reader, title: str, text: str) -> None:
    assert not news(reader, title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Forty soldiers home", "They were freed from Russian captivity in an exchange on Thursday, Zelensky said."),
        ("Ukraine gets 40 soldiers back", "It is raining in Kharkiv."),
        ("Exchange held", "The National Guard said nine of its men were in the group freed on Thursday."),
    ],
)
def test_still_news(reader: Reader, title: str, text: str) -> None:
    assert news(reader, title, text) == [Kind.EXCHANGE]
