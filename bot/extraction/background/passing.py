"""What an item says only in passing: behind its news stand other events, told undated or in the past perfect."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.touched_on import denies_else, only_awaited, only_who
from bot.extraction.denials.putting_off import had_planned, was_due
from bot.extraction.events.group import Group
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import AGREED, ANNOUNCED, BODIES, CARRIED_OUT, COMPLETED, EXCHANGE, PLANNED

LIVING: Final = 3
"""Words between an exchange and the soldiers who are exchanged."""


def settled(found: list[Group]) -> list[Group]:
    """The groups without those told in passing; what is recalled far behind the news becomes background."""
    found = [g for g in found if not (only_awaited(g) or denies_else(g) or only_who(g))]
    news = [g for g in found if g.stage.phase is CARRIED_OUT and not g.background and in_title(g)]
    for group in found:
        others = any(g is not group and not g.background for g in found)
        if not group.background and ((others and recalled_late(group)) or had_been(group)):
            group.background, group.day = True, None
    return [g for g in found if g in news or not (vague(g) or alone(g, found) or any(in_passing(g, n) for n in news))]


def vague(group: Group) -> bool:
    """'more swaps will follow': a hope, with no figure, day or time; no event that anybody has planned."""
    if group.kind is not EXCHANGE or group.stage is not PLANNED or group.findings or group.framework:
        return False
    if group.day is not None or in_title(group) or any(e.when for e in group.events):
        return False
    return all(any(more(m, e.clause) for m in e.clause.marks("swap")) for e in group.events)


def alone(group: Group, found: list[Group]) -> bool:
    """'More are expected on Saturday', where nobody has come: drones, and no lot of an exchange."""
    if group.stage is not PLANNED or group.findings or group.background or in_title(group):
        return False
    if any(g is not group and g.kind is group.kind and not g.background for g in found):
        return False
    return all(
        tells_of_more(e.clause) and not e.clause.has("swap", "captive", "captivity", "body") for e in group.events
    )


def tells_of_more(clause: Clause) -> bool:
    """Whether a clause opens with 'more', 'others' and what is told of them."""
    return any(m.start == clause.lo for m in clause.of("phase")) and clause.marked.within("fellow", clause.lo)


def more(swap: Mark, clause: Clause) -> bool:
    """'more swaps', 'нові обміни': some, at some time."""
    plural = clause.marked.sentence.tokens[swap.start].word
    several = plural.plural or (not plural.pos and plural.norm.endswith("s"))
    return several and clause.marked.has("anaphor", lo=max(clause.lo, swap.start - 2), hi=swap.start)


def in_title(group: Group) -> bool:
    return any(e.in_title for e in group.events)


def told_late(group: Group) -> bool:
    """Whether nothing of it stands in the title and the first sentences."""
    return not any(e.lead for e in group.events)


def recalled_late(group: Group) -> bool:
    """A return counted far down without a day of its own is an older one (Rule E, step 7)."""
    also = group.kind is BODIES and any("also" in e.clause.own and "swap" in e.clause.own for e in group.events)
    undated = all(e.when is None for e in group.events) and not also  # 'they also exchanged their dead'
    return group.stage is COMPLETED and bool(group.findings) and undated and told_late(group) and not group.framework


def had_been(group: Group) -> bool:
    """'On the eve of the meeting the two had traded 84 prisoners each': told behind other news, in no one's words."""
    told = [e for e in group.events if e.findings]
    late = bool(told) and all(e.number > 1 and "pluperfect" in e.clause.own for e in told) and not in_title(group)
    late = late and not any(e.when and e.when.offset == 0 for e in told)  # 'hours earlier, the sides had …'
    return late and group.stage is COMPLETED and not any("say" in e.clause.marked.marks for e in group.events)


def behind(group: Group, news: Group) -> bool:
    """'The exchange was delayed by a day': the same that the title tells as done, unless it is a next one."""
    anew = any(e.clause.has("anaphor", "ordinal", "future") for e in group.events)
    return group.kind is news.kind and bool(news.findings) and not anew


def provenance(group: Group, news: Group) -> bool:
    """'The exchange on Thursday was agreed at the talks in Geneva': where the news comes from, no next exchange."""
    if group.stage is not AGREED or group.findings or group.kind is not news.kind or not news.findings:
        return False
    anew = any(e.in_title or e.clause.has("anaphor", "ordinal", "future") for e in group.events)
    return not anew and (group.day is None or news.day is None or group.day <= news.day)


def foretold(group: Group, news: Group) -> bool:
    """'О предстоящем обмене сказал накануне': a plan without figures, of a day no later than what has been done."""
    plan = group.stage is PLANNED and not group.findings and group.kind is news.kind and bool(news.findings)
    return plan and group.day is not None and news.day is not None and group.day <= news.day


def spoken_before(group: Group, news: Group) -> bool:
    """'О предстоящем обмене накануне говорил Путин', 'о намерении обменять 314 объявил Уиткофф': what was foretold."""
    plan = group.stage is PLANNED and group.kind is news.kind and bool(news.findings) and not in_title(group)
    told = [e for e in group.events if e.clause.has("swap", "captive") or e.findings] if plan else []
    if not told or not all(opens_about(e.clause) for e in told):
        return False
    before = all(e.when is not None and (e.when.offset or 0) < 0 for e in told)
    return before or (group.day is None and not any(e.clause.has("cal_next", "ordinal") for e in told))


def opens_about(clause: Clause) -> bool:
    """'О готовящемся обмене … рассказал Трамп': opens with what somebody has spoken of; Ukrainian and Russian."""
    tokens = clause.marked.sentence.tokens
    if not clause.marked.within("prep_about", clause.lo, clause.lo + 1):
        return False
    told = (tokens[m.start].word for m in clause.marks("say", "converse") if m.start > clause.lo)
    return any(w.pos == "verb" and w.tense == "past" for w in told)


def fewer_came(group: Group, news: Group) -> bool:
    """'60 freed', then 'Kyiv had expected 100 in Monday's exchange': what was hoped for of the same exchange."""
    plan = group.stage is PLANNED and group.kind is news.kind and bool(news.findings)
    if not plan or not all(had_planned(e.clause) and e.clause.has("pluperfect") for e in group.events):
        return False
    news.day = news.day or group.day
    return True


def first_date(group: Group, news: Group) -> bool:
    """'Delayed swap goes ahead: 88 home', then 'it was first planned for Saturday': the same exchange's first day."""
    if group.stage is not PLANNED or group.findings or group.kind is not news.kind or not news.findings:
        return False
    return all(was_due(e.clause) and not e.clause.has("anaphor", "cal_next", "phase") for e in group.events)


def of_soldiers(clause: Clause) -> bool:
    """'Soldiers were swapped as well', 'a swap of servicemen': of the living, beside the dead of the title."""
    if "body" in clause.own or "swap" not in clause.own:
        return False
    tokens = clause.marked.sentence.tokens
    anew = [m for m in clause.of("military") if tokens[m.start - 1].word.norm != "the"]
    return any(m.start - s.end >= -LIVING and m.end - s.start <= LIVING for m in anew for s in clause.of("swap"))


def titled_beside(news: Group) -> bool:
    """'Fourth exchange in a week; 1,200 more bodies reach Ukraine': a title that numbers an exchange too."""
    for marked in (e.clause.marked for e in news.events if e.in_title):
        for swap in marked.of("swap"):
            anew = marked.has("ordinal", "anaphor", lo=max(0, swap.start - LIVING), hi=swap.start)
            if anew and not marked.has("body", lo=max(0, swap.start - LIVING), hi=swap.end + LIVING):
                return True
    return False


def in_passing(group: Group, news: Group) -> bool:
    """Whether a group only stands beside the news that the title tells."""
    if group.background or group.framework:
        return False
    if first_date(group, news):
        return True
    if group.stage.off:
        held = any(e.in_title and e.clause.has("happened") for e in news.events)  # 'Delayed trade goes ahead'
        pluperfect = all(e.clause.has("pluperfect") or (held and "should_have" in e.clause.own) for e in group.events)
        undated = group.day is None and (told_late(group) or behind(group, news))
        return not in_title(group) and (pluperfect or undated)
    if foretold(group, news) or spoken_before(group, news) or fewer_came(group, news):
        return True
    if provenance(group, news):
        news.day = news.day or group.day
        return True
    if group.findings or group.stage.phase is ANNOUNCED:
        return False
    if news.kind is BODIES and group.kind is EXCHANGE:
        titled = titled_beside(news) and any(e.clause.any_of(("military", "wounded")) for e in group.events)
        return not titled and not any(
            e.clause.has("captive", "captivity") or of_soldiers(e.clause) for e in group.events
        )
    return told_late(group) and group.day is None
