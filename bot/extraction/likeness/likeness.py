"""What an entry tells by its likeness to labelled ones: which kinds and stages, each with how sure that is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from io import BytesIO
from math import exp
from typing import Final
from zipfile import BadZipFile, ZipFile

from bot.extraction.likeness.features import BUCKETS, features
from bot.extraction.likeness.table import Answer, Table
from bot.extraction.words.text import Sentence

ALONE: Final = (0.0, 1.0, 0.0, 0.0)
"""How an answer is weighed that no rule speaks of."""


class LikenessWrong(ValueError):
    """The file of what was learnt is no such file, or of another version."""


@dataclass(slots=True, eq=False)
class Likeness:
    """The second reading of a dossier: learnt from labelled items, beside the rules."""

    entries: Table
    numbers: Table
    against: dict[str, tuple[list[float], list[list[float]]]]
    """For each answer of the rules about a number: what all answers start from, and how their likenesses count."""

    @classmethod
    def of(cls, learnt: bytes) -> Likeness | None:
        """What was learnt, from the bytes of likeness.zip; None where a dossier has none.

        Raises:
            LikenessWrong: the bytes are something else, or were learnt over other buckets.
        """
        if not learnt:
            return None
        try:
            with ZipFile(BytesIO(learnt)) as file:
                numbers = json.loads(file.read("against.json"))
                return cls(table(file, "entries"), table(file, "numbers"), {n: (a, b) for n, (a, b) in numbers.items()})
        except (BadZipFile, KeyError, ValueError, TypeError) as error:
            raise LikenessWrong(f"likeness.zip of the dossier cannot be read ({error}): make train writes it") from None

    def told(self, sentences: Iterable[Sentence]) -> dict[str, float]:
        """The log-odds that an entry tells an event of that kind and stage ('exchange.completed'), by answer."""
        sums = self.entries.sums(features(sentences))
        return {a.name: s for a, s in zip(self.entries.answers, sums, strict=True)}

    def sure(self, told: dict[str, float], read: Collection[str]) -> dict[str, float]:
        """How sure it is of each answer (0 to 1) where the rules have read these ones.

        How much the rules' word counts beside the likeness was learnt too, from what rules had read in items that
        nobody who writes rules had seen.
        """
        return {a.name: weighed(a, told[a.name], a.name in read) for a in self.entries.answers}

    def counts(self, buckets: Iterable[int], ruled: str) -> dict[str, float]:
        """How sure it is (0 to 1) of each answer to whom a number counts, where the rules have given this one."""
        alike = self.numbers.sums(buckets)
        start, weights = self.against[ruled]
        scores = [
            s + sum(w * a for w, a in zip(row, alike, strict=True)) for s, row in zip(start, weights, strict=True)
        ]
        most = max(scores)
        odds = [exp(score - most) for score in scores]
        return {a.name: each / sum(odds) for a, each in zip(self.numbers.answers, odds, strict=True)}


def weighed(answer: Answer, alike: float, read: bool) -> float:
    """The probability of an answer by likeness and rules together."""
    constant, own, rules, both = answer.combine
    return 1 / (1 + exp(-max(-60.0, min(60.0, constant + own * alike + (rules + both * alike if read else 0.0)))))


def table(file: ZipFile, name: str) -> Table:
    head = json.loads(file.read(f"{name}.json"))
    answers = tuple(Answer(a["name"], a["unit"], a["bias"], tuple(a.get("combine", ALONE))) for a in head)
    weights = file.read(f"{name}.bin")
    if len(weights) != BUCKETS * len(answers):
        raise ValueError(f"{len(weights)} weights for {BUCKETS} buckets and {len(answers)} answers")
    return Table.of(answers, weights)
