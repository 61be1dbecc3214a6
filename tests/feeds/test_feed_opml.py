"""OPML as other readers write it, in the shapes that each one gives it; what is broken; what others get from Parley."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.catalogue import CatalogueUnreadable, comparable, read_contents, read_opml, write_opml
from storage.vocabulary import Feed, FeedState

READERS = Path(__file__).parent / "opml"
WANTED = [("https://courier.example/rss", "Courier"), ("https://herald.example/feed?a=1&b=2", "Herald")]


def one(*attributes: str) -> bytes:
    outlines = "".join(f"<outline {given}/>" for given in attributes)
    return f"<opml version='2.0'><body>{outlines}</body></opml>".encode()


NEWS = 'text="Новини" xmlUrl="https://x.example/"'
ONE = one(NEWS).decode()
OFF = "<body><outline isComment='true'><outline xmlUrl='https://off.example/'/></outline>"


@pytest.mark.parametrize("file", sorted(READERS.glob("*.opml")), ids=lambda file: file.stem)
def test_what_other_readers_write(file: Path) -> None:
    contents = read_contents(file)

    assert [(feed.url, feed.title) for feed in contents.feeds] == WANTED
    assert all(not listed.given for listed in contents.listed), "another reader's file says nothing of Parley's own"


def test_what_is_left_out_is_counted() -> None:
    assert read_contents(READERS / "newsboat.opml").left_out == 2
    assert read_contents(READERS / "freshrss.opml").left_out == 1
    assert read_contents(READERS / "feedly.opml").left_out == 0


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + one(NEWS), id="byte order mark"),
        pytest.param(one(NEWS).upper().replace(b"HTTPS:", b"https:"), id="capitals"),
        pytest.param(f"<?xml version='1.0' encoding='windows-1251'?>{ONE}".encode("cp1251"), id="windows-1251"),
        pytest.param(f"<?xml version='1.0' encoding='UTF-16'?>{ONE}".encode("utf-16"), id="utf-16"),
        pytest.param(f"\n\n  <?xml version='1.0'?>{ONE}".encode(), id="blank lines first"),
        pytest.param(f"<!DOCTYPE opml>{ONE}".encode(), id="a bare document type"),
        pytest.param(one(NEWS.replace("о", "о\x08")), id="a control character"),
        pytest.param(one('title="Новини" type="rss" url="https://x.example/"'), id="url, as was once written"),
        pytest.param(one('text="" title="Новини" xmlUrl="feed:https://x.example/"'), id="feed: in front"),
        pytest.param(one(NEWS, 'text="Again" xmlUrl="https://X.example/"'), id="twice"),
        pytest.param(one('isComment="true" xmlUrl="https://off.example/"', NEWS), id="commented out"),
        pytest.param(ONE.replace("<body>", OFF).encode(), id="within what is commented out"),
    ],
)
def test_what_files_look_like(content: bytes) -> None:
    (feed,) = read_opml(content)

    assert feed.url.lower() == "https://x.example/"
    assert feed.title.lower() == "новини"


@pytest.mark.parametrize(
    ("content", "line", "cause", "cure"),
    [
        (b"<opml>\n<body>\n<outline xmlUrl='https://x.example/?a=1&b=2'/>\n</opml>", 3, "invalid token", "&amp;"),
        (b"\n<opml>\n<outline text='a&nbsp;b'/>\n</opml>", 3, "undefined entity", "XML knows only"),
        (b"<opml>\n<outline text='a < b'/></opml>", 2, "invalid token", "&lt;"),
        (b"<opml>\n<outline text='a'>\n</opml>", 3, "mismatched tag", "close each <outline>"),
        (b"<opml>\n<outline text='a' text='b'/></opml>", 2, "duplicate attribute", "one of the two"),
        (b"<opml><body>\n<outline text='a'/>\n", 3, "no element found", "breaks off"),
        (b"https://x.example/rss\nhttps://y.example/rss\n", 1, "no well-formed XML", "parley feeds add ADDRESS"),
        (b"<rss version='2.0'/>", 1, "it begins with <rss>", "parley feeds add ADDRESS"),
        (b"<!doctype html>\n<html></html>", 1, "no well-formed XML", "web page"),
        (b"<opml>\n\n<outline xmlUrl='https://x.example/' tier='9'/></opml>", 3, "tier='9'", "1 (officials"),
        (b"<!DOCTYPE o [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>\n<opml>&b;</opml>", 1, "document type", "take it out"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_line_and_cure(content: bytes, line: int, cause: str, cure: str) -> None:
    with pytest.raises(CatalogueUnreadable) as caught:
        read_opml(content)

    told = str(caught.value)
    assert f"line {line}" in told
    assert cause in told
    assert cure in told.partition(cause)[2]


def test_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.opml"
    path.write_bytes(one('xmlUrl="https://x.example/" zone="Mars"'))

    with pytest.raises(CatalogueUnreadable, match=r"^mine\.opml, line 1: https://x\.example/: zone='Mars'"):
        read_opml(path)


def test_a_file_beyond_all_sizes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.opml"
    with path.open("wb") as file:
        file.truncate(40 * 1024 * 1024)

    with pytest.raises(CatalogueUnreadable, match="more than 32 MiB: split it"):
        read_opml(path)


def test_thousands_of_outlines_within_folders_within_folders() -> None:
    rows = "".join(
        f'<outline text="{n}"><outline text="f" xmlUrl="https://x.example/{n}"/></outline>' for n in range(2000)
    )
    deep = "<outline text='deeper'>" * 2000

    feeds = read_opml(f"<opml><body>{rows}{deep}{'</outline>' * 2000}</body></opml>".encode())

    assert [feed.url for feed in feeds] == [f"https://x.example/{n}" for n in range(2000)]


def test_which_attributes_a_file_gives() -> None:
    own, foreign = read_contents(
        one(
            'xmlUrl="https://x.example/" title="X" language="uk" tier="1"',
            'xmlUrl="https://y.example/" language="en-us"',
        )
    ).listed

    assert own.given == {"tier", "title", "language"}
    assert foreign.given == frozenset()
    assert (own.feed.language, foreign.feed.language) == ("uk", "en")


_words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=9)

_kinds = st.sampled_from(["agency", "outlet"])


@settings(max_examples=40, deadline=None)
@given(
    st.builds(
        Feed, url=st.just("https://x.example/?a=1&b=2"), title=_words, outlet=_words, owner=_words, kind=_kinds,
        language=st.sampled_from(["", "uk"]), country=st.sampled_from(["", "UA"]), tier=st.sampled_from([1, 2, 3]),
        official_of=st.sampled_from([None, "UA"]), zone=st.sampled_from(["UTC", "Europe/Kyiv"]), fulltext=st.booleans(),
        state=st.sampled_from([FeedState.ACTIVE, FeedState.PAUSED]), reason=st.sampled_from([None, 'noisy "x" <y>']),
    )
)  # fmt: skip
def test_an_export_reads_back_as_it_was_and_is_clean_for_others(feed: Feed) -> None:
    written = write_opml([feed]).encode()

    (back,) = read_contents(written).listed
    assert back.feed == feed
    assert "owner" in back.given, "a file of Parley's own gives everything"
    outline = ET.fromstring(written).find("body/outline")
    assert outline is not None
    plain = {name for name in outline.attrib if not name.startswith("{urn:parley:")}
    assert plain <= {"type", "text", "title", "xmlUrl", "language"}, "OPML 2.0 wants others in a namespace"
    assert outline.attrib["text"]


def test_addresses_are_the_same_however_they_are_written() -> None:
    assert comparable("http://Example.org:80/rss#top") == comparable("http://example.org/rss")
    assert comparable("https://anna:x@example.org/rss") != comparable("https://boris:y@example.org/rss")
