"""docs/codebook.md and the code say the same: every field, every value, every code of PLOVER."""

import re
from enum import StrEnum
from itertools import product
from pathlib import Path

import pytest

from handlers.export import plover, rows
from handlers.export.rows import Rows
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import (
    ChangeType,
    Confirmation,
    Kind,
    Outcome,
    Phase,
    Qualifier,
    Scope,
    Stage,
)

BOOK = (Path(__file__).parent.parent / "docs" / "codebook.md").read_text(encoding="utf-8")
MADE = Rows(load_dossier(default_folder()))
HOSTS = "visit or third-party"


def section(title: str) -> str:
    """The text below a heading, up to the next one of its rank or a higher one."""
    found = re.search(rf"^(#+) {title}$(.*?)(?=^#{{1,2}} |^### |\Z)", BOOK, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[2]


def table(title: str) -> list[list[str]]:
    """The cells of a section's table, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def defined(title: str) -> list[str]:
    return [name for row in table(title) for name in re.findall(r"`([^`]+)`", row[0])]


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Developments", (*MADE.development_fields, "reports", "changes")),
        ("Claims", MADE.claim_fields),
        ("Changes", rows.CHANGE_FIELDS),
        ("Entries", rows.ENTRY_FIELDS),
    ],
)
def test_every_field_is_defined_and_no_other(title, fields):
    assert sorted(defined(title)) == sorted(fields)
    assert all(len(row) == 2 and row[1] for row in table(title))


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Kind", Kind), ("Phase", Phase), ("Stage", Stage), ("Confirmation", Confirmation), ("Scope", Scope),
        ("Qualifier", Qualifier), ("Outcome", Outcome), ("Change", ChangeType),
    ],
)  # fmt: skip
def test_every_value_is_defined_and_no_other(title: str, values: type[StrEnum]):
    assert sorted(defined(title)) == sorted(values)
    assert all(row[1] for row in table(title))


def test_every_kind_and_stage_has_the_code_that_the_book_says():
    told = {}
    for kinds, stages, event, mode, context, auxiliary, _ in table("PLOVER"):
        every = list(Stage) if stages == "any" else [Stage(name) for name in re.findall(r"`([^`]+)`", stages)]
        for kind, stage in product(re.findall(r"`([^`]+)`", kinds), every):
            assert (kind, stage) not in told
            told[Kind(kind), stage] = plover.Code(event, "" if mode == HOSTS else mode, context, auxiliary)
    assert told == {(kind, stage): plover.of(kind, stage) for kind, stage in product(Kind, Stage)}


def test_what_is_no_field_would_be_found():
    assert "evidence" in defined("Claims")
    assert "evidence" not in defined("Developments")
