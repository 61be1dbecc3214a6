"""No English word is left in what a Ukrainian or Russian reader sees, whichever command or button made it."""

import re

import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, MOVED, NEW, RU_MOD, TALKS, UA_PRESIDENT, report

from bot.plaintext import as_text
from handlers.commands import COMMANDS
from handlers.preferences import PAGES

_COMMAND = re.compile(r"/[a-z]\w*(?: [\w/:.|-]*[\dA-Za-z][\w/:.|-]*)*", re.IGNORECASE)
_USAGE = re.compile(r"\[[\w|-]*\d?[\w|-]*\]")
_ADDRESS = re.compile(r"<https?://[^>]*>")
_WORD = re.compile(r"[A-Za-z]{3,}")
_NAMES = frozenset({
    "Parley", "Telegram", "MIT", "English", "Outlet", "Europe", "Kyiv", "EUCOM", "CSV", "JSON",
    "iCalendar", "docs", "codebook",
})  # fmt: skip
"""Proper names, also of formats and of a page."""
_EXAMPLES = re.compile(
    "A headline|The sides exchanged prisoners on Thursday|Ukraine says 160, not 157|“nonsense”|«nonsense»"
)
"""What is quoted as somebody wrote it."""
LINES = (
    *(f"/{command.name}" for command in COMMANDS),
    *(f"/settings {page.name}" for page in PAGES),
    "/welcome kinds", "/welcome word", "/welcome go", "/settings on", "/swaps 2026", "/swaps 5 лютого", "/d1", "/d2",
    "/export 2026", "/export csv", "/export calendar", "/export json 1999",
    "/d3", "/sources 1", "/changes 1", "/swaps nonsense", "/search Umerov", "/latest 365", "/mydata", "/help swaps",
    "/deleteme", "/quiet 22-7", "/nosuchthing", "Петренко Олександр", "щось",
)  # fmt: skip


def shown(reply):
    """All that is read: the text, the buttons and the notice, without addresses and commands."""
    labels = [button.label for row in reply.buttons for button in row]
    text = "\n".join((_ADDRESS.sub("", as_text(reply.html)), *labels, reply.notice))
    return _USAGE.sub("", _COMMAND.sub("", _EXAMPLES.sub("", text)))


@pytest.mark.parametrize("admin", [False, True], ids=["reader", "operator"])
@pytest.mark.parametrize("language", ["uk", "ru"])
def test_no_english_is_left(ask, store, language, admin):
    store(BOTH, report(RU_MOD, figures={"UA": 157, "RU": 160}), report(UA_PRESIDENT), changes=(NEW, MOVED))
    store(TALKS, report(UA_PRESIDENT, kind=TALKS.kind))
    store(BEFORE, report(RU_MOD, figures={"UA": 205, "RU": 205}))
    left = {}
    for line in LINES:
        words = [word for word in _WORD.findall(shown(ask(line, language=language, admin=admin))) if word not in _NAMES]
        if words:
            left[line] = words
    assert left == {}


def test_it_would_be_found(ask, store):
    store(EXCHANGE, report(RU_MOD, figures={"UA": 157, "RU": 157}))
    assert "Mediators" in _WORD.findall(shown(ask("/d1")))
