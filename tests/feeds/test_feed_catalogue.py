"""OPML: the shipped catalogue, other readers' files, bad ones."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.feeds.catalogue import CatalogueUnreadable, read_opml, write_opml
from storage.vocabulary import Feed, FeedState

SHIPPED = Path(__file__).parents[2] / "seeds" / "feeds.opml"

OTHER_READER = b"""<?xml version="1.0"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="News">
    <outline text="Europe">
      <outline type="rss" text="Daily Courier" xmlUrl="https://courier.example/rss" htmlUrl="https://courier.example/"/>
    </outline>
    <outline title="No type" xmlurl="http://b.example/feed?a=1&amp;b=2"/>
    <outline text="A search" xmlUrl="query:Unread"/>
  </outline>
  <outline type="rss" text="Again" xmlUrl="https://courier.example/rss"/>
</body></opml>"""


def test_the_shipped_catalogue_is_whole() -> None:
    feeds = read_opml(SHIPPED)

    assert len(feeds) == len({feed.url for feed in feeds}) == 177
    assert sum(feed.state is FeedState.PAUSED for feed in feeds) == 54


@pytest.mark.parametrize("feed", read_opml(SHIPPED), ids=lambda feed: feed.url)
def test_each_shipped_feed_is_well_described(feed: Feed) -> None:
    assert feed.url.startswith(("http://", "https://"))
    assert feed.title
    assert feed.outlet
    assert feed.owner
    assert feed.language in {"en", "uk", "ru", "de", "fr", "pl", "tr"}
    assert feed.tier in {1, 2, 3}
    assert feed.kind in {"official", "agency", "outlet", "aggregator"}
    assert ZoneInfo(feed.zone)
    assert (feed.state is FeedState.PAUSED) == (feed.reason is not None)
    assert feed.official_of is None or feed.official_of.isupper()


def test_what_is_written_reads_back_the_same() -> None:
    feeds = read_opml(SHIPPED)
    odd = Feed(url="https://x.example/?a=1&b=2", title='"Quotes" & <tags>', language="", fulltext=True)

    assert read_opml(write_opml([*feeds, odd]).encode()) == [*feeds, odd]


def test_a_feed_that_is_gone_is_written_as_off() -> None:
    gone = Feed(url="https://x.example/", state=FeedState.GONE, reason="410 gone")

    (back,) = read_opml(write_opml([gone]).encode())

    assert (back.state, back.reason) == (FeedState.PAUSED, "410 gone")


def test_any_readers_file_is_read() -> None:
    first, second = read_opml(OTHER_READER)

    assert (first.url, first.title, first.language, first.state) == (
        "https://courier.example/rss",
        "Daily Courier",
        "",
        FeedState.ACTIVE,
    )
    assert (second.url, second.title) == ("http://b.example/feed?a=1&b=2", "No type")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"<opml><body>", "no well-formed XML"),
        (b"not xml", "no well-formed XML"),
        (b"<html><body/></html>", "it begins with <html>"),
        (b"<opml><body/></opml>", "no feed in the OPML file"),
        (b'<opml><outline xmlUrl="https://x.example/" tier="9"/></opml>', "https://x.example/: tier='9'"),
        (b'<opml><outline xmlUrl="https://x.example/" zone="Mars/Phobos"/></opml>', "zone='Mars/Phobos'"),
        (b'<opml><outline xmlUrl="https://x.example/" enabled="maybe"/></opml>', "enabled='maybe'"),
        (b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "document type"),
    ],
)
def test_a_bad_file_says_what_is_wrong(content: bytes, says: str) -> None:
    with pytest.raises(CatalogueUnreadable, match=says):
        read_opml(content)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueUnreadable, match=r"cannot read .*nowhere\.opml: No such file"):
        read_opml(tmp_path / "nowhere.opml")
