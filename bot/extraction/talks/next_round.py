"""The next round, told beside the one that was held: 'met on Friday and agreed to gather again in Kyiv on Tuesday'."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event
from bot.extraction.stages.ahead import future_tense
from bot.extraction.talks.steps import lies_ahead
from bot.extraction.talks.talk_titles import of, within
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

ANEW: Final = ("anaphor", "cal_next", "goes_on", "gather")
DATED: Final = ("weekday", "month")
OVER: Final = ("talks_past", "talks_end")
OTHER: Final = (
    *("swap", "captive", "captivity", "body", "strike", "weapon"),
    *("talks_off", "talks_later", "negation", "possible", "until"),
)
"""What a clause on the next round does not speak of."""
TOLD: Final = ("relative", "place", "border", "frontier", "cal_week", "envoys", "leaders", "both")
"""What tells of when or where a next round is to be, besides a day, or of who is to meet."""
OPENING: Final = 4
"""Within how many words of its clause those stand who are to meet again."""
THEY: Final = ("pronoun", "envoys", "delegation")
SAID: Final = 3
"""Words between a verb of speech and one of the envoys who speaks."""
NEAR: Final = 5
"""How many words may stand between what is to come and that it is once more."""


def parted(event: Event) -> list[Event]:
    """A clause on talks that are over and on the next round, as two."""
    clause = event.clause
    if not (to_come(clause) and clause.any_of((*OVER, "hours"))):
        return [event]
    at = turn(clause)
    if at is None:
        return [event]
    return [of(event, within(clause, clause.lo, at)), of(event, within(clause, at, clause.hi))]


def turn(clause: Clause) -> int | None:
    """Where the clause turns from the talks that were held to those that are set."""
    tokens = clause.marked.sentence.tokens
    links = [i for i in range(clause.lo + 1, clause.hi) if clause.marked.within("and", i, i + 1)]
    links += [i for i in range(clause.lo + 1, clause.hi) if tokens[i].word.surface in (",", ";")]
    for at in sorted(links):
        first, rest = within(clause, clause.lo, at), within(clause, at, clause.hi)
        if sat(first) and not rest.any_of(OVER) and (set_again(rest) or set_elsewhere(rest)):
            return at
        if (sat(first) or sat_for(first) or judged(first)) and some_day(rest):
            return at
    return None


def sat(clause: Clause) -> bool:
    """'met in Florida', 'Thursday's talks ended': a past tense of talks, and nothing to come."""
    tokens = clause.marked.sentence.tokens
    past = any(tokens[m.start].word.tense in ("past", "part") for m in clause.all_of(OVER))
    return past and clause.has("talks_strong", "converse") and not clause.has("talks_ahead", "pluperfect")


def sat_for(clause: Clause) -> bool:
    """'Wednesday's talks took two hours', 'сессия длилась два часа': how long one sat, in the past."""
    tokens = clause.marked.sentence.tokens
    lasted = (m for m in clause.marks("took", "talks_went", "talks_now"))
    past = any(tokens[m.start].word.tense == "past" for m in lasted)
    return past and "hours" in clause.own and clause.has("talks_strong") and "talks_ahead" not in clause.own


def judged(clause: Clause) -> bool:
    """'called the discussions difficult but businesslike', 'назвал встречу тяжёлой': so one speaks of talks held."""
    tokens = clause.marked.sentence.tokens
    past = any(tokens[m.start].word.tense in ("past", "part") for m in clause.of("verdict"))
    so = clause.any_of(("went_so", "judged_so"))
    return past and so and clause.has("talks", "converse") and "talks_ahead" not in clause.own


def some_day(clause: Clause) -> bool:
    """'a new round would come soon', 'и скоро пройдёт ещё одна встреча': once more, and nothing told of when."""
    over = any(not future_tense(clause, m) for m in clause.marks(*OVER))
    return not over and once_again(clause)


def once_again(clause: Clause) -> bool:
    """'A new round will be held in the near future': once more, on a day that nothing tells."""
    if clause.any_of(OTHER) or any(not speaks(m, clause) for m in clause.marks(*DATED, *TOLD)):
        return False
    if clause.marked.has("pronoun", lo=clause.lo, hi=clause.lo + 2):
        return False  # 'They plan to sit down again within days'
    again = clause.any_of(("anaphor", "cal_next", "goes_on"))
    over = any(not (future_tense(clause, m) or lies_ahead(clause, m)) for m in clause.marks(*OVER))
    return again and "talks_strong" in clause.own and to_come(clause) and not over


def speaks(mark: Mark, clause: Clause) -> bool:
    """'…, the negotiator added', 'сказав глава делегації': one of the envoys who only tells of it."""
    said = clause.marked.has("say", lo=mark.end, hi=mark.end + 1) or clause.marked.has(
        "say", lo=max(clause.lo, mark.start - SAID), hi=mark.start
    )
    return mark.cls in ("envoys", "leaders") and said


def only_next(clause: Clause) -> bool:
    """Whether the talks of a clause are the next ones: 'about the next meeting', 'сигнал щодо наступного раунду'."""
    heads = clause.of("talks_strong")
    return bool(heads) and all(clause.marked.has("cal_next", lo=max(clause.lo, m.start - 2), hi=m.start) for m in heads)


def days_planned(clause: Clause) -> bool:
    """'Two days of meetings are planned': how long those that go on are to last."""
    if "talks_ahead" not in clause.own or clause.any_of((*DATED, "relative", "place")):
        return False
    days = [m for m in clause.of("day_noun") if clause.marked.has("number", lo=m.start - 1, hi=m.start)]
    days += clause.of("cal_two_days")
    return any(clause.marked.has("talks", lo=m.end, hi=m.end + SAID) for m in days)


def to_come(clause: Clause) -> bool:
    return "talks_ahead" in clause.own or any(future_tense(clause, m) for m in clause.marks("talks_past", "talks_now"))


def follows(clause: Clause) -> bool:
    """'They plan to reconvene on 24 March', 'Условились вновь собраться в апреле': those who have met."""
    at = min(clause.lo + OPENING, clause.hi)
    they = clause.marked.any_within(THEY, lo=clause.lo, hi=at) or clause.marked.has(
        "settled", "agreed", lo=clause.lo, hi=clause.lo + 1
    )
    return clause.any_of(("goes_on", "gather")) and they and set_again(clause)


def agreed_again(clause: Clause) -> bool:
    """'Условились собраться вновь 18 марта', 'домовилися зустрітися знову': the day is that of the next round."""
    agreed = clause.first("agreed")
    if agreed is None or not clause.marked.sentence.tokens[agreed.start].word.pos or not follows(clause):
        return False
    return clause.marked.has("gather", "goes_on", lo=agreed.end, hi=agreed.end + OPENING)


def the_next(clause: Clause) -> bool:
    """'Следующую наметили на 8 апреля', 'Наступна — за тиждень у Досі': the next one, of what was just told."""
    one = clause.first("cal_next")
    if one is None or one.start != clause.lo or one.end >= clause.hi or clause.any_of(OTHER):
        return False
    tokens = clause.marked.sentence.tokens
    word = tokens[one.start].word
    alone = word.pos == "adj" and (tokens[one.end].word.pos in ("verb", "adv") or tokens[one.end].word.surface in "—–")
    return alone and (clause.any_of(DATED) or ("cal_week" in clause.own and "place" in clause.own))


def set_for(clause: Clause) -> bool:
    """English: 'Zelensky announced it for Wednesday', 'It is set for 6 March': the day of the talks told before."""
    if not clause.any_of(DATED) or clause.any_of((*OTHER, "talks_strong")):
        return False
    if "aim_day" not in clause.own:
        return it_will_be(clause)
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    days = [m.start for m in clause.marks(*DATED)]
    named = any(tokens[m.start].word.norm == "it" for m in clause.of("side_pronoun"))
    return named and any(marked.within("aim_day", i - 1, i) or marked.within("aim_day", i - 2, i - 1) for i in days)


def it_will_be(clause: Clause) -> bool:
    """English: 'It will be held in Istanbul next Wednesday'."""
    tokens = clause.marked.sentence.tokens
    opens = tokens[clause.lo].word.norm == "it" and "side_pronoun" in clause.own
    return opens and any(future_tense(clause, m) or lies_ahead(clause, m) for m in clause.of("talks_hold"))


def set_again(clause: Clause) -> bool:
    """Whether a clause sets a meeting once more, on a day that it names."""
    if not clause.any_of(DATED) or clause.any_of(OTHER):
        return False
    return any(near(m, clause) and not negated(clause, m) for m in clause.marks("talks_ahead", "agreed"))


def set_elsewhere(clause: Clause) -> bool:
    """'and are due in Kyiv on Saturday to meet Zelensky': a meeting that is set elsewhere, on a day that it names."""
    told = clause.any_of(DATED) and "talks_strong" in clause.own and "place" in clause.own
    return told and "talks_ahead" in clause.own and not clause.any_of(OTHER)


def near(mark: Mark, clause: Clause) -> bool:
    return clause.marked.has(*ANEW, lo=max(clause.lo, mark.start - NEAR), hi=min(mark.end + NEAR, clause.hi))
