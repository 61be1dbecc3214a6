"""What one fetch may cost (RULES: Polling, Security)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds and bytes; `size` counts after decompression.

    A fetch that takes longer than `patience` does not count as one of the `parallel` ones any more.
    """

    total: float = 20.0
    connect: float = 10.0
    read: float = 10.0
    size: int = 8 * 1024 * 1024
    redirects: int = 5
    pause: float = 5.0
    parallel: int = 8
    patience: float = 2.0
