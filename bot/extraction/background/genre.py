"""Kinds of articles that look back or explain: their exchanges are background."""

from __future__ import annotations

import re
from typing import Final

from bot.extraction.background.appeals import asks_both
from bot.extraction.background.crimes import COME, MANY, had_been_tried, of_crime, of_fraud, served
from bot.extraction.background.explainers import explains, of_that_day
from bot.extraction.background.other_title import beneath, recalled_beneath
from bot.extraction.background.stories import in_company_of_one
from bot.extraction.background.touched_on import several_summed, touches
from bot.extraction.denials.elsewhere import sentenced
from bot.extraction.events.events import Read
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import CHILDREN, CUMULATIVE, DENIED

YEARS: Final = 4
"""Words between an anniversary and the exchange that it is of."""
OPENING: Final = 3
"""Within how many words a title opens with how long ago something was."""
OTHER_MATTERS: Final = frozenset(
    {"crime", "commemoration", "finance", "personal", "quote", "explainer", "opinion", "genre", "statistics"}
)
"""Beneath a title of these, which tells of no exchange, not even one of yesterday is news."""
GENRES: Final = ("genre", "crime", "personal", "commemoration", "statistics", "finance")


def genre(item: Item) -> str | None:
    """The genre that a title tells, or the first sentences of crime and commemoration."""
    title = [r for r in item.reads if r.marked.sentence.in_title]
    for name in GENRES if any(r.marked.any_of(GENRES) for r in title) else ():
        if any(tells_genre(r.marked, name) and not (of_the_freed(r, name, item) or comes_now(r)) for r in title):
            return None if name == "commemoration" and asks_both(item) else name
    if counted := next(filter(None, (counting(r.marked) for r in title)), None):
        return counted
    if any(explains(r.marked) for r in title[-1:]):
        return "explainer"
    if item.has("columnist") or item.has("works", lead=True):
        return "opinion"
    if of_crime(item) or of_fraud(item) or any(e.in_title and sentenced(e.clause) for e in item.events):
        return "crime"
    if title and quoted(title[0].marked.sentence.text) and not tells_news(title[0].marked, item):
        return "quote"
    return None


def a_tale(item: Item) -> bool:
    return any(told_how(m, how) for m in item.lead if m.sentence.in_title for how in m.of("how_done"))


def told_how(marked: Marked, how: Mark) -> bool:
    """'Як міняли 215 захисників', '…: как шёл тот обмен', 'як готують обмін': how it is done; not 'Как сообщили'."""
    tokens = marked.sentence.tokens
    opens = how.start == 0 or tokens[how.start - 1].word.surface in ":.,—–"
    verb = tokens[how.end].word if how.end < len(tokens) else None
    told = verb is not None and verb.pos == "verb" and (verb.tense == "past" or (verb.tense == "pres" and verb.plural))
    return opens and told and not marked.has("say", lo=how.end, hi=how.end + 1)


def tells_genre(marked: Marked, name: str) -> bool:
    """Whether a title has a word of a genre; the 'how' of 'how many were freed' is none."""
    if name not in marked.marks:
        return False
    if name == "statistics" and marked.has("talks", "talks_strong", "formula") and marked.has("results"):
        return False  # 'Итог Стамбула — тысяча на тысячу'
    asked = {m.start for m in marked.of("how_many")}
    return any(m.start not in asked and not of_one(m, marked) for m in marked.all(name))


def comes_now(read: Read) -> bool:
    """Whether a title of statistics, or of a charity, tells of those who have come home just now."""
    if any(f.kind is CHILDREN and e.clause.has("reunion") for e in read.events for f in e.findings):
        return True  # 'Kyiv charity reunites 31 minors with parents'
    return lot_beside_sum(read)


def lot_beside_sum(read: Read) -> bool:
    """'Emirates announce release of 206 captives as tally hits 4,181': a lot beside the sum of all."""
    for event in read.events:
        sums = [f for f in event.findings if f.scope is CUMULATIVE]
        lots = [f for f in event.findings if f.scope is not CUMULATIVE and f.count.noun]
        if sums and lots and event.clause.has("free", "swap", "home", "return"):
            return event.clause.marked.has("tally", lo=lots[0].count.end, hi=sums[0].count.start)
    return False


def of_one(mark: Mark, marked: Marked) -> bool:
    """'підсумки обміну 14 грудня', 'двенадцатый обмен за год', 'второй за год обмен': one is news; many are not."""
    if marked.within("ordinal", mark.start - 1, mark.start) and marked.has(
        "swap", "body", lo=mark.end, hi=mark.end + 2
    ):
        return True
    if any(
        marked.within("ordinal", m.start - 1, m.start) for m in marked.all("swap", lo=mark.start - 2, hi=mark.start)
    ):
        return True
    swap = next((m for m in marked.all("swap", lo=mark.end, hi=mark.end + 1)), None)
    word = marked.sentence.tokens[swap.start].word if swap else None
    return word is not None and word.pos == "noun" and not word.plural and marked.has("results", lo=mark.start)


def counting(marked: Marked) -> str | None:
    """What a title that counts is: 'How many were freed', 'Three years of …'."""
    if marked.within("how_many", 0, 2):
        return "statistics"
    return "commemoration" if years_since(marked) or long_after(marked) else None


def long_after(marked: Marked) -> bool:
    """'Рік після обміну: як живуть звільнені', 'Год спустя после «тысячи на тысячу»': how it has been since then."""
    span = next((m for m in marked.inside("years", 0, OPENING)), None)
    if span is None or not marked.within("after", span.end, span.end + 2):
        return False
    return marked.has("swap", "formula", "free", "home", lo=span.end + 1, hi=span.end + YEARS) and not marked.has(
        "anaphor", "happened", "captivity"
    )


def years_since(marked: Marked) -> bool:
    """'Два роки падінню Іл-76', 'Десять років Іловайську': a title that counts years, and tells of no return."""
    if not marked.sentence.tokens or marked.sentence.tokens[0].word.pos == "" or marked.has(*COME, "swap", "captivity"):
        return False
    counted = marked.within("number", 0, 1) or marked.sentence.tokens[0].word.kind == "num"
    return counted and marked.within("years", 1, 2) and not marked.has("crime")


def years_of_it(item: Item) -> bool:
    """'Рік від найбільшого обміну', 'One year since the big swap': no lot of these days, whatever day is told."""
    titles = [m for m in item.lead if m.sentence.in_title]
    if any(of_that_day(m) for m in titles):
        return True  # '22 мая в истории: подготовка обмена'
    if not titles or any(e.in_title and e.findings for e in item.events):
        return False
    return any(opens_with_years(m) for m in titles)


def opens_with_years(marked: Marked) -> bool:
    span = next((m for m in marked.inside("years", 0, 2)), None)
    if span is None or marked.has(*COME, "happened", "anaphor", "ordinal", "in_many", "lull", "no", "without"):
        return False
    words = (marked.sentence.tokens[m.end - 1].word for m in marked.all("swap", lo=span.end + 1, hi=span.end + YEARS))
    return any(not w.plural and not (not w.pos and w.norm.endswith("s")) for w in words)


def held_that_day(marked: Marked) -> bool:
    """'Обмен прошёл в годовщину вторжения', 'у річницю відбувся обмін': on which day it was held."""
    tokens = marked.sentence.tokens
    swaps = (tokens[m.start].word for m in marked.of("swap") if "happened" in marked.marks)
    subject = any(w.pos == "noun" and "nomn" in w.cases and not w.plural for w in swaps)
    return subject and all(marked.within("prep_in", m.start - 1, m.start) for m in marked.of("commemoration"))


def quoted(text: str) -> bool:
    """Whether a title opens with somebody's words: «175 на 175» in quotation marks is a formula."""
    if text[:1] not in "\"“«'":
        return False
    inside = re.split("[\"”»'“]", text[1:], maxsplit=1)[0]
    return len(re.findall(r"[^\W\d_]{2,}", inside)) > 1


def tells_news(marked: Marked, item: Item) -> bool:
    """'«Тисячу на тисячу» завершено': a formula in words is nobody's speech."""
    formula = next((m for m in marked.all("formula", hi=6)), None)
    spelled = formula is not None and marked.has("number", lo=formula.start - 1, hi=formula.start)
    return (spelled and item.lexicon.code != "en") or counted_behind(marked, item)


def of_the_freed(read: Read, name: str, item: Item) -> bool:
    """'Удома 84: половину з них судили в РФ': what had been done to those who are counted as come home before."""
    if name == "commemoration":
        return held_that_day(read.marked)
    if name not in ("crime", "personal"):
        return False
    if name == "personal" and home_after_years(read.marked):
        return True
    marked, tokens = read.marked, read.marked.sentence.tokens
    if name == "crime" and (served(read) or had_been_tried(read)):
        return True
    at = min((m.start for m in marked.all(name)), default=0)
    home = marked.first("home", "receive", "free", hi=at)
    least = MANY if item.lexicon.code == "en" else 0
    counted = home is not None and any(
        least <= f.count.value and f.count.end < at for e in read.events for f in e.findings
    )
    return counted and any(t.word.surface in ",:;—–" for t in tokens[:at])


def home_after_years(marked: Marked) -> bool:
    """English: 'Soldiers return home after years in captivity': several come home, and nobody's story is told."""
    span = next((m for m in marked.of("personal") if marked.within("captivity", m.start, m.end)), None)
    after = next(iter(marked.inside("after", max(0, span.start - 3), span.start)), None) if span is not None else None
    if after is None or marked.any_of(("other_goal", "institution", "say")):
        return False
    words = marked.sentence.tokens
    people = marked.all("military", "captive", "people", hi=after.start)
    several = (m for m in people if words[m.end - 1].word.norm.endswith("s"))
    return any(marked.has("home", "return", "free", lo=m.end, hi=after.start) for m in several)


def counted_behind(marked: Marked, item: Item) -> bool:
    """'«Алло, мама»: 33 дальневосточника едут домой': behind the words quoted a title counts who comes home."""
    tokens = marked.sentence.tokens
    colon = next((i for i, t in enumerate(tokens) if t.word.surface == ":"), None)
    if colon is None:
        return False
    if marked.has("swap", lo=colon) and marked.has("postponed", "cancelled", "happened", lo=colon):
        return True  # '«Не сьогодні»: чому обмін перенесли на п'ятницю'
    if any(
        marked.within("party", s.start - 1, s.start) and marked.within("captive", s.end, s.end + 1)
        for s in marked.all("swap", lo=colon)
    ):
        return True  # "'Our people are home': Ukraine and Russia exchange prisoners"
    coming = list(marked.all("home", "move", "free", "receive", lo=colon))
    if item.lexicon.code == "en":
        coming = [m for m in coming if not attributive(m, marked)]  # '"We were beaten": 30 freed soldiers speak'
    if not coming:
        return False
    counts = (f.count for e in item.events if e.in_title for f in e.findings if not f.part)
    if any(c.start > colon and c.value >= MANY for c in counts):
        return True  # '«Ви вдома!»: з російського полону визволено ще 117 бійців'
    return any(t.word.kind == "num" for t in tokens[colon : colon + 4]) or marked.has("number", lo=colon, hi=colon + 4)


def attributive(mark: Mark, marked: Marked) -> bool:
    """'freed soldiers', 'returned captives': a participle before people."""
    past = marked.sentence.tokens[mark.start].word.tense in ("past", "part")
    return past and marked.has("military", "captive", "people", "own", lo=mark.end, hi=mark.end + 1)


def told_then(group: Group, item: Item) -> bool:
    """Whether a clause of the group names its day itself: 'the daily reported Tuesday' dates no exchange."""
    return group.fresh_day or (any(e.in_title and e.findings for e in group.events) and not years_on(item))


def anniversary_day(group: Group, item: Item) -> bool:
    """'taken that day', under a title of an anniversary: the day that it is of."""
    told = [(e.clause.marked, e.when) for e in group.events if e.when is not None]
    return (
        group.day == item.published
        and bool(told)
        and all(marked.has("shift", lo=when.start, hi=when.end) for marked, when in told)
    )


def years_on(item: Item) -> bool:
    """'Роковини «обміну 205»: рік удома', 'Anniversary of the 205 swap': the title's figure is of that one."""
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    return any(m.within("swap", c.end, c.end + YEARS) for m in title for c in m.of("commemoration"))


def false_title(item: Item) -> bool:
    """'Стороны обменялись упрёками': a title of another exchange than of people; what came before it is no news."""
    if not item.has("false_friend", title=True) or item.has("swap", "captive", "captivity", "body", title=True):
        return False
    return not any(e.in_title and e.clause.has(*COME, "reunion") and "child" in e.clause.own for e in item.events)


def only_background(item: Item, group: Group) -> bool:
    """Whether a genre makes a group background: unless a dated event of these days with figures stands in the lead."""
    if (false_title(item) and group.day != item.published) or years_of_it(item) or recalled_beneath(group, item):
        return True
    if (
        touches(group, item)
        or of_fraud(item)
        or in_company_of_one(group, item)
        or (not group.fresh_day and a_tale(item))
        or any(e.in_title and e.findings and sentenced(e.clause) for e in group.events)
    ):
        return True
    asked = any(explains(m) for m in [m for m in item.lead if m.sentence.in_title][-1:])
    if asked and not any(e.in_title and (e.findings or e.when is not None) for e in item.events):
        return True  # 'Can a sentenced prisoner be swapped?', then 'in Thursday's exchange there were 14'
    dated = group.day is not None and abs((item.published - group.day).days) <= 1 and told_then(group, item)
    dated = dated and not anniversary_day(group, item)
    told = genre(item)
    if dated and group.head.lead and group.findings:
        if told in OTHER_MATTERS and beneath(group, item):
            return True
        return several_summed(group, item) and told == "statistics"
    return told is not None and not (told == "quote" and group.stage is DENIED)
