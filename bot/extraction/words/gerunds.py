"""Ukrainian gerunds, whose verb the dictionary does not tell."""

from __future__ import annotations


def infinitives(norm: str) -> tuple[str, ...]:
    """What a Ukrainian gerund may come from, which the dictionary does not tell: 'передавши', 'віддаючи'.

    Some of these are no words; nothing is filed under those.
    """
    stem, back = (norm[:-2], "ся") if norm.endswith("сь") else (norm, "")
    if stem.endswith("вши"):
        return (f"{stem[:-3]}ти{back}",)
    endings = ("ти", "вати") if stem.endswith(("ючи", "учи")) else ("ити", "іти")
    return tuple(f"{stem[:-3]}{ending}{back}" for ending in endings)
