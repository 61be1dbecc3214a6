"""What reading costs: `make bench-reading`. Every figure is a median of processor time, with warm caches.

Relevant entries are those of the corpus in which something is found; what they take is given for 150 words. Feeds of 50
entries are made of them and of other news, one in 20 relevant, and compared with what feedparser takes to parse them.
`--profile` adds where the time of the relevant entries goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import statistics
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import feedparser

from bot.extraction import Reader
from bot.extraction import reader as rules
from bot.extraction.schema import as_entry
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Entry, Reading

HERE = Path(__file__).parent
LANGUAGES = ("en", "uk", "ru")
WORDS = 150
LONG = 60
"""Words that an item of the corpus must have to be measured; what it takes is given for 150."""
REPEATS = 15
GOALS = {"irrelevant": 50e-6, "en": 2e-3, "uk": 4e-3, "ru": 4e-3, "feed": 1.0}


def words(entry: Entry) -> int:
    return len(f"{entry.title} {entry.text}".split())


def corpus() -> list[Entry]:
    files = [HERE.parent / "corpus" / f"{name}.jsonl" for name in ("dev", "check")]
    return [as_entry(json.loads(line)) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def other_news() -> list[Entry]:
    rows = tomllib.loads((HERE / "other_news.toml").read_text(encoding="utf-8"))["entry"]
    return [as_entry({"id": f"o{number}", **row}) for number, row in enumerate(rows)]


def median(work: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Seconds of processor time that one call takes; others on the machine do not count."""
    work()
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def reading_all(reader: Reader, entries: Sequence[Entry], times: int = 1) -> Callable[[], None]:
    def work() -> None:
        for _ in range(times):
            for entry in entries:
                reader.read(entry)

    return work


def of_150_words(reader: Reader, entries: Sequence[Entry]) -> float:
    """The median over entries of what each takes, brought to 150 words."""
    return statistics.median(median(reading_all(reader, [e], 3)) / 3 * WORDS / words(e) for e in entries)


def document(entries: Sequence[Entry]) -> bytes:
    rows = "".join(
        f"<item><title>{escape(e.title)}</title><link>https://news.example/{n}</link><guid>{n}</guid>"
        f"<description>{escape(f'<p>{e.text}</p>')}</description>"
        "<pubDate>Thu, 05 Feb 2026 12:00:00 GMT</pubDate></item>"
        for n, e in enumerate(entries)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{rows}</channel></rss>'.encode()


def mixed(relevant: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """A hundred entries for two feeds of 50, every twentieth relevant."""
    news, rest = cycle(relevant), cycle(others)
    return [next(news) if number % 20 == 10 else next(rest) for number in range(100)]


def told(name: str, taken: float, goal: float, unit: str = "") -> None:
    scale = {"µs": 1e6, "ms": 1e3}.get(unit, 1)
    print(f"{name:58} {taken * scale:8.2f} {unit:2}  goal ≤ {goal * scale:g} {unit:2}  ratio {taken / goal:5.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-reading", description=__doc__)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()
    start = time.process_time()
    reader = Reader(load_dossier(default_folder()))
    assert all((reader.gates[code], reader.lexicons[code]) for code in LANGUAGES)
    print(f"The rules are {'sources' if str(rules.__file__).endswith('.py') else 'compiled'}.")
    print(f"{'compiling the dossier, once a process':58} {(time.process_time() - start) * 1e3:8.0f} ms")
    entries, others = corpus(), other_news()
    opened = [entry.title for entry in others if reader.read(entry) != Reading()]
    assert not opened, f"these are meant to be irrelevant: {opened}"
    relevant = {code: found(reader, entries, code) for code in LANGUAGES}
    for code in LANGUAGES:
        irrelevant(reader, [e for e in others if e.language == code], code)
    for code in LANGUAGES:
        taken = of_150_words(reader, relevant[code])
        told(f"a relevant entry, {code}, of {WORDS} words ({len(relevant[code])} measured)", taken, GOALS[code], "ms")
    for code in LANGUAGES:
        feed_ratio(reader, relevant[code], [e for e in others if e.language == code], code)
    if options.profile:
        profile(reader, [e for code in LANGUAGES for e in islice(relevant[code], 40)])


def irrelevant(reader: Reader, entries: Sequence[Entry], code: str) -> None:
    """What other news costs; an entry whose words open the gate all the same is read in full, and is told apart."""
    gate = reader.gates[code]
    opening = [entry for entry in entries if gate.opens(entry.title, entry.text)]
    shut = [entry for entry in entries if entry not in opening]
    name = f"an irrelevant entry, {code}"
    if shut:
        told(f"{name}, gate shut", median(reading_all(reader, shut, 200)) / 200 / len(shut), GOALS["irrelevant"], "µs")
    if opening:
        taken = median(reading_all(reader, opening, 50)) / 50 / len(opening)
        told(f"{name}, gate opened in vain ({len(opening)} of {len(entries)})", taken, GOALS["irrelevant"], "µs")


def found(reader: Reader, entries: Sequence[Entry], code: str) -> list[Entry]:
    """The corpus's entries of a language that are long enough and say something."""
    mine = [replace(e, language=code) for e in entries if e.language == code and words(e) >= LONG]
    return [e for e in mine if reader.read(e) != Reading()]


def feed_ratio(reader: Reader, relevant: Sequence[Entry], others: Sequence[Entry], code: str) -> None:
    entries = mixed(relevant, others)
    documents = [document(entries[:50]), document(entries[50:])]
    reads = median(reading_all(reader, entries)) / 2
    plain = median(lambda: [feedparser.parse(d) for d in documents], 5) / 2
    bare = (
        median(lambda: [feedparser.parse(d, sanitize_html=False, resolve_relative_uris=False) for d in documents], 5)
        / 2
    )
    told(f"a feed of 50, {code}, against feedparser ({plain * 1e3:.1f} ms)", reads / plain, GOALS["feed"])
    told(f"a feed of 50, {code}, against feedparser as Parley calls it", reads / bare, GOALS["feed"])


def profile(reader: Reader, entries: Sequence[Entry]) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(reading_all(reader, entries, 5))
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
