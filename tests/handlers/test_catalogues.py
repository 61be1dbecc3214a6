"""The catalogues hold every message of the code, in each language, with the same slots and sound markup."""

import ast
import gettext
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markup_checker import check

import handlers
from handlers.wording.language import CATALOGUES, LANGUAGES, translator

ROOT = Path(handlers.__file__).parent
_SLOT = re.compile(r"\{(\w*)\}")


def _told(node: ast.Call) -> str | tuple[str, str] | None:
    """The message of a call of say(), N_() or ngettext()."""
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    wanted = {"say": 1, "N_": 1, "ngettext": 2}.get(name, 0)
    texts = [one.value for one in node.args[:wanted] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if not wanted or len(texts) < wanted:
        return None
    return texts[0] if wanted == 1 else (texts[0], texts[1])


def _messages() -> Iterator[str | tuple[str, str]]:
    for file in (*ROOT.rglob("*.py"), *(ROOT.parent / "bot" / "telegram").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and (told := _told(node)):
                yield told


MESSAGES = sorted(set(_messages()), key=str)


def catalogue(language: str):
    with (CATALOGUES / language / "LC_MESSAGES" / "parley.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_in_the_catalogue(language):
    known = {message.id for message in catalogue(language) if message.id}
    assert [one for one in MESSAGES if one not in known] == []
    assert [one for one in known if one not in MESSAGES] == []


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_message_is_translated_with_the_same_slots(language):
    for message in catalogue(language):
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        allowed = {slot for one in originals for slot in _SLOT.findall(one)} | ({"n"} if len(originals) > 1 else set())
        for text in texts:
            assert text, message.id
            assert set(_SLOT.findall(text)) <= allowed, text
            assert set(_SLOT.findall(originals[-1])) == set(_SLOT.findall(text)), text
            check(text)
            assert "!" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    written = BytesIO()
    write_mo(written, catalogue(language))
    assert (CATALOGUES / language / "LC_MESSAGES" / "parley.mo").read_bytes() == written.getvalue()


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", {1: "1 day.", 2: "2 days.", 126: "126 days."}),
        ("uk", {1: "1 день.", 2: "2 дні.", 5: "5 днів.", 126: "126 днів.", 21: "21 день."}),
        ("ru", {1: "1 день.", 2: "2 дня.", 5: "5 дней.", 126: "126 дней.", 21: "21 день."}),
    ],
)
def test_plural_forms(language, days):
    say = translator(language)
    for count, words in days.items():
        assert say.ngettext("First exchange in {n} day.", "First exchange in {n} days.", count).endswith(words)


@pytest.mark.parametrize(
    ("asked", "spoken"), [("uk-UA", "uk"), ("ru", "ru"), ("de", "en"), ("", "en"), ("EN_us", "en")]
)
def test_an_unknown_language_is_english(asked, spoken):
    assert translator(asked).language == spoken


def test_values_are_escaped_and_markup_is_not():
    say = translator("en")
    assert say("{n} in all", n="<b>&") == "&lt;b&gt;&amp; in all"
    assert say("{n} in all", n=say("record")) == "record in all"


def test_every_message_is_found_by_those_who_collect_them():
    """They know `say("…")` and nothing else: called by another name a message would never be translated."""
    for file in ROOT.rglob("*.py"):
        assert not re.search(r"(speech|translator)\([^()]*\)\(\s*[\"']", file.read_text(encoding="utf-8")), file


def test_numbers_and_days():
    from datetime import date

    assert translator("en").number(1234567) == "1,234,567"
    assert translator("uk").number(12345) == "12\u00a0345"
    assert translator("ru").day(date(2026, 2, 5)) == "5 февраля 2026"
    assert translator("uk").weekday(date(2026, 2, 5)) == "четвер, 5 лютого 2026"
    assert translator("en").span(date(2026, 1, 30), date(2026, 2, 2)) == "30 January – 2 February 2026"


def test_the_standard_library_reads_the_catalogues():
    for language in LANGUAGES:
        assert gettext.find("parley", str(CATALOGUES), [language])
