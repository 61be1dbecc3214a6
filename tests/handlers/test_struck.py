"""What was hit is told in the reader's language, whatever language the report was in."""

import pytest

from handlers.wording.language import translator
from handlers.wording.struck import struck


@pytest.mark.parametrize(
    ("what", "language", "told"),
    [
        ("substations", "en", "substations"),
        ("substations", "uk", "підстанції"),
        ("heating plant", "ru", "тепловые станции"),
        ("thermal power plant", "uk", "електростанції"),
        ("oil depot", "ru", "нефтяные объекты"),
        ("підстанцію", "en", "substations"),
        ("електростанцій", "ru", "электростанции"),
        ("нефтеперерабатывающий завод", "uk", "нафтові об’єкти"),
        ("порт", "en", "ports"),
        ("міст", "en", "bridges"),
        ("енергетичної інфраструктури", "en", "energy facilities"),
        ("a warehouse", "uk", "a warehouse"),
    ],
)
def test_it_is_told_in_the_readers_language(what, language, told):
    assert struck(what, translator(language)) == told
