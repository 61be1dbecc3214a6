"""How the events of one item bear on each other: deals and stages, denials, earlier days (Rule E, 8; Rule M, 9)."""

from __future__ import annotations

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.deals.meanwhile import meanwhile
from bot.extraction.denials.putting_off import had_planned
from bot.extraction.events.events import Event, starts
from bot.extraction.events.group import Group
from bot.extraction.figures.headlines import summed_behind
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import (
    ANNOUNCED,
    BODIES,
    CARRIED_OUT,
    COMPLETED,
    CUMULATIVE,
    EXCHANGE,
    PLANNED,
    UNDER_WAY,
)
from storage.vocabulary import Kind, Stage


def earlier_told(found: list[Group]) -> None:
    """What an earlier day brought than the day of the news is background, unless one sentence tells both alike."""
    days = [g.day for g in found if g.day and not g.background and g.stage.phase is CARRIED_OUT and not g.stage.off]
    last = max(days, default=None)
    news = {e.number for g in found if g.day == last for e in g.events}
    for group in found:
        until = group.end_day if group.framework and group.end_day else group.day  # a deal is news with its last lot
        if until and last and until < last and group.stage.phase is CARRIED_OUT and not group.background:
            looking_back = any(e.clause.has("pluperfect", "shift_after") for e in group.events)
            group.background = looking_back or not any(e.number in news or e.in_title for e in group.events)
        undated = any(g.day is None and in_title(g) and same_news(g, group) for g in found if g is not group)
        if undated and group.findings and all(goes_back(e) and undated_then(e) for e in group.events):
            group.background = True  # 'звільнено 20 бійців', then 'два дні тому повернулися 32'


def undated_then(event: Event) -> bool:
    """'Два дні тому', 'напередодні': so long before the news; 'днем раніше, у четвер' is a day told for itself."""
    return event.clause.has("cal_ago") or (event.clause.has("shift") and not event.clause.has("weekday", "month"))


def in_title(group: Group) -> bool:
    return any(e.in_title for e in group.events)


def same_news(group: Group, other: Group) -> bool:
    """Whether both tell of people of one kind who have come back."""
    done = group.stage.phase is CARRIED_OUT and not (group.stage.off or group.background)
    return done and group.kind is other.kind and bool(group.findings)


def goes_back(event: Event) -> bool:
    """'Днем раніше вийшли 200', 'Два дні тому': a clause that opens with an earlier day tells of that alone."""
    opening = event.clause.lo + 1
    ago = event.when is not None and event.when.start <= opening and event.when.end > opening
    ago = ago and event.clause.has("cal_ago")
    return ago or any(m.start <= opening and int(m.value) < 0 for m in event.clause.of("shift"))


def overruled(found: list[Group]) -> None:
    """A title that says put off, called off or denied rules what the text then says of the same kind."""
    for head in found:
        if not head.stage.off or not rules(head):
            continue
        for group in found:
            if group is head or group.kind is not head.kind or group.background or head.background:
                continue
            if meanwhile(head, group):
                continue
            if not group.stage.off or head.stage is Stage.DENIED:
                take_figures(head, group)
                if group.stage.phase is ANNOUNCED or not group.findings:
                    head.events += group.events
                group.events, group.findings = [], []


def put_off(found: list[Group]) -> None:
    """'Planned exchange descends into row', then 'Kyiv put it off': a plan without figures or day of its own."""
    for head in (g for g in found if g.stage.off and g.stage is not Stage.DENIED and not g.background):
        if not any(e.lead for e in head.events):
            continue
        for plan in found:
            bare = (not plan.findings and plan.day is None) or all(had_planned(e.clause) for e in plan.events)
            bare = bare and bool(plan.events) and plan.stage is PLANNED and not plan.background
            if bare and plan.kind is head.kind and not any(e.clause.has("anaphor", "ordinal") for e in plan.events):
                take_figures(head, plan)
                head.events += plan.events
                head.day = head.day or plan.day
                plan.events, plan.findings = [], []


def take_figures(head: Group, plan: Group) -> None:
    """'Обмін відклали', then 'передати мали по 180 осіб': what was to be exchanged is what was put off."""
    ours = plan.stage is PLANNED and head.stage is not Stage.DENIED and not head.findings
    anew = any(e.clause.has("anaphor", "ordinal") for e in plan.events)
    moved = head.stage is Stage.POSTPONED  # 'Обмен перенесли', then '120 пленных вернутся 15 марта'
    if ours and not anew and (moved or all(had_planned(e.clause) for e, _ in plan.findings)):
        head.findings = plan.findings


def running(found: list[Group]) -> None:
    """'Delayed exchange is under way', then 'each is to receive 150 today': the figures are of what goes on."""
    now = [g for g in found if g.stage is UNDER_WAY and not (g.background or g.framework or g.findings)]
    for head in (g for g in now if g.kind is EXCHANGE and any(e.in_title for e in g.events)):
        for plan in found:
            same = plan.kind is head.kind and plan.stage is PLANNED and not (plan.background or plan.framework)
            told = bool(plan.findings) or plan.day is None  # 'it would run in several stages'
            if same and told and not anew(plan) and (head.day is None or plan.day in (None, head.day)):
                head.events, head.findings = head.events + plan.events, plan.findings
                head.day = head.day or plan.day
                plan.events, plan.findings = [], []
                break


def superseded(found: list[Group]) -> None:
    """'They would hand over 50, he had said': a plan told in the past, with figures that were carried out since."""
    done = [g for g in found if g.stage.phase is CARRIED_OUT and not g.background and g.findings]
    for group in found:
        if group.stage.phase is not ANNOUNCED or group.stage.off or group.background or not group.findings:
            continue
        told = (e.clause for e, _ in group.findings)
        if not all(("would" in c.own or purpose(c)) and not c.has("anaphor", "ordinal") for c in told):
            continue
        values = {f.count.value for _, f in group.findings}
        for other in (g for g in done if g.kind is group.kind):
            later = group.day is not None and other.day is not None and group.day > other.day
            if not later and values == {-1} and as_many_promised(group, other):
                other.findings += group.findings
                group.events, group.findings = [], []
                break
            if not later and values <= {f.count.value for _, f in other.findings}:
                other.findings += [(e, f) for e, f in group.findings if f.count.second is not None]
                group.events, group.findings = [], []


def as_many_promised(plan: Group, done: Group) -> bool:
    """'Fifty are back in Moscow. As many Ukrainians would be let go, he had said before': the other half of it."""
    whole = [f for _, f in done.findings if not f.part]
    ours, theirs = {f.party for _, f in plan.findings}, {f.party for f in whole} - {None}
    if len(ours) != 1 or len(theirs) != 1 or not ours.isdisjoint({*theirs, BOTH, JOINT, None}):
        return False
    if len({f.count.value for f in whole}) != 1 or not theirs.isdisjoint({BOTH, JOINT}):
        return False
    told = (e.clause.marked for e, _ in plan.findings)
    return all(m.has("pluperfect", "cal_ago") and not m.any_of(("cal_next", "weekday", "later")) for m in told)


def as_planned(found: list[Group]) -> None:
    """'175 на 175', then 'об обмене, намеченном на среду, он сказал накануне': the plan of what has been done."""
    done = [g for g in found if g.stage is COMPLETED and not g.background and g.findings]
    for group in found:
        bare = group.stage is PLANNED and not (group.background or group.findings)
        if bare and any(g.kind is group.kind for g in done) and all(was_set(e) or at_first(e) for e in group.events):
            group.events = []
        if bare and group.day is None and any(begins(g) for g in found) and not anew(group):
            group.events = []  # 'it would run in several stages over the coming days'


def begins(group: Group) -> bool:
    return not group.background and any(starts(e) for e in group.events)


def anew(group: Group) -> bool:
    """'Another exchange will follow': not the one told of before."""
    return any(e.clause.has("anaphor", "ordinal", "cal_next") for e in group.events)


def was_set(event: Event) -> bool:
    """Whether a swap is only called the one set for a day, in a clause that tells what somebody said of it."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    told = any(tokens[m.start].word.tense == "past" for m in clause.marks("say"))
    return told and clause.has("swap") and any(tokens[m.start].word.pos == "adj" for m in clause.marks("set_for"))


def at_first(event: Event) -> bool:
    """'250 are back', then 'Первоначально людей собирались менять в среду': that was to be this exchange."""
    clause = event.clause
    opens = clause.marked.within("at_first", clause.lo, clause.lo + 2)
    return opens and not clause.has("anaphor", "ordinal", "cal_next")


def purpose(clause: Clause) -> bool:
    """'lorries met on Thursday so | that Russia could give back 1,000 bodies': what for, beside the deed."""
    return clause.lo > 0 and clause.marked.sentence.tokens[clause.lo - 1].word.norm == "so"


def told_ahead(found: list[Group]) -> None:
    """'50 наших возвращаются домой', then 'обмен пройдёт сегодня, 50 на 50': the present tense tells of the plan."""
    for plan in found:
        if plan.stage is not PLANNED or plan.background or not plan.findings or anew(plan):
            continue  # 'The first 160 are home', then 'a second group of the same size is due on Sunday'
        values = {f.count.value for _, f in plan.findings}
        for done in found:
            if done.kind is not plan.kind or done.stage is not COMPLETED or done.background:
                continue
            if done.findings and {f.count.value for _, f in done.findings if not f.part} <= values and present(done):
                plan.events, plan.findings = done.events + plan.events, done.findings + plan.findings
                done.events, done.findings = [], []


def echoed(found: list[Group]) -> None:
    """A title tells of a plan; what then gives its figures, or a part of them, without any past verb tells no more.

    'Вернутся 107 наших | 65 из этого числа — жители …', 'договорились … | «Меняем 350 на 350»'.
    """
    plans = [g for g in found if g.stage.phase is ANNOUNCED and not (g.stage.off or g.background)]
    for plan in (g for g in plans if any(e.in_title for e in g.events)):
        values = {f.count.value for _, f in plan.findings}
        for done in found:
            if done.kind is not plan.kind or done.stage is not COMPLETED or done.background or not done.findings:
                continue
            alike = {f.count.value for _, f in done.findings if not f.part} <= values
            if values and alike and not any(e.in_title or past(e) for e in done.events):
                undated = [e for e in done.events if e.day is None]  # the day is that of the agreement
                plan.events, plan.findings = plan.events + undated, plan.findings + done.findings
                done.events, done.findings = [], []


def past(event: Event) -> bool:
    """Whether a clause says by a finite verb, or a word of completion, that something was done."""
    clause = event.clause
    return clause.has("happened", "completed", "finished") or any(
        v.tense in ("past", "part")
        or (clause.marked.sentence.tokens[v.start].word.pos == "" and v.tense not in ("inf", "ing"))
        for v in clause.verbs
    )


def present(group: Group) -> bool:
    """Whether no verb of a group's own figures is in the past."""
    clauses = [e.clause for e, f in group.findings if not f.part]
    tenses = {v.tense for c in clauses for v in c.verbs} - {""}
    return tenses == {"pres"}


def rules(head: Group) -> bool:
    """Whether a group that is off speaks for the item: told in the title, or denied in the first sentences."""
    return any(e.in_title or (e.lead and e.stage is Stage.DENIED) for e in head.events)


def same_bodies(found: list[Group]) -> None:
    """A figure told once of bodies and once without that word is the same: '62 defenders', 'bodies of 62'."""
    values = {f.count.value for g in found if g.kind is BODIES for _, f in g.findings}
    for group in [g for g in found if g.kind is EXCHANGE]:
        moved = [
            (e, f)
            for e, f in group.findings
            if f.count.value in values and not e.clause.has("captive", "captivity", "swap")
        ]
        if moved and len(moved) == len(group.findings):
            bodies = [g for g in found if g.kind is BODIES]
            target = next((g for g in bodies if g.background == group.background), None)
            if target is None:
                group.kind = BODIES
                continue
            target.findings += moved
            target.events += group.events
            group.events, group.findings = [], []


def operations(found: list[Group]) -> None:
    """'completes the handover of 6,060 bodies' beside the day's 1,245 tells of the whole operation."""
    for group in (g for g in found if g.kind in (BODIES, Kind.CHILDREN) and not g.background):
        summed_behind(group)
        whole = [(e, f) for e, f in group.findings if not f.part]
        for event, finding in whole:
            if group.kind is Kind.CHILDREN and in_total(event) and whole[0][1].count.value < finding.count.value:
                finding.scope = CUMULATIVE  # 'Всего при её поддержке воссоединились 134 ребёнка'
            most = all(f.count.value <= finding.count.value for _, f in whole)  # not 'with Monday's 640 it is complete'
            summed = (all_over(event.clause) and most) or in_total(event)
            if summed and any(e is not event and part_of_it(f, finding) for e, f in whole):
                finding.scope = CUMULATIVE
        group.findings = [(e, f) for e, f in group.findings if f.scope is not CUMULATIVE]


def all_over(clause: Clause) -> bool:
    """Whether the whole is finished, and not one stage of it called the last."""
    ends = clause.of("finished") if "finished" in clause.own else ()
    return any(not clause.marked.has("phase", "leg", "lot_noun", lo=m.start, hi=m.end) for m in ends)


def part_of_it(day: Finding, whole: Finding) -> bool:
    """Whether a figure may be a day's share of an operation: no other side's, and not far fewer."""
    open_ = None in (day.party, whole.party) and 10 * day.count.value >= whole.count.value
    return day.count.value < whole.count.value and (day.party == whole.party or open_)


def in_total(event: Event) -> bool:
    """'In total 6,060 bodies have been passed to Kyiv': a sum up to now, on no day of its own."""
    clause = event.clause
    cue = clause.first("combined")
    return cue is not None and cue.start - clause.lo <= 1 and event.when is None and not clause.has("each")
