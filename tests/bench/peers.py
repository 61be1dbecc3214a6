"""The programs that are polled beside Parley, each as it does best: how it learns of the feeds, how it polls them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measuring import BenchFailed, run

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_LOCK = HERE / "peers.lock"
_PLACE = Path(sys.prefix) / "peers"
"""Within Parley's own environment, so that `make clean` takes it along."""
THREADS = (1, 2)
"""Numbers of threads that reader is tried with; the better is compared."""
Maker = Callable[[Path, Sequence[str]], "Peer"]


@dataclass(frozen=True)
class Peer:
    """A program in its folder: `poll` is what is measured."""

    name: str
    poll: tuple[str, ...]
    folder: Path
    env: dict[str, str]
    threads: int = 0
    """Of reader, else 0."""


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without settings of Parley; byte code is kept, as wherever a program runs twice."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARLEY_", "PYTHON"))}
    return kept | {"PYTHONPYCACHEPREFIX": str(_PLACE / "bytecode")} | more


def parley(folder: Path, opml: Path) -> Peer:
    """Parley, which has brought its record in and knows the feeds."""
    env = clean_environment(
        PYTHONPATH=str(ROOT), PARLEY_FEEDS=str(opml), PARLEY_ALLOW_PRIVATE_ADDRESSES="1",
        PARLEY_DATABASE_URL=f"sqlite:///{folder / 'parley.db'}",
    )  # fmt: skip
    found = Peer("Parley", (sys.executable, "-m", "bot", "poll"), folder, env)
    run([*found.poll[:-1], "ask", "/help"], env, folder)
    return found


def reader_name(threads: int) -> str:
    return f"reader, {threads} thread{'s' * (threads > 1)}"


def reader(threads: int) -> Maker:
    """The Python library reader with its usual storage, SQLite."""

    def reader(folder: Path, addresses: Sequence[str]) -> Peer:
        python, listed, env = _installed(), folder / "addresses", clean_environment()
        listed.write_text("\n".join(addresses), encoding="utf-8")
        given = (python, str(HERE / "peer_reader.py"), str(folder / f"reader{threads}.db"), str(listed))
        run([*given, "list"], env, folder)
        return Peer(reader_name(threads), (*given, str(threads)), folder, env, threads)

    return reader


def newsboat(folder: Path, addresses: Sequence[str]) -> Peer:
    (folder / "urls").write_text("\n".join(addresses), encoding="utf-8")
    (folder / "config").write_text("reload-threads 2\n", encoding="utf-8")
    given = ("-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config"))
    return Peer("newsboat", (_found("newsboat"), *given, "-x", "reload"), folder, clean_environment(HOME=str(folder)))


def rss2email(folder: Path, addresses: Sequence[str]) -> Peer:
    rows = "".join(f"[feed.f{number}]\nurl = {url}\n" for number, url in enumerate(addresses))
    (folder / "r2e.cfg").write_text(f"[DEFAULT]\nfrom = a@b.example\nto = a@b.example\n{rows}", encoding="utf-8")
    given = ("-c", str(folder / "r2e.cfg"), "-d", str(folder / "r2e.json"))
    command = (_found("r2e"), *given, "run", "--no-send")
    return Peer("rss2email", command, folder, clean_environment(HOME=str(folder)))


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise BenchFailed("not installed")
    return path


def _installed() -> str:
    """The Python of the peers' own environment, made on first use from the lock file beside this one."""
    python, stamp = _PLACE / "bin" / "python", _PLACE / "installed"
    wanted = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(_PLACE, ignore_errors=True)
        print("setting up an environment for the peer reader …", file=sys.stderr, flush=True)
        pip = (str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
        for command in (
            (sys.executable, "-m", "venv", str(_PLACE)),
            (*pip, "--require-hashes", "--no-deps", "-r", str(_LOCK)),
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise BenchFailed(f"reader cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
        stamp.write_text(wanted)
    return str(python)
