"""A title that only names an exchange ('announces swap of 1,000 each'), where the text says that it lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.assembly.done import noun, said_done
from bot.extraction.counts.scope import JOINT
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.stages.nominal import about_it
from bot.extraction.words.clause import BOTH, VERBS, Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import AGREED, ANNOUNCED, COMPLETED, PLANNED

DONE: Final = ("happened", "completed", "finished")
OPENING: Final = 3
NAMED: Final = 4
"""Words between 'announces' and the swap that it is of: 'announces a large prisoner swap'."""
STAGES: Final = (2, 3, 4, 5)
"""Of how many equal stages a title's exchange may consist."""
TENTH: Final = 10
"""A title's rounded sum differs by less than a tenth from what the text's figures make."""


def announced(found: list[Group], events: Sequence[Event]) -> None:
    """What only nouns tell of is as far as the sentence says that tells the same figures with a verb."""
    for done in found:
        if done.stage is not COMPLETED or done.background or not done.findings:
            continue
        if any(told(e.clause) and not about_it(e.clause) for e in done.events if e.stage.phase is not ANNOUNCED):
            continue  # 'и ещё 23 передадут' tells of nothing done
        values = {f.count.value for _, f in done.findings if not f.part}
        plan = next((g for g in found if lies_ahead(g, done, values) or named_ahead(g, done, events)), None)
        if plan is not None:
            wholes = [(e, f) for e, f in plan.findings if f.count.value not in values]
            plan.events, plan.findings = done.events + plan.events, done.findings + wholes
            done.events, done.findings = [], []
            if any(e.lead and not e.recall and (agrees(e.clause) or the_one_named(e)) for e in events):
                plan.stage = AGREED
        named = all(e.in_title for e in done.events)
        agreed = [e for e in events if swaps_agreed(e)] if named and speaks_of(done) else []
        if named and (agreed or any(agreed_upon(e) for e in events)):
            done.stage, done.day = AGREED, None
            done.events += agreed
            continue
        coming = next((e for e in events if it_goes_ahead(e)), None)
        titled = all(e.in_title or e.stage.phase is ANNOUNCED for e, _ in done.findings)
        if coming is not None and done.findings and titled:
            done.stage, done.day = PLANNED, coming.day or done.day
            only_this(found, done, coming)


def only_this(found: list[Group], done: Group, coming: Event) -> None:
    """Let an exchange that a title names be the one that goes ahead: no other is to come."""
    done.events.append(coming)
    for group in found:
        if group is not done and not group.findings and group.events == [coming]:
            group.events = []


def speaks_of(done: Group) -> bool:
    """'Ідеться про звільнення 1200 українців', 'announces swap of 180': a title that only says what it is about."""
    return bool(done.findings) and all(about_it(e.clause) or made_known(e.clause) for e, _ in done.findings)


def made_known(clause: Clause) -> bool:
    """English: 'US envoy announces swap of 180', '314-prisoner deal': right behind the verb, or told as a pact."""
    named = [*clause.of("pact"), *(s for s in clause.of("swap") if noun(clause, s))]
    return any(0 <= s.start - m.end <= NAMED for m in clause.marks("makes_known", "verdict") for s in named)


def swaps_agreed(event: Event) -> bool:
    """'Сторони погодилися відновити обміни': an exchange in the first sentences that is only agreed."""
    told = event.lead and not event.in_title and not event.recall
    return told and event.stage is AGREED and event.clause.has("swap")


def agreed_upon(event: Event) -> bool:
    """'Про нього делегації домовилися на зустрічі': right behind a title that only names an exchange."""
    clause = event.clause
    if event.number != 1 or "agreed" not in clause.own or clause.has("happened", "completed", "not"):
        return False
    behind = (m.end for m in clause.of("agreed"))  # 'погодили його', 'договорились о нём'
    taken = any(clause.marked.has("takes_up", "pronoun_one", lo=at, hi=at + 2) for at in behind)
    return taken or clause.marked.within("takes_up", clause.lo, clause.lo + OPENING)


def the_accord(event: Event) -> bool:
    """English: 'The accord was reached in Istanbul': right behind a title that tells of a plan."""
    clause = event.clause
    if event.number != 1 or event.recall or not clause.marked.within("before_name", clause.lo, clause.lo + 1):
        return False
    return any(m.start == clause.lo + 1 for m in clause.of("agreed")) and not clause.has("happened", "completed", "not")


def it_goes_ahead(event: Event) -> bool:
    """'It is due to go ahead on Saturday', 'It would be the first': right behind a title that only names it."""
    clause = event.clause
    it = clause.first("side_pronoun")
    if event.number != 1 or event.stage is not PLANNED:
        return False
    if it is None or it.start != clause.lo:
        return event.day is not None and (taken_up(clause) or and_will(clause))
    would = clause.marked.sentence.tokens[it.end].word.norm == "would"
    return would or (event.day is not None and clause.any_of(("happened", "due")))


def and_will(clause: Clause) -> bool:
    """'It follows the Geneva agreements | and will be carried out on 5 March': the sentence goes on about it."""
    opens = clause.lo > 0 and clause.marked.within("side_pronoun", 0, 1) and clause.marked.has("and", lo=clause.lo - 1)
    return opens and clause.marked.within("clause", clause.lo, clause.lo + 2) and clause.any_of(("happened", "due"))


def sets_day(event: Event, *, named: bool) -> bool:
    """Whether a sentence says when an exchange is to be; 'It will be held on Saturday' where the title names it."""
    clause, marked = event.clause, event.clause.marked
    if any(not marked.within("time_anchor", m.start - 1, m.start) for m in clause.of("talks")):
        return False  # 'Його призначено на 23 вересня, розповів після переговорів Умєров'
    return "set_for" in clause.own or (named and it_goes_ahead(event))


def taken_up(clause: Clause) -> bool:
    """'Он пройдёт завтра', 'The operation will be held on Saturday'; 'он' may be a person, of whom other verbs tell."""
    it = clause.marked.first("pronoun", "operation_noun", lo=clause.lo, hi=clause.lo + 2)
    if it is None:
        if those_due(clause):
            return True
        named = clause.marked.first("operation_noun", "swap", hi=OPENING)
        behind = named is not None and named.end == clause.lo and clause.marked.within("that", clause.lo, clause.lo + 1)
        return behind and clause.any_of(("set_for", "due", "awaited"))  # 'A release | that … mediated is due on Monday'
    if it.cls == "operation_noun":  # not 'Операція завершилася, наступну планують на суботу'
        return clause.any_of(("happened", "set_for", "due")) and not clause.any_of(("finished", "cal_next", "anaphor"))
    if clause.marked.sentence.tokens[it.start].word.cases <= {"nomn"}:  # 'его' is read as 'he' as well
        return clause.any_of(("takes_place", "set_for", "awaited"))
    return clause.any_of(("happened", "set_for", "awaited"))


def those_due(clause: Clause) -> bool:
    """English: 'The captives are to cross on Saturday', right behind a title that only names their release."""
    marked, lo = clause.marked, clause.lo
    the = marked.has("demonstrative_people", lo=lo, hi=lo + 1) and marked.has("captive", lo=lo + 1, hi=lo + 2)
    return the and marked.has("future", lo=lo + 2, hi=lo + 5) and clause.has("move", "home", "return", "free")


def agrees(clause: Clause) -> bool:
    """Whether a clause tells of an agreement; 'it would be the first deal since May' only counts them."""
    return clause.has("agreed", "accepted") or (clause.has("pact") and not clause.has("that_was"))


def lies_ahead(plan: Group, done: Group, values: set[int]) -> bool:
    if plan.kind is not done.kind or plan.background or plan.stage.off or plan.stage.phase is not ANNOUNCED:
        return False
    told = {f.count.value for _, f in plan.findings}
    return bool(values) and (values <= told or rounded(plan, done) or in_stages(plan, done) or twice(plan, done))


def twice(plan: Group, done: Group) -> bool:
    """'announces a 150-for-150 swap', then 'in all, 300 people will be exchanged': the people of both sides."""
    each = {2 * f.count.value for e, f in done.findings if e.in_title and f.party == BOTH}
    return len(done.findings) == 1 and any(f.party == JOINT and f.count.value in each for _, f in plan.findings)


def rounded(plan: Group, done: Group) -> bool:
    """'Swap of some 500 captives', then '246 a side would change hands, and 46 wounded': their rounded sum."""
    whole = [f for e, f in done.findings if e.in_title and f.party in (None, JOINT) and f.count.second is None]
    told = [f for _, f in plan.findings if not f.part]
    if len(whole) != 1 or len(done.findings) != 1 or not any(f.party == BOTH for f in told):
        return False
    total = sum(f.count.value * (2 if f.party == BOTH else 1) for f in told)
    return abs(total - whole[0].count.value) * TENTH <= total


def in_stages(plan: Group, done: Group) -> bool:
    """'400 for 400 in two stages', then '200 each will be freed on Saturday': what the stages come to."""
    first = done.findings[0][1] if len(done.findings) == 1 else None
    if first is None or first.party != BOTH or not done.findings[0][0].in_title:
        return False
    stages = [f.count.value for _, f in plan.findings if f.party == BOTH and not f.part]
    return any(n * value == first.count.value for value in stages for n in STAGES)


def named_ahead(plan: Group, done: Group, events: Sequence[Event]) -> bool:
    """'350 for 350', then 'the swap takes place next Tuesday': the title's figures, if nothing tells of one done."""
    if plan.kind is not done.kind or plan.background or plan.stage.off or plan.stage.phase is not ANNOUNCED:
        return False
    such = plan.stage is AGREED and any(e.clause.has("demonstrative", "one_word") for e in plan.events)
    such = such or (all(made_known(e.clause) for e in done.events) and any(the_one_named(e) for e in plan.events))
    undated = all(e.day is None for e in plan.events) and not such  # 'Про такий обмін домовилися'
    named = all(e.in_title or e.stage.phase is ANNOUNCED for e in done.events)
    if plan.findings or undated or not named:
        return False
    if any(another(e.clause) for e in plan.events):
        return False
    return not any(said_done(e) for e in events if not e.recall and e not in plan.events)


def the_one_named(event: Event) -> bool:
    """English: 'announces swap of 2,000', then 'that the exchange would take place over the next ten days'."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.number != 1 or event.stage is not PLANNED or event.day is not None or "would" not in clause.own:
        return False
    swaps = (m for m in clause.of("swap") if m.start > clause.lo and noun(clause, m))
    return clause.has("happened") and any(tokens[m.start - 1].word.norm == "the" for m in swaps)


def another(clause: Clause) -> bool:
    """'The next exchange will take place on Tuesday', 'the second stage': not the one of the title."""
    swaps = clause.marks("swap", "phase", "leg")
    swaps = [m for m in swaps if not clause.marked.within("day_noun", m.start, m.end)]  # 'over the next ten days'
    return any(clause.marked.has("anaphor", "ordinal", lo=max(clause.lo, m.start - 2), hi=m.start) for m in swaps)


def told(clause: Clause) -> bool:
    """Whether a verb tells of the event: one of returning, happening, or 'swap' before whom it moves."""
    if "reunion" in clause.own or any(not release(clause, m) for m in clause.all_of(VERBS)):
        return True
    if "talks_strong" not in clause.own and any(not stages(clause, m) for m in clause.all_of(DONE)):
        return True  # 'Talks end: 500 prisoners from each country'
    return any(not noun(clause, mark) for mark in clause.of("swap"))


def release(clause: Clause, mark: Mark) -> bool:
    """English: 'brokered release of 50 each way': a noun."""
    word = clause.marked.sentence.tokens[mark.start].word
    named = not word.pos and not word.tense and clause.marked.within("operation_noun", mark.start, mark.end)
    return named and clause.marked.within("prep_of", mark.end, mark.end + 1)


def stages(clause: Clause, mark: Mark) -> bool:
    """'400 for 400 in two stages': the noun, no verb of holding."""
    return any(m.start == mark.start for m in clause.of("leg")) and clause.marked.has(
        "number", "ordinal", lo=mark.start - 1, hi=mark.start
    )


def deal_titled(event: Event) -> bool:
    """'Moscow agrees to revive deal on prisoners': a title that tells of an agreement on captives, and no exchange."""
    told = event.in_title and event.stage is AGREED and not (event.recall or event.findings)
    return told and event.clause.has("pact") and event.clause.has("captive")


def settled_on(found: list[Group], events: Sequence[Event]) -> None:
    """'Envoys leave with a plan to swap 650', then 'agreed to free 325 each': a plan that was agreed on, undated."""
    for group in found:
        if group.stage is not PLANNED or group.background:
            continue
        bare = all(e.day is None for e in group.events)
        if bare and any(e.stage is AGREED for e, f in group.findings if not f.part):
            group.stage = AGREED
        if bare and group.findings and deal_titled(events[0]) and all(e.number == 1 for e in group.events):
            group.stage = AGREED  # 'Some 1,200 should be freed', right behind a title on what was agreed
        plans = [e for e in group.events if e.stage is PLANNED]
        settled = [e for e in group.events if swaps_agreed(e) and not e.clause.has("happened")]
        settled += [e for e in events if the_accord(e)] if plans and not group.framework else []
        if group.findings and all(e.in_title and e.day is None for e in plans) and settled:
            group.stage = AGREED  # '314 to be exchanged', then 'the delegations agreed on the swap today'
