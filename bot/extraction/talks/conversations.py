"""Talks told by a word that may as well be of a chat: 'spoke', 'conferred', 'a conversation', 'discussed'."""

from __future__ import annotations

from bot.extraction.stages.ahead import future_tense
from bot.extraction.talks.pairs import discussed
from bot.extraction.talks.participants import participants
from bot.extraction.talks.sessions import between_envoys, teams_conferred
from bot.extraction.talks.venues import place_of
from bot.extraction.talks.visits import OTHERS, about_war
from bot.extraction.voices.mediators import party_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon


def to_talk(clause: Clause) -> bool:
    """'Putin intends to talk with Witkoff', 'Путін говоритиме з Віткоффом': a talk between persons that is set."""
    for mark in clause.of("converse"):
        ahead = future_tense(clause, mark) or clause.marked.within("talks_ahead", mark.start - 3, mark.start)
        near = clause.marked.within("prep_with", max(clause.lo, mark.start - 3), min(mark.end + 2, clause.hi))
        if ahead and near and len(clause.marks("person")) > 1:
            return True
    return False


def agreed_on_phone(clause: Clause) -> bool:
    """'spoke by phone and agreed to meet in Rome': talks that a call has set, behind what is said of the call."""
    last = max(m.end for m in clause.marks("talks_not"))
    heads = (m for m in clause.marks("talks_strong") if m.start >= last)
    return any(clause.marked.has("talks_ahead", lo=last, hi=m.end) for m in heads)


def conversed(clause: Clause, lexicon: Lexicon) -> bool:
    """'Putin received Witkoff for a conversation', 'Зеленський і Віткофф проговорили п'ять годин у Берліні'."""
    told = (
        "hours" in clause.own
        or to_talk(clause)
        or "receive_guest" in clause.own
        or teams_conferred(clause)
        or between_envoys(clause)
        or place_of(clause, lexicon)[0] is not None
    )
    taking_part = participants(clause, lexicon)
    if "converse" not in clause.own:  # 'обсудили украинский кризис': what is discussed takes no part
        named = (m for m in clause.marks("person", "party", "agency", "people") if not discussed(m, clause))
        taking_part = [party_of(m, lexicon) or "" for m in named]
        taking_part += [m.value for m in clause.marks("adjective")] if clause.has("delegation", "envoys") else []
    return told and (about_war(taking_part, lexicon) or unnamed_there(clause, taking_part, lexicon))


def unnamed_there(clause: Clause, taking_part: list[str], lexicon: Lexicon) -> bool:
    """'У Стамбулі говорили чотири години': a title that tells where and how long, and not who."""
    titled = clause.marked.sentence.in_title and clause.has("hours") and not taking_part
    return titled and place_of(clause, lexicon)[0] is not None


def awaits_them(clause: Clause, lexicon: Lexicon) -> bool:
    """'The Russian delegation will be waiting for the Ukrainian side on Saturday': talks that are to begin there."""
    if "waits_for" not in clause.own or not clause.any_of(("envoys", "delegation")) or clause.any_of(OTHERS):
        return False
    return about_war(participants(clause, lexicon), lexicon)
