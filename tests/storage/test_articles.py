"""When two entries are one article: in several feeds of an owner, or under another id of the same feed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import aliases, articles, entries, revisions
from storage.vocabulary import Claim, Entry, Feed, Figure, Kind, Origin, Report, Stage, owner_of

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
ENTRY = Entry(
    feed="https://wire.example/rss", guid="1", title="Home", text="157 came home.", published=NOW, seen=NOW,
    link="https://wire.example/a?id=7", simhash=0b1111,
)  # fmt: skip
CLAIM = Claim(kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="157 came home.", figures=(Figure(157, "UA"),))


@pytest.mark.parametrize(
    ("other", "one_article"),
    [
        pytest.param({"link": "http://www.wire.example/a/?id=7", "simhash": -1}, True, id="the same address"),
        pytest.param({"link": "https://wire.example/a?id=8", "title": "Gone", "simhash": -1}, False, id="another id"),
        pytest.param({"link": "https://wire.example/a?id=7&from=x", "simhash": -1}, True, id="a parameter more"),
        pytest.param({"link": "https://wire.example/b"}, True, id="the same words elsewhere"),
        pytest.param({"link": None}, True, id="the same words without address"),
        pytest.param({"link": "https://wire.example/b", "published": NOW + timedelta(hours=7)}, False, id="much later"),
        pytest.param({"published": NOW + timedelta(days=4)}, False, id="a page that is used again"),
        pytest.param({"link": "https://wire.example/", "simhash": -1}, False, id="a front page"),
        pytest.param({"link": "https://wire.example/b", "simhash": 0}, False, id="no words to know it by"),
    ],
)
def test_one_article_of_an_owner(other: dict[str, object], one_article: bool) -> None:
    assert articles.same(ENTRY, replace(ENTRY, **other)) is one_article  # type: ignore[arg-type]
    assert articles.same(replace(ENTRY, **other), ENTRY) is one_article  # type: ignore[arg-type]


def test_two_front_pages_are_no_article() -> None:
    front = replace(ENTRY, link="https://wire.example/")
    assert not articles.same(front, replace(front, simhash=-1))


@pytest.mark.parametrize(
    ("other", "known"),
    [
        pytest.param({"link": "https://new.example/a?id=7"}, True, id="words and address"),
        pytest.param({"link": "https://wire.example/x"}, True, id="words and date"),
        pytest.param({"link": None, "published": NOW + timedelta(days=1)}, False, id="a few words come again"),
        pytest.param({"simhash": -1, "text": "Other words."}, True, id="address and title"),
        pytest.param({"simhash": -1, "title": "Gone", "published": NOW + timedelta(days=1)}, False, id="a page reused"),
        pytest.param({"link": None, "simhash": -1, "text": "Other."}, True, id="date and title"),
    ],
)
def test_another_id_of_a_feed(other: dict[str, object], known: bool) -> None:
    stored = aliases.Known(1, "1", ENTRY.link, ENTRY.title, NOW, ENTRY.simhash, entries.content_hash(ENTRY))
    new = replace(ENTRY, guid="2", **other)  # type: ignore[arg-type]
    assert aliases.match([stored], [new]) == ({"2": 1} if known else {})


def test_two_items_of_one_address_are_no_version_of_a_third() -> None:
    stored = aliases.Known(1, "1", ENTRY.link, ENTRY.title, NOW - timedelta(hours=1), 0b1, "other")
    new = [replace(ENTRY, guid=guid, text=guid, simhash=-1) for guid in ("2", "3")]
    assert aliases.match([stored], new) == {}


@pytest.mark.parametrize(
    ("feed", "owner"),
    [
        (Feed(url="https://www.wire.example/rss", owner="Wire Ltd", outlet="Wire"), "Wire Ltd"),
        (Feed(url="https://www.wire.example/rss", outlet="Wire"), "Wire"),
        (Feed(url="https://me:secret@www.wire.example/rss?section=2"), "wire.example"),
    ],
)
def test_whose_word_a_feed_is(feed: Feed, owner: str) -> None:
    assert owner_of(feed) == owner


def _report(number: int, claim: Claim = CLAIM, **more: object) -> Report:
    return Report(id=number, claim=claim, outlet="Wire", owner="Wire", published=NOW, seen=NOW, entry_id=1, **more)  # type: ignore[arg-type]


def test_other_words_and_marks_are_the_same_claim_and_another_voice_is_another() -> None:
    reread = replace(CLAIM, evidence="Home they came, 157.", checks=("both parties known",), fresh=True)
    assert revisions.compare([_report(1)], [reread]) == revisions.Revision(kept=((_report(1), reread),))
    quoted = replace(CLAIM, origins=(Origin("ministry", "Ministry", "UA", official=True),))
    found = revisions.compare([_report(1)], [quoted])
    assert found == revisions.Revision(gone=(_report(1),), new=((quoted, _report(1)),))


def test_another_day_with_other_figures_is_another_event_and_takes_no_ones_place() -> None:
    before, after = replace(CLAIM, day=NOW.date()), replace(CLAIM, day=NOW.date() + timedelta(days=9))
    later = replace(after, figures=(Figure(64, "UA"),))
    assert revisions.compare([_report(1, before)], [later]).new == ((later, None),)
    assert revisions.compare([_report(1, before)], [after]).new == ((after, _report(1, before)),)


def test_what_was_withdrawn_is_not_believed_for_ever() -> None:
    back = _report(1, withdrawn=NOW)
    other = replace(CLAIM, figures=(Figure(64, "UA"),))
    assert revisions.compare([back, _report(2, other)], [CLAIM]).returns
    assert revisions.compare([back, _report(2, other)], [CLAIM], believed=False) is None
    third = replace(CLAIM, figures=(Figure(99, "UA"),))
    found = revisions.compare([back, _report(2, other)], [CLAIM, third], believed=False)
    assert found == revisions.Revision(gone=(_report(2, other),), new=((third, _report(2, other)),))
    assert [revisions.believed(times, NOW, NOW) for times in (0, 1, 2)] == [True, False, False]
    assert [revisions.believed(times, NOW, NOW + timedelta(hours=1)) for times in (1, 2)] == [True, False]
