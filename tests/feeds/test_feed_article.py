"""The page behind a short entry: fetched politely, read for facts, never shown; and what happens where it fails."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from feed_web import Web, answer

from bot.feeds.article import MOST_A_WAVE, MOST_BYTES, Articles, read_article, with_article
from bot.feeds.fetch import Fetcher
from bot.feeds.limits import Limits
from bot.feeds.robots import delay_before
from bot.feeds.simhash import simhash
from bot.feeds.worker import Workers
from bot.jobs.intervals import Pace
from bot.jobs.poll import Poller
from storage import entries, feeds, reports
from storage.database import Database
from storage.seeds import default_folder
from storage.vocabulary import Entry, Feed, Report, Scope

NOW = datetime(2026, 2, 5, 18, 0, tzinfo=UTC)
LINE = "A ministry statement on the return of prisoners of war to Ukraine and Russia."
STORY = """Ukraine and Russia exchanged 157 prisoners of war each on Thursday, the Ukrainian Defence Ministry said.
Among those who came back to Ukraine are soldiers, sailors and border guards, most of them held since 2022.
The United Arab Emirates mediated, the ministry said, and thanked the mediators for the work of many weeks.
Doctors are examining everyone who has returned, and relatives are being told by telephone one after another."""
MENU = "Home World Sport Weather Sign in Subscribe Contact Privacy Terms"
SCRIPT = "<script>var shown = 'Ukraine and Russia exchanged 999 prisoners each on Thursday';</script>"


def page(story: str = STORY, charset: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in story.splitlines())
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in MENU.split())
    return (
        f"<!DOCTYPE html><html><head>{charset}<title>Statement</title>{SCRIPT}</head><body><nav><ul>{menu}</ul></nav>"
        f'<main><article><h1>Statement</h1><figure><img src="/face.jpg"><figcaption>A man with a flag</figcaption>'
        f"</figure>{paragraphs}</article></main><footer><ul>{menu}</ul></footer></body></html>"
    )


def html(text: str = "", **headers: str) -> bytes:
    return answer((text or page()).encode(), content_type="text/html; charset=utf-8", **headers)


def rss(web: Web, *items: tuple[str, str, str]) -> bytes:
    """A feed of (title, text, path of the article)."""
    rows = "".join(
        f"<item><guid>{number}</guid><title>{escape(title)}</title><description>{escape(text)}</description>"
        f"<link>{web.url(path)}</link><pubDate>Thu, 05 Feb 2026 12:00:00 GMT</pubDate></item>"
        for number, (title, text, path) in enumerate(items)
    )
    document = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Ministry</title>{rows}</channel></rss>'
    return answer(document.encode(), content_type="application/rss+xml")


@pytest.fixture
async def poller(database: Database, fetcher: Fetcher) -> AsyncIterator[Poller]:
    async def settle() -> None:
        """Nothing is decided here."""

    made = Workers(1)
    yield Poller(
        database, fetcher, made, folder=default_folder(), pace=Pace(1, 1), now=lambda: NOW, owner="test", settle=settle
    )
    await made.close()


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    made = Workers(1)
    yield made
    await made.close()


@pytest.fixture
async def articles(fetcher: Fetcher, workers: Workers) -> Articles:
    return Articles(fetcher, workers)


def listed(database: Database, web: Web, *, fulltext: bool = True) -> Feed:
    feed = Feed(url=web.url("/feed"), outlet="Ministry", owner="State", official_of="UA", tier=1, fulltext=fulltext)
    return database.run(feeds.put, feed, write=True)


def told(database: Database) -> list[Report]:
    return list(database.run(reports.unresolved))


def stored(database: Database) -> list[Entry]:
    with database.session() as session:
        return list(entries.export(session))


def asked(web: Web) -> list[str]:
    return [request.path for request in web.requests]


def entry(web: Web, path: str = "/a", text: str = LINE) -> Entry:
    return Entry(feed="f", guid=path, title="Statement", text=text, published=NOW, seen=NOW, link=web.url(path))


async def test_a_short_entry_is_read_with_its_article(poller: Poller, web: Web, database: Database) -> None:
    listed(database, web)
    web.on("/feed", rss(web, ("Statement", LINE, "/a")))
    web.on("/a", html())
    wave = await poller.poll_all()
    assert (wave.articles, wave.relevant) == (1, 1)
    assert asked(web) == ["/feed", "/robots.txt", "/a"]
    claim = next(report.claim for report in told(database) if not report.claim.background)
    figures = {figure.party: figure.value for figure in claim.figures if figure.scope is Scope.TOTAL}
    assert figures == {"UA": 157, "RU": 157}
    (kept,) = stored(database)
    assert (kept.title, kept.text) == ("Statement", LINE)
    assert claim.evidence in kept.body
    assert not any(word in kept.article for word in ("999", "flag", "Subscribe", "jpg"))


async def test_the_article_is_fetched_once(poller: Poller, web: Web, database: Database) -> None:
    listed(database, web)
    web.on("/a", html())
    web.on("/b", html(page("The ministry has no news of Ukraine today.\n" * 12)))
    item = ("Statement", LINE, "/a")
    web.on("/feed", rss(web, item), rss(web, item), rss(web, item, ("Weather", "Rain is on its way.", "/b")))
    for _ in range(3):
        await poller.poll_all()
    assert asked(web).count("/a") == 1
    assert asked(web).count("/b") == 0
    assert asked(web).count("/robots.txt") == 1
    assert len(stored(database)) == 2


async def test_a_feed_without_fulltext_is_left_alone(poller: Poller, web: Web, database: Database) -> None:
    listed(database, web, fulltext=False)
    web.on("/feed", rss(web, ("Statement", LINE, "/a")))
    web.on("/a", html())
    await poller.poll_all()
    assert asked(web) == ["/feed"]
    assert len(stored(database)) == 1


async def test_an_entry_that_says_enough_is_left_alone(poller: Poller, web: Web, database: Database) -> None:
    listed(database, web)
    web.on("/feed", rss(web, ("Statement", STORY, "/a")))
    web.on("/a", html())
    await poller.poll_all()
    assert asked(web) == ["/feed"]


async def test_a_wave_fetches_a_few_only_the_newest(poller: Poller, web: Web, database: Database) -> None:
    listed(database, web)
    web.on("/feed", rss(web, *((f"Statement {n}", LINE, f"/{n}") for n in range(10))))
    for number in range(10):
        web.on(f"/{number}", html())
    await poller.poll_all()
    assert sum(path.strip("/").isdecimal() for path in asked(web)) == MOST_A_WAVE
    assert len(stored(database)) == 10


@pytest.mark.parametrize(
    ("path", "robots"),
    [
        pytest.param("/a", b"User-agent: *\nDisallow: /", id="everybody"),
        pytest.param("/a", b"User-agent: *\nDisallow:\n\nUser-agent: parley\nDisallow: /a", id="Parley by name"),
        pytest.param("/a?print=1", b"User-agent: *\nDisallow: /*?print=", id="a wildcard"),
        pytest.param("/a", b"User-agent: *\nCrawl-delay: 3600", id="a pause of an hour"),
    ],
)
async def test_robots_txt_is_obeyed(path: str, robots: bytes, articles: Articles, web: Web) -> None:
    web.on("/robots.txt", answer(robots))
    web.on(path, html())
    one = entry(web, path)
    assert await articles.complete([one], [one]) == [one]
    assert asked(web) == ["/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "reads"),
    [
        pytest.param(answer(status="404 Not Found"), True, id="none"),
        pytest.param(answer(status="410 Gone"), True, id="gone"),
        pytest.param(answer(b"<html>no rules here</html>"), True, id="a page instead"),
        pytest.param(answer(status="403 Forbidden"), False, id="kept from us"),
        pytest.param(answer(status="503 Service Unavailable"), False, id="out of order"),
        pytest.param(answer(b"#" * 600_000), False, id="endless"),
    ],
)
async def test_rules_that_cannot_be_had(robots: bytes, reads: bool, articles: Articles, web: Web) -> None:
    web.on("/robots.txt", robots)
    web.on("/a", html())
    one = entry(web)
    (read,) = await articles.complete([one], [one])
    assert bool(read.article) is reads
    assert ("/a" in asked(web)) is reads


async def _hang(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(answer(status="404 Not Found"), id="not found"),
        pytest.param(answer(status="403 Forbidden"), id="forbidden"),
        pytest.param(answer(status="500 Internal Server Error"), id="broken"),
        pytest.param(_hang, id="hangs"),
        pytest.param(answer(b"<p>" * 1_000_000, content_type="text/html"), id="huge"),
        pytest.param(answer(b"%PDF-1.7 \x00\xff", content_type="application/pdf"), id="no page"),
        pytest.param(answer(b"", content_type="text/html"), id="empty"),
        pytest.param(answer(b"\x00\xff\xfe<" * 300, content_type="text/html"), id="bytes"),
        pytest.param(answer(b"<div>" * 40_000, content_type="text/html"), id="nested"),
        pytest.param(answer(b"</p><b><table><tr><i></b>&#xd800;<![CDATA[" * 900, content_type="text/html"), id="soup"),
        pytest.param(answer(b"<html><body>We use cookies.</body></html>", content_type="text/html"), id="a wall"),
        pytest.param(answer(status="302 Found", location="/a"), id="loop"),
        pytest.param(answer(status="302 Found", location="file:///etc/passwd"), id="no web address"),
    ],
)
async def test_a_page_that_cannot_be_read_leaves_the_entry_as_it_is(bad: bytes, articles: Articles, web: Web) -> None:
    web.on("/a", bad)
    one = entry(web)
    assert await articles.complete([one], [one]) == [one]
    assert "/a" in asked(web)


async def test_a_failure_never_costs_the_entry(poller: Poller, web: Web, database: Database) -> None:
    listed(database, web)
    title = "Ukraine and Russia exchange 157 prisoners each"
    web.on("/feed", rss(web, (title, LINE, "/a"), (title, LINE, "/b")))
    web.on("/b", _hang)
    wave = await poller.poll_all()
    assert (wave.entries, wave.failed, wave.relevant) == (2, 0, 2)
    assert [(one.title, one.text, one.article) for one in stored(database)] == [(title, LINE, "")] * 2


async def test_what_has_come_in_time_is_used(fetcher: Fetcher, workers: Workers, web: Web) -> None:
    articles = Articles(fetcher, workers, seconds=1.5)
    web.on("/a", html())
    web.on("/b", _hang)
    chosen = [entry(web, "/a"), entry(web, "/b")]
    await articles.complete(chosen[:1], chosen[:1])  # the worker is warm
    read = await articles.complete(chosen, chosen)
    assert [bool(one.article) for one in read] == [True, False]


async def test_redirects_are_followed_where_robots_may_go(articles: Articles, web: Web) -> None:
    web.on("/a", answer(status="301 Moved Permanently", location="/open/a"))
    web.on("/b", answer(status="301 Moved Permanently", location="/shut/b"))
    web.on("/open/a", html())
    web.on("/shut/b", html())
    web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /shut/"))
    chosen = [entry(web, "/a"), entry(web, "/b")]
    read = await articles.complete(chosen, chosen)
    assert [bool(one.article) for one in read] == [True, False]
    assert "/shut/b" not in asked(web)


async def test_the_byte_cap_is_the_articles_own(web: Web) -> None:
    limits = Limits(total=5.0, size=8 * 1024 * 1024)
    async with Fetcher("Parley/test", allow_private=True, limits=limits) as fetcher:
        workers = Workers(1)
        web.on("/a", html(page() + " " * MOST_BYTES))
        one = entry(web)
        assert await Articles(fetcher, workers).complete([one], [one]) == [one]
        await workers.close()


async def test_two_entries_of_one_page_fetch_it_once(articles: Articles, web: Web) -> None:
    web.on("/a", html())
    twins = [
        entry(web),
        Entry(feed="f", guid="2", title="Again", text=LINE, published=NOW, seen=NOW, link=web.url("/a")),
    ]
    assert all(one.article for one in await articles.complete(twins, twins))
    assert asked(web).count("/a") == 1


def test_a_page_names_its_own_character_set() -> None:
    story = "Україна та Росія обміняли по 157 військовополонених у четвер, повідомляє Координаційний штаб.\n" * 6
    body = page(story, '<meta charset="windows-1251">').encode("cp1251")
    assert "військовополонених" in read_article(body, "text/html", "uk")
    assert "військовополонених" in read_article(page(story).encode("cp1251"), "text/html; charset=windows-1251", "uk")


def test_an_article_tells_two_entries_of_one_title_apart() -> None:
    short = Entry(
        feed="f", guid="1", title="Exchange of prisoners", text="", published=NOW, seen=NOW, link="https://a.example/"
    )
    one, other = (
        with_article(short, STORY),
        with_article(short, STORY.replace("157", "303").replace("Thursday", "Friday")),
    )
    assert one.simhash == simhash(f"{short.title}\n{STORY}")
    assert one.simhash != other.simhash


@pytest.mark.parametrize(
    ("text", "article", "body"),
    [
        pytest.param("Short.", "", "Short.", id="no article"),
        pytest.param("", "Long.", "Long.", id="no text"),
        pytest.param("The day began …", "The day began early.", "The day began early.", id="its own beginning"),
        pytest.param("A summary.", "The day began.", "A summary.\nThe day began.", id="another text"),
    ],
)
def test_what_is_read(text: str, article: str, body: str) -> None:
    assert Entry(feed="f", guid="1", title="T", text=text, article=article, published=NOW, seen=NOW).body == body


def test_crawl_delays_are_told() -> None:
    assert delay_before("User-agent: *\nCrawl-delay: 7\nDisallow: /no", "https://a.example/yes") == 7
    assert delay_before("User-agent: *\nCrawl-delay: 7\nDisallow: /no", "https://a.example/no") is None


async def test_the_bot_itself_never_imports_the_reader_of_pages(tmp_path: Path) -> None:
    code = (
        "import sys, bot.app; print([n for n in sys.modules if n.split('.')[0] in ('trafilatura', 'lxml', 'protego')])"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, cwd=Path(__file__).parents[2], stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert out.decode().strip() == "[]"
