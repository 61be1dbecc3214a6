"""What the peer `reader` does in the bench; it runs in an environment of its own, where nothing of Parley is."""

import sys
from pathlib import Path

from reader import make_reader  # type: ignore[import-not-found]

database, addresses, workers = sys.argv[1:4]
reader = make_reader(database)
if workers == "list":
    for address in Path(addresses).read_text(encoding="utf-8").split():
        reader.add_feed(address, exist_ok=True)
else:
    reader.update_feeds(scheduled=False, workers=int(workers))
