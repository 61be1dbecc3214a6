"""One article under other ids and addresses, or in several feeds of its outlet: counted once, told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col

from storage.tables import ClaimRow, EntryRow, StatementRow
from tests.faults.asking import Desk
from tests.faults.chain import unlike
from tests.faults.paper import Article

pytestmark = pytest.mark.asyncio(loop_scope="module")


MOVES: dict[str, Callable[[Article], Article]] = {
    "new ids": lambda one: replace(one, guid=f"urn:{one.guid}"),
    "tracking parameters": lambda one: replace(one, guid=f"{one.link}?tr=1", link=f"{one.link}?tr=1"),
    "https": lambda one: replace(one, link=one.link.replace("https:", "http:"), guid=one.link.replace("https:", "")),
    "www": lambda one: replace(one, link=one.link.replace("://", "://www."), guid=f"www {one.guid}"),
    "another site": lambda one: replace(one, link=one.link.replace(".example", ".test"), guid=f"test {one.guid}"),
    "other addresses": lambda one: replace(one, link=one.link.replace("/news/", "/articles/a-"), guid=f"a {one.guid}"),
    "new dates too": lambda one: replace(one, guid=f"dated {one.guid}", at=one.at and one.at + timedelta(hours=1)),
    "no dates": lambda one: replace(one, guid=f"undated {one.guid}", at=None),
    "new ids without dates": lambda one: replace(one, guid=f"again {one.guid}"),
    "shorter texts": lambda one: replace(one, guid=f"short {one.guid}", text=one.text[: len(one.text) // 2] + "…"),
}


@pytest.mark.both_engines
async def test_a_feed_that_changes_all_of_its_ids_floods_nobody(desk: Desk) -> None:
    for number in range(5):
        desk.paper.print(f"Note {number}", unlike(desk.number * 100 + number), desk.parley.clock())
    desk.paper.print("Air raid", "All clear.", desk.parley.clock())
    desk.report(120)
    await desk.poll()
    before = desk.rows()
    brought = desk.parley.feed(desk.paper).entries
    for name, move in MOVES.items():
        desk.paper.articles = [move(one) for one in desk.paper.articles]
        await desk.poll()
        assert desk.rows() == before, name
        assert desk.parley.feed(desk.paper).entries == brought, name
    await desk.later()
    assert len(desk.messages()) == 1
    assert [one.link for one in desk.claims()] == [desk.paper.articles[-1].link]
    desk.report(130, more="Another one.", guid="new")
    await desk.poll()
    assert desk.rows()["entry"] == before["entry"] + 1


async def test_an_article_with_a_number_for_each_version_is_one(desk: Desk) -> None:
    article = desk.report(120, guid="https://wire.example/news/1#0")
    await desk.poll()
    words = desk.words(112, more="Written anew from the first to the last line by the night desk, with more in it.")
    desk.paper.edit(article, guid="https://wire.example/news/1#1", **words | {"title": "112 are home"})
    await desk.poll()
    [old, new] = desk.claims()
    assert (bool(old.withdrawn), new.replaces) == (True, old.id)
    assert desk.count(EntryRow, col(EntryRow.guid).like("https://wire.example/news/1#%")) == 1
    assert len(desk.messages()) == 1


async def test_one_article_in_three_feeds_of_an_outlet_is_one_source(desk: Desk) -> None:
    """By an outlet alone: two sources would be an alert."""
    section = await desk.another("section", owner=desk.paper.name)
    front = await desk.another("front", owner=desk.paper.name)
    link = f"https://www.{desk.paper.name}.example/a?id=7"
    desk.report(120, by="A volunteer", link=link)
    desk.report(120, section, by="A volunteer", link=f"{link.replace('www.', '')}&section=2", more="More in the paper.")
    desk.report(120, front, by="A volunteer", link=f"https://{desk.paper.name}.example/b/8")
    await desk.poll()
    await desk.later()
    assert desk.messages() == []
    [event] = desk.events()
    [report] = event.reports
    assert report.article == report.entry_id
    assert desk.count(EntryRow, col(EntryRow.link).contains(f"{desk.paper.name}.example")) == 3
    assert desk.ask("sources").count("example/") == 1
    assert "copy" not in desk.ask("sources")
    assert desk.ask("cite").count("published") == 1
    other = await desk.another("courier")
    desk.report(120, other, by="A driver", more=unlike(7000 + desk.number) + " In words of their own.")
    await desk.poll()
    assert len(desk.messages()) == 1, "two outlets"


@pytest.mark.both_engines
async def test_each_feed_of_an_outlet_brings_its_correction_and_it_is_told_once(desk: Desk) -> None:
    section = await desk.another("section", owner=desk.paper.name)
    link = f"https://{desk.paper.name}.example/a"
    first, second = desk.report(120, link=link), desk.report(120, section, link=f"{link}?from=section")
    await desk.poll()
    section.edit(second, **desk.words(112))
    await desk.poll()
    [event] = desk.events()
    figure = event.figure("UA")
    assert figure is not None
    assert (figure.value, len(event.reports), len(event.earlier)) == (112, 1, 1)
    before = desk.rows()
    desk.paper.edit(first, **desk.words(112))
    await desk.poll()
    await desk.later()
    assert desk.rows() == before
    assert len(desk.messages()) == 1
    third = await desk.another("late", owner=desk.paper.name)
    desk.report(120, third, link=f"{link}#late")
    await desk.poll()
    assert desk.rows() == before | {"entry": before["entry"] + 1}, "an old copy says nothing new"


async def test_a_short_item_and_the_whole_text_are_one_source_with_all_that_either_says(desk: Desk) -> None:
    section = await desk.another("section", owner=desk.paper.name)
    link = f"https://{desk.paper.name}.example/a"
    words = desk.words(120)
    desk.paper.print("Russia and Ukraine exchange prisoners", words["text"].split(",")[0] + ".", desk.day, link=link)
    section.print(**words, at=desk.day, link=link)
    await desk.poll()
    await desk.later()
    [event] = desk.events()
    assert len({one.article for one in event.reports}) == 1
    assert {one.party: one.value for one in event.figures} == {"UA": 120, "RU": 120}
    assert desk.ask("cite").count("published") == 1


async def test_a_feed_that_is_listed_anew_under_another_address_brings_nothing_twice(desk: Desk) -> None:
    desk.report(120)
    await desk.poll()
    before = desk.rows()
    moved = await desk.another("moved", owner=desk.paper.name, articles=desk.paper.articles)
    await desk.poll()
    await desk.later()
    assert desk.rows() == before | {"entry": before["entry"] + 1}
    assert len(desk.messages()) == 1
    desk.parley.forget(desk.paper)
    moved.edit(0, **desk.words(112))
    await desk.poll()
    await desk.later()
    [alert] = desk.messages()
    assert alert.startswith("Prisoner exchange: 112")


async def test_what_a_new_feed_brings_first_does_not_silence_an_old_one_of_its_outlet(desk: Desk) -> None:
    other = await desk.another("section", owner=desk.paper.name, polled=False)
    link = f"https://{desk.paper.name}.example/a"
    desk.report(120, other, link=link)
    await desk.poll()
    assert desk.messages() == []
    desk.report(120, link=link)
    await desk.poll()
    assert len(desk.messages()) == 1
    assert desk.count(ClaimRow, col(ClaimRow.owner) == desk.paper.name) == 1


async def test_what_is_quoted_in_three_feeds_of_an_outlet_is_quoted_once(desk: Desk) -> None:
    said = "Volodymyr Zelensky said that Ukraine will not give up the Donetsk region in the talks with Russia."
    papers = [desk.paper, *[await desk.another(name, owner=desk.paper.name, outlet=desk.outlet) for name in ("a", "b")]]
    for number, paper in enumerate(papers):
        paper.print("Zelensky on territory", said, desk.day, link=f"https://{desk.paper.name}.example/{number}")
    await desk.poll()
    assert desk.count(StatementRow, col(StatementRow.outlet) == desk.outlet) == desk.quoted().count(said) == 1
