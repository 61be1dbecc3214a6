"""`make score`: the marks on the corpus as a table; with `AGAINST=<revision>` also gains and losses since then."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from tests.scoring.marks import Marks, faults, goals, marks
from tests.scoring.revisions import CORPUS, NAMES, ROOT, CannotScore, checked_out, results

LANGUAGES = ("all", "en", "uk", "ru")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make score", description=__doc__)
    parser.add_argument("--against", default="", metavar="REVISION", help="tell gains and losses against this revision")
    parser.add_argument("--faults", action="store_true", help="list what is wrong with each item")
    options = parser.parse_args()
    try:
        mine = results(ROOT)
        other = {}
        if options.against:
            with checked_out(options.against) as folder:
                other = results(folder)
    except CannotScore as error:
        print(f"cannot score: {error}", file=sys.stderr)
        return 1
    for name in NAMES:
        items = [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        print(f"\n### {name}: {len(items)} items\n\n{table(items, mine[name], other.get(name))}")
        if options.faults:
            print("", *faults(items, mine[name]), sep="\n- ")
        if other:
            print(compared(faults(items, other[name]), faults(items, mine[name])))
    return 0


def table(items: list[dict[str, Any]], mine: Mapping[str, Any], other: Mapping[str, Any] | None) -> str:
    """The marks, a row a mark and a column a language; with the change since the other revision, where there is one."""
    now = {language: marks(items, mine, language) for language in LANGUAGES}
    then = {language: marks(items, other, language) for language in LANGUAGES} if other else {}
    lines = ["| mark (F1, or as said) | floor | " + " | ".join(LANGUAGES) + " |", "|---|---|" + "---|" * len(LANGUAGES)]
    for name, goal in goals().items():
        cells = [cell(now[language], then.get(language), name) for language in LANGUAGES]
        lines.append(f"| {name} | {goal} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cell(now: Marks, then: Marks | None, name: str) -> str:
    value = now.get(name)
    if value is None:
        return "–"
    shown = f"{value:.3f}" if isinstance(value, float) else str(value)
    before = then.get(name) if then else None
    if before is None or before == value:
        return shown
    change = f"{value - before:+.3f}" if isinstance(value, float) else f"{value - before:+d}"
    return f"{shown} ({change})"


def compared(before: list[str], after: list[str]) -> str:
    """Gains and losses, an item's fault a line: `+` is mended, `-` is new."""
    old, new = set(before), set(after)
    mended, broken = [line for line in before if line not in new], [line for line in after if line not in old]
    head = f"\n{len(mended)} faults mended, {len(broken)} new, {len(new & old)} stay"
    return "\n".join([head, *(f"+ {line}" for line in mended), *(f"- {line}" for line in broken)])


if __name__ == "__main__":
    sys.exit(main())
