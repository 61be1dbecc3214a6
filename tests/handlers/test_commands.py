"""Every command: on an empty database, with a wrong argument, in a chat that never typed /start, in a group."""

import pytest
from handler_examples import EXCHANGE, RU_MOD, report

from handlers.commands import COMMANDS
from handlers.conversation import Audience
from handlers.dispatch import MEDIA, PLAIN, SILENCE, Asked, find, needs_write, parse, pressed
from handlers.likely import BEGINNINGS
from handlers.wording.language import translator
from storage.vocabulary import ChatKind

NAMES = [command.name for command in COMMANDS]


@pytest.mark.parametrize("name", NAMES)
def test_each_answers_in_a_chat_that_never_typed_start_with_nothing_stored(ask, name):
    assert ask(f"/{name}").html


@pytest.mark.parametrize(
    ("line", "tries"),
    [
        ("/swaps tomorow", "/swaps · /swaps 2025 · /swaps 5 February"),
        ("/swaps 31 February", "/swaps · /swaps 2025 · /swaps 5 February"),
        ("/latest soon", "/latest · /latest 14 · /latest talks"),
        ("/latest 0", "/latest · /latest 14 · /latest talks"),
        ("/talks never", "/talks · /talks 2 · /talks February 2026"),
        ("/parties Narnia", "/parties · /parties Russia · /parties USA"),
        ("/issues weather", "/issues · /issues territory · /issues ceasefire"),
        ("/sources x", "/sources 41 · /latest"),
        ("/d 0", "/d41 · /latest · /swaps"),
        ("/help nothing", "/help · /help swaps"),
        ("/subscribe weather", "/subscribe · /subscribe bodies"),
        ("/deleteme now", "/deleteme"),
    ],
)
def test_a_wrong_argument_is_answered_with_how_it_is_typed(ask, line, tries):
    html = ask(line).html
    assert html.startswith("I don't know “")
    assert html.endswith(f"Try: {tries}")


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.usage], ids=lambda one: one.name)
def test_a_wrong_argument_is_answered_with_buttons_that_are_understood(ask, store, command):
    newest = store(EXCHANGE, report(RU_MOD))
    answer = ask(f"/{command.name} §§", admin=True)
    if command.name == "search":  # there nothing is wrong, it is only not found
        answer = ask("/search", admin=True)
    assert answer.html.startswith(("I don't know “", "Something has to follow it"))
    buttons = [button for row in answer.buttons for button in row]
    assert buttons
    for button in buttons:
        assert "41" not in (button.data or button.copy)
        if button.data:
            assert "I don't know" not in ask(button=button.data, admin=True).html
    assert ask(f"/d{newest.id}").html


@pytest.mark.parametrize("language", ["uk", "ru"])
@pytest.mark.parametrize("command", [command for command in COMMANDS if command.usage], ids=lambda one: one.name)
def test_examples_are_in_the_readers_language_and_are_understood(ask, store, command, language):
    store(EXCHANGE, report(RU_MOD))
    answer = ask(f"/{command.name} §§" if command.name != "search" else "/search", admin=True, language=language)
    say = translator(language)
    for example in command.examples:
        told = str(say(example)) if " " in example else example
        assert f"/{told}" in answer.html
    for button in (button for row in answer.buttons for button in row if button.data):
        assert not ask(button=button.data, admin=True, language=language).examples


@pytest.mark.parametrize("name", ["report", "correct", "review"])
def test_what_would_reach_others_is_copied_and_not_done(ask, name):
    buttons = [button for row in ask(f"/{name} §§", admin=True).buttons for button in row]
    assert all(button.copy.startswith(f"/{name} ") for button in buttons if " " in button.label)
    assert all(button.data is None for button in buttons if " " in button.label)


def test_a_number_that_nothing_has_leads_to_the_lists(ask):
    assert [button.data for row in ask("/sources 99").buttons for button in row] == ["latest", "swaps"]


def test_the_wrong_word_is_quoted(ask):
    assert ask("/swaps tomorow").html == "I don't know “tomorow”. Try: /swaps · /swaps 2025 · /swaps 5 February"


@pytest.mark.parametrize("line", ["/sources", "/search", "/d", "/changes"])
def test_what_needs_an_argument_says_so(ask, line):
    assert ask(line).html.startswith("Something has to follow it. Try: /")


@pytest.mark.parametrize("line", ["/d99", "/sources 99", "/changes 99"])
def test_a_number_that_nothing_has(ask, line):
    assert "Nothing has the number 99." in ask(line).html


@pytest.mark.parametrize(
    "line", ["/swaps <b>x</b>", "/d " + "9" * 30, "/search \"' OR 1=1 --", "/talks p99999999", "/latest " + "x" * 3000]
)
def test_hostile_arguments_do_no_harm(ask, line):
    assert ask(line).html


@pytest.mark.parametrize(
    ("typed", "first"), [("/swop", "swaps"), ("/lates", "latest"), ("/partys", "parties"), ("/sourses", "sources")]
)
def test_an_unknown_command_gets_the_three_likeliest(ask, typed, first):
    answer = ask(typed)
    assert answer.html == f"I don't know {typed}. Perhaps:"
    assert answer.buttons[0][0].data == first
    assert len(answer.buttons[0]) == 3


def test_a_plain_word_gets_a_hint_with_buttons(ask):
    answer = ask("swaps please")
    assert answer.html == "Parley answers commands; /help lists them. Perhaps:"
    assert answer.buttons[0][0].data == "swaps"


@pytest.mark.parametrize(
    ("typed", "first"),
    [("стоп", "stop"), ("/стоп", "stop"), ("Налаштування", "settings"), ("помощь", "help"), ("/menu", "help"),
     ("мова", "language"), ("хочу отписаться", "stop"), ("де тіла загиблих?", "latest bodies"),
     ("Коли обмін?", "swaps"), ("when is the next exchange?", "swaps"), ("d41", "d41"), ("№41", "d41"), ("/41", "d41"),
     ("2025", "swaps 2025"),
     ("дайджест", "settings digest")],
)  # fmt: skip
def test_what_is_no_command_leads_to_the_one_that_is_meant(ask, typed, first):
    (row,) = ask(typed, language="uk").buttons
    assert row[0].data == first
    assert len(row) == 3


@pytest.mark.parametrize("line", [line for line in BEGINNINGS if line not in {"sources", "search", "report"}])
def test_what_is_offered_is_understood(ask, line):
    assert ask(button=line).html
    assert not ask(button=line).examples


@pytest.mark.parametrize("line", ["hello", "/unknown", "my son is missing"])
def test_groups_are_left_in_peace(ask, line):
    assert ask(line, kind=ChatKind.SUPERGROUP) == SILENCE


def test_commands_are_answered_in_groups(ask):
    assert "Exchanges of prisoners" in ask("/swaps", kind=ChatKind.GROUP).html


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/d41", Asked("d", ("41",), "41")),
        ("/swaps@parley_bot 2025", Asked("swaps", ("2025",), "2025")),
        ("/SWAPS  5  February ", Asked("swaps", ("5", "February"), "5  February")),
        ("/search\nguarantees", Asked("search", ("guarantees",), "guarantees")),
        ("hello there", Asked(PLAIN, ("hello", "there"), "hello there")),
        ("/", Asked("", (), "")),
        ("/deleteme", Asked("deleteme")),
    ],
)
def test_what_a_message_asks(text, asked):
    assert parse(text, "parley_bot") == asked


def test_a_command_for_another_bot_is_not_ours():
    assert parse("/swaps@other_bot", "parley_bot") is None


def test_a_button_is_a_command_line():
    assert pressed("swaps 2025") == Asked("swaps", ("2025",), "2025")
    assert pressed("d41") == Asked("d", ("41",), "41")


def test_what_writes_asks_for_the_writing_session():
    assert {name for name in NAMES if needs_write(name)} == {
        "subscribe", "unsubscribe", "stop", "deleteme", "report", "review", "correct", "hold", "release", "retract",
        "quiet", "mute", "unmute", "settings",
        "start", "language", "timezone", "welcome", "follow", "unfollow",
    }  # fmt: skip
    assert not needs_write("nonsense")


def test_names_and_aliases_are_unique():
    names = [name for command in COMMANDS for name in (command.name, *command.aliases)]
    assert len(names) == len(set(names))
    assert find("EXCHANGES") is find("swaps")


def test_help_is_made_from_the_table(ask):
    html = ask("/help").html
    for command in COMMANDS:
        shown = command.audience not in {Audience.NOBODY, Audience.OPERATORS}
        assert (f"/{command.name} " in html) == shown


def test_members_of_a_group_are_not_shown_what_only_administrators_may(ask):
    assert "/subscribe" not in ask("/help", kind=ChatKind.GROUP, manages=False).html


def test_help_on_one_command(ask):
    assert "/swaps 5 February" in ask("/help swaps").html


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.examples], ids=lambda one: one.name)
def test_examples_are_understood(ask, command):
    for example in command.examples:
        assert "I don't know" not in ask(f"/{example}", admin=True).html


def test_a_picture_gets_the_kind_answer(ask, database, dossier):
    from handler_examples import NOW

    from handlers.conversation import Chat, Request
    from handlers.dispatch import answer

    request = Request(command=MEDIA, chat=Chat(id=7), at=NOW, dossier=dossier)
    html = database.run(lambda session: answer(request, session)).html
    assert html.startswith("Parley keeps no lists of people and takes no names or pictures")
