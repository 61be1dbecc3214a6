"""What was agreed counts both sides' people together, or only a part of those who are back: one exchange."""

from __future__ import annotations

from bot.extraction.clause import BOTH
from bot.extraction.group import Group
from bot.extraction.lot_days import FURTHER
from bot.extraction.terms import ANNOUNCED, COMPLETED, EXCHANGE
from storage.vocabulary import Stage


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
        summed = bool(told) and plain and not more and {f.count.value for f in told} <= back
        if summed or any(parts_of(group, g) for g in done):
            group.events, group.findings = [], []


def parts_of(plan: Group, done: Group) -> bool:
    """'Today 107 come home', then 'the swap is agreed: 65 of those being freed are locals': nothing lies ahead."""
    whole = max((f.count.value for _, f in done.findings if not f.part), default=0)
    parts = plan.stage is Stage.AGREED and bool(plan.findings) and all(f.part for _, f in plan.findings)
    ahead = any(e.when is not None or e.clause.any_of(("cal_next", "later", "future")) for e in plan.events)
    return parts and not ahead and all(0 < f.count.value < whole for _, f in plan.findings)
