"""The table and the list of gains and losses tell the truth about small made-up results."""

from typing import Any

from tests.scoring.__main__ import cell, compared, table
from tests.scoring.marks import faults, goals, marks


def item(name: str, language: str = "en", **slots: Any) -> dict[str, Any]:
    returned = {"UA": {"total": slots.get("ua"), "military": None, "civilians": None}}
    one = {"kind": "exchange", "stage": "completed", "date": "2027-01-01", "returned": returned, "evidence": "Home."}
    return {"id": name, "lang": language, "title": "Home.", "text": "", "gold": {"developments": [one], "topics": []}}


def record(name: str, ua: int | None, **more: Any) -> dict[str, Any]:
    return {"id": name, "developments": [item(name, ua=ua)["gold"]["developments"][0]], "topics": [], **more}


ITEMS = [item("a", ua=100), item("b", language="uk", ua=7)]


def read(*records: dict[str, Any]) -> dict[str, Any]:
    return {"extract": list(records), "replay": {}}


def test_marks_are_those_of_one_language() -> None:
    result = read(record("a", 100), record("b", 9))
    assert marks(ITEMS, result, "en")["exchange: UA.total"] == 1.0
    assert marks(ITEMS, result, "uk")["exchange: UA.total"] == 0.0
    assert marks(ITEMS, result, "all")["exchange: UA.total"] == 0.5


def test_faults_name_the_item_and_what_is_wrong() -> None:
    twice = record("a", 100)
    twice["developments"] = twice["developments"] * 2
    found = faults(ITEMS, read(twice, record("b", 9, topics=["border"])))
    assert found == [
        "a exchange: one too many, completed 2027-01-01",
        "b exchange: UA.total 7≠9",
        "b topics: []≠['border']",
    ]


def test_an_item_that_was_not_read_is_a_fault() -> None:
    found = faults(ITEMS, read(record("a", 100)))
    assert found == ["b exchange: gold yes, predicted no", "b exchange: one missed, completed 2027-01-01"]


def test_the_second_of_two_that_was_not_read_is_a_fault() -> None:
    first, second = (record("a", people)["developments"][0] for people in (100, 300))
    item = {**ITEMS[0], "gold": {**ITEMS[0]["gold"], "developments": [first, {**second, "date": "2027-01-02"}]}}
    assert faults([item], read(record("a", 100))) == ["a exchange: one missed, completed 2027-01-02"]


def test_gains_and_losses_are_told_apart() -> None:
    told = compared(["a x", "b y"], ["b y", "c z"])
    assert told.split("\n")[1:] == ["1 faults mended, 1 new, 1 stay", "+ a x", "- c z"]


def test_a_change_stands_beside_the_mark() -> None:
    assert cell({"m": 0.5}, {"m": 0.25}, "m") == "0.500 (+0.250)"
    assert cell({"m": 1}, {"m": 3}, "m") == "1 (-2)"
    assert cell({"m": 0.5}, None, "m") == "0.500"
    assert cell({"m": None}, {"m": 0.5}, "m") == "–"


def test_the_table_has_a_row_for_every_mark() -> None:
    result = read(record("a", 100), record("b", 7))
    rows = table(ITEMS, result, None).splitlines()
    assert len(rows) == 2 + len(goals())
    assert "| exchange: UA.total | ≥ 0.92 | 1.000 | 1.000 | 1.000 | – |" in rows
