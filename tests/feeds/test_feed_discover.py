"""Finding a site's feeds on its page."""

import pytest

from bot.feeds.discover import feed_addresses
from bot.feeds.failures import EmptyFeed

PAGE = "https://courier.example/news/today"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', ["https://courier.example/rss"]),
        ("<LINK HREF='feed?a=1&amp;b=2' TYPE=application/atom+xml REL='alternate home'>", [f"{PAGE[:-5]}feed?a=1&b=2"]),
        ('<base href="https://other.example/x/"><link rel="alternate" type="application/rss+xml" href="rss">',
         ["https://other.example/x/rss"]),
        ('<a href="/about">About</a><a href="/feed/">RSS</a><a href="/news.rss">RSS</a>',
         ["https://courier.example/feed/", "https://courier.example/news.rss"]),
        ('<a href="/rss">a</a><link rel="alternate" type="application/rss+xml" href="/all.xml"><a href="/rss">b</a>',
         ["https://courier.example/all.xml", "https://courier.example/rss"]),
        ('<link rel="stylesheet" type="application/rss+xml" href="/x">', []),
        ('<link rel="alternate" hreflang="uk" href="/uk">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        ('<a href="/feedback">Write to us</a><a href="/harassment">x</a>', []),
    ],
)  # fmt: skip
def test_feed_addresses(page: str, found: list[str]) -> None:
    assert feed_addresses(page.encode(), PAGE) == found


def test_an_empty_page() -> None:
    with pytest.raises(EmptyFeed):
        feed_addresses(b"", PAGE)
