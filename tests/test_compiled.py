"""The rules of reading as machine code: all can be compiled, and it counts only while the sources are the same."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bot.compiled import ROOT, before, fingerprint, folder
from bot.compiling import compiler

SAYS = (
    'from bot.extraction import rule\nprint(rule.twice(21), "sources" if rule.__file__.endswith(".py") else "compiled")'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two rules, whose package looks for it as ours does."""
    for package in ("bot/extraction", "storage/vocabulary"):
        (tmp_path / package).mkdir(parents=True)
    package = """
        import sys
        from pathlib import Path
        from parley_compiled import before
        __path__ = before("bot/extraction", __path__, Path(__file__).parents[2])
    """
    (tmp_path / "bot" / "__init__.py").write_text("")
    (tmp_path / "bot" / "extraction" / "__init__.py").write_text(textwrap.dedent(package))
    (tmp_path / "bot" / "extraction" / "rule.py").write_text("def twice(n: int) -> int:\n    return n * 2\n")
    (tmp_path / "bot" / "extraction" / "other.py").write_text("def same(n: int) -> int:\n    return n\n")
    (tmp_path / "storage" / "vocabulary" / "__init__.py").write_text("LIVING = True\n")
    shutil.copy(ROOT / "bot" / "compiled.py", tmp_path / "parley_compiled.py")
    return tmp_path


def ask(project: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SAYS],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_all_rules_can_be_compiled(tmp_path: Path):
    done = python(f"from pathlib import Path; from bot.compiling import *; translate(ROOT, Path({str(tmp_path)!r}))")
    assert done.returncode == 0, done.stderr
    made = [path.name for path in (tmp_path / "c").rglob("__native_*.c")]
    assert len(made) > 100


def test_what_was_compiled_counts_until_a_source_changes(project: Path, tmp_path: Path):
    if shutil.which(os.environ.get("CC", "cc")) is None:
        pytest.skip("no C compiler is here")
    assert ask(project) == "42 sources"
    work = tmp_path / "work"
    done = python(
        f"from pathlib import Path; from bot.compiling import *; from bot.compiled import *\n"
        f"root = Path({str(project)!r}); made = build(root, Path({str(work)!r}))\n"
        f"folder(root).parent.mkdir(); made.rename(folder(root))"
    )
    assert done.returncode == 0, done.stderr
    assert ask(project) == "42 compiled"
    assert ask(project, PARLEY_COMPILED="no") == "42 sources"
    (project / "bot" / "extraction" / "rule.py").write_text("def twice(n: int) -> int:\n    return n + n\n")
    assert ask(project) == "42 sources"


def test_its_name_tells_the_sources_and_the_types_that_they_build_on(project: Path):
    first = fingerprint(project)
    assert first == fingerprint(project)
    assert folder(project) == project / "build" / f"compiled-{first}"
    (project / "storage" / "vocabulary" / "__init__.py").write_text("LIVING = False\n")
    second = fingerprint(project)
    (project / "bot" / "extraction" / "more.py").write_text("")
    assert len({first, second, fingerprint(project)}) == 3


def test_nothing_is_looked_for_where_nothing_was_compiled(project: Path):
    path = [str(project / "bot" / "extraction")]
    assert before("bot/extraction", path, project) == path
    (project / "build").mkdir()
    assert before("bot/extraction", path, project) == path


def test_without_a_compiler_the_cure_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(SystemExit, match=r"No C compiler named 'no-such-compiler' is here.*apt install gcc"):
        compiler()
