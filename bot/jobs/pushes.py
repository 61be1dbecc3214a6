"""Carries out what Rule A decided: alert and broadcast rows, in the transaction that made them due."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlmodel import Session

from bot.alerts.decide import Correct, Edit, Intent, Nothing, Push, Standing, decide, snapshot
from bot.alerts.eligible import cause, is_fresh_day
from bot.alerts.other_kind import OTHER_KIND, civilians_of
from storage import alerts, broadcasts, developments, follows, judgements, quiet, subscribers, waves
from storage.judgements import Judgement, Verdict
from storage.vocabulary import Alert, ChangeType, Confirmation, Development, Dossier, Phase, Priority, Purpose

LATE = timedelta(days=3)
"""So long after an alert the other side's word is worth a push to those who waited for it."""
MOST_A_DAY = 9
"""Alerts of one kind and day that operators may release."""

_STEPS = frozenset({ChangeType.STAGE, ChangeType.CONFIRMATION, ChangeType.CORRECTION, ChangeType.RETRACTED})
"""What those who follow an event are told of."""

_log = logging.getLogger("parley.alerts")


class Compose(Protocol):
    """Words a message about an alert, for each language asked for, from what is stored."""

    def __call__(
        self,
        session: Session,
        dossier: Dossier,
        alert: Alert,
        /,
        *,
        purpose: Purpose,
        languages: tuple[str, ...],
        now: datetime,
    ) -> Mapping[str, Mapping[str, object]]: ...


@dataclass(frozen=True, slots=True)
class Pushed:
    """One message that is owed from now on: `purpose` alert, edit (with the next wave) or correction."""

    purpose: Purpose
    alert: Alert
    report_id: int | None
    reasons: tuple[str, ...]
    texts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Owed:
    pushed: tuple[Pushed, ...]
    clashes: int


def settle(
    session: Session, dossier: Dossier, changed: Sequence[int], now: datetime, *, edit_seconds: float, compose: Compose
) -> Owed:
    """Alerts for the developments that a wave changed, once all of the wave is in place (Rule A, settle)."""
    return _Settling(session, dossier, now, timedelta(seconds=edit_seconds), compose).run(changed)


class _Settling:
    def __init__(self, session: Session, dossier: Dossier, now: datetime, gap: timedelta, compose: Compose) -> None:
        self.session, self.dossier, self.now, self.gap, self.compose = session, dossier, now, gap, compose
        self.languages = waves.languages(session)
        self.pushed: list[Pushed] = []
        self.clashes = 0

    def run(self, changed: Sequence[int]) -> Owed:
        found = developments.shown_of(self.session, changed)
        standing = alerts.of_developments(self.session, [one.id for one in found])
        asked = [one for one in found if one.id in standing or is_fresh_day(one, one.phase, self.now, self.dossier)]
        told = {one.id: one for one in developments.with_reports(self.session, asked)}  # else they make no difference
        whole = [told.get(one.id, one) for one in found]
        ordered = sorted(whole, key=lambda one: (one.phase is Phase.ANNOUNCED, one.day is None, one.day, one.id))
        for one in ordered:
            self._settle(one, [Standing(alert, shown) for alert, shown in standing.get(one.id, [])])
        return Owed(tuple(self.pushed), self.clashes)

    def _settle(self, development: Development, standing: Sequence[Standing]) -> None:
        for one in standing:
            self._move_key(development, one.alert)
        deal = self._deal(development)
        for intent in decide(development, standing, dossier=self.dossier, now=self.now, deal=deal):
            self._carry_out(development, intent, {one.alert.id: one for one in standing})
        for one in standing:
            self._confirm(development, one)
        self._tell_followers(development)

    def _deal(self, development: Development) -> Development | None:
        """The deal that it is a stage of, with its reports."""
        parent = developments.get(self.session, development.parent) if development.parent is not None else None
        return next(iter(developments.with_reports(self.session, [parent])), None) if parent is not None else None

    def _tell_followers(self, development: Development) -> None:
        """Who follows it is told of each step, unless an alert or a correction of this wave tells the same."""
        if not follows.any_of(self.session, development.id):
            return
        own = [pushed for pushed in self.pushed if pushed.alert.development_id == development.id]
        loud = any(pushed.purpose is not Purpose.EDIT for pushed in own)
        steps = [one for one in developments.changes(self.session, development.id) if one.at == self.now]
        if not loud and not any(step.type in _STEPS for step in steps):
            return
        alert = next(reversed(alerts.of_development(self.session, development.id)), None)
        about = alert or alerts.stand_in(development, self.now)
        read = follows.languages(self.session, development.id)
        texts = self.compose(self.session, self.dossier, about, purpose=Purpose.FOLLOWED, languages=read, now=self.now)
        told = follows.owe(self.session, development.id, self.now, texts=texts, alert_id=alert.id if alert else None)
        _log.info("development %s: %s chats that follow it are told", development.id, told)

    def _carry_out(self, development: Development, intent: Intent, standing: Mapping[int, Standing]) -> None:
        match intent:
            case Push():
                self._push(development, intent)
            case Correct():
                self._correct(development, intent, standing[intent.alert_id])
            case Edit():
                self._edit(development, intent, standing[intent.alert_id])
            case Nothing(reasons=reasons):
                _log.debug("development %s: no alert: %s", development.id, "; ".join(reasons))

    def _push(self, development: Development, push: Push) -> None:
        told = self._told_as_other(development, push)
        if told is not None:
            self._clash(development, push.phase, push.report_id, told)
            return
        alert = self._created(development, push)
        if alert is None:
            self._clash(development, push.phase, push.report_id)
            return
        priority = Priority.CARRIED_OUT if push.phase is Phase.CARRIED_OUT else Priority.ANNOUNCED
        texts = self._broadcast(alert, Purpose.ALERT, priority)
        self.pushed.append(Pushed(Purpose.ALERT, alert, push.report_id, push.reasons, texts))
        _log.info("alert %s: %s %s on %s: %s", alert.id, push.phase, alert.kind, alert.day, "; ".join(push.reasons))

    def _created(self, development: Development, push: Push) -> Alert | None:
        """The new alert; where the day's only one told of the whole deal, that of its first lot replies to it."""
        tries = (self._create(development, push, ordinal) for ordinal in self._ordinals(development))
        alert = next((one for one in tries if one), None)
        whole = None if alert else self._told_whole(development, push)
        if whole is None:
            return alert
        return self._create(development, replace(push, reply_to=push.reply_to or whole.id), whole.ordinal + 1)

    def _told_as_other(self, development: Development, push: Push) -> Alert | None:
        """The alert of that day, still standing, of the same civilians as of the other kind: freed, or exchanged."""
        other = OTHER_KIND.get(development.kind)
        side = civilians_of(development, self.dossier.sides) if other and push.phase is Phase.CARRIED_OUT else None
        alert = alerts.by_key(self.session, other, push.phase, push.day) if other and side else None
        same = developments.get(self.session, alert.development_id) if alert and not alert.retracted else None
        return alert if same is not None and civilians_of(same, self.dossier.sides) == side else None

    def _told_whole(self, development: Development, push: Push) -> Alert | None:
        """The alert of a day that says 'under way: 1,000 each', where that is the deal and this its lot."""
        holder = alerts.by_key(self.session, development.kind, push.phase, push.day)
        if holder is None or holder.development_id != development.parent:
            return None
        deal = developments.get(self.session, holder.development_id)
        return holder if deal is not None and deal.framework else None

    def _create(self, development: Development, push: Push, ordinal: int) -> Alert | None:
        return alerts.create(
            self.session,
            development,
            push.phase,
            push.day,
            self.now,
            report_id=push.report_id,
            independent=push.independent,
            reply_to=push.reply_to,
            shown=snapshot(development),
            ordinal=ordinal,
        )

    def _ordinals(self, development: Development) -> range:
        """More than one a day only where an operator has released a second event of it (RULES, 3)."""
        return range(1, MOST_A_DAY + 1) if judgements.is_second(self.session, development.id) else range(1, 2)

    def _edit(self, development: Development, edit: Edit, one: Standing) -> None:
        """Notes what the next wave will show; a wave that is due already takes the newest state."""
        current, told = self._current(one), self._told(development, one)
        due = (current.last_wave or self.now) + self.gap * waves.GAPS[min(current.waves, len(waves.GAPS) - 1)]
        alerts.set_shown(self.session, current.id, snapshot(development, told), wave_due=max(self.now, due))
        self.pushed.append(Pushed(Purpose.EDIT, current, _newest(development), edit.reasons))

    def _confirm(self, development: Development, one: Standing) -> None:
        """An official, or the other side, has spoken: those who waited for that are told now."""
        alert = one.alert
        if development.phase is not alert.phase or development.stage.off or development.retracted:
            return
        official, both = self._official_now(development, alert), self._both_sides_now(development, one)
        if not official and not both:
            return
        confirmed = alerts.confirm(self.session, alert.id) if official else self._current(one)
        priority = Priority.CARRIED_OUT if alert.phase is Phase.CARRIED_OUT else Priority.ANNOUNCED
        self._broadcast(confirmed, Purpose.ALERT, priority)
        _log.info("alert %s: %s confirmed it", alert.id, "both sides have" if both else "an official has")

    def _official_now(self, development: Development, alert: Alert) -> bool:
        """Whether what rested on outlets alone has an official's word by now."""
        found = cause(development, alert.phase, self.dossier, self.now) if alert.independent else None
        return found is not None and not found.independent

    def _both_sides_now(self, development: Development, one: Standing) -> bool:
        """Whether the second side has spoken just now, for anybody who waits for that."""
        both = Confirmation.BOTH_SIDES
        news = development.confirmation is both and one.shown.get("confirmation") != both.value
        return news and self.now - one.alert.created <= LATE and subscribers.any_waits_for_both(self.session)

    def _correct(self, development: Development, correction: Correct, one: Standing) -> None:
        """Worded before the new state is noted: the text sets it against what the alert said."""
        off = development.stage.off or development.retracted
        withdrawn = development.retracted and not development.stage.off
        retracted = off and (withdrawn or one.alert.phase is Phase.CARRIED_OUT)
        texts = self._broadcast(one.alert, Purpose.CORRECTION, Priority.CARRIED_OUT)
        alerts.set_shown(self.session, one.alert.id, snapshot(development), retracted=retracted)
        if retracted:
            quiet.unfold(self.session, one.alert.id, self.now)
        current = self._current(one)
        self.pushed.append(Pushed(Purpose.CORRECTION, current, _newest(development), correction.reasons, texts))
        _log.warning("alert %s corrected: %s: %s", one.alert.id, correction.why, "; ".join(correction.reasons))

    def _told(self, development: Development, one: Standing) -> dict[str, Any]:
        """The totals last told aloud: those of the alert, or of the correction that this wave has made."""
        corrected = any(p.alert.id == one.alert.id and p.purpose is Purpose.CORRECTION for p in self.pushed)
        told = snapshot(development)["told"] if corrected else one.shown.get("told")
        before = dict(told) if isinstance(told, Mapping) else {}
        now = snapshot(development)["told"]
        return {**(now if isinstance(now, Mapping) else {}), **before}

    def _current(self, one: Standing) -> Alert:
        alert = alerts.get(self.session, one.alert.id)
        assert alert is not None
        return alert

    def _broadcast(self, alert: Alert, purpose: Purpose, priority: Priority) -> Mapping[str, Mapping[str, object]]:
        self.session.flush()
        texts = self.compose(self.session, self.dossier, alert, purpose=purpose, languages=self.languages, now=self.now)
        broadcasts.add(self.session, purpose, priority, self.now, texts=texts, alert_id=alert.id)
        return texts

    def _move_key(self, development: Development, alert: Alert) -> None:
        """The key follows the development's day; an announcement stays where it was once the event has begun.

        What was told of as carried out keeps its day, too, where it turns out to be a deal: its last lot is no other.
        """
        deal = development.framework and alert.phase is Phase.CARRIED_OUT
        if development.day is None or alert.phase is not development.phase or deal:
            return
        if not alerts.move(self.session, alert.id, development.day, self._ordinals(development)):
            self._clash(development, alert.phase, alert.report_id)

    def _clash(
        self, development: Development, phase: Phase, report_id: int | None, holder: Alert | None = None
    ) -> None:
        """Another development holds the key, or told the same: to review and the log, never into silence."""
        if report_id is None or development.day is None:
            return
        holder = holder or alerts.by_key(self.session, development.kind, phase, development.day)
        other = (holder.development_id,) if holder else ()
        if development.id in other:  # two alerts of what was found to be one event
            return
        self.clashes += 1
        if judgements.has_clash(self.session, development.id, other):
            return
        kind = holder.kind if holder else development.kind
        reason = f"an alert for {phase} {kind} on {development.day} is there already"
        _log.warning("development %s is not pushed: %s (development %s)", development.id, reason, other)
        self.session.flush()
        judgements.add(
            self.session,
            Judgement(
                claim_id=report_id,
                development_id=development.id,
                verdict=Verdict.CLASH,
                rule="one alert a day",
                reasons=(reason,),
                candidates=other,
                at=self.now,
            ),
        )


def _newest(development: Development) -> int | None:
    """The report published last, news before background."""
    ordered = sorted(development.reports, key=lambda one: (not one.claim.background, one.published, one.id))
    return ordered[-1].id if ordered else None
