"""Runs the reading of this checkout, or of another revision in a folder of its own, on the corpus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
NAMES = ("dev", "check", "more", "short", "long", "brief", "fresh", "terse", "plain")
SECONDS = 1200


class CannotScore(Exception):
    """A revision that cannot be had, or that cannot read."""


def results(root: Path) -> dict[str, Any]:
    """What the code in this folder makes of the corpus of this checkout.

    Raises:
        CannotScore: it fails, or takes more than twenty minutes.
    """
    script = Path(__file__).with_name("read_corpus.py")
    files = [str(CORPUS / f"{name}.jsonl") for name in NAMES]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    try:
        done = subprocess.run(
            [sys.executable, str(script), *files],
            cwd=root, env=clean | {"PYTHONPATH": str(root)}, timeout=SECONDS, capture_output=True, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise CannotScore(f"reading took more than {SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        raise CannotScore(error.stderr.decode().strip().splitlines()[-1]) from None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """A folder with the files of a revision; the checkout itself is left alone.

    Raises:
        CannotScore: git knows no such revision.
    """
    packed = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        raise CannotScore(packed.stderr.decode().strip())
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        yield Path(folder)
