"""Finding a site's feeds on its page."""

import pytest

from bot.feeds.discover import candidates, guesses
from bot.feeds.failures import EmptyFeed

PAGE = "https://courier.example/news/today"
RSS = 'rel="alternate" type="application/rss+xml"'
SITE = "https://courier.example"


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
        pytest.param(f'<link {RSS} href="rss"><base href="/x/"><base href="/y/">', [f"{SITE}/x/rss"],
                     id="the first base counts, for what stands before it too"),
        pytest.param(f'<base href="/x/"><link {RSS} href="rss">', [f"{SITE}/x/rss"], id="a relative base"),
        pytest.param(f'<base target="_top"><link {RSS} href="rss">', [f"{SITE}/news/rss"], id="a base without address"),
        pytest.param(f'<!-- <link {RSS} href="/old"> --><script>"<link {RSS} href=j>"</script><link {RSS} href="new">',
                     [f"{SITE}/news/new"], id="not in comments and scripts"),
        pytest.param(f'<link title="A > B" {RSS} href="/rss">', [f"{SITE}/rss"], id="a bracket within a title"),
        pytest.param('<link rel="alternate" type="text/xml+oembed" href="/oembed"><link rel="alternate" '
                     'type="application/json" href="/wp-json">', [], id="oEmbed and JSON are no feeds"),
        pytest.param('<link rel="feed" type="text/xml; charset=utf-8" href="/f">', [f"{SITE}/f"], id="rel=feed"),
        pytest.param(f'<link {RSS} href="/comments/feed/"><link {RSS} href="/feed/">',
                     [f"{SITE}/feed/", f"{SITE}/comments/feed/"], id="comments last"),
        pytest.param(f'<link {RSS} title="Courier » Стрічка коментарів" href="/f/2"><a href="/rss">RSS</a>',
                     [f"{SITE}/rss", f"{SITE}/f/2"], id="comments by their title, after links too"),
        pytest.param(f'<link {RSS} href="{PAGE}#top">', [], id="the page itself"),
    ],
)  # fmt: skip
def test_candidates(page: str, found: list[str]) -> None:
    assert [one.url for one in candidates(page.encode(), PAGE)] == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('</rss>; rel="alternate"; type="application/rss+xml"; title="All"', [f"{SITE}/rss"]),
        ("<rss>;rel=alternate;type=application/atom+xml", [f"{SITE}/news/rss"]),
        ('<https://hub.example/>; rel="hub", </rss>; type="application/rss+xml"; rel="alternate"', [f"{SITE}/rss"]),
        ('</uk>; rel="alternate"; hreflang="uk"', []),
        ("<<<>>>;;;", []),
    ],
)
def test_a_link_header_announces_too(header: str, found: list[str]) -> None:
    assert [one.url for one in candidates(b"<html></html>", PAGE, link=header)] == found


def test_a_page_in_another_character_set() -> None:
    page = f'<meta charset="windows-1251"><link {RSS} href="/rss" title="Новини">'.encode("cp1251")

    assert candidates(page, PAGE)[0].title == "Новини"


def test_the_usual_places() -> None:
    urls = [one.url for one in guesses("https://courier.example/kyiv?page=2#top")]

    assert urls[:3] == [f"{SITE}/kyiv/feed/", f"{SITE}/feed/", f"{SITE}/rss"]
    assert [one.url for one in guesses(SITE)][:2] == [f"{SITE}/feed/", f"{SITE}/rss"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"<a " + b"a" * 1_000_000, id="a name without end"),
        pytest.param(b"<a " + b'a="' * 100_000, id="quotation marks without end"),
        pytest.param(b"<script" * 140_000, id="scripts without end"),
    ],
)
@pytest.mark.timeout(20)
def test_a_page_that_means_harm_takes_no_long_time(page: bytes) -> None:
    assert candidates(page, PAGE) == []


def test_an_empty_page() -> None:
    with pytest.raises(EmptyFeed):
        candidates(b"", PAGE)
