"""Talks that lie before what a clause tells: it came after them, was settled at them, or they led to it."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

NAMES: Final = ("party", "adjective", "people")
NEAR: Final = 2
"""Within how many words before talks stands that something was on their eve."""
PROVIDED: Final = 5
"""Words between 'under', 'agreed in' and the talks at which it was settled."""
SPOKEN: Final = 5
"""Words between a verb of speech and 'after', and between that and the talks: 'told reporters in Jeddah after'."""
PREPARES: Final = ("підготовк", "подготовк", "preparation")
CONSULT: Final = ("consult", "консульт")
THAT: Final = ("это", "це", "this", "that", "it")
MOVED: Final = ("free", "home", "receive", "give", "return")


def led_by_after(head: Mark, clause: Clause) -> bool:
    """'після переговорів', 'following two days of talks'."""
    return clause.marked.has("talks_after", "outcome_of", lo=max(clause.lo, head.start - 5), hi=head.start)


def spoke_after(head: Mark, clause: Clause) -> bool:
    """'the exchange was raised, he told reporters in Jeddah after Tuesday's session': behind which one spoke."""
    after = clause.marked.first("talks_after", lo=max(clause.lo, head.start - SPOKEN), hi=head.start)
    return after is not None and clause.marked.has("say", lo=max(clause.lo, after.start - SPOKEN), hi=after.start)


def of_results(head: Mark, clause: Clause) -> bool:
    """'they will discuss the results of this week's Berlin talks', 'обсудят итоги консультаций': talks talked about."""
    marked = clause.marked
    results = marked.first("results", "upshot", lo=max(clause.lo, head.start - PROVIDED), hi=head.start)
    words = marked.sentence.tokens[max(clause.lo, head.start - PROVIDED) : head.start]
    at = next((head.start - len(words) + i for i, t in enumerate(words) if t.word.norm.startswith(PREPARES)), None)
    at = results.start if results is not None else at  # 'говоритимуть про підготовку тристоронньої зустрічі'
    return at is not None and marked.has("discuss", "discusses", lo=max(clause.lo, at - SPOKEN), hi=at)


def only_topic(head: Mark, clause: Clause) -> bool:
    """'Resuming contacts between Moscow and Kyiv was discussed', 'обсуждали возможность контактов': no sitting."""
    if not clause.any_of(("discuss", "discusses", "agenda")) or clause.has("leaders", "summit", "place_adjective"):
        return False
    marked, lo = clause.marked, max(clause.lo, head.start - PROVIDED)
    verb = clause.first("confer", "discusses")
    if verb is not None and len(marked.inside("person", clause.lo, verb.start)) > 1:
        return False  # 'Rubio and Lavrov discussed the possibility of talks': these two spoke
    open_yet = marked.has("prospect", lo=lo, hi=head.start)
    return open_yet and not marked.has("round", "weekday", "month", lo=head.start, hi=clause.hi)


def settled_at(head: Mark, clause: Clause) -> bool:
    """'under accords reached at talks in Istanbul', 'домовленостей, досягнутих на переговорах у Стамбулі'."""
    return clause.marked.has("settled", lo=max(clause.lo, head.start - 4), hi=head.start)


def provided(head: Mark, clause: Clause) -> bool:
    """English: 'The transfer under the second Istanbul round took place', 'agreed in June's talks was carried out'."""
    marked, at = clause.marked, head.start
    cues = [*marked.inside("under", max(clause.lo, at - PROVIDED), at), *settled_before(head, clause)]
    told = ("swap", "body", "captive", "deal", "give", "return")
    behind = marked.has("happened", *MOVED, lo=head.end, hi=clause.hi)
    english = not marked.sentence.tokens[at].word.pos and not clause.any_of(("future", "talks_ahead"))
    dated = marked.has(
        "weekday", "relative", lo=max(clause.lo, at - PROVIDED), hi=at
    )  # 'worked out at Tuesday's talks'
    return english and not dated and behind and any(marked.has(*told, lo=clause.lo, hi=m.start) for m in cues)


def settled_before(head: Mark, clause: Clause) -> list[Mark]:
    return clause.marked.inside("settled", max(clause.lo, head.start - PROVIDED), head.start)


def unnamed(head: Mark, clause: Clause) -> bool:
    """Talks beside which neither a place stands nor who led them, and behind which nobody spoke."""
    marked = clause.marked
    if marked.has("say", lo=head.start - 6, hi=head.start) or marked.has("future", lo=clause.lo, hi=head.start):
        return False
    return not marked.has("place", *NAMES, lo=head.start - 3, hi=head.end + 4)


def on_day_of(head: Mark, clause: Clause) -> bool:
    """'On day of Istanbul talks, sides also swap their dead', 'в день переговоров': when something else was done."""
    if not clause.any_of(("swap", "body", "captive", "give", "return")) or clause.has("ordinal", "first_day"):
        return False
    day = clause.marked.first("day_noun", lo=max(clause.lo, head.start - NEAR - 2), hi=head.start)
    if day is None:
        return False
    return day.end == head.start or clause.marked.within("prep_of", day.end, day.end + 1)


def that_result(head: Mark, clause: Clause) -> bool:
    """'Это стало итогом переговоров', 'This was the result of talks': what was told before came of them."""
    opens = clause.marked.sentence.tokens[clause.lo].word.norm in THAT
    return opens and clause.marked.has("results", "upshot", lo=max(clause.lo, head.start - NEAR), hi=head.start)


def brought_about(clause: Clause) -> bool:
    """'обмен состоялся по итогам переговоров в Абу-Даби': what the talks led to is the news, not the talks."""
    if "swap" in clause.own and "upshot" in clause.own and all(resulted(m, clause) for m in clause.of("talks_strong")):
        return True
    if clause.marked.sentence.tokens[clause.lo].word.norm in THAT and clause.any_of(("results", "upshot")):
        return all(that_result(m, clause) for m in clause.of("talks_strong"))
    if not clause.any_of(("happened", *MOVED)):
        return False
    if clause.any_of(("under", "settled")) and all(provided(m, clause) for m in clause.marks("talks_strong")):
        return True
    bare = not clause.has("round", "hours", "trilateral", "direct")
    if bare and all(led_by_after(m, clause) and unnamed(m, clause) for m in clause.marks("talks_strong")):
        return True  # 'they were freed on Thursday after negotiations'
    if not clause.marked.has("swap", "body", "captivity", "captive", "military"):
        return False
    return all(
        clause.marked.has("outcome_of", hi=m.start, lo=max(clause.lo, m.start - 4)) or on_the_eve(m, clause)
        for m in clause.marks("talks_strong")
    )


def resulted(head: Mark, clause: Clause) -> bool:
    """'Обмін став наслідком женевських перемовин', 'the swap is the result of Geneva talks': told of the exchange."""
    before = clause.marked.first("upshot", lo=max(clause.lo, head.start - PROVIDED), hi=head.start)
    return before is not None and clause.marked.has("swap", lo=clause.lo, hi=before.start)


def on_the_eve(head: Mark, clause: Clause) -> bool:
    """'Обмен провели накануне саммита': only when it was, where nothing more is told of the talks."""
    before = clause.marked.within("talks_before", max(clause.lo, head.start - NEAR), head.start)
    return before and not clause.any_of(("round", "trilateral", "direct", "future"))


def at_home(mark: Mark, clause: Clause) -> bool:
    """'left for consultations', 'повертаються до столиць на консультації': with their own leaders, behind the talks."""
    marked = clause.marked
    led = marked.has("prep_for", "goal_prep", lo=mark.start - 1, hi=mark.start)
    consult = marked.sentence.tokens[mark.start].word.norm.startswith(CONSULT) and mark.end - mark.start == 1
    if not (led and consult) or marked.has("prep_with", "between", "place", lo=mark.end, hi=mark.end + 3):
        return False
    gone = [m for m in clause.marks("departs", "home", "return", "leaving") if m.start < mark.start]
    return bool(gone) and not clause.has("talks_proposed", "negation")
