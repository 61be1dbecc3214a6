"""The developments that a wave's reports may be about, as the wave leaves them: a working copy in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from bot.resolution.agreeing import is_plain
from bot.resolution.fits import RECALLED, SLIPPED, Known
from bot.resolution.frameworks import LASTS, deal_of, is_deal, is_stage, may_be_deal, progressed
from bot.resolution.shown import show
from bot.resolution.values import event_day, published_day
from storage import developments
from storage.vocabulary import Development, Dossier, Kind, Report

_MARGIN = timedelta(days=2)


class Neighbourhood:
    """Developments by kind and id; new ones have negative ids until they are written."""

    def __init__(self, session: Session, dossier: Dossier, reports: Sequence[Report]) -> None:
        self.dossier = dossier
        self._session = session
        self.before: dict[int, Development] = {}
        self.arrived: dict[int, list[Report]] = defaultdict(list)
        self.withdrawn: dict[int, list[Report]] = defaultdict(list)
        self.touched: dict[int, None] = {}
        self._known: dict[Kind, dict[int, Known]] = defaultdict(dict)
        self._parts: dict[int, set[int]] = defaultdict(set)
        self._emptied: set[int] = set()
        self._made = 0
        for kind in dict.fromkeys(report.claim.kind for report in reports):
            spans = _spans([report for report in reports if report.claim.kind is kind], dossier)
            for one in developments.around(session, kind, spans):
                self.learn(one)
            for one in developments.frameworks(session, kind, spans[0][0] - LASTS, spans[-1][1]):
                self.learn(one)

    def learn(self, development: Development) -> None:
        """Takes up a development as it stands in the database, a deal with its stages."""
        if development.id in self.before:
            return
        self.before[development.id] = development
        self._keep(Known.of(development, self.dossier))
        if development.framework:
            stages = developments.children(self._session, development.id)
            for one in developments.with_reports(self._session, stages):
                self.learn(one)

    def known(self, report: Report) -> list[Known]:
        """Those that a report may be about: not what people have left without any report.

        What its outlets have taken back is meant only by reports of that very day.
        """
        day = event_day(report, self.dossier)
        near = (one for one in self._known[report.claim.kind].values() if one.development.id not in self._emptied)
        return [one for one in near if one.development.reports or one.development.day == day]

    def of(self, kind: Kind) -> list[Development]:
        return [known.development for known in self._known[kind].values()]

    def get(self, kind: Kind, development_id: int) -> Development:
        return self._known[kind][development_id].development

    def find(self, development_id: int) -> Development | None:
        """Any development of the neighbourhood by its id."""
        return next((ids[development_id].development for ids in self._known.values() if development_id in ids), None)

    def begin(self, report: Report) -> int:
        """A new development that rests on one report."""
        self._made += 1
        new = Development(
            id=-self._made,
            kind=report.claim.kind,
            stage=report.claim.stage,
            touched=report.published,
            first_seen=report.seen,
        )
        self._known[new.kind][new.id] = Known.of(new, self.dossier)
        self.join(new.id, report)
        return new.id

    def join(self, development_id: int, report: Report) -> None:
        """One more report of a development; its shown values follow."""
        known = self._known[report.claim.kind][development_id]
        old = known.development
        self.arrived[development_id].append(report)
        more = known.joined(report, self.dossier)
        if more is None:
            self.put(replace(old, reports=(*old.reports, report)))
        else:
            self._take_up(more)
        self._link(old.kind, development_id)

    def moved(self, development_id: int, report: Report) -> None:
        """A report that a person has placed: what changes there, changes by it."""
        if self.find(development_id) is not None:
            self.arrived[development_id].append(report)

    def detach(self, development_id: int, report_ids: Iterable[int]) -> None:
        """Reports that are to be decided anew leave their development."""
        gone = set(report_ids)
        old = self.find(development_id)
        if old is not None:
            left = tuple(one for one in old.reports if one.id not in gone)
            self.put(replace(old, reports=left))
            self._emptied |= set() if left else {development_id}

    def rejoin(self, development_id: int, report: Report) -> None:
        """A report of its own that has other words by now, or that its outlet says again."""
        old = self.find(development_id)
        if old is not None:
            self.arrived[development_id].append(report)
            others = tuple(one for one in old.reports if one.id != report.id)
            self.put(replace(old, reports=(*others, report)))
            self._link(old.kind, development_id)

    def withdraw(self, development_id: int, report: Report) -> None:
        """A report that its own outlet says no more: what rests on it is worked out anew."""
        old = self.find(development_id)
        if old is not None:
            self.withdrawn[development_id].append(report)
            self.put(replace(old, reports=tuple(one for one in old.reports if one.id != report.id)))
            deal = self.find(old.parent) if old.parent is not None else None
            if deal is not None:  # as far as it says itself, then as far as what is left of it has come
                self.put(deal)
                self._progress(deal.kind, deal.id)

    def put(self, development: Development) -> None:
        """The new state of a development, and whether it is a deal: one that is none any more has no stages."""
        stages = self._stages(development)
        framework = is_deal(development, stages, lambda: self.of(development.kind), self.dossier)
        shown = show(replace(development, framework=framework), self.dossier)
        self._take_up(Known.of(shown, self.dossier, plain=is_plain(shown)))
        for one in () if framework else stages:
            self._set(replace(one, parent=None))

    def _link(self, kind: Kind, development_id: int) -> None:
        """A stage gets its deal as parent, a deal its stages; the deal comes as far as they have brought it."""
        one, sides = self.get(kind, development_id), self.dossier.sides
        deal = deal_of(one, self.of(kind), sides) if one.parent is None else None
        if deal is not None:
            self._make_stage(one, deal)
        one = self.get(kind, development_id)
        for stage in self.of(kind) if may_be_deal(one) else ():
            deal = self.get(kind, development_id)
            if stage.parent is None and is_stage(stage, deal, sides, self._stages(deal)):
                self._make_stage(stage, deal)
        self._progress(kind, one.id if one.framework else self.get(kind, one.id).parent)

    def _make_stage(self, stage: Development, deal: Development) -> None:
        self._set(replace(stage, parent=deal.id))
        if not deal.framework:
            self.put(deal)
        self._progress(deal.kind, deal.id)

    def _progress(self, kind: Kind, deal_id: int | None) -> None:
        if deal_id is None or deal_id not in self._known[kind]:
            return
        deal = self.get(kind, deal_id)
        further = progressed(deal, self._stages(deal), self.dossier.sides)
        if further != deal:
            self._set(further)

    def _stages(self, deal: Development) -> list[Development]:
        """Those developments of a deal that rest on anything."""
        found = (self.get(deal.kind, one) for one in sorted(self._parts[deal.id]))
        return [one for one in found if one.parent == deal.id and (one.reports or one.record_id)]

    def _set(self, development: Development) -> None:
        """The same with shown values that were worked out already."""
        self._take_up(Known.of(development, self.dossier))

    def _take_up(self, known: Known) -> None:
        self.touched[known.development.id] = None
        self._keep(known)

    def _keep(self, known: Known) -> None:
        one = known.development
        self._known[one.kind][one.id] = known
        if one.parent is not None:
            self._parts[one.parent].add(one.id)


def _spans(reports: Sequence[Report], dossier: Dossier) -> list[tuple[date, date]]:
    """The days that matter to these reports, as spans that do not overlap, in order."""
    wanted = sorted(span for report in reports for span in _spans_of(report, dossier))
    merged: list[tuple[date, date]] = []
    for first, last in wanted:
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _spans_of(report: Report, dossier: Dossier) -> Iterable[tuple[date, date]]:
    reach = SLIPPED + _MARGIN
    published = published_day(report, dossier)
    back = RECALLED if report.claim.day is None else reach
    yield published - back - _MARGIN, published + reach
    if report.claim.day is not None:
        yield event_day(report, dossier) - reach, (report.claim.end_day or report.claim.day) + reach
