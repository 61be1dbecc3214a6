"""The second reading: what was learnt adds up, tells what the rules had missed, and alerts nobody by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction import Reader
from bot.extraction.explain import explain
from bot.extraction.likeness.features import BUCKETS, features
from bot.extraction.likeness.likeness import Likeness, LikenessWrong
from bot.extraction.likeness.numbers import mentions
from bot.extraction.likeness.second import TOLD_BY_RULES
from bot.extraction.likeness.table import Answer, Table
from bot.extraction.words.text import sentences
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Claim, Entry, Kind, Scope, Stage

NOW = datetime(2027, 5, 21, 12, tzinfo=UTC)  # a Friday


def entry(title: str, text: str, language: str = "en") -> Entry:
    return Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language=language)


def exchanges(reader: Reader, told: Entry) -> list[Claim]:
    return [c for c in reader.read(told).claims if c.kind is Kind.EXCHANGE and not c.background]


REFUSED = [
    (
        "en",
        "Stage one of the Vienna accord complete: 130 for 130",
        "The servicemen crossed into Belarus on Friday morning, the ministry says. Stage two follows tomorrow.",
    ),
    (
        "uk",
        "Перший етап завершено: 130 на 130",
        "Захисники вже вдома, повідомив президент. Другий етап обміну відбудеться завтра.",
    ),
    (
        "ru",
        "Первый этап завершён: 130 на 130",
        "Военнослужащие уже дома, сообщили в ведомстве. Второй этап обмена пройдёт завтра.",
    ),
]


@pytest.mark.parametrize(("language", "title", "text"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_the_rules_lack_words_for_is_told(reader: Reader, language: str, title: str, text: str) -> None:
    done = [c for c in exchanges(reader, entry(title, text, language)) if c.stage is Stage.COMPLETED]
    assert len(done) == 1
    assert {f.value for f in done[0].figures if f.scope is Scope.TOTAL} <= {130}
    assert done[0].evidence in f"{title}\n{text}"


def test_what_rests_on_likeness_alerts_nobody_by_itself(reader: Reader, rules: Reader) -> None:
    told = entry(*REFUSED[0][1:])
    assert not exchanges(rules, told)
    assert all(TOLD_BY_RULES in c.failed and not c.alert_grade for c in exchanges(reader, told))


@pytest.mark.parametrize(
    "text",
    [
        "340 Ukrainian soldiers are not home from Russian captivity, the ombudsman said on Friday.",
        "No exchange took place on Friday, the ombudsman said of the 340 prisoners.",
    ],
)
def test_what_is_negated_stays_so(reader: Reader, text: str) -> None:
    assert not [c for c in exchanges(reader, entry("Briefing in Kyiv", text)) if c.stage is Stage.COMPLETED]


def test_a_claim_of_the_rules_keeps_its_checks(reader: Reader, rules: Reader) -> None:
    told = entry(
        "Russia and Ukraine exchange 120 prisoners each",
        "The swap took place on Friday, Zelensky and the Russian Defence Ministry said. The UAE mediated.",
    )
    assert exchanges(reader, told) == exchanges(rules, told)
    assert all(c.alert_grade for c in exchanges(reader, told))


def test_other_states_stay_other_states(reader: Reader) -> None:
    told = entry(
        "Armenia and Azerbaijan swap 30 prisoners each", "The exchange took place on Friday, Baku and Yerevan said."
    )
    assert not exchanges(reader, told)


def test_a_dossier_without_it_is_read_by_rules(rules: Reader) -> None:
    assert rules.likeness is None
    assert not explain(rules, entry(*REFUSED[0][1:])).alike


def test_explain_says_what_an_entry_is_like(reader: Reader) -> None:
    assert any(one.startswith("exchange.completed (") for one in explain(reader, entry(*REFUSED[0][1:])).alike)


@pytest.mark.parametrize("learnt", [b"no archive", load_dossier(default_folder()).likeness[:-40]], ids=["text", "cut"])
def test_what_cannot_be_read_names_the_cure(learnt: bytes) -> None:
    with pytest.raises(LikenessWrong, match="make train"):
        Likeness.of(learnt)


@given(st.lists(st.integers(0, BUCKETS - 1), max_size=700), st.integers(0, 99))
def test_lanes_add_up_like_numbers(buckets: list[int], seed: int) -> None:
    draw = Random(seed)
    kinds = 9
    some = {b: [draw.randrange(256) for _ in range(kinds)] for b in buckets}
    weights = bytearray([128]) * (BUCKETS * kinds)
    for bucket, row in some.items():
        weights[bucket * kinds : (bucket + 1) * kinds] = bytes(row)
    table = Table.of(tuple(Answer(str(n), 0.5, 1.0) for n in range(kinds)), bytes(weights))
    wanted = [1.0 + 0.5 * sum(some[b][n] - 128 for b in buckets) for n in range(kinds)]
    assert table.sums(buckets) == pytest.approx(wanted)


def test_numbers_stand_for_each_other(reader: Reader) -> None:
    language = reader.lexicons["en"].language
    first, second = (features(sentences(f"{n} soldiers home", "", language)) for n in (120, 7))
    assert first == second


def test_every_number_is_looked_at(reader: Reader) -> None:
    told = entry("Russia and Ukraine swap 120 for 98 prisoners", "Among them are seven civilians.")
    item = reader.item(told, reader.lexicons["en"], None, None)
    assert [m.value for m in mentions(item)] == [120, 98, 7]
    assert all(0 <= b < BUCKETS for m in mentions(item) for b in m.buckets)
