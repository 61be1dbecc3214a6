"""`parley feeds add` as an operator types it, over HTTP."""

import sys
from io import StringIO
from pathlib import Path

import pytest
from feed_web import Web, answer

from bot.cli.adding import ask
from storage import feeds
from storage.database import Database
from storage.vocabulary import Feed
from tests.newsroom import command

UKRAINIAN = "Україна та Росія провели обмін полоненими, повідомив у четвер Координаційний штаб, це вже другий обмін"
RUSSIAN = "Россия и Украина провели обмен пленными, сообщило в четверг Министерство обороны, это уже второй обмен"
HEAD = "<!DOCTYPE html><link rel='alternate' type='application/rss+xml' href='/uk'>"


def rss(title: str, text: str) -> bytes:
    item = f"<item><title>{title}</title><description>{text}</description><guid>{title}</guid></item>"
    return answer(f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>".encode())


@pytest.fixture
def site(web: Web) -> Web:
    web.on("/", answer(f"{HEAD}<link rel='alternate' type='application/rss+xml' href='/ru'>".encode()))
    web.on("/uk", rss("Новини", UKRAINIAN))
    web.on("/ru", rss("Новости", RUSSIAN))
    return web


async def test_of_several_feeds_the_one_in_the_language_is_added(site: Web, database: Database, tmp_path: Path) -> None:
    site_page = site.url("/")
    status, out, told = await command(tmp_path, "feeds", "add", site_page, allow_private_addresses=1)

    assert (status, out) == (2, "")
    assert "2/2 addresses looked at\nparley: 2 feeds were found; add one by its address" in told
    assert f"  {site.url('/uk')}\tНовини (uk, RSS 2.0, 1 entries, newest never)\n" in told
    assert database.run(feeds.every) == []

    options = ("--language", "ru", "--outlet", "Курьер", "--tier", "2")
    status, out, _ = await command(tmp_path, "feeds", "add", site_page, *options, allow_private_addresses=1)

    assert (status, out) == (0, f"Added: Новости (1 entries now): {site.url('/ru')}\n")
    (feed,) = database.run(feeds.every)
    assert (feed.url, feed.language, feed.outlet, feed.owner, feed.tier) == (
        site.url("/ru"), "ru", "Курьер", "Курьер", 2,
    )  # fmt: skip


async def test_what_is_listed_is_not_listed_twice(site: Web, database: Database, tmp_path: Path) -> None:
    database.run(feeds.put, Feed(url=site.url("/uk")), write=True)
    address = site.on("/uk?utm_source=mail", rss("Новини", UKRAINIAN))

    status, out, _ = await command(tmp_path, "feeds", "add", address, allow_private_addresses=1)

    assert (status, out) == (0, "Listed already: Новини (1 entries now)\n")
    assert len(database.run(feeds.every)) == 1


def test_in_a_terminal_it_asks_until_there_is_an_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("7\nyes\n2\n"))

    assert ask(["  https://x.example/a", "  https://x.example/b"]) == 1
    assert "  2  https://x.example/b\n" in capsys.readouterr().out


@pytest.mark.usefixtures("database")
async def test_a_language_that_is_none(tmp_path: Path) -> None:
    status, _, told = await command(tmp_path, "feeds", "add", "http://127.0.0.1:1/", "--language", "Ukrainian")

    assert (status, told) == (
        2,
        "parley: --language 'Ukrainian' is no language; write two letters such as en, uk or ru\n",
    )
