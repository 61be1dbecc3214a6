"""`make compile`: make machine code of the rules of reading, by mypyc and the C compiler that is there.

It takes two minutes of a core, and 150 MB of the disk while it works. What it made is moved to its place when it is
whole, and what was compiled of other sources is moved away, so that no process ever finds a half of either.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from bot.compiled import COMPILED, ROOT, WHOLE, folder, found, sources

NO_COMPILER = (
    "No C compiler named '{name}' is here, so nothing was compiled; Parley reads by its sources as before. "
    "On Debian: apt install gcc libc6-dev python3-dev; then make compile again."
)
CHANGED = "A source was changed meanwhile, so nothing was compiled. Run make compile again."
NO_HEADERS = (
    "The header files of this Python are not here ({place}), so nothing was compiled; Parley reads by its sources as "
    "before. On Debian: apt install python3-dev; then make compile again."
)
OPTIMISED = "1"
"""The compiler's level: 2 and 3 take longer and read no faster."""


def compiler(headers: str = sysconfig.get_path("include")) -> str:
    """The C compiler that builds extensions of this Python, by its `headers`.

    Raises:
        SystemExit: when either is not on this machine; the message tells the cure.
    """
    name = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(name) is None:
        raise SystemExit(NO_COMPILER.format(name=name))
    if not (place := Path(headers, "Python.h")).is_file():
        raise SystemExit(NO_HEADERS.format(place=place))
    return name


def modules(root: Path) -> list[str]:
    """The files that are compiled: all but those of the packages themselves, which say where to look for the others."""
    rules = [path for path in sources(COMPILED, root) if path.name != "__init__.py"]
    return [path.relative_to(root).as_posix() for path in rules]


def translate(root: Path, work: Path) -> list[Any]:
    """Turn the sources into C, in the folder `c` of `work`; what is to be compiled comes back.

    Raises:
        SystemExit: when mypyc refuses a source; the message is its own.
    """
    from mypyc.build import mypycify

    os.chdir(root)  # by their paths from here mypyc names the modules
    settings = f"--config-file={ROOT / 'pyproject.toml'}"
    told = io.StringIO()  # a line for each generator in a call, which it takes for a list
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            return mypycify(
                [settings, *modules(root)], opt_level=OPTIMISED, multi_file=True, target_dir=str(work / "c")
            )
    except (SystemExit, Exception) as refused:
        raise SystemExit(f"{told.getvalue()}{refused or ''}\nmypyc does not take these sources.") from refused


def build(root: Path, work: Path) -> Path:
    """Compile within `work`, and return the folder of what came out.

    Raises:
        SystemExit: when mypyc or the C compiler refuses something.
    """
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    command = build_ext(Distribution({"ext_modules": translate(root, work)}))
    command.build_lib, command.build_temp = str(work / "made"), str(work / "objects")
    command.ensure_finalized()
    try:
        command.run()
    except Exception as refused:
        raise SystemExit(f"{refused}\nThe C compiler does not take what mypyc made.") from refused
    return work / "made"


def renew(root: Path) -> None:
    """Compile; who else is at it here is waited for, and may have made it then.

    Raises:
        SystemExit: as `build`, or when a source changed meanwhile: nobody knows which of both was compiled.
    """
    around = root / "build"
    around.mkdir(exist_ok=True)
    with (around / "compiling.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place = folder(root)
        if found(root):
            return
        for left in around.glob("compiling-*"):  # by one that was killed
            shutil.rmtree(left)
        sys.stderr.write("Compiling the rules of reading (once for these sources; about two minutes) …\n")
        with tempfile.TemporaryDirectory(dir=around, prefix="compiling-") as work:
            made = build(root, Path(work))
            if folder(root) != place:
                raise SystemExit(CHANGED)
            for old in around.glob("compiled-*"):
                old.rename(Path(work) / old.name)
            _note_all(made)
            os.sync()  # else a power cut may leave the name and not what it names
            made.rename(place)


def _note_all(made: Path) -> None:
    files = [path for path in made.rglob("*") if path.is_file()]
    told = [f"{path.stat().st_size} {path.relative_to(made).as_posix()}\n" for path in files]
    (made / WHOLE).write_text("".join(told), encoding="utf-8")


def main() -> None:
    """Compile, unless that was done of just these sources."""
    if not found():
        compiler()
        renew(ROOT)


if __name__ == "__main__":
    main()
