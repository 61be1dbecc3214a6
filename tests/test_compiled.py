"""The rules of reading as machine code: all can be compiled, and it counts only while the sources are the same."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bot.compiled import ROOT, SWITCH, before, fingerprint, folder
from bot.compiling import CHANGED, compiler

SAYS = (
    "from bot.extraction.rules import rule\n"
    'print(rule.twice(21), "sources" if rule.__file__.endswith(".py") else "compiled")'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path)


def write(tmp_path: Path) -> Path:
    """A project of two rules, one in a package below, which are looked for as ours are."""
    for package in ("bot/extraction/rules", "storage/vocabulary"):
        (tmp_path / package).mkdir(parents=True)
    package = """
        import sys
        from pathlib import Path
        from parley_compiled import before
        __path__ = before("bot/extraction", __path__, Path(__file__).parents[2])
    """
    (tmp_path / "bot" / "__init__.py").write_text("")
    (tmp_path / "bot" / "extraction" / "__init__.py").write_text(textwrap.dedent(package))
    below = "from parley_compiled import below\n__path__ = below(__name__)\n"
    (tmp_path / "bot" / "extraction" / "rules" / "__init__.py").write_text(below)
    (tmp_path / "bot" / "extraction" / "rules" / "rule.py").write_text("def twice(n: int) -> int:\n    return n * 2\n")
    (tmp_path / "bot" / "extraction" / "other.py").write_text("def same(n: int) -> int:\n    return n\n")
    (tmp_path / "storage" / "vocabulary" / "__init__.py").write_text("LIVING = True\n")
    shutil.copy(ROOT / "bot" / "compiled.py", tmp_path / "parley_compiled.py")
    return tmp_path


def ask(project: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SAYS],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project), SWITCH: "yes", **environment},
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


needs_a_compiler = pytest.mark.skipif(shutil.which(os.environ.get("CC", "cc")) is None, reason="no C compiler is here")


def compiled(project: Path, **environment: str) -> subprocess.Popen[str]:
    """One that compiles the rules of a project."""
    code = f"from pathlib import Path; from bot.compiling import renew; renew(Path({str(project)!r}))"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | environment, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = write(tmp_path_factory.mktemp("compiled"))
    for name in ("compiled-old", "compiling-killed"):
        (project / "build" / name / "bot").mkdir(parents=True)
    assert ask(project) == "42 sources"
    _, told = (done := compiled(project)).communicate()
    assert done.returncode == 0, told
    return project


@pytest.fixture
def made(made_once: Path, tmp_path: Path) -> Path:
    """A project whose rules are compiled."""
    return Path(shutil.copytree(made_once, tmp_path / "made"))


@needs_a_compiler
def test_what_was_compiled_counts_until_a_source_changes(made: Path):
    assert {one.name for one in (made / "build").iterdir()} == {folder(made).name, "compiling.lock"}
    assert ask(made) == "42 compiled"
    assert ask(made, PARLEY_COMPILED="no") == "42 sources"
    (made / "bot" / "extraction" / "rules" / "rule.py").write_text("def twice(n: int) -> int:\n    return n + n\n")
    assert ask(made) == "42 sources"


@needs_a_compiler
def test_who_is_started_with_the_same_path_finds_the_packages(made: Path):
    """As where a workers' process is started by `parley run`: what finds the project comes after all of sys.path."""
    finder = made / "installed"
    finder.mkdir()
    (finder / "found_last.py").write_text(
        textwrap.dedent(f"""
        import sys
        from importlib.machinery import PathFinder
        class Last:
            def find_spec(name, path=None, target=None):
                return PathFinder.find_spec(name, [{str(made)!r}]) if path is None else None
        sys.meta_path.insert(sys.meta_path.index(PathFinder) + 1, Last)  # before that of this project itself
    """)
    )
    code = """
        import subprocess, sys
        import found_last
        from bot.extraction.rules import rule
        then = "import sys; sys.path[:] = sys.argv[1:]; import found_last, bot.extraction as here; print(here.__file__)"
        print(rule.__file__, subprocess.check_output([sys.executable, "-c", then, *sys.path], text=True))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=finder,
        env={**os.environ, "PYTHONPATH": str(finder), SWITCH: "yes"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rule, package = done.stdout.split()
    assert not rule.endswith(".py")
    assert package == str(made / "bot" / "extraction" / "__init__.py")


@needs_a_compiler
def test_what_is_not_whole_does_not_count_and_is_made_anew(made: Path):
    for part in [one for one in folder(made).rglob("*") if one.is_file()]:
        whole = part.read_bytes()
        part.write_bytes(whole[: len(whole) // 2])
        assert ask(made) == "42 sources", part
        part.unlink()
        assert ask(made) == "42 sources", part
        part.write_bytes(whole)
    assert ask(made) == "42 compiled"
    part.unlink()
    compiled(made).communicate()
    assert ask(made) == "42 compiled"


@needs_a_compiler
def test_what_another_machine_cannot_load_does_not_count(made: Path):
    (common,) = folder(made).glob("*__mypyc.*")
    common.write_bytes(bytes(common.stat().st_size))
    assert ask(made) == "42 sources"


@needs_a_compiler
def test_of_two_that_compile_at_once_one_waits_for_the_other(project: Path):
    told = [one.communicate()[1] for one in [compiled(project), compiled(project)]]
    assert sorted(len(lines.splitlines()) for lines in told) == [0, 1], told
    assert ask(project) == "42 compiled"


@needs_a_compiler
def test_what_was_changed_meanwhile_is_compiled_again(project: Path, tmp_path: Path):
    rule, changing = project / "bot" / "extraction" / "rules" / "rule.py", tmp_path / "changing"
    changing.write_text(f"#!/bin/sh\necho 'def twice(n: int) -> int: return 0' > {rule}\nexec cc \"$@\"\n")
    changing.chmod(0o755)
    before_ = folder(project)
    _, told = (done := compiled(project, CC=str(changing), LDSHARED="cc -shared")).communicate()
    assert (done.returncode, told.splitlines()[-1]) == (1, CHANGED), told
    assert [one.name for one in (project / "build").iterdir()] == ["compiling.lock"]
    assert before_ != folder(project)


@needs_a_compiler
def test_what_the_compiler_refuses_is_said_without_a_traceback(project: Path):
    _, told = (done := compiled(project, CC="false")).communicate()
    assert done.returncode == 1
    assert "The C compiler does not take what mypyc made." in told
    assert "Traceback" not in told


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


def test_sources_that_cannot_be_read_are_left_to_who_imports_them(project: Path):
    (project / "build").mkdir()
    (project / "bot" / "extraction" / ".#rule.py").symlink_to("me@machine.1")  # an editor holds it
    assert ask(project) == "42 sources"


def test_without_the_headers_the_cure_is_told(tmp_path: Path):
    with pytest.raises(SystemExit, match=r"header files of this Python are not here.*apt install python3-dev"):
        compiler(str(tmp_path))


def test_without_a_compiler_the_cure_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(SystemExit, match=r"No C compiler named 'no-such-compiler' is here.*apt install gcc"):
        compiler()
