"""Why several reports are one event, as /changes and /review tell it."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from desk import READER, Desk, told
from handler_examples import RU_MOD, UA_PRESIDENT

from bot.plaintext import as_text
from handlers.wording.together import _RULES

RESOLUTION = Path(__file__).parents[2] / "bot" / "resolution"


def test_each_rule_with_the_reports_that_it_joined(desk: Desk) -> None:
    desk.tell(told(RU_MOD, figures={"UA": 157, "RU": 157}))
    desk.tell(
        told(figures={"UA": 157}, outlet="Courier", at="2026-02-05T12:00"),
        told(UA_PRESIDENT, figures={"UA": 160}, outlet="Herald", at="2026-02-05T12:10"),
        told(figures={"RU": 157}, day=None, outlet="Ledger", at="2026-02-05T12:20"),
    )
    (one,) = desk.all()
    text = as_text(desk.ask(f"/changes {one.id}", chat=READER).html)
    section = text.split("Why these are one event\n")[1]
    assert "the first report of it: Wire" in section
    assert "the same day, the same figures: Courier" in section
    assert "the same day, other figures: Herald" in section
    assert "no day given, but soon before or after, the same figures: Ledger" in section
    listed = as_text(desk.ask(f"/review {one.id}").html)
    assert "Joined: the same day, the same figures" in listed


def test_a_persons_word_is_told_as_such_and_one_report_needs_no_reason(desk: Desk) -> None:
    desk.tell(told(RU_MOD, figures={"UA": 157, "RU": 157}))
    desk.tell(told(figures={"UA": 20}, day=date(2026, 2, 3), at="2026-02-03T15:00", outlet="Courier"))
    one, other = sorted(desk.all(), key=lambda found: found.id)
    assert "Why these" not in desk.ask(f"/changes {one.id}", chat=READER).html
    desk.ask(f"/review join {one.id} {other.id}")
    desk.settle()
    assert "Parley's operators said so: Courier" in as_text(desk.ask(f"/changes {one.id}", chat=READER).html)


@pytest.mark.parametrize(("language", "head"), [("uk", "Чому це одна подія"), ("ru", "Почему это одно событие")])
def test_in_each_language(desk: Desk, language: str, head: str) -> None:
    desk.tell(told(RU_MOD, figures={"UA": 157}), told(figures={"UA": 157}, outlet="Courier"))
    (one,) = desk.all()
    assert head in desk.ask(f"/changes {one.id}", chat=READER, language=language).html


def test_each_rule_of_joining_has_its_words() -> None:
    """What the rules are called where they are applied."""
    named = set()
    for file in ("returns.py", "gatherings.py", "decide.py"):
        for node in ast.walk(ast.parse((RESOLUTION / file).read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_joined"), args=[_, _, ast.Constant(value=str(rule)), *_]):
                    named.add(rule)
                case ast.Call(func=ast.Name(id="Fit"), args=[_, ast.Constant(value=str(rule)), *_]):
                    named.add(rule)
                case ast.FunctionDef(name="_rule" | "_called_off" | "_one_announced" | "_recalled"):
                    named |= {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and _is_rule(one)}
    assert len(named) > 8
    assert named <= set(_RULES)


def _is_rule(node: ast.Constant) -> bool:
    """A text that is no docstring."""
    return isinstance(node.value, str) and "." not in node.value and "'" not in node.value
