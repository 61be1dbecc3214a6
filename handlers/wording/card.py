"""One development as a card: figures first, then who says so, then what is not known."""

from __future__ import annotations

from handlers.wording import badges, counting, figures, headlines, names, sources
from handlers.wording.deals import deal_line, stage_lines
from handlers.wording.families import families_line
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, bold, escape, italic, join, lines, paragraphs, quote, shorten
from handlers.wording.reports import each_once, report_line
from handlers.wording.revised import first_said, no_longer
from handlers.wording.steps import stage_line, times_line
from handlers.wording.surroundings import NONE, Surroundings
from handlers.wording.table import at_the_table
from storage.vocabulary import RETURNS, Development, Dossier, Kind, Outcome, Phase, Stage

_FOLDED = 8
"""Reports in the folded list; all of them are behind a button."""

_OUTCOMES = {
    Outcome.BREAKTHROUGH: N_("Ended with a breakthrough."),
    Outcome.PARTIAL: N_("Ended with a partial agreement."),
    Outcome.NO_BREAKTHROUGH: N_("Ended without a breakthrough."),
}


def card(
    development: Development, dossier: Dossier, say: Speech, around: Surroundings = NONE, *, folded: bool = True
) -> Html:
    """The card of any kind of development; without the folded sources where it is quoted itself."""
    return paragraphs(
        lines(
            bold(headlines.headline(development, dossier, say)),
            _when_and_badge(development, say),
            stage_line(development, dossier, say),
        ),
        _body(development, dossier, say, around),
        lines(
            sources.who_says(development, dossier, say),
            sources.operators_line(development, say),
            _folded(development, dossier, say, around) if folded else None,
        ),
        _withdrawn(development, say),
        families_line(dossier, say) if development.kind in RETURNS else None,
    )


def _folded(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> Html | None:
    """When it was published, seen and sent, then the reports: folded until it is tapped."""
    once = [(one, copies) for one, copies in each_once(development.reports) if one.record_id is None]
    if not once:
        return None
    told = [
        report_line(one, copies, development, dossier, say, first_said(one, development.earlier, dossier, say))
        for one, copies in once[:_FOLDED]
    ]
    more = len(once) - len(told)
    rest = say.ngettext("{n} more: /sources {id}", "{n} more: /sources {id}", more, id=development.id) if more else None
    return quote(lines(times_line(development, around.alert, dossier, say), *told, rest))


def _body(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> Html | None:
    """Strikes and the like are context: the headline and who says so are all of it."""
    if development.kind in RETURNS:
        return _returns(development, dossier, say, around)
    return _talks(development, dossier, say, around) if development.kind is Kind.TALKS else None


def _when_and_badge(development: Development, say: Speech) -> Html:
    """Thursday 5 February 2026 · confirmed by one side."""
    one_day = development.day is not None and development.day_given and not development.end_day
    day = escape(say.weekday(development.day)) if one_day and development.day else headlines.when(development, say)
    return join((day, italic(badges.badge(development, say))), " · ")


def _withdrawn(development: Development, say: Speech) -> Html | None:
    if development.stage is Stage.DENIED:
        return say("It is said not to have taken place.")
    if not development.retracted:
        return None
    taken_back = no_longer(development, say)
    if taken_back:
        return say("This was withdrawn: {why}", why=taken_back)
    return say("This was withdrawn: what was reported did not prove true.")


def _returns(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> Html:
    return lines(
        *(_carried_out(development, dossier, say, around) if _has_begun(development) else ()),
        mediators_line(development, dossier, say) if not _has_begun(development) else None,
        deal_line(development, dossier, say, around),
        *stage_lines(development, dossier, say, around),
        unspoken(development, dossier, say),
        say("Announced exchanges are sometimes postponed.") if _still_ahead(development) else None,
        _note(development, say),
    )


def _has_begun(development: Development) -> bool:
    """Whether there is something to count: not a plan, not a deal, not what was put off or denied."""
    return development.phase is Phase.CARRIED_OUT and not development.framework and not development.stage.off


def _carried_out(
    development: Development, dossier: Dossier, say: Speech, around: Surroundings
) -> tuple[Html | None, ...]:
    sides = figures.sides_in_order(development, dossier)
    nearby = (
        since_line(development, say, around),
        counting.number_line(development, dossier, say),
        _talks_of_those_days(development, dossier, say, around),
    )
    return (
        *(figures.side_line(development, side, dossier, say) for side in sides),
        figures.combined_line(development, say),
        mediators_line(development, dossier, say),
        join(nearby, " "),
    )


def _still_ahead(development: Development) -> bool:
    ahead = development.phase is Phase.ANNOUNCED and not development.stage.off
    return ahead and development.kind is Kind.EXCHANGE and not development.framework


def mediators_line(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    if not development.mediators:
        return None
    told = names.parties(development.mediators, dossier, say)
    return say.ngettext("Mediator: {who}", "Mediators: {who}", len(development.mediators), who=told)


def since_line(development: Development, say: Speech, around: Surroundings) -> Html | None:
    """*First exchange in N days* only where nothing can lie between unseen."""
    before = around.previous
    if before is None or before.day is None or development.day is None or development.kind is not Kind.EXCHANGE:
        return None
    days = (development.day - before.day).days
    if days <= 1:
        return None
    if around.unbroken and development.day_given:
        return say.ngettext("First exchange in {n} day.", "First exchange in {n} days.", days)
    return say("The one before that Parley knows of: {day}.", day=say.day(before.day))


def _talks_of_those_days(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> Html | None:
    if around.talks is None or development.kind is not Kind.EXCHANGE:
        return None
    held = around.talks
    where = names.place(held.place, dossier, say) or headlines.headline(held, dossier, say)
    values = {"place": where, "days": headlines.when(held, say, "plain"), "id": held.id}
    if around.agreed:
        return say("Agreed at the talks in {place}, {days} /d{id}", **values)
    return say("Talks of the same days: {place}, {days} /d{id}", **values)


def unspoken(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    """Who has not spoken of an announcement yet."""
    if development.phase is not Phase.ANNOUNCED or development.stage.off or badges.read_only_in_record(development):
        return None
    silent = [names.party(side, dossier, say) for side in dossier.sides if side not in development.speakers]
    if not silent:
        return None
    who = escape(say.listed(silent))
    return say.ngettext("{who} has not spoken.", "{who} have not spoken.", len(silent), who=who)


def _note(development: Development, say: Speech) -> Html | None:
    note = development.prose.get("note")
    return say("Record: {note}", note=shorten(say.text(note), 400)) if note else None


def _talks(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> Html:
    return lines(
        outcome(development, say),
        agreed(development, around.exchange, dossier, say),
        at_the_table(development, dossier, say),
        mediators_line(development, dossier, say),
        meanwhile(around, dossier, say),
    )


def outcome(development: Development, say: Speech, *, most: int = 400) -> Html | None:
    """What came of talks: the record's words where it has them, else in one sentence of ours."""
    prose = development.prose.get("outcome")
    if prose:
        return escape(shorten(say.text(prose), most))
    if development.outcome:
        return say(_OUTCOMES[development.outcome])
    if development.stage in (Stage.SCHEDULED, Stage.PLANNED, Stage.AGREED, Stage.PROPOSED):
        return say("Announced, not held yet.")
    return say("Under way.") if development.stage is Stage.UNDER_WAY else None


def agreed(held: Development, exchange: Development | None, dossier: Dossier, say: Speech) -> Html | None:
    """What was agreed: in the record's words, else the exchange that came of it."""
    told = held.prose.get("agreed")
    if told:
        return say("Agreed: {what}.", what=shorten(say.text(told).rstrip("."), 300))
    if exchange is None:
        return None
    size = figures.announced_size(exchange, dossier, say) or say("numbers not given")
    return say("Agreed: an exchange of prisoners, {size} /d{id}.", size=size, id=exchange.id)


def meanwhile(around: Surroundings, dossier: Dossier, say: Speech) -> Html | None:
    """Strikes of the same days, each with who says so."""
    if not around.meanwhile:
        return None
    return join((say("Meanwhile:"), join((_strike(one, dossier, say) for one in around.meanwhile[:3]), "; ")), " ")


def _strike(strike: Development, dossier: Dossier, say: Speech) -> Html:
    where = join((sources.report_link(report) for report in strike.reports[:1]), "")
    told = say(
        "{targets}, {day}",
        targets=headlines.targets(strike.targets, dossier, say),
        day=headlines.when(strike, say, "plain"),
    )
    return join((told, Html(f"({where})") if where else None, Html(f"/d{strike.id}")), " ")
