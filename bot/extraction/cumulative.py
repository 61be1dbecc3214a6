"""Running totals: figures that add up many exchanges, which fill no day's slot (Rule E, step 5)."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.marks import Mark
from bot.extraction.nouns import Count
from bot.extraction.scope import Finding
from storage.vocabulary import Qualifier

THOUSANDS = 1000
"""No single exchange of people returns more to a side; of bodies, twice as many."""


def cumulative(clause: Clause, finding: Finding, findings: list[Finding]) -> bool:
    """Whether a count is a running total; 'the largest since 2022' and 'held since March' are none."""
    if in_many(clause, finding.count) or summed(clause, finding.count) or thousands_so_far(clause, finding.count):
        return True
    if so_far(clause, finding.count) or in_all(clause, finding):
        return True
    spans = clause.marks("cumulative_span") if clause.has("perfect") else []
    for mark in [*clause.marks("cumulative"), *spans]:
        lo = max(clause.lo, mark.start - 6)
        excused = superlative(clause, mark) or clause.marked.has("ordinal", "kept", lo=lo, hi=mark.start)
        excused = excused or any(held_in(clause, m) for m in clause.marked.all("captivity", lo=lo, hi=mark.start))
        excused = excused or possessive(clause, mark) or ordinal_before(clause, mark)
        excused = excused or clause.marked.has("month", lo=max(clause.lo, mark.start - 2), hi=mark.start)
        if not excused and added_up(clause, mark, finding, findings) is finding:
            return True
    return False


def so_far(clause: Clause, count: Count) -> bool:
    """'вже понад 7 тисяч', 'уже 8669 человек': thousands behind 'already' are a sum; 'уже едут 307' are none."""
    if count.noun == "child":
        return clause.marked.has("already", lo=max(clause.lo, count.start - 1), hi=count.start)
    if count.value < THOUSANDS * (2 if count.noun == "body" else 1):
        return False
    return clause.marked.has("already", lo=max(clause.lo, count.start - 4), hi=count.start)


def in_all(clause: Clause, finding: Finding) -> bool:
    """'всего при посредничестве ОАЭ освобождены 4349': more than one exchange has brought, behind 'in all'."""
    count = finding.count
    if count.value <= THOUSANDS or count.noun in ("body", "child") or count.second is not None:
        return False
    return clause.marked.has("combined", lo=max(clause.lo, count.start - 8), hi=count.start) and not clause.has("each")


def held_in(clause: Clause, mark: Mark) -> bool:
    """'in Russian captivity since 2022' dates a captivity; 'freed from captivity since 2022' adds up."""
    return clause.marked.has("prep_in", lo=max(clause.lo, mark.start - 2), hi=mark.start)


def summed(clause: Clause, count: Count) -> bool:
    """'bringing the three-day total to 600': a sum of earlier events."""
    verb = clause.first("summing")
    return verb is not None and clause.marked.has("tally", lo=verb.end, hi=min(count.start, verb.end + 5))


def superlative(clause: Clause, mark: Mark) -> bool:
    """'the largest group to come home in one go since …': the phrase compares, it does not add up."""
    found = clause.marked.first("superlative", lo=max(clause.lo, mark.start - 12), hi=mark.start)
    return found is not None and not clause.marked.has("combined", lo=found.end, hi=mark.start)


def thousands_so_far(clause: Clause, count: Count) -> bool:
    """'more than 1,000 have returned under the agreements': a rounded thousand in the perfect is a sum up to now."""
    if count.value < 1000 or count.qualifier is Qualifier.EXACT or count.noun == "body":
        return False
    tokens = clause.marked.sentence.tokens[count.end : count.end + 3]
    return any("have" in t.word.keys or t.word.norm == "have" for t in tokens)


def in_many(clause: Clause, count: Count) -> bool:
    """'2,800 people in 49 exchanges': what several exchanges brought."""
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("swap"):
        several = tokens[mark.start - 1].word.value if mark.start else None
        if several and several > 1 and 0 < count.start - mark.end <= 8 and count.value > several:
            return True
    for mark in clause.marks("swap", lo=count.end):
        number = tokens[mark.start - 1].word.value
        if (
            mark.start - count.end <= 5
            and number is not None
            and number > 1
            and clause.marked.has("prep_in", "in_many", lo=count.end, hi=mark.start)
        ):
            return True
    return False


def possessive(clause: Clause, mark: Mark) -> bool:
    """'this week's exchange' names an exchange; it adds nothing up."""
    return clause.marked.sentence.tokens[mark.end - 1].word.possessive


def added_up(clause: Clause, mark: Mark, finding: Finding, findings: list[Finding]) -> Finding | None:
    """The count that a phrase of time adds up: the last one before it, else the first behind it.

    'сьогодні 303, за три дні — тисяча': one behind a dash.
    """
    tokens = clause.marked.sentence.tokens
    behind = [f for f in findings if 0 < f.count.start - mark.end <= 2]
    dashed = next((f for f in behind if tokens[mark.end].word.surface in "—–:"), None)
    if dashed is not None:
        return dashed
    before = [f for f in findings if f.count.end <= mark.start]
    behind = [f for f in findings if f.count.start >= mark.end]
    if behind and clause.marked.has("summing", lo=mark.start, hi=mark.start + 1):
        return behind[0]
    if len(before) > 1 and before[-1].joined and finding is before[-2]:
        return finding
    return before[-1] if before else next(iter(findings), None)


def ordinal_before(clause: Clause, mark: Mark) -> bool:
    tokens = clause.marked.sentence.tokens[max(clause.lo, mark.start - 4) : mark.start]
    return any(t.word.norm in ("th", "st", "nd", "rd") for t in tokens)
