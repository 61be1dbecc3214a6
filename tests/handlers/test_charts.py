"""Charts and the line of time: what is drawn and what the caption says are the stored figures, the unknown included."""

import struct
import warnings
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, NOW, RU_MOD, TALKS, report

from bot.plaintext import as_text
from handlers.conversation import FileKind
from handlers.drawing import timeline as drawn_timeline
from handlers.wording.language import LANGUAGES
from storage import series
from storage.record import load_record
from storage.seeds import default_folder
from storage.vocabulary import Confirmation, Figure, Kind, Qualifier

NOVEMBER = datetime(2026, 11, 25, 12, tzinfo=UTC)


def spec(reply):
    """What is drawn, as data."""
    (file,) = reply.attachments
    assert file.kind is FileKind.PICTURE
    return file.content.given


def drawn(reply):
    """The picture itself; nothing in it may lack a letter."""
    (file,) = reply.attachments
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return file.content.function(file.content.given)


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png.endswith(b"IEND\xaeB`\x82")
    return struct.unpack(">II", png[16:24])


@pytest.fixture
def told(store):
    """Three exchanges in two months; of one the figure of a side is not known, another is only reported."""
    store(BOTH, report(RU_MOD, figures={"UA": 157, "RU": 160}))
    store(replace(EXCHANGE, day=date(2026, 1, 20), figures=(Figure(1000, "UA"),)), report(RU_MOD))
    store(replace(EXCHANGE, day=date(2026, 1, 10), figures=(Figure(200, "UA"), Figure(205, "RU"))), report(RU_MOD))
    store(replace(EXCHANGE, day=date(2026, 2, 1), confirmation=Confirmation.REPORTED, speakers=()), report())
    store(TALKS, report(RU_MOD, kind=TALKS.kind))


def test_the_months_are_the_stored_sums(ask, told):
    reply = ask("/chart")
    ukraine, russia = spec(reply).panels
    assert [bar.people for bar in ukraine.bars] == [1200, 157]
    assert [bar.people for bar in russia.bars] == [205, 160]
    assert [bar.told for bar in russia.bars] == ["≥205", "160"]
    assert ukraine.title == "Returned to Ukraine: 1,357"
    assert russia.title == "Returned to Russia: ≥365"
    text = as_text(reply.html)
    assert "February 2026: 157 to Ukraine, 160 to Russia, in 1 exchange." in text
    assert "Since 2026: 1,357 to Ukraine, at least 365 to Russia, in 3 exchanges." in text
    assert "Numbers not known of: 1 (to Russia)." in text


def test_a_month_of_which_no_figure_is_known_is_no_zero(ask, store):
    store(replace(EXCHANGE, figures=()), report(RU_MOD))
    reply = ask("/chart")
    assert all(bar.unknown and not bar.people for panel in spec(reply).panels for bar in panel.bars)
    assert [panel.title for panel in spec(reply).panels] == ["Returned to Ukraine: ?", "Returned to Russia: ?"]
    assert "an unknown number to Ukraine" in as_text(reply.html)


@pytest.mark.parametrize(
    ("qualifier", "shown", "said"),
    [(Qualifier.ABOUT, "≈300", "about 300"), (Qualifier.AT_LEAST, "≥300", "at least 300")],
)
def test_what_is_not_exact_is_never_made_so(ask, store, qualifier, shown, said):
    store(replace(EXCHANGE, figures=(Figure(300, "UA", qualifier=qualifier), Figure(300, "RU"))), report(RU_MOD))
    reply = ask("/chart")
    assert spec(reply).panels[0].bars[-1].told == shown
    assert f"{said} to Ukraine, 300 to Russia" in as_text(reply.html)


def test_the_running_sum_ends_at_the_total(ask, told):
    reply = ask("/chart total")
    ukraine, russia = spec(reply).lines
    assert ukraine.points == (0, 1200, 1357)
    assert russia.points == (0, 205, 365)
    assert ukraine.told == "to Ukraine\n1,357"
    assert russia.told == "to Russia\n≥365"
    assert "2026 so far: 1,357 to Ukraine, at least 365 to Russia, in 3 exchanges." in as_text(reply.html)


def test_the_gaps_are_the_days_between(ask, told):
    reply = ask("/chart gaps")
    assert [gap.until - gap.since for gap in spec(reply).gaps] == [10, 16, 1]
    assert [gap.told for gap in spec(reply).gaps] == ["", "16", "1"]
    text = as_text(reply.html)
    assert "Longest gap: 16 days, from 20 January 2026 to 5 February 2026." in text
    assert "The last one 1 day ago." in text


def test_a_gap_in_which_one_may_be_unknown_is_never_the_longest(ask, told):
    later = NOW + timedelta(days=300)
    reply = ask("/chart gaps", at=later)
    assert [gap.sure for gap in spec(reply).gaps] == [True, True, False]
    assert spec(reply).gaps[-1].told == "301?"
    assert "Longest gap: 16 days" in as_text(reply.html)
    assert "may be missing" in as_text(reply.html)


def test_a_year_by_itself(ask, told, store):
    store(BEFORE, report(RU_MOD, figures={"UA": 205, "RU": 205}))
    reply = ask("/chart 2025")
    assert [bar.people for bar in spec(reply).panels[0].bars] == [0] * 9 + [205, 0, 0]
    assert [tick.label for tick in spec(reply).time.ticks][:3] == ["Jan", "Feb", "Mar"]
    assert "2025: 205 to Ukraine, 205 to Russia, in 1 exchange." in as_text(reply.html)
    assert "None that Parley knows of." in ask("/chart 2024").html


def test_talks_and_exchanges_on_one_line(ask, told):
    reply = ask("/timeline")
    left, right = spec(reply).left, spec(reply).right
    assert [mark.told for mark in left] == ["4–5 Feb  Abu Dhabi"]
    assert [mark.told for mark in right] == ["5 Feb  157 · 160", "20 Jan  1,000 · ?", "10 Jan  200 · 205"]
    text = as_text(reply.html)
    assert "In all: 1,357 to Ukraine, at least 365 to Russia, in 3 exchanges." in text
    assert "Talks: 1, the last on 4–5 February 2026" in text


def test_labels_never_lie_over_one_another():
    heights = [100, 101, 102, 103, 400, 401, 990, 995, 999]
    placed = drawn_timeline._apart(heights, 90, 1000)
    assert all(later - earlier > 45.9 for earlier, later in pairwise(placed))
    assert placed[0] >= 90
    assert placed[-1] <= 1000
    assert abs(sum(placed[4:6]) / 2 - 400.5) < 1


@pytest.mark.parametrize(
    ("line", "wide", "high"),
    [("/chart", 1080, 1350), ("/chart total", 1080, 1350), ("/chart gaps", 1080, 1350), ("/timeline", 1080, 1920)],
)
def test_each_picture_is_a_png_of_its_size(ask, told, line, wide, high):
    assert size(drawn(ask(line))) == (wide, high)


def test_over_the_whole_record_in_each_language(ask, database):
    """A caption fits below a picture, no letter is missing, and nothing is drawn beside the stored sums."""
    database.run(load_record, default_folder(), NOVEMBER, write=True)
    found = database.run(series.months, Kind.EXCHANGE, ("UA", "RU"), NOVEMBER.date())
    for number, language in enumerate(LANGUAGES):
        months = spec(ask("/chart", at=NOVEMBER, language=language, id=number))
        for side, panel in zip(("UA", "RU"), months.panels, strict=True):
            assert sum(bar.people for bar in panel.bars) == sum(month.sums[side].people for month in found)
        for line in ("/chart", "/chart 2025", "/chart total", "/chart gaps", "/timeline", "/timeline 2022"):
            assert len(drawn(ask(line, at=NOVEMBER, language=language, id=number))) > 20_000


def test_the_same_data_are_the_same_picture_and_new_ones_another(ask, told, store):
    first = ask("/chart").attachments
    assert first == ask("/chart", at=NOW + timedelta(hours=3)).attachments
    assert hash(first) == hash(ask("/chart", at=NOW + timedelta(hours=3)).attachments)
    assert first != ask("/chart", language="uk").attachments
    store(replace(EXCHANGE, day=date(2026, 2, 6)), report(RU_MOD))
    assert first != ask("/chart").attachments


def test_buttons_lead_to_the_other_pictures(ask, told):
    rows = [[button.data for button in row] for row in ask("/chart").buttons]
    assert rows == [["chart total", "chart gaps"], ["chart 2026"]]
    assert [button.data for button in ask("/chart total").buttons[0]] == ["chart months", "chart gaps"]
    assert "chart" in [button.data for row in ask("/swaps").buttons for button in row]
    assert "timeline" in [button.data for row in ask("/talks").buttons for button in row]


@pytest.mark.parametrize("line", ["/chart nonsense", "/timeline nonsense", "/chart 2025 2024"])
def test_a_wrong_argument_gets_examples(ask, told, line):
    reply = ask(line)
    assert "Try: /" in reply.html
    assert not reply.attachments


@pytest.mark.parametrize("line", ["/chart", "/chart gaps", "/timeline", "/chart 2025"])
def test_with_nothing_stored_there_is_no_picture(ask, line):
    reply = ask(line)
    assert reply.html == "None that Parley knows of."
    assert not reply.attachments
