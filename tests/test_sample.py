"""The sample feeds are whole, in the formats they claim, and tell the story in the order that the demo needs."""

import re
from calendar import timegm
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from storage.seeds import default_folder

FOLDER = default_folder() / "sample"
FORMATS = {"wire.xml": "rss20", "courier.xml": "atom10", "gulf.xml": "rss10"}
START = datetime(2026, 2, 4, 6, 0, tzinfo=UTC)
END = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)


def parsed(name: str) -> Any:
    return feedparser.parse((FOLDER / name).read_bytes())


def moment(entry: Any) -> datetime:
    return datetime.fromtimestamp(timegm(entry.get("published_parsed") or entry.updated_parsed), UTC)


def text(entry: Any) -> str:
    bodies = [entry.get("summary", ""), *(part.value for part in entry.get("content", ()))]
    return re.sub(r"<[^>]+>", " ", " ".join([entry.title, *bodies]))


@pytest.fixture(scope="module")
def story() -> list[Any]:
    """Every item of the three feeds in order of publication."""
    return sorted((entry for name in FORMATS for entry in parsed(name).entries), key=moment)


@pytest.mark.parametrize(("name", "version"), FORMATS.items())
def test_each_is_well_formed_in_its_format(name, version):
    document = parsed(name)
    assert (document.version, document.bozo) == (version, False)
    assert document.feed.title.startswith("Sample")


def test_every_item_can_be_known_again_and_leads_somewhere(story):
    assert 22 <= len(story) <= 30
    assert len({entry.get("id") or entry.link for entry in story}) == len(story)
    assert [e.link for e in story if not re.match(r"https://sample-\w+\.example/\S+$", e.link)] == []


def test_dates_lie_in_the_two_days_and_name_their_zone(story):
    assert moment(story[0]) >= START
    assert moment(story[-1]) <= END
    written = [entry.get("published") or entry.updated for entry in story]
    assert [date for date in written if not re.search(r"( GMT|[+-]\d\d:\d\d)$", date)] == []


def test_items_are_news_of_a_few_sentences(story):
    lengths = [len(re.findall(r"[.?] |[.?]\s*$", text(entry))) for entry in story]
    assert min(lengths) >= 2
    assert [entry.title for entry in story if "!" in text(entry)] == []


def test_the_opml_lists_each_of_them():
    outlines = list(ET.parse(FOLDER / "feeds.opml").iter("outline"))
    listed = {(outline.get("xmlUrl") or "").removeprefix("http://127.0.0.1/") for outline in outlines}
    assert listed == set(FORMATS) == {file.name for file in FOLDER.glob("*.xml")}
    assert len({outline.get("owner") for outline in outlines}) == len(outlines), "each is an origin of its own"
    assert {outline.get("language") for outline in outlines} == {"en"}


def test_the_swap_is_told_as_it_came_out(story):
    """Announced by the mediator, then one side, then the other, a joint figure, then three more: one alert, edited."""
    told = [
        r"Witkoff: .*agreed to exchange 157 prisoners each",
        r"Defence Ministry: 157 soldiers returned",
        r"Zelensky: 157 Ukrainians are home, seven civilians",
        r"314 captives exchanged",
        r"Coordination Headquarters: first exchange in four months",
        r"Three civilians from Kursk region also returned",
    ]
    found = [next(i for i, entry in enumerate(story) if re.search(words, entry.title)) for words in told]
    assert found == sorted(found)
    prisoners = [
        i for i, entry in enumerate(story) if re.search(r"\b157\b.*\bprisoners|prisoners\b.*\b157\b", text(entry))
    ]
    assert prisoners[0] == found[0], "no item before the envoy's speaks of the swap"


@pytest.mark.parametrize(
    "words",
    [
        r"on 2 October 2025, 185 soldiers and 20 civilians",
        r"without a breakthrough",
        r"were not easy.*wants results faster",
        r"Rustem Umerov.*Igor Kostyukov.*Steve Witkoff and Jared Kushner",
        r"insists that Ukrainian troops withdraw from the part of the Donetsk region",
        r"insists on binding security guarantees",
        r"substation near Odesa burned",
        r"currency swap",
        r"Houthi movement exchanged 64 prisoners",
        r"exhibition of winter carols",
        r"Fog warning",
    ],
)
def test_the_story_has_its_parts(story, words):
    assert [entry.title for entry in story if re.search(words, text(entry), re.DOTALL)]


def test_the_swap_itself_is_on_the_day_that_the_record_gives(story):
    days = {moment(entry).date() for entry in story if re.search(r"\b(157|314)\b", entry.title)}
    record = (Path(default_folder()) / "record/exchanges.csv").read_text(encoding="utf-8")
    assert "exchange-2026-02-05,2026-02-05,,157,7,160,3," in record
    assert min(days).isoformat() == "2026-02-05"
