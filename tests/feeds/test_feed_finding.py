"""From any page of a site to its feed, over HTTP: what is announced, linked to, or in a usual place."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from feed_web import Web, answer

from bot.cli.adding import NotChosen, choose
from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.finding import MOST, Finder, FoundFeed, NoFeedFound, nothing_found, web_address
from bot.feeds.worker import Workers
from storage.vocabulary import Document

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
RSS = "rel='alternate' type='application/rss+xml'"


class Here(Workers):
    """Runs the functions of workers where it stands: what a process of its own adds is tested elsewhere."""

    async def run(self, function: Callable[..., object], *args: object, **kwargs: object) -> object:
        return function(*args, **kwargs)


@pytest.fixture
async def finder(fetcher: Fetcher) -> AsyncIterator[Finder]:
    workers = Here(0)
    yield Finder(fetcher, workers, NOW)
    await workers.close()


def rss(title: str = "News", text: str = "", *links: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><description>{text}</description><link>https://x.example/{link}</link></item>"
        for link in links or (title,)
    )
    document = f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"
    return answer(document.encode(), content_type="text/html")  # as many servers call it


def html(*elements: str, **headers: str) -> bytes:
    page = f"<!DOCTYPE html><html><head></head><body>{''.join(elements)}</body></html>"
    return answer(page.encode(), content_type="text/html; charset=utf-8", **headers)


async def urls(finder: Finder, address: str) -> list[str]:
    return [one.url.rpartition(":")[2].partition("/")[2] for one in await finder.find(address)]


async def test_a_feed_is_found_at_its_own_address_whatever_its_type(web: Web, finder: Finder) -> None:
    web.on("/rss", rss())

    assert await urls(finder, web.url("/rss")) == ["rss"]
    assert await urls(finder, web.url("/rss").replace("http:", "feed:")) == ["rss"]
    assert [one.path for one in web.requests] == ["/rss", "/rss"], "nothing else is asked for"


async def test_what_the_page_announces(web: Web, finder: Finder) -> None:
    web.on("/news", html(f"<base href='/all/'><link {RSS} href='rss'><link {RSS} href='/comments/feed'>"))
    web.on("/all/rss", rss("Articles"))
    web.on("/comments/feed", rss("Comments"))

    assert await urls(finder, web.url("/news")) == ["all/rss"]


async def test_what_the_page_announces_by_a_header(web: Web, finder: Finder) -> None:
    web.on("/news", html(link='</atom>; rel="alternate"; type="application/atom+xml"'))
    web.on("/atom", rss())

    assert await urls(finder, web.url("/news")) == ["atom"]


async def test_a_page_behind_a_redirect_and_a_feed_that_has_moved(web: Web, finder: Finder) -> None:
    web.on("/", answer(status="302 Found", location="/uk/"))
    web.on("/uk/", html(f"<link {RSS} href='rss'>"))
    web.on("/uk/rss", answer(status="301 Moved Permanently", location="/uk/feed"))
    web.on("/uk/feed", rss())

    assert await urls(finder, web.url("/")) == ["uk/feed"], "where it has moved to for good"


async def test_one_feed_in_two_formats_is_one(web: Web, finder: Finder) -> None:
    web.on("/", html(f"<link {RSS} href='/rss'><link {RSS} href='/atom'><link {RSS} href='/sport'>"))
    web.on("/rss", rss("News", "", "1", "2", "3"))
    web.on("/atom", rss("News", "", "1", "2", "3", "4"))
    web.on("/sport", rss("Sport", "", "8", "9"))

    assert await urls(finder, web.url("/")) == ["rss", "sport"]


async def test_a_link_to_a_page_that_lists_the_feeds(web: Web, finder: Finder) -> None:
    web.on("/", html("<a href='/rss/'>RSS</a>"))
    web.on("/rss/", html("<a href='/rss/all.xml'>All</a>"))
    web.on("/rss/all.xml", rss())

    assert await urls(finder, web.url("/")) == ["rss/all.xml"]


async def test_the_usual_places_are_the_last_resort(web: Web, finder: Finder) -> None:
    web.on("/", html())
    web.on("/feed/", html("Not found"))
    web.on("/rss.xml", rss())
    web.on("/atom.xml", rss())

    assert await urls(finder, web.url("/")) == ["rss.xml"]
    assert [one.path for one in web.requests] == ["/", "/robots.txt", "/feed/", "/rss", "/rss.xml"]


async def test_robots_are_kept_out_where_they_are_not_wanted(web: Web, finder: Finder) -> None:
    web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /rss.xml\nDisallow: /closed"))
    web.on("/rss.xml", rss())
    web.on("/", html())
    web.on("/closed", html(f"<link {RSS} href='/rss.xml'>"))

    with pytest.raises(NoFeedFound, match="announces none, links to none"):
        await finder.find(web.url("/"))
    with pytest.raises(NoFeedFound, match=r"robots\.txt does not let"):
        await finder.find(web.url("/closed"))
    assert "/rss.xml" not in {one.path for one in web.requests}


async def test_no_more_than_a_few_addresses_are_looked_at(web: Web, finder: Finder) -> None:
    web.on("/", html(*(f"<link {RSS} href='/{number}'>" for number in range(MOST + 3))))
    for number in range(MOST + 3):
        web.on(f"/{number}", rss(str(number)))

    assert await urls(finder, web.url("/")) == [str(number) for number in range(MOST)]
    assert finder.left == 3


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"", "text/html", "the answer is empty"),
        (b"%PDF-1.7", "application/pdf", "no feed and no web page, but application/pdf"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/json", "a JSON Feed"),
        (b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "text/xml", "parley feeds import FILE"),
        (b"{" * 100_000, "application/json", "but application/json"),
    ],
)
async def test_what_is_no_page_is_named(web: Web, finder: Finder, body: bytes, kind: str, says: str) -> None:
    web.on("/x", answer(body, content_type=kind))

    with pytest.raises(NoFeedFound, match=says):
        await finder.find(web.url("/x"))


@pytest.mark.parametrize(
    ("address", "url", "says"),
    [
        ("t.me/s/x", "https://t.me/s/x", "Telegram offers no feed of its channels; look for the same news on the publ"),
        ("https://www.youtube.com/watch?v=1", "https://consent.youtube.com/m", "on a channel's own page only"),
        ("https://fb.com/x", "https://m.facebook.com/x", "Facebook offers no feeds"),
        ("https://notfacebook.com/", "https://notfacebook.com/", "the page announces none"),
    ],
)
def test_a_site_that_has_no_feeds_is_told_by_name(address: str, url: str, says: str) -> None:
    assert says in nothing_found(address, url)


def test_what_people_type_is_made_an_address() -> None:
    assert web_address(" example.org/news ") == "https://example.org/news"
    assert web_address("http://example.org") == "http://example.org"
    assert web_address("feed:https://example.org/rss") == "https://example.org/rss"


async def test_comments_are_the_last_thing_that_is_offered(web: Web, finder: Finder) -> None:
    web.on("/", html(f"<link {RSS} href='/comments.xml'><a href='/rss'>RSS</a>"))
    web.on("/comments.xml", rss("Comments"))
    assert [one.comments for one in await finder.find(web.url("/"))] == [True]

    web.on("/rss", rss())
    assert await urls(finder, web.url("/")) == ["rss"]


async def test_a_private_address_is_not_searched(web: Web) -> None:
    async with Fetcher("Parley/test") as guarded:
        with pytest.raises(FeedFailed, match="private address"):
            await Finder(guarded, Here(0), NOW).find(web.url("/"))


def found(url: str, language: str | None = None, *, comments: bool = False) -> FoundFeed:
    return FoundFeed(url=url, document=Document(version="rss20", title=url, language=language), comments=comments)


def test_one_feed_is_taken_and_of_several_the_one_in_the_language() -> None:
    uk, ru, en = found("a", "uk"), found("b", "ru"), found("c", "en")

    assert choose([ru], "uk", 0, None) is ru, "the only one; its entries tell their own language"
    assert choose([uk, ru, en], "ru", 0, None) is ru
    assert choose([uk, ru], None, 0, lambda told: len(told) - 1) is ru


@pytest.mark.parametrize(
    ("offered", "wanted", "says"),
    [
        ([found("a", "uk"), found("b", "ru")], None, "2 feeds were found; add one by its address, or say which"),
        ([found("a", "uk"), found("b", "ru")], "en", "none of the feeds found is in the language en"),
        ([found("a", "uk"), found("b", "uk")], "uk", "2 feeds in the language uk were found"),
        ([found("a", "uk", comments=True)], None, "only comments of readers are offered"),
    ],
)  # fmt: skip
def test_where_it_is_not_clear_which_they_are_listed(offered: list[FoundFeed], wanted: str | None, says: str) -> None:
    with pytest.raises(NotChosen) as caught:
        choose(offered, wanted, 3, None)

    assert str(caught.value).startswith(says)
    assert "  a\ta (uk, RSS 2.0, 0 entries, newest never)" in str(caught.value)
    assert "3 more addresses on the page" in str(caught.value)
