"""When garbage is looked for: not in what a start has loaded, as all of that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """What the block loads stays: garbage is looked for neither meanwhile nor later in that; it takes a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
