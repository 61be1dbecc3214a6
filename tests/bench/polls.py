"""The rows about polling: a first poll, polls that find nothing new or little, and growth with the number of feeds."""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import papers, peers
from tests.bench.measuring import BenchFailed, Run, median, run
from tests.bench.outlet import Outlet
from tests.bench.peers import Peer
from tests.bench.table import Row, Table

MEMORY = 250.0
ONE_IN = 100
"""One feed in so many has a new entry."""
LINEAR = 1.3
"""A feed among the most may cost so many times what it costs among the fewest."""
Runs = dict[str, list[Run]]


def compare(table: Table, feeds: int, rounds: int) -> None:
    """Parley and its peers over the same feeds, by turns."""
    _warm_up(table)
    first: Runs = {}
    threads = peers.THREADS
    with tempfile.TemporaryDirectory(prefix="bench-") as name, Outlet(feeds, datetime.now(UTC).date()) as outlet:
        for number in range(1, rounds + 1):
            table.progress(f"first poll of {feeds} feeds, round {number} of {rounds}")
            running = _peers(table, Path(name) / str(number), outlet, threads)
            _turn(first, running)
            threads = _best(first, threads)
        _report(table, f"first poll, {feeds} feeds × {papers.ENTRIES} entries", first, "≥ 2 × reader, ≤ 250 MB", 2.0)
        running = [one for one in running if one.threads in {0, *threads}]
        table.progress("nothing new, and one new entry in 1 % of the feeds")
        unchanged: Runs = {}
        changed: Runs = {}
        for _ in range(2 * rounds):
            _turn(unchanged, running)
            outlet.publish(max(1, feeds // ONE_IN))
            _turn(changed, running)
    _report(table, "nothing new (304)", unchanged, "≥ 1 × reader", 1.0)
    _report(table, "one new entry in 1 % of the feeds", changed, "≥ 1 × reader", 1.0)


def _warm_up(table: Table) -> None:
    """So that no first run compiles modules or reads them from a slow disk."""
    table.progress("warming up")
    with tempfile.TemporaryDirectory(prefix="bench-") as name, Outlet(3, datetime.now(UTC).date()) as outlet:
        _turn({}, _peers(table, Path(name) / "0", outlet, peers.THREADS))


def _peers(table: Table, folder: Path, outlet: Outlet, threads: tuple[int, ...]) -> list[Peer]:
    """Parley and those of its peers that are there, each with a new database."""
    addresses = outlet.addresses()
    folder.mkdir()
    found = [peers.parley(folder, papers.opml(folder / "feeds.opml", addresses))]
    for make in (*(peers.reader(number) for number in threads), peers.newsboat, peers.rss2email):
        try:
            found.append(make(folder, addresses))
        except BenchFailed as error:
            if (row := Row(what=f"not compared: {error}", who=make.__name__)) not in table.rows:
                table.add(row)
    return found


def _turn(runs: Runs, running: list[Peer]) -> None:
    for peer in running:
        runs.setdefault(peer.name, []).append(run(peer.poll, peer.env, peer.folder))


def _best(first: Runs, threads: tuple[int, ...]) -> tuple[int, ...]:
    """The number of threads with which reader is quickest."""
    tried = {number: first.get(peers.reader_name(number)) for number in threads}
    quickest = sorted((median(runs).wall, number) for number, runs in tried.items() if runs)
    return (quickest[0][1],) if quickest else threads


def _report(table: Table, what: str, runs: Runs, goal: str, least: float) -> None:
    """A row a program; Parley's ratio says how many times as fast as the quickest reader it is, taken turn by turn."""
    mine = runs["Parley"]
    theirs = [one for name, one in runs.items() if name.startswith("reader")]
    rival = min(theirs, key=lambda one: median(one).wall, default=None)
    ratio = statistics.median(r.wall / m.wall for m, r in zip(mine, rival, strict=False)) if rival else None
    for name, found in runs.items():
        middle = median(found)
        told = (ratio, goal, _met(ratio, least, middle)) if found is mine else (None, "", None)
        table.add(Row(what, name, middle.wall, middle.cpu, middle.memory, *told, runs=len(found)))


def _met(ratio: float | None, least: float, middle: Run) -> bool | None:
    return None if ratio is None else ratio >= least and middle.memory <= MEMORY


def grow(table: Table, sizes: tuple[int, ...]) -> None:
    """A first poll of ever more feeds: what each one more costs."""
    walls: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name, Outlet(max(sizes), datetime.now(UTC).date()) as outlet:
        for size in sizes:
            table.progress(f"growth: first poll of {size} feeds")
            folder = Path(name) / str(size)
            folder.mkdir()
            one = peers.parley(folder, papers.opml(folder / "feeds.opml", outlet.addresses(size)))
            found = run(one.poll, one.env, folder)
            walls.append(found.wall)
            table.add(Row(f"growth: first poll of {size} feeds", one.name, found.wall, found.cpu, found.memory))
    each = [
        (later - earlier) / (more - fewer)
        for earlier, later, fewer, more in zip(walls, walls[1:], sizes, sizes[1:], strict=False)
    ]
    what = "growth: one feed more, among the most and among the fewest"
    ratio = each[-1] / each[0]
    table.add(Row(what, wall=each[-1], ratio=ratio, goal=f"≤ {LINEAR} ×", met=ratio <= LINEAR))
