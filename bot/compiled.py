"""The rules of reading as machine code, where `make compile` has made it of exactly these sources.

It reads the same in half the time. It stands in `build/`, under a name made of what it was compiled from and for: after
any change to a source, or with another Python, nothing of that name is there, and Parley reads by its sources.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPILED = ("bot/extraction",)
"""The packages that are compiled."""
BUILT_ON = ("storage/vocabulary",)
"""The packages whose types a compiled one takes for granted."""
WHOLE = "whole"
"""The file beside the machine code that names all of it, a line each: bytes, then the path from there."""
SWITCH = "PARLEY_COMPILED"
"""Set to 'no', this variable of the environment has the sources read although they were compiled."""


def sources(packages: Iterable[str], root: Path = ROOT) -> list[Path]:
    """The modules of these packages, in one order everywhere."""
    return sorted(path for package in packages for path in (root / package).rglob("*.py"))


def fingerprint(root: Path = ROOT) -> str:
    """What the sources and this Python are, in twelve hexadecimal digits."""
    told = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.version_info} {sys.platform}".encode())
    for path in sources((*COMPILED, *BUILT_ON), root):
        told.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:12]


def folder(root: Path = ROOT) -> Path:
    """Where the machine code of these sources stands, if it was made."""
    return root / "build" / f"compiled-{fingerprint(root)}"


def before(package: str, path: list[str], root: Path = ROOT) -> list[str]:
    """Where the modules of a package are to be looked for: among the compiled ones first, if there are any of it.

    Args:
        package: its folder, 'bot/extraction'.
        path: its `__path__`, which is where the sources are.
        root: the folder of the project.
    """
    if os.environ.get(SWITCH) == "no" or not (root / "build").is_dir():
        return path
    made = found(root)
    return [str(made / package), *path] if made and _loads(made) else path


def below(package: str) -> list[str]:
    """Where the modules of a package within a compiled one are to be looked for: beside those of the one above.

    Args:
        package: its name, 'bot.extraction.words'; the one above is being imported.
    """
    above, _, own = package.rpartition(".")
    return [str(Path(place, own)) for place in sys.modules[above].__path__]


def found(root: Path = ROOT) -> Path | None:
    """Where the machine code of these sources is, and whole: half a file would end who loads it."""
    try:
        made = folder(root)
        told = (line.partition(" ") for line in (made / WHOLE).read_text(encoding="utf-8").splitlines())
        whole = all((made / name).stat().st_size == int(size) for size, _, name in told)
    except (OSError, ValueError):  # part of it is gone or not to be read, or a source is none: an editor's lock
        return None
    return made if whole else None


def _loads(made: Path) -> bool:
    """Whether the common part is for a machine like this one: that of a copy may not be."""
    try:
        for part in made.glob("*__mypyc.*"):
            _load(part)
    except ImportError:
        return False
    return True


def _load(part: Path) -> None:
    """Load what the modules look up by a name of its own.

    It is not to be found by sys.path: the packages' folders beside it would hide the packages from whoever is started
    with that path.

    Raises:
        ImportError: it is for another machine.
    """
    name = part.name.partition(".")[0]
    if name in sys.modules:
        return
    spec = spec_from_file_location(name, part)
    if spec is None or spec.loader is None:
        raise ImportError(f"{part} is no module")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module
