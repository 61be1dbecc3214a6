"""Figures that return nobody: people of a list, those who are still held, who were taken (Rule E, step 5)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.asking import who_ask
from bot.extraction.counts.no_longer import over_for_them, rallied, those_left
from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import EVENT
from bot.extraction.counts.several import several
from bot.extraction.counts.tended import tended
from bot.extraction.denials.elsewhere import taken_prisoner
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

POSSESSIVES: Final = ("his", "her", "their", "its")
UNSURE: Final = ("to", "should", "must", "may", "might", "could", "can", "would", "not")
"""Before 'come home': nobody has."""
STAYING: Final = ("resident", "civilian", "child")
NEAR_BEHIND: Final = 4
"""Within how many words behind a count 'still held' says it of these people."""


ASIDE: Final = 5
"""Words of an aside that only tells who says it."""
WRITTEN: Final = ("letters", "messages")
HURT: Final = 4
"""Words between captives and what befell them: 'Thirty captives were hurt'."""
STORED: Final = 3
"""Words between a verb of having and the dead: 'has some 3,000 bodies'."""


def held(clause: Clause, count: Count, left: int, right: int) -> bool:
    """Whether the count is of a list, of people still held, of a sentence: it returns nobody."""
    near = clause.marked
    lists = near.of("for_them")
    if lists and any(m.start <= count.start <= m.end and not over_for_them(m, clause) for m in lists):
        return True  # 'листи для 212 полонених'
    if near.any_of(WRITTEN) and letters_counted(near, count):
        return True
    if count.noun == "child" and near.sentence.tokens[count.start - 1].word.norm in POSSESSIVES and count.start:
        return True  # 'a freed soldier meets his two children'
    if count.noun == "child" and any(0 <= count.start - m.end <= 1 for m in clause.of("reunion")):
        return False  # 'Charity reunites 31 minors with parents after months in Russian camps'
    if (
        exchanges_counted(clause, count)
        or to_go(clause, count)
        or taken_prisoner(clause, count)
        or rallied(clause, count)
        or who_ask(clause, count)
        or tended(clause, count)
        or in_captivity(clause, count)
        or hurt(clause, count)
        or (count.noun == "body" and in_store(clause, count))
        or (not count.noun and near.within("weapon", clause.lo, count.start))
        or ("crash" in clause.own and near.within("hauls", count.start - 2, count.start))
    ):
        return True  # 'випустила 157 дронів, Україна — 99'
    return "still_held" in near.marks and still_held(clause, count, left, right)


def to_go(clause: Clause, count: Count) -> bool:
    """English: '1,700 home, 700 to go': so many are still there."""
    words = [t.word.norm for t in clause.marked.sentence.tokens[count.end : count.end + 3]]
    return words[:2] == ["to", "go"] and (len(words) == 2 or words[2] in (".", ",", ";", ":", "—", "–"))


def exchanges_counted(clause: Clause, count: Count) -> bool:
    """'76 swaps freed 9,400', 'Six prisoner exchanges …': the number is of exchanges."""
    tokens = clause.marked.sentence.tokens
    mine = (m for m in clause.of("swap") if count.start < m.start <= count.end and several(m, clause.marked))
    words = (tokens[m.end - 1].word for m in mine)
    return count.second is None and any(not w.pos or (w.pos == "noun" and w.plural) for w in words)


def letters_counted(marked: Marked, count: Count) -> bool:
    """'родные пленных получили 1200 писем', 'отримали 300 листів': the number counts what is written."""
    tokens = marked.sentence.tokens
    at = next((i for i in range(count.start, count.end) if tokens[i].word.kind == "num"), count.start)
    return marked.has(*WRITTEN, lo=at + 1, hi=max(at + 2, count.end + 1 if count.value < 0 else 0))


def in_store(clause: Clause, count: Count) -> bool:
    """'Russia holds 3,000 more bodies', 'У России есть 2200 тел': where nothing in the clause moves, they lie there."""
    if "in_store" not in clause.own:
        return False
    tokens = clause.marked.sentence.tokens
    has = clause.marked.first("in_store", lo=max(clause.lo, count.start - STORED), hi=count.start)
    if (
        has is None
        or tokens[has.start].word.tense == "past"
        or any(t.word.tense for t in tokens[has.end : count.start])
    ):
        return False  # 'has also offered 3,000 more bodies'
    return not clause.has(*EVENT, "move", "each", "happened", "takes_in", "willing")


def hurt(clause: Clause, count: Count) -> bool:
    """'Thirty captives were hurt, each side said', 'поранено 30 полонених': of them nobody has come."""
    if "casualties" not in clause.own or clause.has(*EVENT, "move") or count.second is not None:
        return False
    return clause.marked.has("casualties", lo=max(clause.lo, count.start - HURT), hi=count.end + HURT)


def in_captivity(clause: Clause, count: Count) -> bool:
    """'16,000 are in Russian captivity', 'still in prisons': where nothing in the clause moves, they are held there."""
    behind = clause.marks("captivity", "prisons", lo=count.end)
    if not behind or clause.has(*EVENT, "move", "each") or count.second is not None:
        return False
    return any(clause.marked.has("prep_in", lo=max(count.end, m.start - 2), hi=m.start) for m in behind)


def still_held(clause: Clause, count: Count, left: int, right: int) -> bool:
    """Whether a word of being held, listed, sentenced or killed belongs to the count."""
    near = clause.marked
    gone_on = clause.resumes and clause.verbs and count.end <= clause.lo  # '60, | яких утримували, | сьогодні вдома'
    gone_on = gone_on and count.noun != "body" and not clause.any_of(("still_held", "kept"))
    if awaited_then(clause, count) or gone_on:
        return False
    if not clause.has(*EVENT, "move") and (told_as_held(clause, count) or only_held(clause, count)):
        return True
    ahead = [m for m in near.inside("still_held", max(left, count.start - 4), count.start) if not the_dead(m, near)]
    if near.within("among_whole", count.start - 1, count.start) and clause.has("free", "home", "return", "swap"):
        return False  # 'Rescuer abducted in Melitopol among 205 people freed'
    asked = {i for p in near.of("proposed") for i in range(p.start, p.end)}  # 'wants to see 120 return'
    ahead = [m for m in ahead if m.start not in asked and not those_left(m, clause, count)]
    if count.noun == "child" and any(near.has("abducted", lo=m.start, hi=m.end) for m in ahead):
        return True
    if any(not near.has(*EVENT, "wounded", lo=m.start, hi=count.start) for m in ahead):
        return True
    return held_behind(clause, count, left, right)


def awaited_then(clause: Clause, count: Count) -> bool:
    """'Завтра чекаємо ще 140', 'ждём ещё 300 человек': whom a day is to bring are no longer held then."""
    marked = clause.marked
    dated = marked.any_of(("relative", "weekday", "shift"))
    if "awaited" not in clause.own or not dated or clause.has("captivity", "kept"):
        return False
    more = marked.has("anaphor", "the_rest", lo=max(clause.lo, count.start - 2), hi=count.start)
    told = (m for m in clause.of("awaited") if not clause.marked.has("families", lo=m.start - 2, hi=m.end + 1))
    return more and any(marked.sentence.tokens[m.start].word.tense in ("pres", "futr") for m in told)


def only_held(clause: Clause, count: Count) -> bool:
    """'Около тридцати жителей, по его словам, Украина всё ещё удерживает': the one verb says that they are held."""
    tokens = clause.marked.sentence.tokens
    kept = (m for m in clause.marks("still_held", "kept", lo=count.end) if tokens[m.start].word.pos == "verb")
    if count.noun in STAYING and not clause.verbs and any(m.end - m.start > 1 for m in clause.of("still_held")):
        return True  # 'ещё девять курян, по её сведениям, до сих пор в Сумах'
    return count.second is None and count.noun != "body" and any(tokens[m.start].word.tense == "pres" for m in kept)


def held_behind(clause: Clause, count: Count, left: int, right: int) -> bool:
    """Whether what stands behind the count says that these people are held: not another verb joined by 'and'."""
    near = clause.marked
    begin = behind_aside(clause, count)
    behind = (m for m in near.inside("still_held", begin, right) if m.start - begin < NEAR_BEHIND)
    after = next((m for m in behind if not the_dead(m, near)), None)
    if after is not None and near.has("and", lo=after.start - 1, hi=after.start):
        return False  # 'handed over 1,000 bodies and took away 31'
    if after is not None and count.second is not None and near.has("wounded", lo=after.start, hi=after.end):
        return False  # 'Easter exchange: 246 for 246, plus the wounded'
    if after is not None and count.noun == "body" and near.has("killed", lo=after.start, hi=after.end):
        return False
    if after is not None and participle(after, near) and near.any_within(EVENT, lo=left, hi=count.start):
        return False  # 'возвращены восемь жителей, удерживаемых Киевом'
    if after is not None and (
        taken_first(clause, after, right)
        or was_held(clause, count, after, left)
        or told_besides(clause, count, after, left)
        or had_been_tried(clause, count, after)
    ):
        return False
    last = count.end - 1  # '150 Ukrainians freed, wounded among them': the verb is taken for what they are called
    return after is not None and not near.any_within(EVENT, lo=max(last, count.start + 1), hi=after.start)


def behind_aside(clause: Clause, count: Count) -> int:
    """'The other 998, he claims, are not wanted', 'Ещё 60, по его словам, в плену': where it goes on."""
    tokens = clause.marked.sentence.tokens
    if count.end >= clause.hi or tokens[count.end].word.surface != "," or not clause.marked.has("say", lo=count.end):
        return count.end
    last = next((i for i in range(count.end + 1, clause.hi) if tokens[i].word.surface == ","), None)
    told = last is not None and last - count.end <= ASIDE and clause.marked.has("say", lo=count.end, hi=last)
    return last + 1 if last is not None and told else count.end


def was_held(clause: Clause, count: Count, after: Mark, left: int) -> bool:
    """'Возвращаются 150, большинство находилось в плену с 2022 года': who comes home had been held, or missing."""
    tokens = clause.marked.sentence.tokens
    comma = next((i for i in range(count.end, after.start) if tokens[i].word.surface == ","), None)
    if comma is None or not clause.marked.has(*EVENT, lo=left, hi=count.start):
        return False
    thought = (tokens[i].word for i in range(comma + 1, min(after.end + 1, clause.hi)))  # 'многих считали пропавшими'
    return any(word.pos == "verb" and word.tense == "past" for word in thought)


def told_besides(clause: Clause, count: Count, after: Mark, left: int) -> bool:
    """English: 'gets back 65 people, some behind bars since 2016', '146, in captivity since 2022, return home'."""
    tokens = clause.marked.sentence.tokens
    if tokens[after.start].word.pos or count.end >= after.start:
        return False
    cut = next((i for i in range(count.end, after.start) if tokens[i].word.surface == ","), None)
    if cut is None or after.start - cut > NEAR_BEHIND or clause.marked.within("and", cut, after.start):
        return False
    if clause.marked.has(*EVENT, lo=left, hi=count.start):
        return "since" in clause.own
    end = next((i for i in range(after.end, clause.hi) if tokens[i].word.surface == ","), None)
    return end is not None and clause.marked.has("home", "return", "free", lo=end + 1, hi=min(end + 3, clause.hi))


def had_been_tried(clause: Clause, count: Count, after: Mark) -> bool:
    """English: ', along with 30 civilians convicted of sabotage': whom those before bring along, and their past."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    word = tokens[after.start].word
    along = any(m.end == count.start and tokens[m.start - 1].word.surface == "," for m in clause.of("extra"))
    past = not word.pos and word.tense in ("past", "part") and after.start - count.end <= 1
    return along and past and not marked.has("copula", "auxiliary", lo=count.end, hi=after.start)


def taken_first(clause: Clause, taken: Mark, right: int) -> bool:
    """'Fourteen villagers abducted in June are back': a participle tells whom, the verb behind it what came of them."""
    word = clause.marked.sentence.tokens[taken.start].word
    if word.pos == "adj":  # '64 захваченных под Суджей срочника вернулись'
        return any(
            m.start < right and (m.cls == "home" or clause.marked.sentence.tokens[m.start].word.pos == "verb")
            for m in clause.marks("home", "return", "free", lo=taken.end)
        )
    if word.pos or word.tense not in ("past", "part"):
        return False
    come = [m for m in clause.marks("home", "return", "free", "transit", lo=taken.end) if m.start < right]
    tokens = clause.marked.sentence.tokens
    return any(
        clause.marked.has("copula", "auxiliary", lo=m.start - (3 if m.cls == "transit" else 1), hi=m.start + 1)
        or (m.cls != "transit" and m.end - m.start > 1 and tokens[m.start - 1].word.norm not in UNSURE)  # 'come home'
        for m in come
    )


def told_as_held(clause: Clause, count: Count) -> bool:
    """'речь о тех двухстах, | которых удерживает Киев': the relative clause behind says that they are held."""
    near = clause.marked
    among = near.first("among_whole", lo=count.end, hi=min(count.end + 4, clause.hi))
    if among is not None and clause.hi - among.end <= 3:  # '60 civilians are among those | who are held in Rostov'
        return near.has("still_held", lo=clause.hi, hi=clause.hi + 5)
    opens = clause.hi - count.end <= 1 and near.has("relative_word", lo=clause.hi, hi=clause.hi + 1)
    deported = count.noun == "child" and near.has(*EVENT, lo=clause.hi)  # 'children | whom he calls deported were …'
    return opens and not deported and near.has("still_held", lo=clause.hi, hi=clause.hi + 4)


def participle(mark: Mark, marked: Marked) -> bool:
    return marked.sentence.tokens[mark.start].word.pos == "adj"


def the_dead(mark: Mark, marked: Marked) -> bool:
    """'погибшие': those whose bodies are handed over, not people who die in captivity."""
    if marked.sentence.tokens[mark.start].word.pos == "verb":
        return False
    return any(m.start == mark.start for m in marked.of("body"))
