"""/privacy tells of every column that says something of a chat, and of when it is stored and erased."""

import re
from datetime import timedelta

import pytest
from handler_examples import NOW
from sqlmodel import SQLModel

from handlers.wording.privacy import CHAT
from storage import leavers, subscribers
from storage.vocabulary import ChatKind

ABOUT_SOMEBODY = re.compile(r"(^|_)(chat|user|person_id|member|reader|subscriber)(_id|s)?$")


def _know_a_chat():
    """The tables with a number of a chat, or with a key that leads to one."""
    found = set()
    for table in reversed([*SQLModel.metadata.sorted_tables] * 2):
        leads = {key.column.table.name for key in table.foreign_keys} & found
        if leads or any(ABOUT_SOMEBODY.search(column.name) for column in table.columns):
            found.add(table.name)
    return found


def test_every_column_of_every_table_that_knows_a_chat_is_told(ask):
    told = {(one.table, column) for one in CHAT for column in one.columns}
    stored = {
        (name, column.name)
        for name in _know_a_chat()
        for column in SQLModel.metadata.tables[name].columns
        if column.name != "id"
    }
    assert stored == told
    html = ask("/privacy").html
    assert all(one.text in html for one in CHAT)


@pytest.mark.parametrize(
    ("line", "stores"),
    [("/latest", False), ("/search Abu Dhabi", False), ("/report 1 words", False), ("/mute talks", True),
     ("/language uk", True), ("/subscribe", True)],
)  # fmt: skip
def test_only_a_setting_makes_a_row(ask, database, line, stores):
    ask(line)
    assert bool(database.run(subscribers.of_chat, 7)) == stores


def test_who_has_left_is_erased_after_thirty_days(either):
    def fill(session):
        for chat, topic, gone in ((1, None, 31), (2, None, 29), (3, None, 0), (-4, None, 0), (-4, 5, 40), (-6, 7, 40)):
            one = subscribers.ensure(session, chat, topic, ChatKind.PRIVATE, "en", NOW)
            if gone:
                subscribers.rest(session, one.id, NOW - timedelta(days=gone))
        return leavers.forget(session, NOW)

    assert either.run(fill, write=True) == 2
    left = [(chat, len(either.run(subscribers.of_chat, chat))) for chat in (1, 2, 3, -4, -6)]
    assert left == [(1, 0), (2, 1), (3, 1), (-4, 2), (-6, 0)]


def test_a_named_channel_stays(database):
    def fill(session):
        from storage import channels

        channels.appoint(session, {"en": -9}, [], NOW)
        one = subscribers.get(session, -9)
        subscribers.rest(session, one.id, NOW - timedelta(days=99))
        return leavers.forget(session, NOW)

    assert database.run(fill, write=True) == 0
