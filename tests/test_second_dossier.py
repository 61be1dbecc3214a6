"""Another negotiation is another folder of data: the same code reads it, and names no party of Parley's own."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.extraction import Reader
from bot.extraction.schema import as_entry, as_record
from bot.replay import replay
from storage.seeds import default_folder, load_dossier

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "dossiers" / "armenia-azerbaijan"
ITEMS = [json.loads(line) for line in (FOLDER / "items.jsonl").read_text(encoding="utf-8").splitlines()]
KEPT = {
    "storage/seeds.py: Europe/Kyiv",
    "storage/seeds.py: write an IANA name such as Europe/Kyiv",
    "storage/tables/outbox.py: Europe/Kyiv",
    "storage/vocabulary/dossier.py: Europe/Kyiv",
    "storage/vocabulary/outbox.py: Europe/Kyiv",
}
"""The zone that stands where a dossier or a subscriber names none."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_dossier(FOLDER))


def facts(development: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What a development says of the slots that are expected; `totals` are those returned to each side."""
    totals = {side: said["total"] for side, said in development["returned"].items()}
    return {slot: (development | {"totals": totals})[slot] for slot in expected}


@pytest.mark.parametrize("item", [pytest.param(item, id=item["id"]) for item in ITEMS])
def test_the_same_code_reads_it(item: dict[str, Any], reader: Reader) -> None:
    record = as_record(item["id"], reader.read(as_entry(item)))
    news = [one for one in record["developments"] if not one["background"]]
    assert [facts(one, expected) for one, expected in zip(news, item["expected"], strict=True)] == item["expected"]
    assert set(item.get("topics", ())) <= set(record["topics"])
    assert set(item.get("speakers", ())) <= set(record["speakers"])


def test_the_whole_chain_tells_of_it() -> None:
    told = replay(ITEMS, load_dossier(FOLDER))
    exchanges = [alert for alert in told["alerts"] if alert["kind"] == "exchange"]
    assert [(alert["report"], alert["phase"]) for alert in exchanges] == [("x1", "carried_out"), ("x2", "announced")]
    assert "Armenia" in exchanges[0]["text"]
    assert "Ukraine" not in json.dumps(told)


def test_the_two_dossiers_do_not_read_each_others_news(reader: Reader) -> None:
    shipped = Reader(load_dossier(default_folder()))
    foreign = as_entry(ITEMS[-1])
    assert not any(not claim.background for claim in reader.read(foreign).claims)
    assert any(not claim.background for claim in shipped.read(foreign).claims)
    assert not any(not claim.background for claim in shipped.read(as_entry(ITEMS[0])).claims)


def _names() -> re.Pattern[str]:
    """The names and codes of the shipped dossier's two sides, as whole words."""
    dossier = load_dossier(default_folder())
    sides = [dossier.parties[code] for code in dossier.sides]
    people = [
        p.name["en"].split()[-1] for p in dossier.people.values() if p.roles and p.roles[-1].party in dossier.sides
    ]
    words = {word for side in sides for listed in side.words.values() for word in listed} | set(people)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted([*words, *dossier.sides], key=len, reverse=True)))})\b")


def _literals(path: Path) -> list[str]:
    """The strings that the code works with: no comments, no docstrings."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in told]


def named(*folders: str) -> set[str]:
    """Where the code in these folders names a side or its people."""
    pattern = _names()
    files = sorted(
        file for folder in folders for file in (ROOT / folder).rglob("*.py") if "migrations" not in file.parts
    )
    return {
        f"{file.relative_to(ROOT)}: {literal}"
        for file in files
        for literal in _literals(file)
        if pattern.search(literal)
    }


def test_what_reads_merges_and_alerts_names_no_side() -> None:
    assert named("bot/extraction", "bot/resolution", "bot/alerts") == set()


def test_the_storage_names_no_side() -> None:
    assert named("storage") == KEPT


@pytest.mark.xfail(
    strict=True,
    reason="examples in parties.py and search.py, the name of the zone in wording/sources.py",
)
def test_the_handlers_name_no_side() -> None:
    assert named("handlers") == set()
