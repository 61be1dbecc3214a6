"""/help, /about, /privacy: what Parley is, what can be asked, what is kept."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Audience, Command, Reply, Request
from handlers.quiet import FOLLOWED
from handlers.wording.badges import KINDS
from handlers.wording.families import families_line
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, escape, join, lines, paragraphs, quote
from handlers.wording.privacy import stored

HELP_EXAMPLES = ("help", "help swaps")


def help_(request: Request, _: Session) -> Reply:
    """All commands from the table of commands, or how one of them is typed."""
    from handlers.commands import COMMANDS

    say = arguments.speech(request)
    if request.arguments:
        asked = request.arguments[0].lower().removeprefix("/")
        found = next((one for one in COMMANDS if asked in (one.name, *one.aliases)), None)
        if found is None:
            return arguments.mistaken(request, request.text, HELP_EXAMPLES)
        return Reply(_one(found, say))
    kinds = Html(say.listed([str(say(KINDS[kind])) for kind in FOLLOWED]))
    return Reply(
        paragraphs(
            lines(say("<b>What can be asked</b>"), *_for(Audience.EVERYONE, COMMANDS, say)),
            _folded(say("<b>Alerts and settings</b>"), Audience.MANAGERS, COMMANDS, say)
            if request.chat.manages
            else None,
            _folded(say("<b>For the operators</b>"), Audience.OPERATORS, COMMANDS, say) if request.chat.admin else None,
            say("To be followed in /settings: {kinds}. Statements stand in a digest, never in an alert.", kinds=kinds),
        )
    )


def _folded(title: Html, audience: Audience, commands: Iterable[Command], say: Speech) -> Html:
    return lines(title, quote(lines(*_for(audience, commands, say))))


def _for(audience: Audience, commands: Iterable[Command], say: Speech) -> list[Html]:
    return [_line(one, say) for one in commands if one.audience is audience]


def _line(one: Command, say: Speech) -> Html:
    usage = join((Html(f"/{one.name}"), escape(say(one.usage)) if one.usage else None), " ")
    return join((usage, say(one.summary)), " — ")


def _one(one: Command, say: Speech) -> Html:
    examples = arguments.tries(one.examples, say)
    return lines(bold(_line(one, say)), say("Examples: {examples}", examples=examples) if examples else None)


def about(request: Request, _: Session) -> Reply:
    """How it works and where its limits are."""
    say = arguments.speech(request)
    version = request.facts.get("version")
    return Reply(
        paragraphs(
            say("<b>About Parley</b>"),
            say(
                "It reads public feeds of officials, agencies and news outlets, finds what they say of exchanges, "
                "talks, returns of bodies, civilians and children, and puts all reports of one event together."
            ),
            say(
                "What is shown for a side is the largest total that its own officials gave; where the other side "
                "counts otherwise, both are shown. One unofficial report alone is stored, never pushed."
            ),
            say(
                "What happened before Parley ran comes from a historical record, each row with its sources; rows of "
                "doubtful sources are marked and left out of totals."
            ),
            say("It is not an official service of any side, and it can be wrong: corrections come as loud as alerts."),
            say("Free software under the MIT licence. Version {version}.", version=version)
            if version
            else say("Free software under the MIT licence."),
            families_line(request.dossier, say),
        )
    )


def privacy(request: Request, _: Session) -> Reply:
    """Exactly what is stored."""
    return Reply(stored(arguments.speech(request)))
