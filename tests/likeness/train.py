"""Learns the second reading from the labelled items and writes seeds/likeness.zip (`make train`).

The items of `tests/corpus` are told by many writers; `first_readings.jsonl` holds what the rules read in those of
`plain.jsonl` before anybody who writes rules had seen them. How much the rules' word counts beside the likeness is
learnt from these alone, and from a likeness that was learnt without the items of the same writers: rules are nearly
always right about items that were read since.
"""

import json
import re
import sys
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.extraction.likeness.features import BUCKETS, features
from bot.extraction.likeness.numbers import mentions
from bot.extraction.reader import Reader
from bot.extraction.schema import as_entry
from bot.extraction.words.text import sentences
from storage.seeds import default_folder, load_dossier

Item = dict[str, Any]
CORPUS = Path(__file__).parents[1] / "corpus"
CASES = Path(__file__).parents[1] / "cases"
FIRST = Path(__file__).parent / "first_readings.jsonl"
FOLDS = 6
FEWEST = 60
"""Items that tell an answer below which it is not learnt."""
REGULAR = 0.1
"""The inverse strength of regularisation, the best of 0.05, 0.1 and 0.3 on writers kept apart."""
NOTHING: Item = {"read": [], "figures": {}}
KINDS = ("exchange", "talks", "bodies", "civilians", "children")


def main(out: Path) -> None:
    items = [*labelled(), *probes()]
    first = {one["id"]: one for one in map(json.loads, FIRST.read_text(encoding="utf-8").splitlines())}
    x, folds = matrix(items), np.array([writer(item) % FOLDS for item in items])
    unseen = np.array([item["id"] in first for item in items])
    labels = [told(item) for item in items]
    names = sorted({n for some in labels for n in some if sum(n in told for told in labels) >= FEWEST})
    heads, columns = [], []
    for name in names:
        y = np.array([name in some for some in labels])
        read = np.array([name in first.get(item["id"], NOTHING)["read"] for item in items])
        apart = np.zeros(len(items))
        for fold in range(FOLDS):
            kept = folds == fold
            weights, bias = learn(x[~kept], y[~kept])
            apart[kept] = x[kept] @ weights + bias
        weights, bias = learn(x, y)
        unit = float(np.abs(weights).max()) / 127
        combine = weigh(apart[unseen], read[unseen], y[unseen])
        heads.append({"name": name, "unit": round(unit, 6), "bias": round(bias, 4), "combine": combine})
        columns.append(np.rint(weights / unit).astype(np.int16) + 128)
        print(f"{name:22} told {y.sum():5}, rules wrong {(read != y)[unseen].sum():4},", end=" ")
        print(f"both {wrong(apart, read, y, unseen, combine):4} of {unseen.sum()}")
    numbers, weights, against = learn_numbers(items, first, folds)
    write(out, {
        "entries.json": json.dumps(heads, indent=1).encode(),
        "entries.bin": np.stack(columns, axis=1).astype(np.uint8).tobytes(),
        "numbers.json": json.dumps(numbers, indent=1).encode(),
        "numbers.bin": weights,
        "against.json": json.dumps(against).encode(),
    })  # fmt: skip


def labelled() -> Iterable[Item]:
    for file in sorted(CORPUS.glob("*.jsonl")):
        yield from (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def probes() -> Iterable[Item]:
    """The examples beside the rules: what is asked, denied, hoped for or long past is told there most often."""
    for file in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["case"]):
            wishes = [wish.split() for wish in case["want"]]
            told = [{"kind": w[0], "stage": w[1], "background": "background" in w, **wished(w[3:])} for w in wishes]
            name = f"{file.stem.partition('.')[0]}-{number}"
            yield {"text": "", **case, "id": name, "lang": file.stem.rpartition(".")[2], "gold": {"developments": told}}


def wished(slots: list[str]) -> Item:
    """The figures that an example names, and which slots these are: of the others it tells nothing."""
    found: Item = {"returned": {}, "slots": {slot.partition("=")[0] for slot in slots}}
    for name, _, value in (slot.partition("=") for slot in slots):
        side, _, part = name.partition(".")
        if value.isdecimal() and side in ("UA", "RU"):
            found["returned"].setdefault(side, {})[part or "total"] = int(value)
        elif value.isdecimal() and name == "joint":
            found["combined_total"] = int(value)
    return found


def told(item: Item) -> set[str]:
    """The kinds and stages that an item tells as news."""
    found = (d for d in item["gold"]["developments"] if d["kind"] in KINDS and not d.get("background"))
    return {f"{d['kind']}.{d['stage']}" for d in found}


def writer(item: Item) -> int:
    """Whose item it is: of plain.jsonl the number of the set, of the others by the letters of its id."""
    named = re.match(r"pn(\d+)-", item["id"])
    return int(named[1]) if named else sum(map(ord, re.sub(r"\d", "", item["id"])))


def matrix(items: list[Item]) -> Any:
    lexicons = Reader(load_dossier(default_folder())).lexicons
    rows, columns = [], []
    for number, item in enumerate(items):
        found = features(sentences(item["title"], item["text"], lexicons[item["lang"]].language))
        columns += found
        rows += [number] * len(found)
    return csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(items), BUCKETS))


def learn(x: Any, y: Any) -> tuple[Any, float]:
    model = LogisticRegression(C=REGULAR, solver="liblinear", max_iter=200, random_state=0).fit(x, y)
    return model.coef_[0], float(model.intercept_[0])


def weigh(alike: Any, read: Any, y: Any) -> list[float]:
    """Constant, likeness, the rules' word, both together: how much each counts."""
    model = LogisticRegression(C=1.0).fit(np.c_[alike, read * 4.0, alike * read], y)
    own, rules, both = model.coef_[0]
    return [round(float(v), 4) for v in (model.intercept_[0], own, rules * 4, both)]


def wrong(alike: Any, read: Any, y: Any, unseen: Any, combine: list[float]) -> int:
    constant, own, rules, both = combine
    return int((((constant + own * alike + read * (rules + both * alike)) > 0) != y)[unseen].sum())


def learn_numbers(items: list[Item], first: dict[str, Item], folds: Any) -> tuple[list[Item], bytes, Any]:
    """The answers to whom a number counts, their weights, and how these count against what the rules say."""
    reader = Reader(load_dossier(default_folder()))
    rows, columns, gold, ruled, own = [], [], [], [], []
    for place, item in enumerate(items):
        read = first.get(item["id"])
        right = figures(item["gold"]["developments"])
        told = list(mentions(reader.item(as_entry(item), reader.lexicons[item["lang"]], None, None)))
        values = {mention.value for mention in told}
        for mention in told:
            whose = answer(mention.value, right, values)
            if not known(whose, item):
                continue
            columns += mention.buckets
            rows += [len(gold)] * len(mention.buckets)
            gold.append(whose)
            ruled.append(answer(mention.value, read["figures"]) if read else "")
            own.append(folds[place])
    x = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(gold), BUCKETS))
    y, r, folds = np.array(gold), np.array(ruled), np.array(own)
    names = sorted(set(gold))
    apart = np.zeros((len(y), len(names)))
    for fold in range(FOLDS):
        kept = folds == fold
        weights, bias = learn_all(x[~kept], y[~kept])
        apart[kept] = x[kept] @ weights.T + bias
    weights, bias = learn_all(x, y)
    units = np.abs(weights).max(axis=1) / 127
    heads = [
        {"name": n, "unit": round(float(u), 6), "bias": round(float(b), 4)}
        for n, u, b in zip(names, units, bias, strict=True)
    ]
    table = (np.rint(weights / units[:, None]).astype(np.int16) + 128).T.astype(np.uint8)
    seen = r != ""
    model = LogisticRegression(C=0.1, max_iter=3000).fit(stacked(apart[seen], r[seen], names), y[seen])
    guessed = model.predict(stacked(apart[seen], r[seen], names))
    print(f"numbers: rules wrong {(r != y)[seen].sum()}, both {(guessed != y[seen]).sum()} of {seen.sum()}")
    return heads, table.tobytes(), {n: of_rule(model, names, k) for k, n in enumerate(names)}


def known(whose: str, item: Item) -> bool:
    """Whether an item tells this of a number: labelled ones tell everything, examples the slots that they name."""
    exchanges = [d for d in item["gold"]["developments"] if d["kind"] == "exchange" and not d.get("background")]
    named = [d["slots"] for d in exchanges if "slots" in d]
    if len(named) < len(exchanges) or not exchanges:
        return True
    if whose in ("UA", "RU"):
        return any({"UA", "RU"} <= slots for slots in named)
    return whose != "nobody"


def learn_all(x: Any, y: Any) -> tuple[Any, Any]:
    model = LogisticRegression(C=0.05, max_iter=60, tol=1e-3).fit(x, y)
    return model.coef_, model.intercept_


def stacked(alike: Any, ruled: Any, names: list[str]) -> Any:
    said = np.array([[r == n for n in names] for r in ruled], float)
    return np.hstack([alike, said * 3, (said[:, :, None] * alike[:, None, :]).reshape(len(said), -1)])


def of_rule(model: Any, names: list[str], k: int) -> tuple[list[float], list[list[float]]]:
    """What follows where the rules have given the answer number k: where each answer starts, its weights."""
    n = len(names)
    start = model.intercept_ + 3 * model.coef_[:, n + k]
    weights = model.coef_[:, :n] + model.coef_[:, 2 * n + k * n : 2 * n + (k + 1) * n]
    return [round(float(s), 4) for s in start], [[round(float(w), 4) for w in row] for row in weights]


def figures(developments: list[Item]) -> dict[str, list[int]]:
    """The figures of an item's exchanges: totals and civilians by side, and those of both together."""
    found: dict[str, list[int]] = {}
    for one in developments:
        if one["kind"] == "exchange" and not one.get("background"):
            for side, told in (one.get("returned") or {}).items():
                for name, scope in ((side, "total"), (f"{side}.civilians", "civilians")):
                    if told.get(scope) is not None:
                        found.setdefault(name, []).append(told[scope])
            if one.get("combined_total"):
                found.setdefault("together", []).append(one["combined_total"])
    return found


def answer(value: int, told: dict[str, list[int]], beside: Collection[int] = ()) -> str:
    """Whom figures have a number count, in the terms of bot.extraction.likeness.figures.

    One that makes up a total with another number beside it is a part of it.
    """
    names = [n for n in ("UA", "RU", "together", "UA.civilians", "RU.civilians") if value in told.get(n, ())]
    if names:
        return "UA+RU" if names[:2] == ["UA", "RU"] else names[0]
    sums = [n for n in ("UA", "RU") if any(t - value in beside and t != 2 * value for t in told.get(n, ()))]
    return "+".join(sums) + ".part" if sums else "nobody"


def write(out: Path, parts: dict[str, bytes]) -> None:
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in parts.items():
            file.writestr(ZipInfo(name), data, ZIP_DEFLATED, 9)  # without a date: the same items, the same file
    print(f"{out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default_folder() / "likeness.zip")
