"""The marks that count, taken from what tests/score.py prints; and what is wrong with each item, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests import score

Item = dict[str, Any]
Marks = dict[str, float | int | None]


def _rate(*path: str) -> Callable[[Mapping[str, Any]], float | None]:
    def find(result: Mapping[str, Any]) -> float | None:
        value: Any = result
        for name in path:
            value = (value or {}).get(name)
        return value

    return find


EXTRACT: dict[str, tuple[str, Callable[[Mapping[str, Any]], float | int | None]]] = {
    "exchange: detection, precision": ("≥ 0.97", _rate("detection", "exchange", "precision")),
    "exchange: detection, recall": ("≥ 0.93", _rate("detection", "exchange", "recall")),
    "exchange: detection, F1": ("≥ 0.90 uk, ru", _rate("detection", "exchange", "f1")),
    "exchange: UA.total": ("≥ 0.92", _rate("slots", "exchange.UA.total", "f1")),
    "exchange: RU.total": ("≥ 0.92", _rate("slots", "exchange.RU.total", "f1")),
    "exchange: stage": ("≥ 0.92", _rate("slots", "exchange.stage", "f1")),
    "exchange: date": ("≥ 0.90", _rate("slots", "exchange.date", "f1")),
    "exchange: UA.civilians": ("≥ 0.80", _rate("slots", "exchange.UA.civilians", "f1")),
    "exchange: RU.civilians": ("≥ 0.80", _rate("slots", "exchange.RU.civilians", "f1")),
    "exchange: combined total": ("", _rate("slots", "exchange.combined_total", "f1")),
    "exchange: mediators": ("≥ 0.92", _rate("slots", "exchange.mediators", "f1")),
    "exchange: wholly right": ("≥ 0.75", _rate("exchange_wholly_right", "share")),
    "bodies: detection": ("≥ 0.92", _rate("detection", "bodies", "f1")),
    "bodies: UA.total": ("≥ 0.90", _rate("slots", "bodies.UA.total", "f1")),
    "civilians: detection": ("", _rate("detection", "civilians", "f1")),
    "children: detection": ("", _rate("detection", "children", "f1")),
    "talks: detection": ("≥ 0.88", _rate("detection", "talks", "f1")),
    "talks: place": ("≥ 0.88", _rate("slots", "talks.place", "f1")),
    "talks: parties": ("≥ 0.88", _rate("slots", "talks.parties", "f1")),
    "topics": ("", _rate("topics", "f1")),
    "speakers": ("", _rate("speakers", "f1")),
    "negatives that give news": ("0", _rate("negatives_with_false_news", "count")),
    "evidence that is not in the text": ("0", _rate("evidence_ungrounded", "count")),
}
REPLAY: dict[str, tuple[str, Callable[[Mapping[str, Any]], float | int | None]]] = {
    "replay: B-cubed": ("≥ 0.90", _rate("bcubed", "f1")),
    "replay: exchanges carried out": ("", _rate("exchange_alerts", "carried_out_expected")),
    "replay: of these missed": ("≤ 1", _rate("exchange_alerts", "carried_out_missed")),
    "replay: alerted twice": ("≤ 1", _rate("exchange_alerts", "duplicates")),
    "replay: false alerts": ("0", _rate("exchange_alerts", "false")),
}


def goals() -> dict[str, str]:
    """Every mark with the floor that is asked of it; figures are F1 where nothing else is said."""
    return {name: goal for name, (goal, _) in {**EXTRACT, **REPLAY}.items()}


def marks(items: Sequence[Item], read: Mapping[str, Any], language: str) -> Marks:
    """The marks of one language's items, or of `all`."""
    chosen = [item for item in items if language in ("all", item["lang"])]
    extract = score.score_extract(chosen, read["extract"], [])
    found: Marks = {name: find(extract) for name, (_, find) in EXTRACT.items()}
    if language in read["replay"]:
        replay = score.score_replay(chosen, read["replay"][language], [])
        found |= {name: find(replay) for name, (_, find) in REPLAY.items()}
    return found


def faults(items: Sequence[Item], read: Mapping[str, Any]) -> list[str]:
    """What is wrong, a line a fault, in the order of the items; the faults of the replay last."""
    records = {record["id"]: record for record in read["extract"]}
    found = [line for item in items for line in _item_faults(item, records.get(item["id"]) or {"id": item["id"]})]
    replayed: list[str] = []
    if "all" in read["replay"]:
        score.score_replay(list(items), read["replay"]["all"], replayed)
    return found + [f"replay: {line}" for line in replayed]


def _item_faults(item: Item, record: Item) -> list[str]:
    found: list[str] = []
    score.score_extract([item], [record], found)
    news = [p for p in record.get("developments") or [] if score.is_news(p) and p.get("kind") in score.KINDS]
    wanted = [g for g in item["gold"]["developments"] if score.may_be_news(g) and g["kind"] in score.KINDS]
    for gold, extra in score.pair(wanted, news):
        if gold is None and extra is not None:
            found.append(f"{item['id']} {extra['kind']}: one too many, {extra['stage']} {extra['date']}")
        elif gold is not None and extra is None and not score.optional(gold):
            found.append(f"{item['id']} {gold['kind']}: one missed, {gold['stage']} {gold['date']}")
    topics = set(item["gold"].get("topics") or ()) - {"prisoners"}
    mine = set(record.get("topics") or ()) - {"prisoners"}
    if topics != mine:
        found.append(f"{item['id']} topics: {sorted(topics)}≠{sorted(mine)}")
    return found
