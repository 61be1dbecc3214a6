"""What pymorphy3's tags of a form tell: its kind of word, cases and tense."""

from __future__ import annotations

from typing import Any, Final

CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")


def part_of_speech(tags: list[Any]) -> str:
    kinds = {
        "VERB": "verb",
        "INFN": "verb",
        "PRTS": "verb",
        "GRND": "verb",
        "PRTF": "adj",
        "ADJF": "adj",
        "NOUN": "noun",
        "NUMR": "num",
    }
    found = [kinds.get(str(t.POS), "") for t in tags]
    return "noun" if "noun" in found and "adj" not in found else next((k for k in found if k), "")


def cases_of(tags: list[Any], *, upper: bool) -> frozenset[str]:
    """The cases a form may stand in; all where an abbreviation does not decline, however rare some are."""
    if upper and any("Fixd" in t for t in tags):
        return frozenset(CASES)
    return frozenset(t.case for t in tags if t.case in CASES)


def bare(tag: Any) -> bool:
    """The Ukrainian dictionary marks no infinitive as a part of speech of its own: a verb without tense and mood."""
    return bool(tag.POS == "VERB" and not (tag.tense or tag.mood or tag.number) and "Impe" not in tag)


def tense_of(verb: Any, tags: list[Any]) -> str:
    if any("Impe" in t for t in tags):
        return "past"
    if verb is None:
        return ""
    told = [str(t.tense) for t in tags if t.POS == "VERB" and t.tense]
    if told:
        return "past" if "past" in told else told[0]  # 'передаёт' has a rare future
    if any(t.POS == "INFN" or bare(t) for t in tags):
        return "inf"
    return "part" if verb.POS in ("PRTS", "PRTF") else ""
