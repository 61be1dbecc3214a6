"""A module of the program fits the eye: where it grows beyond that, a matter of its own goes to a module of its own."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 300
"""How many lines a module may have; migrations are written by Alembic."""


@pytest.mark.parametrize("package", ["bot", "handlers", "storage"])
def test_no_module_is_too_long(package):
    modules = [path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert lines
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}
