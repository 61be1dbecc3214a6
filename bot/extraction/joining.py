"""What a figure takes over from the one before it: parts, sums, what is on top (Rule E, step 5)."""

from __future__ import annotations

from bot.extraction.roles import BOTH
from bot.extraction.scope import JOINT, Finding

WEAK = ("receive", "home", "give", "free", "return", "returned its own", "its own, as it says")
"""Rules that look no nearer than the clause: what is joined to a count by 'and' goes where that count goes."""


def relate(found: Finding, last: Finding, sides: tuple[str, ...], *, tied: bool) -> None:
    """A part, or what is on top, is of the side of the count before it; what is another side's is neither."""
    if found.part and found.count.nation in sides and last.party not in (found.count.nation, None, BOTH):
        found.part = False
    if last.count.second is not None and found.extra and found.party in (None, JOINT):
        found.joined = True
        return
    add_up(found, last, sides, tied=tied)
    weak = found.extra and tied and last.party is not None and found.why in WEAK
    if weak or ((found.part or found.extra) and found.party in (None, JOINT)):
        found.party = last.party
    if found.extra and tied and found.party in sides and last.party is None:
        last.party = found.party
    if found.extra and found.party == BOTH and last.party in (None, JOINT):
        last.party = BOTH
    found.extra = found.extra and last.party in (found.party, BOTH)
    found.joined = found.extra


def add_up(found: Finding, last: Finding, sides: tuple[str, ...], *, tied: bool) -> None:
    """'314, 157 each', '103 each, 206 in all', '205 Ukrainian and 205 Russian captives': wholes, no parts."""
    doubled = found.part and found.party == BOTH and 2 * found.count.value == last.count.value
    if doubled and last.party in (None, JOINT):
        found.part, last.party = False, JOINT
    if last.party == BOTH and found.count.value == 2 * last.count.value and found.count.nation is None:
        found.party, found.part, found.extra = JOINT, False, False
    both = {found.count.nation, last.count.nation}
    if last.part and len(both & set(sides)) == len(sides) and tied:
        last.part = found.part = False
