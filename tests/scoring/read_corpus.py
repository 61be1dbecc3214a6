"""Reads corpus files with the code that PYTHONPATH leads to, and prints what it makes of them as JSON.

It is run on its own, by file, so that it can run the code of any revision: `read_corpus.py dev.jsonl check.jsonl`.
"""

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Item = dict[str, Any]


def main() -> None:
    logging.disable(logging.CRITICAL)
    print(json.dumps({Path(name).stem: read(items(name)) for name in sys.argv[1:]}))


def items(name: str) -> list[Item]:
    return [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines() if line.strip()]


def read(found: list[Item]) -> dict[str, Any]:
    """What each item says, and what comes of the items together: of all, and of each language's alone."""
    languages = sorted({item["lang"] for item in found})
    play = player()
    replays = {}
    if play is not None:
        replays = {"all": play(found)} | {one: play([i for i in found if i["lang"] == one]) for one in languages}
    return {"extract": extracted(found), "replay": replays}


def extracted(found: list[Item]) -> list[Item]:
    from bot.extraction import Reader
    from bot.extraction.schema import as_entry, as_record
    from storage.seeds import default_folder, load_dossier

    reader = Reader(load_dossier(default_folder()))
    return [as_record(item["id"], reader.read(as_entry(item))) for item in found]


def player() -> Callable[[list[Item]], Item] | None:
    """What replays items, None in a revision that cannot yet."""
    try:
        from bot.replay import replay
    except ImportError:
        return None
    from storage.seeds import default_folder, load_dossier

    dossier = load_dossier(default_folder())
    return lambda found: json.loads(json.dumps(replay(found, dossier), default=str))


if __name__ == "__main__":
    main()
