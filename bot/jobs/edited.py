"""Claims of entries that came back with other words: they stay where they were, or leave what rested on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.jobs.neighbourhood import Neighbourhood
from storage import corrections, developments, judgements, reasons, reports, reviews
from storage.judgements import RULE, Judgement, Verdict
from storage.reports import Placing
from storage.vocabulary import Report

EDITED = "edited"
"""The rule by which what an article says now is about the event that it told of before."""


class Edited:
    """Of a wave's reports those that an edit has moved; `rest` is decided as ever.

    Withdrawn ones leave their development, and one that is left without any report is withdrawn with them. What takes
    the place of an older one, or is said again, is about what that was about: by rule, or by a person's word.
    """

    def __init__(self, session: Session, near: Neighbourhood, waiting: Sequence[Report]) -> None:
        self._session, self._near = session, near
        moved = [report.id for report in waiting if report.withdrawn or report.development_id is not None]
        self._standing = reasons.standing(session, moved)
        self._gone = [report for report in waiting if report.withdrawn and not self._was_moved(report)]
        self._words: dict[int, Judgement] = {}
        self._placed: dict[int, Report] = {}
        for report in self._gone:
            self._leave(report)
        gone = {report.id for report in self._gone}
        others = [report for report in waiting if report.id not in gone]
        self.rest = [report for report in others if not (self._stay(report) or self._follow(report))]

    def restore(self) -> None:
        """An event that its only outlets had taken back is one again once anybody says so."""
        for key in list(self._near.touched):
            one = self._near.find(key)
            if one and one.retracted and one.reports and corrections.taken_back_by_outlet(self._session, key):
                self._near.put(replace(one, retracted=False))

    def placings(self) -> list[Placing]:
        """Where each of them stands."""
        found = (*self._gone, *self._placed.values())
        return [Placing(one.id, one.development_id, one.claim.background, one.silent) for one in found]

    def judgements(self, now: datetime) -> list[Judgement]:
        """Why what took the place of another stands there."""
        return [replace(word, claim_id=key, at=now) for key, word in self._words.items()]

    def close(self, now: datetime) -> None:
        """What rests on nothing any more is withdrawn, as loudly as it was told."""
        for report in self._gone:
            reviews.drop_question(self._session, report.id, now)
            if report.development_id is not None:
                reviews.close_empty(self._session, report.development_id, (), now, cause=report.id)

    def _was_moved(self, report: Report) -> bool:
        """Whether it was withdrawn before, and only a person has moved it with the others of its development."""
        word = self._standing.get(report.id)
        return word is not None and word.by != RULE and report.withdrawn is not None and word.at >= report.withdrawn

    def _leave(self, report: Report) -> None:
        if report.development_id is not None and self._learn(report.development_id):
            self._near.withdraw(report.development_id, report)

    def _stay(self, report: Report) -> bool:
        """Said before in other words, or said again: it has its place, by rule."""
        standing = self._standing.get(report.id)
        if standing is None or standing.by != RULE or report.development_id is None:
            return False
        if not self._learn(report.development_id):
            return False
        copied = standing.rule == "republished"
        claim = replace(report.claim, background=report.claim.background or copied)
        self._join(report.development_id, replace(report, claim=claim, silent=report.silent or copied))
        return True

    def _follow(self, report: Report) -> bool:
        """What takes the place of another is where that was; a person's word on that one holds for it too."""
        before = reports.get(self._session, report.replaces) if report.replaces else None
        if before is None or report.development_id is not None:
            return False
        word = judgements.by_people(self._session, [before.id]).get(before.id)
        if word is not None and word.development_id is None:
            self._words[report.id], self._placed[report.id] = word, report
            return True
        home = before.development_id
        if home is None or before.claim.background or not self._learn(home):
            return False
        said = ("its words were changed",)
        self._words[report.id] = word or Judgement(
            claim_id=report.id, verdict=Verdict.SAME, at=report.seen, development_id=home, rule=EDITED, reasons=said
        )
        self._join(home, replace(report, development_id=home))
        return True

    def _join(self, development_id: int, report: Report) -> None:
        self._placed[report.id] = report
        self._near.rejoin(development_id, report)

    def _learn(self, development_id: int) -> bool:
        found = developments.get(self._session, development_id)
        if found is None or found.id != development_id:
            return False
        self._near.learn(found)
        return True
