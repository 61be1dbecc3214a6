"""What was agreed counts both sides' people together, and what is back is half of it: one exchange."""

from __future__ import annotations

from bot.extraction.clause import BOTH
from bot.extraction.group import Group
from bot.extraction.lot_days import FURTHER
from bot.extraction.terms import ANNOUNCED, COMPLETED, EXCHANGE


def agreed_sum(found: list[Group]) -> None:
    """'Witkoff: agreed to swap 314 prisoners', then '157 Ukrainians were home the same day': nothing lies ahead."""
    done = [g for g in found if g.kind is EXCHANGE and g.stage is COMPLETED and not (g.background or g.framework)]
    back = {2 * f.count.value for g in done for _, f in g.findings if not f.part}
    for group in found if back else ():
        if group.kind is not EXCHANGE or group.stage.phase is not ANNOUNCED or group.stage.off or group.day:
            continue
        told = [f for _, f in group.findings if not f.part]
        plain = all(f.party != BOTH and f.count.second is None and not f.count.nation for f in told)
        more = group.framework or any(e.clause.any_of(FURTHER) for e in group.events)
        if told and plain and not more and {f.count.value for f in told} <= back:
            group.events, group.findings = [], []
