"""The reader's language: messages from the gettext catalogues, numbers and dates by CLDR."""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel import Locale

from handlers.wording import dates, numbers
from handlers.wording.markup import Html, escape
from storage.vocabulary import Texts

LANGUAGES = ("en", "uk", "ru")
CATALOGUES = Path(__file__).parent.parent / "locale"
_LOCALES = {"en": "en_GB"}


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext's tools know a message told elsewhere
    """Marks a message that is translated where it is shown."""
    return message


class Speech:
    """Says things in one language.

    A message is an English text of ours that may hold markup and `{names}`; the values that fill these are
    escaped, unless they are markup already, so nothing that came from outside can reach the text unescaped.
    """

    def __init__(self, language: str, zone: str | None = None) -> None:
        self.language, self.zone = language, zone
        self.locale = Locale.parse(_LOCALES.get(language, language))
        self._messages = gettext.translation("parley", str(CATALOGUES), [language], fallback=True)

    def __call__(self, message: str, /, **values: object) -> Html:
        """The message in this language."""
        return _filled(self._messages.gettext(message), values)

    def ngettext(self, one: str, many: str, count: int, /, **values: object) -> Html:
        """The plural form that the count wants; `{n}` is the count as this language writes it."""
        return _filled(self._messages.ngettext(one, many, count), {"n": self.number(count), **values})

    def number(self, value: int) -> str:
        return numbers.number(value, self.locale)

    def day(self, value: date, style: str = "long") -> str:
        """See `dates.day` for the styles."""
        return dates.day(value, self.locale, style)

    def weekday(self, value: date) -> str:
        return dates.weekday(value, self.locale)

    def span(self, first: date, last: date | None, style: str = "long") -> str:
        return dates.span(first, last, self.locale, style)

    def clock(self, moment: datetime, zone: str) -> str:
        return dates.clock(moment, zone)

    def text(self, texts: Texts) -> str:
        """One of the dossier's texts: in this language, else in English, else in any."""
        return texts.get(self.language) or texts.get("en") or next(iter(texts.values()), "")

    def listed(self, parts: list[str]) -> str:
        """a, b and c."""
        if len(parts) < 2:  # noqa: PLR2004
            return "".join(parts)
        say = self
        return str(say("{first} and {last}", first=Html(", ".join(parts[:-1])), last=Html(parts[-1])))


def _filled(message: str, values: dict[str, object]) -> Html:
    return Html(message.format(**{name: escape(value) for name, value in values.items()}) if values else message)


@cache
def translator(language: str, zone: str | None = None) -> Speech:
    """The speech of a language; English where Parley does not speak it (`uk-UA` means `uk`).

    `zone` is the reader's own time zone, where one was chosen.
    """
    base = language.replace("_", "-").split("-", maxsplit=1)[0].lower()
    return Speech(base if base in LANGUAGES else "en", zone)
