"""How well one report fits one development: the shapes that the rules of each kind share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.resolution.agreeing import with_one_more
from bot.resolution.compare import Profile, profile
from bot.resolution.values import event_day, published_day
from storage.vocabulary import Development, Dossier, Phase, Report, Stage

TOUCHED = timedelta(days=3)
"""A development that news has touched so lately may be meant by any report of its kind (Rule M, 1)."""
SLIPPED = timedelta(days=14)
"""How far the day of what is only announced may move (Rule M, 1 and 6)."""
RECALLED = timedelta(days=45)
"""How long an equal pair of figures without a day of its own is taken for a recalled event (Rule M, 10)."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mention:
    """One report as the rules look at it: its span of days, given or the day of publication."""

    report: Report
    first: date
    last: date
    dated: bool
    published: date

    @classmethod
    def of(cls, report: Report, dossier: Dossier) -> Mention:
        first, published = event_day(report, dossier), published_day(report, dossier)
        last = max(report.claim.end_day or first, first)
        return cls(report, first, last, report.claim.day is not None, published)

    @property
    def carried_out(self) -> bool:
        return self.report.claim.phase is Phase.CARRIED_OUT


@dataclass(frozen=True, slots=True)
class Known:
    """A development with the values that it stands for; `plain` as `is_plain` has it."""

    development: Development
    profile: Profile
    plain: bool = False

    @classmethod
    def of(cls, development: Development, dossier: Dossier, *, plain: bool = False) -> Known:
        return cls(development, profile(development, dossier.sides), plain)

    def joined(self, report: Report, dossier: Dossier) -> Known | None:
        """With one more report that changes nothing shown; None where all has to be worked out anew."""
        more = with_one_more(self.development, report, dossier) if self.plain else None
        if more is None:
            return None
        return Known(more, self.profile.with_claim(report.claim, dossier.sides), plain=True)

    @property
    def carried_out(self) -> bool:
        return self.development.phase is Phase.CARRIED_OUT


@dataclass(frozen=True, slots=True)
class Fit:
    """That a report may be about a development: by what rule, how well, and why in words.

    `weak`: nothing but nearness in time speaks for it; `conflict`: the figures speak against it; `alike`: they
    are the same for days so near that they may be one.
    """

    development: Development
    rule: str
    score: float
    reasons: tuple[str, ...]
    weak: bool = False
    conflict: bool = False
    alike: bool = False


def gap(mention: Mention, development: Development) -> timedelta:
    """The days between two spans; none where they touch."""
    first = development.day or mention.first
    last = max(development.end_day or first, first)
    return max(first - mention.last, mention.first - last, timedelta())


def ahead(mention: Mention, development: Development) -> bool:
    """Whether the development's day lies after the mention's."""
    return development.day is not None and development.day > mention.last


def lately(mention: Mention, development: Development, within: timedelta = TOUCHED) -> bool:
    """Whether news has touched a development shortly before or after the mention was published."""
    return abs(mention.report.published - development.touched) <= within


def out_of_reach(mention: Mention, development: Development) -> bool:
    """Rule M, 1, at its widest: neither the days nor the last news of a development lie near. Cheap; asked first."""
    if gap(mention, development) <= SLIPPED or lately(mention, development, SLIPPED):
        return False
    return mention.dated or development.day is None or abs(mention.published - development.day) > RECALLED


def told_apart(report: Report, development: Development) -> bool:
    """Whether the same reading of the same entry already tells of that event: its claims are of different ones.

    Claims of one given day are not: what the reading did not unify, the day does. What it tells as put off is not
    what it tells as done; what it tells as denied may well be.
    """
    claim = report.claim
    if report.entry_id is None or (claim.stage.off and claim.stage is not Stage.POSTPONED):
        return False
    if claim.stage is Stage.POSTPONED:
        done = (o.claim for o in development.reports if o.entry_id == report.entry_id and o.seen == report.seen)
        return any(c.stage is Stage.COMPLETED and not c.background for c in done)
    return any(
        other.entry_id == report.entry_id
        and other.seen == report.seen
        and not (other.claim.background or other.claim.stage.off)
        and not (claim.day is not None and other.claim.day == claim.day)
        for other in development.reports
    )
