"""Undecided figures that belong to the other side than one that is told: 'for 140 Russians', a title's list."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH, OTHER, Side, Verb
from bot.extraction.words.terms import BODIES, EXACT, EXCHANGE, MILITARY, TOTAL, WOUNDED

NEXT: Final = 4
"""Words between the wounded and the verb told of them, and between that and to whom they go."""
FAR: Final = 4
"""How many times a side's own figure the list of a title may be and still not be that side's whole."""
LIST: Final = 2
"""How many figures make a list."""


def titled_list(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """'33 soldiers and 51 civilians freed', then 'Moscow got 84 soldiers of its own': the title's list is not Moscow's.

    `default` is the side whose officials speak; the own figure that stands in the text is theirs, or the other side's.
    """
    owning = {f.party for _, f in group.findings if f.why == "its own"} & set(sides)
    default = next(iter(owning)) if len(owning) == 1 and default not in owning else default
    plain = [(e, f) for e, f in group.findings if f.party == default and not (e.in_title or f.part or f.extra)]
    own = [f for e, f in plain if not of_all(e, f)]
    rest = [s for s in sides if s != default]
    for event in group.events if default and own and len(rest) == 1 and group.kind is EXCHANGE else ():
        if not event.in_title:
            continue
        mine = [f for e, f in group.findings if e is event and f.count.second is None]
        open_ = len(mine) >= LIST and all(f.party is None and not f.part for f in mine)
        listed, told = sum(f.count.value for f in mine), max(f.count.value for f in own)
        open_ = open_ and told <= 2 * listed and listed <= FAR * told  # few are a part
        if open_ and all(f.extra for f in mine[1:]) and not any(same(f, mine) for f in own):
            for finding in mine:
                finding.party = rest[0]


def of_all(event: Event, finding: Finding) -> bool:
    """'With Friday's group all 500 are free': how many a deal has freed by now, which says nothing of other figures."""
    return event.clause.marked.within("all_of", finding.count.start - 1, finding.count.start)


def beside_pair(group: Group, sides: tuple[str, ...]) -> None:
    """'175 на 175 и ещё 22 раненых', then 'Украина получила 197': what comes on top is of that side."""
    wholes = {f.count.value: f.party for _, f in group.findings if f.party in sides and not (f.part or f.extra)}
    for event, finding in group.findings:
        if not finding.extra or finding.party != BOTH or finding.why == "each":
            continue
        pairs = (f.count for e, f in group.findings if e is event and f.count.second is not None)
        side = next((s for c in pairs if (s := wholes.get(c.value + finding.count.value))), None)
        finding.party = side or finding.party


def other_of_pair(group: Group, sides: tuple[str, ...]) -> None:
    """'«17 на 15»: на волі 16 військових і одна цивільна': what one side got leaves the rest to the other."""
    for event, finding in list(group.findings) if group.kind is EXCHANGE else ():
        first, second = finding.count.value, finding.count.second
        if second is None or second == first or finding.part:
            continue
        told = [f for e, f in group.findings if e is event and f is not finding and f.party in sides and not f.part]
        mine = {f.party for f in told}
        if len(mine) != 1 or sum(f.count.value for f in told) not in (first, second):
            continue
        side = next(iter(mine))
        rest = next(s for s in sides if s != side)
        if any(f.party == rest for _, f in group.findings):
            continue
        value = second if sum(f.count.value for f in told) == first else first
        finding.party = None
        other = replace(finding.count, value=value, second=None)
        group.findings.append((event, replace(finding, count=other, party=rest)))


def took_in_return(group: Group, sides: tuple[str, ...]) -> None:
    """'Обмін: 246 плюс 31 поранений', then 'взамін Росія одержала 246': those told before are the other side's."""
    returning = [e for e in group.events if "in_return" in e.clause.own] if group.kind is EXCHANGE else []
    for event in returning:
        back = {f.party for e, f in group.findings if e is event and f.party in sides and not f.part}
        rest = [s for s in sides if s not in back]
        if len(back) != 1 or len(rest) != 1:
            continue
        for told, finding in group.findings:
            open_ = finding.party is None and finding.count.second is None and finding.count.value > 1
            before = told.number < event.number or (told is event and only_pair(event, finding))
            if open_ and before and not finding.part:
                finding.party = rest[0]


def speaks(side: Side, event: Event, default: str | None) -> bool:
    """'Сегодня отдали 150 пленных, сообщило Минобороны': who tells of it behind, right behind a verb of speaking."""
    told = event.clause.marked.within("say", max(event.clause.lo, side.start - 2), side.start)
    return told and side.code == default and not event.clause.marked.sentence.tokens[side.start].word.norm.isascii()


def somebody_else(event: Event) -> bool:
    """'Рашисти віддали 19 бійців': a name that nobody knows right before the verb; who speaks has not given them."""
    first = event.clause.verbs[0].start if event.clause.verbs else 0
    word = event.clause.marked.sentence.tokens[first - 1].word if first > event.clause.lo else None
    if word is None or word.kind != "word" or word.norm.isascii() or first != 1:
        return False
    known = any(m.start == 0 for marks in event.clause.own.values() for m in marks)
    return not known and (not word.pos or (word.pos == "noun" and "nomn" in word.cases))


def only_pair(event: Event, first: Finding) -> bool:
    """'Вернулись 50 человек, взамен переданы 48 пленных ВСУ': nobody else is counted, and the others come behind."""
    cue = event.clause.of("in_return")[0]
    if len(event.findings) != LIST or first is not event.findings[0] or first.count.end > cue.start:
        return False
    if not event.clause.marked.sentence.tokens[cue.start].word.norm.isascii():
        return True
    second = event.findings[1].count  # 'Sixty came home and 60 Russians were released in return'
    told = second.nation is not None and second.end <= cue.start
    return told and any(v.end <= second.start for v in event.clause.verbs if v.start >= first.count.end)


def gave_and_took(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """'отдано 1000 тел, получено 35', an official says: his side gave the first and took the second."""
    rest = [s for s in sides if s != default]
    told: dict[int, list[Finding]] = {}
    for event, finding in group.findings if default in sides and len(rest) == 1 else ():
        if not finding.part:
            told.setdefault(id(event), []).append(finding)
    for event in group.events if told else ():
        mine = told.get(id(event), [])
        if len(mine) != LIST or any(f.party in sides or f.party == BOTH for f in mine):
            continue
        before = [next((v.cls for v in reversed(event.clause.verbs) if v.end <= f.count.start), "") for f in mine]
        if set(before) == {"give", "receive"}:
            for finding, verb in zip(mine, before, strict=True):
                finding.party = default if verb == "receive" else rest[0]


def given_by_speaker(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """'В обмен отдали 150 пленных', a ministry says: who speaks and gives, without another name, gives to the other."""
    took_in_return(group, sides)
    beside_pair(group, sides)
    gave_and_took(group, default, sides)
    rest = [s for s in sides if s != default]
    if default not in sides or len(rest) != 1 or group.kind is not EXCHANGE:
        return
    for event, finding in group.findings:
        if not event.clause.any_of(("in_return", "give_away")):
            continue  # 'передали' alone may be the other side's doing
        verbs = event.clause.verbs
        gave = bool(verbs) and all(v.cls == "give" and v.tense in ("past", "part") for v in verbs)
        open_ = finding.party is None and not finding.part and finding.count.second is None and finding.count.value > 0
        told = any(s.role != OTHER and not speaks(s, event, default) for s in event.clause.sides)
        told = told or "first_person" in event.clause.own
        if gave and open_ and not (told or finding.extra or somebody_else(event)):
            finding.party, finding.why = rest[0], "given by who speaks"


def as_many_others(group: Group, sides: tuple[str, ...]) -> None:
    """'195 servicemen return', 'the same number of Ukrainians was handed over': those before are the other side's."""
    alike = {f.party for _, f in group.findings if f.count.value < 0 and f.party in sides and not f.part}
    whole = [f for _, f in group.findings if f.count.value > 0 and not (f.part or f.extra)]
    whole = [f for f in whole if f.count.second is None] or whole  # '185 for 185' is of neither side
    rest = [s for s in sides if s not in alike]
    if group.kind is not EXCHANGE or len(alike) != 1 or len(rest) != 1 or len(whole) != 1:
        return
    if whole[0].party is None and whole[0].count.second is None:
        whole[0].party, whole[0].why = rest[0], "as many others were given for them"


def same(own: Finding, listed: list[Finding]) -> bool:
    """Whether a figure may count the people of a list: its first, or all of them unless it counts soldiers only."""
    total = sum(f.count.value for f in listed)
    alike = any(own.count.value == f.count.value for f in listed)  # '95 солдат и семеро раненых', then 'получив семь'
    return alike or (own.count.value == total and own.scope is not MILITARY)


def another_own(finding: Finding, side: str | None, group: Group) -> bool:
    """Whether a side's own exact whole is told in another clause, and an undecided figure near it is not that."""
    own = [(e, f) for e, f in group.findings if f.party == side and not (f.part or f.extra) and f.count.second is None]
    value, exact = finding.count.value, finding.count.qualifier is EXACT
    if side is None or not exact or len(own) != 1 or own[0][1].why != "its own":
        return False
    event, whole = own[0]
    more = sum(f.count.value for e, f in group.findings if e is event and f.extra)
    told = whole.count.value
    return value not in (told, told + more, 2 * told) and told / 2 <= value <= 2 * told


def told_again(extra: Finding, group: Group, default: str | None) -> str | None:
    """'20 civilians came back to Russia', then 'besides, twenty civilians were returned', its ministry says."""
    alike = {f.party for _, f in group.findings if f.scope is extra.scope and f.count.value == extra.count.value}
    return default if extra.extra and default is not None and default in alike else None


def taken_up(group: Group) -> None:
    """'15 wounded given to Ukraine', then 'the 15 were handed over on top': an article takes up who was told."""
    told = {f.count.value: e.number for e, f in reversed(group.findings) if f.scope is not TOTAL and f.party}
    for pair in list(group.findings):
        event, finding = pair
        marked, at, value = event.clause.marked, finding.count.start, finding.count.value
        known = finding.party is None and not finding.count.noun and told.get(value, event.number) < event.number
        if known and marked.has("demonstrative_people", "demonstrative", lo=at - 1, hi=at):
            group.findings.remove(pair)


def of_nobody_told(event: Event, finding: Finding) -> bool:
    """'as many': of the side whose figure is not told; 'and 46 wounded as well': of either; '1,000 bodies for 41'."""
    either = finding.joined and finding.party is None and finding.scope is WOUNDED
    if finding.count.value < 0 or either or given_for_others(event, finding) or price_of_one(event, finding):
        return True
    if event.clause.has("home", "receive", "swap"):
        return False
    others = (f.count for f in event.findings if f is not finding)  # '52 в'язні, п'ятеро з них українці'
    return any(c.of_them and c.nation and c.value < finding.count.value for c in others) and not finding.count.nation


def price_of_one(event: Event, finding: Finding) -> bool:
    """'Мэра обменяли на девятерых': for how many somebody was given, whom no number counts; whose they are is open."""
    marked, at = event.clause.marked, finding.count.start
    if finding.count.second is not None or finding.count.nation is not None or "formula" not in event.clause.own:
        return False
    cue = next((m for m in event.clause.of("formula") if m.end == at), None)
    verb = next((m for m in marked.of("swap") if cue is not None and m.end == cue.start), None)
    word = marked.sentence.tokens[verb.start].word if verb is not None else None
    told = word is not None and word.pos in ("verb", "adj") and word.tense in ("past", "part")
    return told and not any(f.count.start < at for f in event.findings)


def given_for_others(event: Event, finding: Finding) -> bool:
    """'1,000 bodies for 41': behind 'for' stands another number, and who speaks does not tell which are whose."""
    if finding.kind is not BODIES or finding.why != "nobody named":
        return False
    marked, at = event.clause.marked, finding.count.end
    behind = any(m.end == finding.count.start for m in marked.of("formula"))
    if behind and marked.within("body", 0, finding.count.start):
        return True  # 'exchange 1,000 bodies for 29'
    cue = next((m for m in marked.of("formula") if m.start == at), None)
    behind_cue = marked.sentence.tokens[cue.end : cue.end + 1] if cue is not None else ()
    return any(t.word.kind == "num" for t in behind_cue)


def of_either(event: Event, finding: Finding) -> bool:
    """'Кожна сторона відпустить по 180', then 'крім того, обміняють 35 поранених': on top, of both together."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    on_top = finding.extra and finding.party is None and finding.scope is WOUNDED
    swapped = on_top and any(tokens[m.start].word.pos == "verb" for m in clause.of("swap"))
    if finding.scope is WOUNDED and finding.party is None and clause.has("extra", "also", "anaphor"):
        behind = next((v for v in clause.verbs if 0 <= v.start - finding.count.end <= NEXT), None)
        if behind is not None and undergone(behind) and not tokens[behind.start].word.pos:
            return not any(0 <= s.start - behind.end <= NEXT for s in clause.sides if s.role != OTHER)
    return swapped and not clause.has("home", "return", "receive", "give")


def undergone(verb: Verb) -> bool:
    """'46 injured soldiers will be handed over in addition', 'were released': nobody is told who does it."""
    return verb.passive and verb.cls in ("give", "free")


def brought_home(event: Event) -> bool:
    """'приїхали з окупованої Херсонщини' brings home as well."""
    return event.clause.has("receive", "home") or (event.clause.has("move") and event.clause.has("occupied"))


def summed_beside(event: Event, finding: Finding, whole: int) -> bool:
    """'34 border guards, and 61 soldiers' beside a whole of 95: the numbers of one sentence make the whole."""
    numbers = {t.word.value for t in event.clause.marked.sentence.tokens if t.word.value}
    return whole - finding.count.value in numbers
