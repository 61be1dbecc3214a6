"""Reads a corpus file and prints records: `python -m tests.extraction.scoring tests/corpus/dev.jsonl > out.jsonl`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.extraction import Reader
from bot.extraction.schema import as_entry, as_record
from storage.seeds import default_folder, load_dossier


def main() -> None:
    reader = Reader(load_dossier(default_folder()))
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        print(json.dumps(as_record(item["id"], reader.read(as_entry(item))), ensure_ascii=False))


if __name__ == "__main__":
    main()
