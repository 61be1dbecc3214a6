"""RSS 2.0 of the usual form has a quick way of its own; feedparser reads the same there, and all the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.feeds import simple
from bot.feeds.failures import FeedFailed
from bot.feeds.parse import parse
from storage.seeds import default_folder
from storage.vocabulary import Document, Feed

SAMPLE = default_folder() / "sample"
NOW = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)
FEED = Feed(url="https://courier.example/feeds/all.xml")
USUAL = (
    '<rss version="2.0"><channel><title>Wire</title>{}<item><title>One</title><link>https://w.example/1</link>'
    "<guid>https://w.example/1</guid><pubDate>Thu, 05 Feb 2026 12:00:00 GMT</pubDate>{}</item></channel></rss>"
)


def usual(channel: str, item: str) -> bytes:
    return USUAL.format(channel, item).encode()


def parsed(body: bytes) -> Document | str:
    try:
        return parse(body, feed=FEED, now=NOW)
    except FeedFailed as error:
        return error.cause


def same_either_way(body: bytes, monkeypatch: pytest.MonkeyPatch) -> bool:
    quick = parsed(body)
    monkeypatch.setattr(simple, "read", lambda _: None)
    return parsed(body) == quick


@pytest.mark.parametrize(
    "path", sorted([*Path(__file__).parent.glob("*.xml"), *SAMPLE.glob("*.xml")]), ids=lambda path: path.stem
)
def test_a_document_is_read_the_same_either_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same_either_way(path.read_bytes(), monkeypatch)


def test_the_usual_document_is_read_the_quick_way() -> None:
    assert simple.read(usual("<ttl>5</ttl>", "<description>Text</description>")) is not None


def test_hubs_are_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    links = (
        '<a10:link rel="self" href=" https://w.example/f?a=1&amp;b=2 " type="application/rss+xml"/>'
        '<a10:link rel="hub" href="https://hub.example/"/><a10:link rel="hub"/><a10:link rel="next" href="/2"/>'
    ).replace("<a10:link", '<a10:link xmlns:a10="http://www.w3.org/2005/Atom"')
    found = parsed(usual(links, ""))
    assert isinstance(found, Document)
    assert (found.hubs, found.topic) == (("https://hub.example/",), "https://w.example/f?a=1&b=2")
    assert simple.read(usual(links, "")) is not None
    assert same_either_way(usual(links, ""), monkeypatch)


@pytest.mark.parametrize(
    ("channel", "item"),
    [
        pytest.param("<ttl unit='hour'>5</ttl>", "", id="an attribute"),
        pytest.param("<title>Again</title>", "", id="two titles"),
        pytest.param("<link href='https://w.example/'/>", "", id="a link of another kind"),
        pytest.param("", "<description>Text <b>bold</b></description>", id="elements in the text"),
        pytest.param("", "<description>1</description><description>2</description>", id="two texts"),
        pytest.param("", "<source url='https://o.example/rss'>Other</source>", id="an element that is not known"),
        pytest.param("", "<description>&nbsp;</description>", id="an entity that XML does not know"),
    ],
)
def test_what_is_not_usual_is_left_to_feedparser(channel: str, item: str) -> None:
    assert simple.read(usual(channel, item)) is None


SPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:a10='http://www.w3.org/2005/Atom' "
    "xmlns:y='http://news.yandex.ru' xmlns:fb='http://rssnamespace.org/feedburner/ext/1.0' "
    "xmlns:w='http://webfeeds.org/rss/1.0'"
)


@pytest.mark.parametrize(
    ("channel", "item"),
    [
        pytest.param(
            "<dc:date>2018-01-31T20:15:15Z</dc:date><dc:publisher>me</dc:publisher>", "", id="more of Dublin Core"
        ),
        pytest.param("<dc:language>uk</dc:language>", "", id="a language of Dublin Core"),
        pytest.param("<language>uk</language><dc:language>uk</dc:language>", "", id="one language twice"),
        pytest.param(
            "<cloud domain='w.example' port='80'/><y:logo type='square'>l.png</y:logo>", "", id="cloud and logo"
        ),
        pytest.param("<w:accentColor>54cc39</w:accentColor><w:related layout='card'/>", "", id="colours"),
        pytest.param("<fb:info uri='w'/><fb:feedFlare href='https://a.example/'>A</fb:feedFlare>", "", id="FeedBurner"),
        pytest.param("", "<fb:origLink>https://o.example/1?utm_source=fb</fb:origLink>", id="FeedBurner's link"),
        pytest.param("", "<a10:updated>2026-02-05T13:00:00.267Z</a10:updated>", id="Atom's time"),
        pytest.param("", "<pdalink>https://p.example/1</pdalink>", id="a link for small screens"),
    ],
)
def test_what_many_outlets_add_is_no_hindrance(channel: str, item: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = usual(channel, item).replace(b"<rss", f"<rss {SPACES}".encode())
    assert simple.read(body) is not None
    assert same_either_way(body, monkeypatch)


def test_two_languages_are_left_to_feedparser(monkeypatch: pytest.MonkeyPatch) -> None:
    body = usual("<language>uk</language><dc:language>ru</dc:language>", "").replace(b"<rss", f"<rss {SPACES}".encode())
    assert simple.read(body) is None
    assert same_either_way(body, monkeypatch)


@pytest.mark.parametrize("name", ["pubDate", "dc:date"])
@pytest.mark.parametrize(
    "given",
    [
        "Thu, 5 Feb 2026 1:00:00 GMT", "yesterday", "05.02.2026", "2026-02-05", "2026-02-05T10:00:00Z", "",
        "2018-02-31T10:00:00Z", "2020-02-29T10:00:00Z", "2019-02-29T10:00:00Z", "2020-04-31T10:00:00+02:00",
        "Thu, 05 Feb 2026 12:00:00 MSK", "Thu, 31 Feb 2026 12:00:00 +0300", "5 Feb 26 12:00 GMT",
    ],
)  # fmt: skip
def test_a_date_means_the_same_either_way(given: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>W</title><item>'
        f"<title>One</title><guid isPermaLink='false'>1</guid><{name}>{given}</{name}></item></channel></rss>"
    )
    assert same_either_way(body.encode(), monkeypatch)


@pytest.mark.parametrize(
    "text",
    ["caf\u00c3\u00a9 twice", "\u20ac5 and \u00a33", "\u00ab Libert\u00e9 \u00bb", "\u0093quoted\u0094", "Обмін"],
)
def test_letters_are_the_same_either_way(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same_either_way(usual("", f"<description>{text}</description>"), monkeypatch)
