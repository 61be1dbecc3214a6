"""Whatever a feed writes, no message breaks out of its markup: by the Bot API's rules, read in two ways."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace
from functools import cache
from urllib.parse import quote_plus

from handler_examples import EXCHANGE, NOW, TALKS, report
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markup_checker import check

from bot.telegram.markup import plain, units
from handlers.wording.alerts import announced
from handlers.wording.card import card
from handlers.wording.language import LANGUAGES, translator
from handlers.wording.lists import two_lines
from handlers.wording.markup import MESSAGE_LIMIT, bold, escape, fit, italic, length, lines, link, quote
from handlers.wording.reports import report_line
from handlers.wording.stands import words
from handlers.wording.surroundings import NONE
from storage.harmless import guard_of
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Dossier, Origin, Stage, Statement, without_login

PIECES = st.sampled_from([
    "<", ">", "&", '"', "'", "/", "</b>", "</a>", "</blockquote>", "<b>", "<a href=", "<tg-emoji>", "<!--", "-->",
    "&lt;", "&amp;amp;", "&#60;", "&#x3c;", "&nbsp;", "<script>", "javascript:", "\u202e", "\u2066", "\x00", "\n",
    "\ufdd0", "😀", "ї", "@somebody", "/stop", "#tag",
])  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join)
ADDRESS = st.one_of(
    TEXT,
    st.builds("{}://{}/{}".format, st.sampled_from(["http", "https", "javascript", "tg"]), TEXT, TEXT),
    st.builds('https://x.example/{}"><b>{}'.format, TEXT, TEXT),
)
_HREF = re.compile(r'<a href="([^"]*)">')


@cache
def _dossier() -> Dossier:
    return load_dossier(default_folder(), NOW)


def sound(markup: str) -> str:
    """The text that a reader sees, once both readers of Telegram's subset have taken the markup."""
    check(markup)
    shown = plain(markup)
    assert units(shown) == length(markup)
    for address in _HREF.findall(markup):
        assert re.match(r"https?://", html.unescape(address), re.IGNORECASE)
    return shown


def visible(text: str) -> str:
    """What is left of a text without the marks that disguise what is shown."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})


@given(TEXT)
def test_a_text_is_shown_as_it_is_written(text: str) -> None:
    assert sound(escape(text)) == visible(text)
    for wrapped in (bold(text), italic(text), quote(text), bold(italic(text))):
        assert sound(wrapped) == visible(text)


@settings(deadline=None)  # the first one loads the dossier
@given(st.one_of(TEXT, st.from_regex(r"(see )?(t\.me/|www\.|@|/|#|\$|x@)[a-z]{2,9}(\.com)?", fullmatch=True)))
@example("Lists are sold at t.me/lists or by @seller, /stop")
def test_in_a_quoted_sentence_nothing_can_be_tapped(text: str) -> None:
    said = Statement(day=NOW.date(), text={"en": text}, party="UA", speaker="Somebody", outlet="Outlet")
    shown = sound(words(said, _dossier(), translator("en")))
    assert not re.search(r"[@/#$]\w|\w\.[^\W\d]{2}", shown)
    told = guard_of(_dossier()).said(said)["en"]  # without what might be a name
    assert visible(told)[:100] in shown.replace("\u2060", "")


@given(ADDRESS, TEXT)
@example("https://x.example/?a=1&b=2#c", "Outlet")
@example("http://<@somebody/", "")
def test_a_link_shows_its_label_and_leads_to_its_address(address: str, label: str) -> None:
    markup = link(address, label)
    assert sound(markup) == visible(label)
    found = [html.unescape(one) for one in _HREF.findall(markup)]
    assert found in ([], [re.sub('["<>]', lambda one: quote_plus(one[0]), without_login(address))])
    assert found or not re.fullmatch(r"https?://[a-z.]+/[a-z]*", address), "an honest address is kept"


@given(st.lists(TEXT, min_size=1, max_size=20), st.integers(10, 200))
def test_what_is_cut_stays_closed(texts: list[str], most: int) -> None:
    markup = quote(lines(*(bold(text) for text in texts)))
    cut = fit(markup, most)
    assert units(sound(cut)) <= most


@settings(deadline=None)
@given(TEXT, TEXT, ADDRESS, st.sampled_from(LANGUAGES))
def test_of_a_card_an_announcement_and_a_list(told: str, name: str, address: str, language: str) -> None:
    """Outlet, speaker, place and address come from outside."""
    say, dossier = translator(language), _dossier()
    speaker = Origin("x", name, "RU", official=True)
    said = [replace(report(speaker, figures={"UA": 157}, outlet=told or "x", place=name), link=address)]
    done = replace(EXCHANGE, place=name, reports=tuple(said), prose={"note": {"en": told}})
    held = replace(TALKS, place=name, reports=tuple(said), prose={"outcome": {"en": told}, "delegations": {"en": name}})
    planned = replace(done, stage=Stage.PLANNED)
    for development in (done, held, planned):
        for text in (card(development, dossier, say), two_lines(development, dossier, say)):
            sound(text)
            assert units(plain(fit(text))) <= MESSAGE_LIMIT
    sound(announced(planned, dossier, say, NONE))
    sound(report_line(said[0], 2, done, dossier, say))
