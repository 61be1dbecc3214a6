"""Readings made of gold labels: merging and alerting can be tested without the reading of texts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Claim, Dossier, Entry, Figure, Kind, Origin, Outcome, Reading, Scope, Stage

CORPUS = Path(__file__).parent / "corpus"
_UNNAMED = ("source", "official", "lawmaker", "negotiators")


@lru_cache
def dossier() -> Dossier:
    return load_dossier(default_folder())


def items(name: str = "dev") -> list[dict[str, Any]]:
    text = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


class GoldReader:
    """Says of an entry exactly what its labels say."""

    def __init__(self, found: Sequence[Mapping[str, Any]]) -> None:
        self.gold = {item["id"]: item for item in found}

    def read(self, entry: Entry, *, zone: str = "UTC", official_of: str | None = None) -> Reading:
        item = self.gold[entry.guid]
        return Reading(claims=tuple(_claim(one, item) for one in item["gold"]["developments"]))


def _claim(one: Mapping[str, Any], item: Mapping[str, Any]) -> Claim:
    background = bool(one.get("background"))
    return Claim(
        kind=Kind(one["kind"]),
        stage=Stage(one.get("stage") or "proposed"),
        evidence=item["title"],
        day=_day(one.get("date")),
        end_day=_day(one.get("end_date")),
        figures=tuple(_figures(one)),
        mediators=tuple(one.get("mediators") or ()),
        place=one.get("place"),
        round=one.get("round"),
        parties=tuple(one.get("parties") or ()),
        outcome=Outcome(one["outcome"]) if one.get("outcome") else None,
        origins=tuple(origin(name) for name in one.get("attributed_to") or ()),
        background=background,
        checks=("labelled",),
        failed=("no background",) if background else (),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _figures(one: Mapping[str, Any]) -> list[Figure]:
    found: list[Figure] = []
    for side, said in (one.get("returned") or {}).items():
        scopes = (Scope.TOTAL, Scope.MILITARY, Scope.CIVILIANS)
        found += [Figure(said[scope.value], side, scope) for scope in scopes if said.get(scope.value) is not None]
    if one.get("combined_total") is not None:
        found.append(Figure(one["combined_total"], None, Scope.COMBINED))
    return found


def origin(name: str) -> Origin:
    """Named people and bodies are officials; their party by the dossier's names."""
    if any(word in name.split() for word in _UNNAMED) or name.endswith("sources"):
        return Origin(f"unnamed:{name}", name)
    return Origin(name.casefold(), name, _party(name), official=True)


def _party(name: str) -> str | None:
    for person in dossier().people.values():
        if any(name.rsplit(maxsplit=1)[-1] in spelling for spelling in person.name.values()):
            return person.roles[-1].party if person.roles else None
    words = {word: code for code, party in dossier().parties.items() for word in party.words.get("en", ())}
    return next((words[word] for word in sorted(words, key=len, reverse=True) if word in name), None)
