"""Documents and what must become of them, side by side in this folder, in our own words.

Made after feeds as they were seen; each file is named for the one thing that is odd about it.
"""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from bot.feeds.failures import EmptyFeed, FeedFailed, NotAFeed
from bot.feeds.parse import parse
from storage.vocabulary import Document, Entry, Feed

GOLDEN = Path(__file__).parent
NOW = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)
ADDRESS = "https://courier.example/feeds/all.xml"


def read(name: str, now: datetime = NOW) -> Document:
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    feed = Feed(url=ADDRESS, **expected.get("feed", {}))
    body = (GOLDEN / f"{name}.xml").read_bytes()
    return parse(body, feed=feed, now=now, content_type=expected.get("content_type"))


def shown(entry: Entry) -> dict[str, Any]:
    return {
        "guid": entry.guid,
        "title": entry.title,
        "text": entry.text,
        "link": entry.link,
        "published": entry.published.isoformat(),
        "published_given": entry.published_given,
        "updated": entry.updated and entry.updated.isoformat(),
        "language": entry.language,
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.json")))
def test_golden(name: str) -> None:
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    if "failure" in expected:
        with pytest.raises(FeedFailed) as caught:
            read(name)
        assert caught.value.cause == expected["failure"]
        return

    document = read(name)

    assert [shown(entry) for entry in document.entries] == expected["entries"]
    assert document.version == expected["version"]
    assert document.title == expected["title"]
    assert document.language == expected["language"]
    assert document.ttl_minutes == expected["ttl_minutes"]


def test_every_document_has_its_pair() -> None:
    documents = {path.stem for path in GOLDEN.glob("*.xml")}

    assert documents == {path.stem for path in GOLDEN.glob("*.json")}
    assert len(documents) >= 35


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.xml")))
def test_a_second_reading_finds_the_same_ids(name: str) -> None:
    try:
        first = read(name)
    except FeedFailed:
        return

    again = read(name, NOW + timedelta(hours=3))

    assert [entry.guid for entry in first.entries] == [entry.guid for entry in again.entries]
    assert len({entry.guid for entry in first.entries}) == len(first.entries)


def test_an_entry_carries_its_feed_and_the_time_it_was_seen() -> None:
    entry = read("rss-2.0").entries[0]

    assert (entry.feed, entry.outlet, entry.seen) == (ADDRESS, "Daily Courier", NOW)
    assert entry.simhash != 0


@pytest.mark.parametrize(("name", "kind"), [("html-page", NotAFeed), ("json", NotAFeed), ("empty", EmptyFeed)])
def test_kinds_of_failure(name: str, kind: type[FeedFailed]) -> None:
    with pytest.raises(kind):
        read(name)


def test_an_endless_id_is_kept_short() -> None:
    body = (GOLDEN / "rss-2.0.xml").read_bytes().replace(b"courier-1001", b"x" * 10_000)

    entry = parse(body, feed=Feed(url=ADDRESS), now=NOW).entries[0]

    assert entry.guid.startswith("sha256:")


HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
ITEM = HEAD + b"<item><title>x</title><description>"
END = b"</description></item></channel></rss>"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("body", "cause"),
    [
        pytest.param(b"\n" * 400_000 + HEAD + b"</channel></rss>", None, id="white space first"),
        pytest.param(
            b'<?xml version="1.0"?><!-- <a> -->' + b"\n" * 400_000 + b'<rss version="2.0"/>', None, id="comment first"
        ),
        pytest.param(ITEM + b"\n" * 1_000_000 + END, None, id="white space within"),
        pytest.param(HEAD + b"<a>" * 100_000, "nested too deeply", id="nested"),
        pytest.param((HEAD.decode() + "<a>" * 100_000).encode("utf-16"), "nested too deeply", id="nested UTF-16"),
        pytest.param(HEAD + b"<a/>" * 1_000_000, "too many elements", id="many elements"),
        pytest.param(ITEM + b"<" * 1_000_000 + END, "too many elements", id="many brackets"),
        pytest.param(
            b'<rss version="2.0" ' + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>",
            "too many elements",
            id="many attributes",
        ),
        pytest.param(
            HEAD + b"<item><title>x</title><author>" + b"a" * 1_000_000 + b"</author></item></channel></rss>",
            None,
            id="long author",
        ),
        pytest.param(ITEM + b"&lt;a&gt;" * 100_000 + END, None, id="nested and escaped"),
        pytest.param(ITEM + b"&lt;!--" * 50_000 + END, None, id="comments never closed"),
        pytest.param(ITEM + b"&lt;a b=&quot;" * 50_000 + END, None, id="quotes never closed"),
        pytest.param(ITEM + b"&lt;form&gt;" * 50_000 + END, None, id="forms never closed"),
        pytest.param(
            HEAD + b"<item><title>x</title><pubDate>" + b"10 " * 100_000 + b"</pubDate></item></channel></rss>",
            None,
            id="long date",
        ),
    ],
)
def test_a_bomb_costs_little(body: bytes, cause: str | None) -> None:
    start = datetime.now(UTC)
    try:
        parse(body, feed=Feed(url=ADDRESS), now=NOW)
        found = None
    except FeedFailed as failed:
        found = failed.cause

    assert found == cause
    assert datetime.now(UTC) - start < timedelta(seconds=3)


@pytest.mark.parametrize("prefix", ["", "a:"])
@pytest.mark.parametrize(("entry", "cut", "kept"), [(3, "not", 2), (3, "</", 2), (2, "ahead", 1)])
def test_half_an_entry_is_not_read_whatever_its_element_is_called(prefix: str, entry: int, cut: str, kept: int) -> None:
    entries = "".join(
        f"<{prefix}entry><{prefix}id>tag:{number}</{prefix}id><{prefix}title>Swap {number} ahead</{prefix}title>"
        f"<{prefix}summary>They did not exchange anybody.</{prefix}summary></{prefix}entry>"
        for number in (1, 2, 3)
    )
    named = f":{prefix.rstrip(':')}" if prefix else ""
    feed = f'<{prefix}feed xmlns{named}="http://www.w3.org/2005/Atom"><{prefix}title>Wire</{prefix}title>{entries}'
    broken = feed[: feed.index(cut, feed.index(f"Swap {entry}"))]
    found = parse(broken.encode(), feed=Feed(url=ADDRESS), now=NOW)
    assert (len(found.entries), found.whole) == (kept, False)


def test_of_a_long_document_that_breaks_off_no_whole_entry_is_lost() -> None:
    items = "".join(f"<item><guid>{number}</guid><title>Day {number}</title></item>" for number in range(2_001))
    found = parse(f'<rss version="2.0"><channel>{items}<item><guid>half'.encode(), feed=Feed(url=ADDRESS), now=NOW)
    assert len(found.entries) == 2_000


@pytest.mark.parametrize(
    ("channel", "hours", "days"),
    [
        pytest.param("<skipHours><hour>1</hour><hour> 22 </hour></skipHours>", (1, 22), (), id="hours"),
        pytest.param("<skipHours><hour>24</hour><hour>77</hour><hour>x</hour></skipHours>", (0,), (), id="midnight"),
        pytest.param("<skipDays><day>Sunday</day><day>monday</day></skipDays>", (), (0, 6), id="days"),
        pytest.param("<skipDays><day>Someday</day></skipDays><skipHours/>", (), (), id="nothing"),
        pytest.param("<skipHours><hour>1</hour>", (), (), id="never ended"),
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_hours_and_days_to_be_skipped(
    channel: str, hours: tuple[int, ...], days: tuple[int, ...], *, last: bool
) -> None:
    item = "<item><guid>1</guid><title>Rain</title></item>"
    rows = (item, channel) if last else (channel, item)
    body = f'<rss version="2.0"><channel><title>Wire</title>{"".join(rows)}</channel></rss>'.encode()
    found = parse(body, feed=Feed(url=ADDRESS), now=NOW)
    assert (found.skip_hours, found.skip_days, len(found.entries)) == (hours, days, 1)


@pytest.mark.parametrize(("minutes", "gap"), [((0, 60, 120, 180, 400), 6000), ((0, 60, 120, 180), None)])
def test_the_usual_gap_between_two_entries(minutes: tuple[int, ...], gap: int | None) -> None:
    dates = [format_datetime(NOW - timedelta(minutes=one)) for one in minutes]
    items = "".join(f"<item><guid>{one}</guid><pubDate>{one}</pubDate></item>" for one in dates)
    body = f'<rss version="2.0"><channel>{items}<item><title>no date</title></item></channel></rss>'.encode()
    assert parse(body, feed=Feed(url=ADDRESS), now=NOW).habits["usual_gap"] == gap
