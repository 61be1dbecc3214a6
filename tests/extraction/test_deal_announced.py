"""A deal that is announced speaks for its stages: what is planned beside it alerts nobody a second time."""

from __future__ import annotations

import pytest

from bot.extraction import Reader
from bot.extraction.schema import as_entry
from bot.resolution.frameworks import is_framework
from storage.vocabulary import Scope, Stage

TITLES = {
    "ru": ("Мединский: за два дня обменяем 600 на 600", "Сегодня пройдёт обмен 250 на 250, завтра — 350 на 350."),
    "uk": ("Умєров: за два дні обміняють 600 на 600", "Сьогодні відбудеться обмін 250 на 250, завтра — 350 на 350."),
}


@pytest.mark.parametrize("language", TITLES)
def test_only_the_deal_may_alert(language: str, reader: Reader) -> None:
    title, text = TITLES[language]
    item = {"id": "x", "lang": language, "title": title, "text": text, "published": "2027-03-10T09:00:00Z"}
    planned = [c for c in reader.read(as_entry(item)).claims if c.stage is Stage.PLANNED]
    deal = [c for c in planned if any(f.scope is Scope.FRAMEWORK for f in c.figures)]
    assert [c.failed for c in deal] == [()]
    stages = [c for c in planned if c not in deal]
    assert len(stages) == 2
    assert all("no plan of the same beside it" in c.failed for c in stages)


def test_the_first_lot_of_a_deal_of_two_days_is_no_deal(reader: Reader) -> None:
    """Else it would alert nobody, and with it all that join it."""
    days = "Пленных меняют 10 и 11 марта, написал помощник президента."
    text = f"{days} Сегодня стороны отпускают по 200 человек, завтра — по 400."
    item = {"id": "x", "lang": "ru", "title": "Мединский объявил об обмене «600 на 600»", "text": text}
    claims = reader.read(as_entry({**item, "published": "2027-03-10T10:00:00Z"})).claims
    [lot] = [c for c in claims if {f.value for f in c.figures} == {200}]
    assert (lot.stage, lot.end_day, lot.failed) == (Stage.COMPLETED, None, ())
    assert not is_framework(lot)


def test_a_first_group_alerts_by_the_exchange_that_began_with_it(reader: Reader) -> None:
    text = "The exchange agreed in Doha began on Wednesday and goes on in stages, Zelensky said. No number was given."
    item = {"id": "x", "lang": "en", "title": "First group of wounded soldiers returns from captivity", "text": text}
    [claim] = reader.read(as_entry({**item, "published": "2027-03-10T10:00:00Z"})).claims
    assert (claim.stage, claim.failed) == (Stage.UNDER_WAY, ())


BOTH_DAYS = {
    "en": ("Ukraine and Russia free 200 prisoners each on 11 and 12 August", "Both sides said so."),
    "uk": ("Україна та Росія 11 і 12 серпня обміняли по 200 полонених", "Про це повідомили обидві сторони."),
    "ru": ("Россия и Украина 11 и 12 августа обменяли по 200 пленных", "Об этом сообщили обе стороны."),
}


@pytest.mark.parametrize("language", BOTH_DAYS)
@pytest.mark.parametrize(("published", "last"), [("2027-08-11", None), ("2027-08-12", "2027-08-12")])
def test_what_is_back_has_come_back_by_the_day_it_is_told_of(
    language: str, published: str, last: str | None, reader: Reader
) -> None:
    """Else the first lot of a deal would be the deal, and the second a conflict in it."""
    title, text = BOTH_DAYS[language]
    item = {"id": "x", "lang": language, "title": title, "text": text, "published": f"{published}T10:00:00Z"}
    [lot] = reader.read(as_entry(item)).claims
    assert lot.stage is Stage.COMPLETED
    assert str(lot.day) == "2027-08-11"
    assert (str(lot.end_day) if lot.end_day else None) == last
