"""Every answer over the whole shipped record, on two days and in three languages; what is said there of it."""

from datetime import UTC, datetime

import pytest
from phone import screens

from bot.plaintext import as_text
from handlers.commands import COMMANDS
from handlers.wording.language import LANGUAGES
from storage import search
from storage.database import Database
from storage.record import load_record
from storage.seeds import default_folder, load_dossier

STORY = datetime(2026, 2, 6, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 12, tzinfo=UTC)
LINES = (
    *(f"/{command.name}" for command in COMMANDS),
    *(f"/{line}" for command in COMMANDS if command.name != "language" for line in command.examples),
    "/latest 365", "/latest bodies", "/swaps 2022", "/swaps 2022 p2", "/swaps 2025", "/swaps May 2025", "/talks p3",
    "/parties Ukraine", "/parties mediators", "/issues prisoners", "/issues nato p2", "/search Стамбул", "/d1", "/d3",
    "/sources 1", "/sources 90", "/changes 90", "/d100", "/d140", "/d150",
)  # fmt: skip
OF_OPERATORS = ("/help", "/status", "/review", "/review log", "/hold", "/retract", "/correct")

CHATS = {language: number for number, language in enumerate(LANGUAGES, 100)}
"""A chat a language: what was chosen in a chat holds there."""


@pytest.fixture(scope="session", params=[STORY, LATER], ids=["february", "november"])
def recorded(request, empty_database, tmp_path_factory):
    """A database with the record up to a day, and the dossier of that day."""
    file = tmp_path_factory.mktemp("record") / "parley.sqlite"
    file.write_bytes(empty_database.read_bytes())
    dossier = load_dossier(default_folder(), request.param)
    with Database(f"sqlite:///{file}") as database:
        database.run(load_record, default_folder(), request.param, write=True)
        database.run(search.refresh, dossier, write=True)
        yield database, dossier, request.param


@pytest.fixture
def database(recorded):
    return recorded[0]


@pytest.fixture
def dossier(recorded):
    return recorded[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer(ask, recorded, language):
    for line in LINES:
        reply = ask(line, id=CHATS[language], language=language, at=recorded[2])
        assert "{" not in reply.html, line
        assert "None" not in reply.html.replace("None that Parley", ""), line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("admin", [False, True])
def test_no_answer_takes_more_than_two_screens_of_a_phone(ask, recorded, language, admin):
    chat = {"id": CHATS[language], "language": language, "admin": admin}
    long = {line: screens(ask(line, at=recorded[2], **chat).html) for line in (OF_OPERATORS if admin else LINES)}
    assert {line: many for line, many in long.items() if many > 2} == {}


@pytest.mark.parametrize("recorded", [STORY], indirect=True)
def test_the_february_exchange_and_talks(ask, recorded):
    swaps = as_text(ask("/swaps", at=STORY).html)
    assert "5 Feb  157 · 160  US, UAE" in swaps
    assert "The last one 1 day ago." in swaps
    assert "The last one" not in ask("/swaps 2025", at=STORY).html  # it was none of that year
    talks = as_text(ask("/talks", at=STORY).html)
    assert "At the table: Umerov (Ukraine), Kostyukov (Russia), Witkoff and Kushner (United States)" in talks
    parties = as_text(ask("/parties", at=STORY).html)
    assert "Ukraine: Rustem Umerov, Secretary of the National Security and Defense Council" in parties
    assert "Lately said\n6 Feb: Zelensky says " in parties
    issues = as_text(ask("/issues", at=STORY).html)
    assert issues.index("Territory") < issues.index("Security guarantees") < issues.index("Ceasefire")
    assert "First exchange in 126 days." in ask("/swaps 5 February", at=STORY).html


@pytest.mark.parametrize("recorded", [LATER], indirect=True)
def test_the_parts_of_a_deal(ask, recorded):
    text = as_text(ask("/swaps 2026", at=LATER).html)
    assert "5 Mar  200 · 200  US, UAE · part 1 of 500 for 500  /d" in text
    assert "6 Mar  302 · 300  US, UAE · part 2 of 500 for 500, complete  /d" in text
    assert "The last one that Parley knows of: 19 August 2026" in text


def test_names_in_the_readers_language(ask, recorded):
    for language, name in (("uk", "Віткофф"), ("ru", "Уиткофф")):
        chat = {"id": CHATS[language], "language": language, "at": recorded[2]}
        assert any(name in ask(f"/talks p{page}", **chat).html for page in (2, 3))


def test_search_finds_any_spelling(ask, recorded):
    found = {ask(f"/search {word}", at=recorded[2]).html for word in ("Стамбул", "Istanbul", "istanbul")}
    assert len(found) == 1
    assert "Talks in Istanbul" in found.pop()
