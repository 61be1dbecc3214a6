"""Feeds: from an address to its entries."""

import sys

# Says that httpx's own command line is not installed: nobody uses it, and it brings rich and pygments along.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
