"""How the events of one item bear on each other: deals and stages, denials, earlier days (Rule E, 8; Rule M, 9)."""

from __future__ import annotations

from bot.extraction.clause import BOTH, Clause
from bot.extraction.events import Event
from bot.extraction.group import Group
from bot.extraction.putting_off import had_planned
from bot.extraction.scope import JOINT, Finding
from storage.vocabulary import Kind, Phase, Scope, Stage


def earlier_told(found: list[Group]) -> None:
    """What an earlier day brought than the day of the news is background, unless one sentence tells both alike."""
    days = [
        g.day for g in found if g.day and not g.background and g.stage.phase is Phase.CARRIED_OUT and not g.stage.off
    ]
    last = max(days, default=None)
    news = {e.number for g in found if g.day == last for e in g.events}
    for group in found:
        if group.day and last and group.day < last and group.stage.phase is Phase.CARRIED_OUT and not group.background:
            looking_back = any(e.clause.has("pluperfect", "shift_after") for e in group.events)
            group.background = looking_back or not any(e.number in news or e.in_title for e in group.events)


def overruled(found: list[Group]) -> None:
    """A title that says put off, called off or denied rules what the text then says of the same kind."""
    for head in found:
        if not head.stage.off or not rules(head):
            continue
        for group in found:
            if group is head or group.kind is not head.kind or group.background:
                continue
            if not group.stage.off or head.stage is Stage.DENIED:
                if group.stage.phase is Phase.ANNOUNCED or not group.findings:
                    head.events += group.events
                group.events, group.findings = [], []


def put_off(found: list[Group]) -> None:
    """'Planned exchange descends into row', then 'Kyiv put it off': a plan without figures or day of its own."""
    for head in (g for g in found if g.stage.off and g.stage is not Stage.DENIED and not g.background):
        if not any(e.lead for e in head.events):
            continue
        for plan in found:
            bare = (not plan.findings and plan.day is None) or all(had_planned(e.clause) for e in plan.events)
            bare = bare and bool(plan.events) and plan.stage is Stage.PLANNED and not plan.background
            if bare and plan.kind is head.kind and not any(e.clause.has("anaphor", "ordinal") for e in plan.events):
                head.events += plan.events
                head.day = head.day or plan.day
                plan.events, plan.findings = [], []


def running(found: list[Group]) -> None:
    """'Delayed exchange is under way', then 'each is to receive 150 today': the figures are of what goes on."""
    now = [g for g in found if g.stage is Stage.UNDER_WAY and not (g.background or g.framework or g.findings)]
    for head in (g for g in now if g.kind is Kind.EXCHANGE and any(e.in_title for e in g.events)):
        for plan in found:
            same = plan.kind is head.kind and plan.stage is Stage.PLANNED and not (plan.background or plan.framework)
            anew = any(e.clause.has("anaphor", "ordinal") for e in plan.events)
            if same and plan.findings and not anew and (head.day is None or plan.day in (None, head.day)):
                head.events, head.findings = head.events + plan.events, plan.findings
                head.day = head.day or plan.day
                plan.events, plan.findings = [], []
                break


def superseded(found: list[Group]) -> None:
    """'They would hand over 50, he had said': a plan told in the past, with figures that were carried out since."""
    done = [g for g in found if g.stage.phase is Phase.CARRIED_OUT and not g.background and g.findings]
    for group in found:
        if group.stage.phase is not Phase.ANNOUNCED or group.stage.off or group.background or not group.findings:
            continue
        told = (e.clause for e, _ in group.findings)
        if not all((c.has("would") or purpose(c)) and not c.has("anaphor", "ordinal") for c in told):
            continue
        values = {f.count.value for _, f in group.findings}
        for other in (g for g in done if g.kind is group.kind):
            later = group.day is not None and other.day is not None and group.day > other.day
            if not later and values <= {f.count.value for _, f in other.findings}:
                other.findings += [(e, f) for e, f in group.findings if f.count.second is not None]
                group.events, group.findings = [], []


def purpose(clause: Clause) -> bool:
    """'lorries met on Thursday so | that Russia could give back 1,000 bodies': what for, beside the deed."""
    return clause.lo > 0 and clause.marked.sentence.tokens[clause.lo - 1].word.norm == "so"


def told_ahead(found: list[Group]) -> None:
    """'50 наших возвращаются домой', then 'обмен пройдёт сегодня, 50 на 50': the present tense tells of the plan."""
    for plan in found:
        if plan.stage is not Stage.PLANNED or plan.background or not plan.findings:
            continue
        values = {f.count.value for _, f in plan.findings}
        for done in found:
            if done.kind is not plan.kind or done.stage is not Stage.COMPLETED or done.background:
                continue
            if done.findings and {f.count.value for _, f in done.findings if not f.part} <= values and present(done):
                plan.events, plan.findings = done.events + plan.events, done.findings + plan.findings
                done.events, done.findings = [], []


def echoed(found: list[Group]) -> None:
    """A title tells of a plan; what then gives its figures, or a part of them, without any past verb tells no more.

    'Вернутся 107 наших | 65 из этого числа — жители …', 'договорились … | «Меняем 350 на 350»'.
    """
    plans = [g for g in found if g.stage.phase is Phase.ANNOUNCED and not (g.stage.off or g.background)]
    for plan in (g for g in plans if any(e.in_title for e in g.events)):
        values = {f.count.value for _, f in plan.findings}
        for done in found:
            if done.kind is not plan.kind or done.stage is not Stage.COMPLETED or done.background or not done.findings:
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
        v.tense in ("past", "part") or (clause.marked.sentence.tokens[v.start].word.pos == "" and v.tense != "inf")
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
    values = {f.count.value for g in found if g.kind is Kind.BODIES for _, f in g.findings}
    for group in [g for g in found if g.kind is Kind.EXCHANGE]:
        moved = [
            (e, f)
            for e, f in group.findings
            if f.count.value in values and not e.clause.has("captive", "captivity", "swap")
        ]
        if moved and len(moved) == len(group.findings):
            bodies = [g for g in found if g.kind is Kind.BODIES]
            target = next((g for g in bodies if g.background == group.background), None)
            if target is None:
                group.kind = Kind.BODIES
                continue
            target.findings += moved
            target.events += group.events
            group.events, group.findings = [], []


def deals(found: list[Group]) -> None:
    """'1,000 for 1,000' beside a smaller figure of these days is the deal that is carried out in stages (Rule M, 9)."""
    news = [g for g in found if g.kind is Kind.EXCHANGE and not g.background]
    smaller = next((for_one(f) for g in news for _, f in g.findings if not framework(f) and not f.part), 0)
    begun = any(carried_out(g) for g in news)
    taken = [(e, f) for g in news for e, f in g.findings if framework(f) or (begun and ahead_for_both(e, f))]
    taken = [(e, f) for e, f in taken if f.count.value >= 1.5 * smaller > 0]
    taken += [(e, f) for g in news for e, f in g.findings if finished_whole(e, f, g) and (e, f) not in taken]
    taken = taken or [(e, f) for g in news for e, f in g.findings if staged(e, f, g)]
    if not taken:
        return
    sums = {f.count.value for _, f in taken}
    alike = [(e, f) for g in news for e, f in g.findings if f.count.value in sums and f.party in (None, JOINT)]
    taken += [pair for pair in alike if pair not in taken]
    told = [e for e, _ in taken]
    for group in news:
        group.findings = [pair for pair in group.findings if pair not in taken]
        if group.stage is Stage.UNDER_WAY and any(e.stage is Stage.COMPLETED for e, _ in group.findings):
            group.stage = Stage.COMPLETED  # 'Обмен «1000 на 1000» начался с 205 человек': these are back
        if not group.findings:
            group.events = [e for e in group.events if e not in told]
    done = any(over(t[0].clause) for t in taken)
    ahead = all(e.stage.phase is Phase.ANNOUNCED for e, _ in taken)
    ahead = ahead and not (begun and taken[0][0].stage is Stage.PLANNED)
    stage = Stage.COMPLETED if done else taken[0][0].stage if ahead else Stage.UNDER_WAY
    deal = Group(Kind.EXCHANGE, stage, framework=True)
    deal.events, deal.findings = [t[0] for t in taken], taken
    whole_sums(deal, news)
    found.append(deal)


def over(clause: Clause) -> bool:
    """Whether the whole is finished: not only 'the first part of the 1,000-for-1,000 exchange'."""
    ends = clause.marks("finished")
    perfect = clause.first("perfect") if clause.has("deal", "pact") else None
    ends += [m for m in clause.marks("completed") if perfect and m.start > perfect.start]  # 'has been carried out'
    return any(not clause.marked.has("ordinal", lo=m.end, hi=m.end + 3) for m in ends)


def finished_whole(event: Event, finding: Finding, group: Group) -> bool:
    """'complete two-day exchange of 450 each', then '220 were released on either side on Friday': the deal is over."""
    if "finished" not in event.clause.own or finding.party not in (BOTH, JOINT) or finding.part:
        return False
    stages = (f for e, f in group.findings if e is not event and not (f.party in (None, JOINT) or f.part or f.extra))
    return any(for_one(finding) >= 1.5 * f.count.value > 0 for f in stages)


def for_one(finding: Finding) -> int:
    """How many people a figure gives to one side: half of what is added up."""
    return finding.count.value // 2 if finding.party == JOINT else finding.count.value


def carried_out(group: Group) -> bool:
    """Whether a group tells of figures that were returned: a stage of a deal, where a larger figure lies ahead."""
    told = any(not framework(f) and not f.part for _, f in group.findings)
    return told and group.stage.phase is Phase.CARRIED_OUT and not group.stage.off


def ahead_for_both(event: Event, finding: Finding) -> bool:
    """'In all, 1,000 from each side are to be freed', but not 'another 300 each', nor what has a day of its own."""
    plan = (
        event.stage in (Stage.PLANNED, Stage.AGREED)
        and event.day is None
        and finding.party == BOTH
        and not finding.part
    )
    at = finding.count
    return plan and not event.clause.marked.has("anaphor", "ordinal", lo=at.start - 3, hi=at.end + 2)


def operations(found: list[Group]) -> None:
    """'completes the handover of 6,060 bodies' beside the day's 1,245 tells of the whole operation."""
    for group in (g for g in found if g.kind in (Kind.BODIES, Kind.CHILDREN) and not g.background):
        whole = [(e, f) for e, f in group.findings if not f.part]
        for event, finding in whole:
            if group.kind is Kind.CHILDREN and in_total(event) and whole[0][1].count.value < finding.count.value:
                finding.scope = Scope.CUMULATIVE  # 'Всего при её поддержке воссоединились 134 ребёнка'
            if (event.clause.has("finished") or in_total(event)) and any(
                e is not event and part_of_it(f, finding) for e, f in whole
            ):
                finding.scope = Scope.CUMULATIVE
        group.findings = [(e, f) for e, f in group.findings if f.scope is not Scope.CUMULATIVE]


def part_of_it(day: Finding, whole: Finding) -> bool:
    """Whether a figure may be a day's share of an operation: no other side's, and not far fewer."""
    open_ = None in (day.party, whole.party) and 10 * day.count.value >= whole.count.value
    return day.count.value < whole.count.value and (day.party == whole.party or open_)


def same_sums(events: list[Event]) -> None:
    """'Russia has handed over 6,060 bodies', then '1,248 more, bringing the number to 6,060': the title has the sum."""
    told = [(e, f) for e in events for f in e.findings if not f.part]
    sums = {(f.kind, f.count.value) for e, f in told if f.scope is Scope.CUMULATIVE and not e.recall}
    for event, finding in told:
        if (finding.kind, finding.count.value) not in sums or event.recall:
            continue
        fewer = (f for e, f in told if e is not event and f.kind is finding.kind and f.scope is not Scope.CUMULATIVE)
        if any(f.count.value < finding.count.value and f.party == finding.party for f in fewer):
            finding.scope = Scope.CUMULATIVE


def in_total(event: Event) -> bool:
    """'In total 6,060 bodies have been passed to Kyiv': a sum up to now, on no day of its own."""
    clause = event.clause
    cue = clause.first("combined")
    return cue is not None and cue.start - clause.lo <= 1 and event.when is None and not clause.has("each")


def whole_sums(deal: Group, news: list[Group]) -> None:
    """'880 soldiers and 120 civilians in three days' adds up to the deal: it tells of the deal."""
    value = deal.findings[0][1].count.value
    for group in news:
        told = [f for _, f in group.findings if not f.part]
        if (
            any(f.scope is Scope.CIVILIANS for f in told)
            and sum(f.count.value for f in told if f.party == told[0].party) == value
        ):
            deal.findings = [*group.findings, *deal.findings]
            group.events, group.findings = [], []


def staged(event: Event, finding: Finding, group: Group) -> bool:
    """'Завершился обмен 350 на 350: сегодня едут ещё 200': a round fifty in stages, beside a whole that is smaller."""
    value = finding.count.second
    if value is None or value < 100 or value % 50 or not event.clause.has("finished", "under_way", "phase"):
        return False
    whole = [f for _, f in group.findings if f.count.second is None and not (f.part or f.extra)]
    whole = [f for f in whole if f.scope in (Scope.TOTAL, Scope.MILITARY) and f.party not in (None, JOINT)]
    return any(value / 5 <= f.count.value <= value / 1.3 for f in whole)


def framework(finding: Finding) -> bool:
    """A round hundred from 500 up, N for N."""
    value = finding.count.second
    return value is not None and value >= 500 and value % 100 == 0
