"""Which of Parley's languages a text is in: letters first, then the commonest small words."""

from __future__ import annotations

import re
from itertools import filterfalse

from bot.feeds.text import names

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_CYRILLIC = 0x04
"""The upper byte of its letters in UTF-16."""
_ONLY_UKRAINIAN, _ONLY_RUSSIAN = "іїєґ", "ыэёъ"

_UKRAINIAN_WORDS = names(
    "й та що щоб у із зі від до для після під час про за як але або це цей ця його її їх був була було були бути"
    " не ще вже також який яка яке які де коли якщо тому через між без понад заявив заявила сказав повідомив"
)
_RUSSIAN_WORDS = names(
    "и что чтобы в во с со от до для после под при о об как но или это этот эта его её ее их был была было были быть"
    " не ещё еще уже также который которая которое которые где когда если из к ко по на без более заявил сообщил"
)
_ONLY_UKRAINIAN_WORDS, _ONLY_RUSSIAN_WORDS = _UKRAINIAN_WORDS - _RUSSIAN_WORDS, _RUSSIAN_WORDS - _UKRAINIAN_WORDS
_LATIN_WORDS = {
    "en": names(
        "the a an of to in on at for with from by and or but is are was were be has have had that this it its as not"
        " after before over into he she they his their will would said says"
    ),
    "fr": names("le la les des du un une et est dans pour que qui sur avec au aux ce cette par plus pas"),
    "de": names("der die das und ist in den von zu mit im auf für des dem ein eine nicht als auch nach"),
    "pl": names("w na z do i że się nie jest o po od dla przez jak oraz ale był była są"),
    "tr": names("ve bir bu için ile da de olarak sonra daha gibi kadar olan var en çok"),
}
# The languages that know a word, each counted in 16 bits of one integer, so that one sum counts for all of them.
_LANE = 16
_LATIN_SIGNS = {
    word: sum(1 << _LANE * place for place, known in enumerate(_LATIN_WORDS.values()) if word in known)
    for word in frozenset().union(*_LATIN_WORDS.values())
}
_SLAVIC_SIGNS = dict.fromkeys(_ONLY_UKRAINIAN_WORDS, 1) | dict.fromkeys(_ONLY_RUSSIAN_WORDS, 1 << _LANE)
TOLD_APART = frozenset({"uk", "ru", *_LATIN_WORDS})
"""Of any other language the feed is believed."""

_LONGEST = 400
_FEW_LETTERS = 12
_CLEAR_LEAD = 3


def detect(text: str, lead: int = 1) -> str | None:
    """`uk`, `ru`, `en` (or another language of the catalogue) where the text shows it by `lead` signs, else None.

    >>> detect("Обмін полоненими відбувся 5 лютого")
    'uk'
    """
    sample = text[:_LONGEST].lower()
    pieces = sample.replace(",", " ").replace(".", " ").split()
    # A piece that is all letters is a word; only in the others words have to be searched.
    others = list(filterfalse(str.isalpha, pieces))
    words = _WORD.findall(" ".join(others))
    letters = len("".join(pieces)) - len("".join(others)) + len("".join(words))
    cyrillic = 0 if sample.isascii() else sample.encode("utf-16-le", "surrogatepass")[1::2].count(_CYRILLIC)
    if cyrillic * 2 > letters:
        return _clearest(_slavic_signs(sample, [*pieces, *words]), lead)
    return _clearest(_latin_signs([*pieces, *words]), lead) if letters >= _FEW_LETTERS else None


def language_of(text: str, *stated: str | None) -> str:
    """The first stated language, unless the text plainly contradicts it; else what the text shows, else `en`.

    Catalogues and channels err: a desk writes Russian today, a feed called English carries French.
    """
    claimed = next((code for one in stated if (code := primary(one))), None)
    if claimed is None:
        return detect(text) or "en"
    return (claimed in TOLD_APART and detect(text, _CLEAR_LEAD)) or claimed


def primary(tag: str | None) -> str | None:
    """The language of a language tag: `uk-UA` → `uk`; `ua`, as many Ukrainian sites write, is taken for `uk`."""
    code = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    if code == "ua":
        return "uk"
    return code if code.isalpha() and code.isascii() and len(code) in {2, 3} else None


def _slavic_signs(sample: str, words: list[str]) -> dict[str, int]:
    signs = _sum(_SLAVIC_SIGNS, words)
    return {
        "uk": sum(map(sample.count, _ONLY_UKRAINIAN)) + _count(signs, 0),
        "ru": sum(map(sample.count, _ONLY_RUSSIAN)) + _count(signs, 1),
    }


def _latin_signs(words: list[str]) -> dict[str, int]:
    signs = _sum(_LATIN_SIGNS, words)
    return {code: _count(signs, place) for place, code in enumerate(_LATIN_WORDS)}


def _sum(signs: dict[str, int], words: list[str]) -> int:
    return sum(filter(None, map(signs.get, words)))


def _count(signs: int, place: int) -> int:
    return signs >> _LANE * place & ((1 << _LANE) - 1)


def _clearest(signs: dict[str, int], lead: int) -> str | None:
    second, first = sorted(signs, key=signs.__getitem__)[-2:]
    return first if signs[first] - signs[second] >= lead else None
