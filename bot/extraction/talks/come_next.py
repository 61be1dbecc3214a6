"""What is to come after talks that were held: a next round, or a meeting of the leaders that somebody proposes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.meeting import Meeting
from bot.extraction.talks.next_round import once_again
from bot.extraction.words.terms import HELD, PROPOSED
from storage.vocabulary import Stage

COMING: Final = (Stage.PROPOSED, Stage.SCHEDULED)
AGAIN: Final = ("anaphor", "cal_next", "goes_on", "gather", "once_more")
"""What says that those who met are to meet once more."""
WHEN: Final = ("cal_vague", "cal_week", "month", "season", "weekday")
"""When that is to be: 'in principle ready to meet again' sets nothing."""
OTHER: Final = ("swap", "captive", "body", "strike", "negation")


def with_next(found: Sequence[Meeting], told: Sequence[Meeting], news: Sequence[Meeting]) -> list[Meeting]:
    """The meetings that are told, and those that come after the ones among the `news` that were held."""
    held = [m for m in news if m.stage is HELD and not m.recall]
    for meeting in found:
        meeting.follows = comes_next(meeting, held)
    return [m for m in found if m in told or m.follows]


def comes_next(meeting: Meeting, held: Sequence[Meeting]) -> bool:
    """Whether an item tells of another meeting beside talks that were `held`: news like they are, though undated.

    'Third round over in forty minutes. Umerov proposed a summit of the leaders before the end of August', 'they will
    meet again in the coming weeks'.
    """
    if meeting.recall or all(one is meeting for one in held):
        return False
    if meeting.stage is PROPOSED and any(of_heads(m) for m in meeting.mentions):
        return not any(m.title for m in meeting.mentions)
    return meeting.stage in COMING and all(once_more(m) for m in meeting.mentions)


def of_heads(mention: Mention) -> bool:
    """'a summit of the leaders', 'зустріч Зеленського з Путіним': those who sit at the top of the sides."""
    people = mention.clause.of("person")
    return mention.clause.any_of(("leaders", "summit")) or (len(people) > 1 and len(mention.parties) > 1)


def once_more(mention: Mention) -> bool:
    """'will meet again in the coming weeks', 'another round is expected soon': of the same teams, as it seems."""
    clause = mention.clause
    told = clause.any_of(AGAIN) and clause.any_of(WHEN) and not (mention.title or mention.arrival)
    return told and not clause.any_of(OTHER)


def another_step(meeting: Meeting, mention: Mention) -> bool:
    """Talks were held, and a further meeting is proposed or set: that is another one."""
    ahead = mention.stage in COMING and not mention.arrival
    return ahead and any(m.stage is HELD and not m.arrival for m in meeting.mentions)


def after_today(meeting: Meeting, mention: Mention) -> bool:
    """'Thursday's session took two hours', told on Thursday, then 'a new round will be held soon': that is another."""
    if mention.stage not in COMING or not once_again(mention.clause):
        return False
    return any((m.day is not None or m.round is not None) and m.stage is None for m in meeting.mentions)


def of_leaders(meeting: Meeting, mention: Mention) -> bool:
    """A round of delegations, and a meeting of the presidents that one proposes: these are two."""
    if mention.stage is not PROPOSED or mention.round or not of_heads(mention):
        return False
    return any(m.round and (m.title or m.stage in (None, HELD)) for m in meeting.mentions)
