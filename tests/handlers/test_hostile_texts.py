"""Many rows and hostile texts: every answer stays within Telegram's limits and markup (checked by `ask` itself)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from handler_examples import BOTH, RU_MOD, STRIKES, TALKS, report, stored
from sqlmodel import Session

from storage import search, statements
from storage.database import Database
from storage.vocabulary import Dossier, Kind, Origin, Stage, Statement, Target

EVIL = '<script>alert("1")</script> & <b>\u202egpj.exe</b> </a><a href="javascript:x">'


def _fill(session: Session, dossier: Dossier) -> None:
    """Everything many, long and hostile."""
    evil = Origin("x", EVIL, "RU", official=True)
    long = {"outcome": {"en": "Nothing was agreed. " * 40}, "delegations": {"en": f"UA: {EVIL}; RU: {EVIL * 9}"}}
    for number in range(60):
        day = date(2026, 2, 5) - timedelta(days=number)
        told = [report(evil, RU_MOD, figures={"UA": 100 + n, "RU": 5}, outlet=EVIL + str(n)) for n in range(3)]
        stored(session, replace(BOTH, day=day, place=EVIL, prose={"note": {"en": EVIL * 50}}), *told)
        stored(
            session,
            replace(TALKS, day=day, end_day=None, place=EVIL, prose=long),
            report(kind=Kind.TALKS, stage=Stage.HELD),
        )
        stored(session, replace(STRIKES, day=day, targets=tuple(Target(EVIL + str(n), EVIL) for n in range(20))))
    for number in range(400):
        said = Statement(
            day=date(2026, 2, 5) - timedelta(days=number % 90),
            text={"en": f"{EVIL} says that territory matters {number} " * 8},
            party=("UA", "RU", "US", "EU")[number % 4],
            speaker=EVIL,
            topic=list(dossier.topics)[number % 14],
            outlet=EVIL,
            link="javascript:alert(1)",
        )
        search.index_statements(session, [replace(said, id=statements.add(session, said))], dossier)


@pytest.fixture(scope="module")
def crowded(empty_database: Path, dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("crowded") / "parley.sqlite"
    file.write_bytes(empty_database.read_bytes())
    with Database(f"sqlite:///{file}") as database:
        database.run(_fill, dossier, write=True)
    return file


@pytest.fixture
def database(crowded, tmp_path):
    file = tmp_path / "parley.sqlite"
    file.write_bytes(crowded.read_bytes())
    with Database(f"sqlite:///{file}") as made:
        yield made


@pytest.mark.parametrize(
    "line",
    [
        "/latest", "/latest 365", "/latest strikes", "/latest talks", "/swaps", "/swaps 2025", "/swaps January 2026",
        "/swaps 5 February", "/talks", "/talks 3", "/talks 2026", "/parties", "/parties Russia", "/parties mediators",
        "/issues", "/issues territory", "/issues sanctions p3", "/search territory", "/search territory p2", "/status",
        "/d1", "/d2", "/d3", "/sources 1", "/sources 2", "/changes 1", "/subscribe",
    ],
)  # fmt: skip
def test_every_list(ask, line):
    html = ask(line).html
    assert "<script" not in html
    assert "\u202e" not in html
    assert "javascript" not in html.replace('&lt;a href="javascript:x"&gt;', "").replace("javascript:x", "")


def test_pages_lead_on_and_back(ask):
    first = ask("/talks")
    assert first.buttons[0][0].data == "talks p2"
    second = ask(button="talks p2")
    assert [button.data for button in second.buttons[0]] == ["talks", "talks p3"]
    assert first.html != second.html
