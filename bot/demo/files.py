"""Where the demo lays the pictures and documents that a terminal cannot show."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any


class Files:
    """A folder that outlives the demo, made when there is something to lay into it."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    @cached_property
    def folder(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="parley-demo-files-"))

    def keep(self, message: Mapping[str, Any], contents: Mapping[str, bytes]) -> Path | None:
        """Writes the file of a message of the Bot API: `1-chart.png`; None where the message has none."""
        file = message["photo"][-1] if "photo" in message else message.get("document")
        if file is None:
            return None
        path = self.folder / f"{next(self._numbers)}-{Path(message['file_name']).name}"
        path.write_bytes(contents[file["file_id"]])
        return path
