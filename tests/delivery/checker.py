"""A pure judge of what happened: what was owed, what the server accepted, what was stored (Jepsen's way)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.delivery.owing import LABEL


@dataclass(frozen=True)
class Accepted:
    """One message that the server took: to whom, and its text."""

    chat_id: int
    text: str

    @property
    def labelled(self) -> bool:
        return self.text.startswith(LABEL)

    @property
    def words(self) -> str:
        return self.text.removeprefix(LABEL).lstrip(".").strip()


@dataclass(frozen=True)
class Findings:
    """What breaks the promise, and what it cost."""

    lost: tuple[tuple[int, str], ...]
    unlabelled_doubles: tuple[tuple[int, str], ...]
    out_of_order: tuple[int, ...]
    repeats: int

    @property
    def kept(self) -> bool:
        return not (self.lost or self.unlabelled_doubles or self.out_of_order)


def judge(owed: Mapping[int, Sequence[str]], accepted: Iterable[Accepted]) -> Findings:
    """Compares what each chat was owed, in order, with what was accepted, in order."""
    heard: dict[int, list[Accepted]] = defaultdict(list)
    for one in accepted:
        heard[one.chat_id].append(one)
    lost, doubles, disorder = [], [], []
    for chat, wanted in owed.items():
        got = heard.get(chat, [])
        lost += [(chat, text) for text in wanted if text not in {one.words for one in got}]
        plain = Counter(one.words for one in got if not one.labelled)
        doubles += [(chat, text) for text, times in plain.items() if times > 1]
        firsts = list(dict.fromkeys(one.words for one in got))
        if firsts != [text for text in wanted if text in firsts]:
            disorder.append(chat)
    repeats = sum(one.labelled for messages in heard.values() for one in messages)
    return Findings(tuple(lost), tuple(doubles), tuple(disorder), repeats)
