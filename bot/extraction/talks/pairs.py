"""Parties that are named side by side: 'Trump and Putin', 'US, Ukraine and Russia', 'Москва и Киев'."""

from __future__ import annotations

from typing import Final

from bot.extraction.talks.visits import about_war
from bot.extraction.voices.mediators import party_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

TOPICS: Final = 5
"""Words before a party in which stands that something is discussed: 'about oil, trade and Ukraine'."""
NAMES: Final = ("party", "adjective", "people", "person", "agency")
NO_TALKS: Final = frozenset(
    {"swap", "captive", "captivity", "body", "wounded", "child", "civilian", "military", "strike", "weapon", "things"}
)
"""What two states do with these is no meeting."""


def listed(mark: Mark, other: Mark, clause: Clause) -> bool:
    """Whether only a comma, 'and' or a hyphen (or a first name) stands between two names."""
    lo, hi = sorted(((mark.start, mark.end), (other.start, other.end)))
    speaker = mark.cls == "person" or other.cls == "person"
    says = list(clause.marked.inside("say", hi[1], min(hi[1] + 2, clause.hi))) if speaker else []
    if any(not clause.marked.within("confer", m.start, m.end) for m in says):  # 'Путин и Уиткофф обсудили план'
        return False  # 'put off because of Iran, Zelensky said'
    between = clause.marked.sentence.tokens[lo[1] : hi[0]]
    joins = {m.start for m in clause.marked.of("and")}
    return (
        hi[0] >= lo[1]
        and len(between) <= 3
        and all(
            t.word.surface in ",-–—&/" or i in joins or t.word.capital or t.word.norm == "the"
            for i, t in enumerate(between, lo[1])
        )
    )


def judge_it(mark: Mark, clause: Clause) -> bool:
    """'Trump and Putin called their meeting productive': two who speak so of talks sat there themselves."""
    verdict = clause.first("verdict")
    if verdict is None or mark.cls != "person" or mark.end > verdict.start:
        return False
    two = clause.marked.inside("person", clause.lo, verdict.start)
    joined = len(two) > 1 and clause.marked.has("and", lo=two[0].end, hi=two[-1].start)
    return joined and clause.marked.has("talks_strong", "converse", lo=verdict.end, hi=clause.hi)


def hyphened(mark: Mark, marked: Marked) -> bool:
    """'a Moscow-Kyiv meeting': capitals that a hyphen joins stand for their governments."""
    tokens = marked.sentence.tokens
    if mark.end < len(tokens) and (tokens[mark.end].glued or tokens[mark.end].word.surface == "–"):
        return marked.has("party", lo=mark.end, hi=mark.end + 2)
    dash = mark.start > 1 and tokens[mark.start - 1].word.surface == "–"
    if not (dash or tokens[mark.start].glued):
        return False
    return marked.has("party", lo=mark.start - 1 - dash, hi=mark.start - dash)


def discussed(mark: Mark, clause: Clause) -> bool:
    """'Обсуждали возможность контактов Москвы и Киева', 'discussed resuming their talks': they did not sit."""
    verb = clause.first("confer", "discusses") if "prospect" in clause.own else None
    return verb is not None and clause.marked.has("prospect", lo=verb.end, hi=mark.start)


def second_topic(mark: Mark, clause: Clause) -> bool:
    """'spoke about oil and Ukraine', 'обсудили нефть и Украину': what is discussed besides another matter."""
    if discussed(mark, clause):
        return True
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if mark.cls != "party" or not marked.within("and", mark.start - 1, mark.start):
        return False
    cues = marked.all("about", "discusses", lo=mark.start - TOPICS, hi=mark.start - 1)
    told = [m for m in cues if m.cls == "discusses" or tokens[m.start].word.norm != "on"]
    return bool(told) and not marked.has(*NAMES, lo=told[-1].end, hi=mark.start)


def they_talk(mark: Mark, marked: Marked) -> bool:
    """'Washington and Moscow talk in Riyadh', 'Moscow and Kyiv met in Doha': in English a verb follows."""
    word = marked.sentence.tokens[mark.end].word if mark.end < len(marked.sentence.tokens) else None
    return word is not None and not word.pos and (word.tense == "past" or word.norm in ("talk", "meet", "negotiate"))


def acts(mark: Mark, marked: Marked) -> bool:
    """'Москва, Киев и Вашингтон завершили переговоры': a noun in the nominative does something, it is no place."""
    word = marked.sentence.tokens[mark.start].word
    return word.pos == "noun" and "nomn" in word.cases


def pair(clause: Clause, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where those stand who would meet about the war, named side by side; None where nobody is."""
    names = sorted((m for m in clause.all_of(NAMES) if party_of(m, lexicon)), key=lambda m: m.start)
    for i, first in enumerate(names):
        run = [first]
        for name in names[i + 1 :]:
            if not listed(run[-1], name, clause):
                break
            run.append(name)
        if (
            len(run) > 1
            and of_states(run[-1], clause)
            and about_war([c for m in run if (c := party_of(m, lexicon))], lexicon)
        ):
            return run[0].start, run[-1].end
    return None


def of_states(last: Mark, clause: Clause) -> bool:
    """'Russian and Ukrainian negotiators', but no 'Russian and Ukrainian companies'."""
    told = ("delegation", "envoys", "leaders", "office", "rank", "talks")
    return last.cls != "adjective" or clause.marked.any_within(told, lo=last.end, hi=last.end + 2)


def abroad_together(clause: Clause, lexicon: Lexicon) -> list[Mark]:
    """Where a title that needs no word for talks has them meet: 'Trump and Putin leave Alaska without a deal'."""
    if not clause.marked.sentence.in_title or "place" not in clause.own or not NO_TALKS.isdisjoint(clause.own):
        return []
    lands = [m for m in clause.of("place") if lexicon.dossier.places[m.value].country not in lexicon.sides]
    found = pair(clause, lexicon) if lands else None
    return [m for m in lands if found is not None and there(m, found, clause)]


def there(mark: Mark, names: tuple[int, int], clause: Clause) -> bool:
    """Whether those named are in, go to or leave a town, or it receives them."""
    marked = clause.marked
    if mark.end <= names[0]:
        verb = marked.first("convene", "hosts", "awaited", lo=mark.end, hi=names[0])
        return verb is not None and names[0] - verb.end <= 1
    led = marked.has("prep_in", "prep_to", "prep_from", "departs", lo=mark.start - 1, hi=mark.start)
    return mark.start >= names[1] and led
