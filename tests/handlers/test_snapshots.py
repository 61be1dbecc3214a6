"""Every message in each language as it was last read over by people: tests/snapshots/<language>.txt.

`make snapshots` writes them anew; what has changed is then read before it is kept.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from handler_examples import NOW
from markup_checker import checked
from snapshot_world import CONFIRMED, CORRECTED, fill

from handlers import digesting, mornings, sharing
from handlers.alerting import compose, repeat_of
from handlers.commands import COMMANDS
from handlers.conversation import Audience, Button, Chat, Reply, Request
from handlers.preferences import PAGES
from handlers.wording.language import LANGUAGES
from handlers.wording.notices import notice, topic_closed
from storage.digests import Digest
from storage.news import Event
from storage.troubles import DeadFeed, News
from storage.vocabulary import Alert, ChatKind, Kind, Phase, Purpose, Rhythm

FOLDER = Path(__file__).parents[1] / "snapshots"
OF_OPERATORS = tuple(command for command in COMMANDS if command.audience is Audience.OPERATORS)
SCENES = (
    *((f"/{command.name}",) for command in COMMANDS if command not in OF_OPERATORS),
    *((f"/{line}",) for command in COMMANDS if command not in OF_OPERATORS for line in command.examples),
    *((f"/settings {page.name}",) for page in PAGES),
    *((f"/{line} {{swap}}",) for line in ("d", "sources", "changes", "related", "cite")),
    *((f"/d {{{name}}}",) for name in ("before", "deal", "talks", "strikes", "ahead", "rumour", "bodies", "children")),
    ("/subscribe", "/follow {swap}", "/mydata", "/unfollow {swap}", "/stop", "/deleteme yes"),
    ("/welcome kinds", "/welcome word", "/welcome go"),
    ("/settings digest daily", "/subscribe", "/settings calm", "/mydata"),
    ("/report {swap} Ukraine says 160, not 157",),
    ("/swaps nonsense",), ("/swaps 3 February",), ("/swaps February 2026",), ("/search nothing like it",),
    ("/latest bodies",), ("/at 2026-02-05 13:00",), ("/nosuchthing",), ("what is new",), ("Petrenko Oleksandr",),
)  # fmt: skip
"""What is asked in one chat after the other, each in a chat of its own."""
FOR_OPERATORS = (
    *(f"/{command.name}" for command in OF_OPERATORS), "/help", "/status", "/hold", "/release",
    "/correct {swap} RU.total 161 https://ministry.example/1", "/review", "/review log", "/retract {ahead}",
)  # fmt: skip
ALERTS = (
    ("swap", Purpose.ALERT, Phase.CARRIED_OUT),
    ("swap", Purpose.CORRECTION, Phase.CARRIED_OUT),
    ("swap", Purpose.FOLLOWED, Phase.CARRIED_OUT),
    ("ahead", Purpose.ALERT, Phase.ANNOUNCED),
    ("talks", Purpose.ALERT, Phase.CARRIED_OUT),
    ("bodies", Purpose.ALERT, Phase.CARRIED_OUT),
    ("children", Purpose.ALERT, Phase.CARRIED_OUT),
)
TROUBLE = News(
    dead=((DeadFeed(1, "Ledger", NOW - timedelta(hours=30), "404"), timedelta(hours=30)),),
    gone=(DeadFeed(2, "Courier", NOW, "410", gone=True),),
    dry=("Wire",),
    silent=(("Ministry", timedelta(hours=75)),),
    queue=(1234, timedelta(minutes=7)),
    held=timedelta(hours=2),
    given_up=("a delivery was given up",),
    alarms=("the token is refused",),
)


@pytest.fixture
def world(database, dossier):
    """The story, and its numbers by name."""
    return database.run(fill, dossier, write=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_as_it_was_last_read(ask, database, dossier, world, language):
    parts = [*_answers(ask, world, language), *_pushed(database, dossier, world, language)]
    found = "\n".join(parts)
    file = FOLDER / f"{language}.txt"
    if os.environ.get("RENEW_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    kept = file.read_text(encoding="utf-8")
    assert found.split("\n=== ") == kept.split("\n=== "), "read what has changed, then: make snapshots"


def test_no_command_is_left_out():
    asked = {line.split()[0] for scene in SCENES for line in scene} | {line.split()[0] for line in FOR_OPERATORS}
    assert {f"/{command.name}" for command in COMMANDS} <= asked


def _answers(ask, world, language):
    """In a private chat, then by operators, then what groups and channels are told otherwise."""
    for chat, scene in enumerate(dict.fromkeys(SCENES), 100):
        for line in scene:
            yield _part(line, ask(line.format(**world), id=chat, language=language))
    for line in FOR_OPERATORS:
        yield _part(f"operator {line}", ask(line.format(**world), id=99, language=language, admin=True))
    for line in ("/start", "/subscribe", "/help", "/settings"):
        for kind, manages in ((ChatKind.GROUP, False), (ChatKind.GROUP, True), (ChatKind.CHANNEL, True)):
            who = f"{kind.value}{' administrator' if manages else ' member'}"
            answer = ask(line, id=-100 - manages, kind=kind, manages=manages, language=language)
            yield _part(f"{who} {line}", answer)


def _pushed(database, dossier, world, language):
    """What comes by itself: alerts, edits, corrections, mornings, digests, notices; and what inline mode offers."""
    alerts = {}
    for name, purpose, phase in ALERTS:
        alert = Alert(id=1, development_id=world[name], kind=Kind.EXCHANGE, phase=phase, day=NOW.date(), created=NOW)
        before = {"RU.total": 100} if purpose is Purpose.CORRECTION else None
        texts = database.run(
            compose, dossier, alert, purpose=purpose, languages=[language], now=NOW, before=before
        )  # fmt: skip
        alerts[name, purpose] = alert
        yield _part(f"pushed: {purpose.value}, {name}, {phase.value}", _reply(texts[language]))
    yield _part("pushed: a repeat", _reply(repeat_of(texts[language], language)))
    told = [alerts["swap", Purpose.ALERT], alerts["bodies", Purpose.ALERT]]
    morning = database.run(mornings.message, dossier, told, [], language, NOW)
    yield _part("pushed: the morning after quiet hours", _reply(morning))
    events = (Event(world["talks"]), Event(world["swap"], (CONFIRMED, CORRECTED)))
    for rhythm, days in ((Rhythm.DAILY, 1), (Rhythm.WEEKLY, 7), (Rhythm.CALM, 1)):
        asked = Digest(rhythm, NOW - timedelta(days=days), NOW, events, silence=rhythm is Rhythm.WEEKLY)
        yield _part(
            f"pushed: digest, {rhythm.value}", _reply(database.run(digesting.message, dossier, asked, language, NOW))
        )
    yield _part("pushed: trouble, to operators", _reply(notice(TROUBLE, [language])[language]))
    yield _part("pushed: a closed topic", _reply(topic_closed()[language]))
    for words in ("", "swaps", "5 February", "nothing like it"):
        yield from _offered(database, dossier, words, language)


def _offered(database, dossier, words, language):
    request = Request(
        command="", text=words, chat=Chat(id=7, manages=False, language=language), at=NOW, dossier=dossier
    )
    found = database.run(lambda session: sharing.offer(request, session))
    for card in found.cards:
        head = f"inline “{words}”: {card.title} | {card.description}"
        yield _part(head, Reply(card.html, card.buttons))
    if found.hint:
        yield _part(f"inline “{words}”, a button", Reply(found.hint))


def _reply(message):
    rows = tuple(
        tuple(Button(one["label"], one.get("data"), one.get("url"), one.get("copy")) for one in row)
        for row in message.get("buttons") or ()
    )
    return checked(Reply(str(message["html"]), rows))


def _part(head, reply):
    """One message: what was asked, its HTML, its buttons, the notice and the files that go with it."""
    rows = [" ".join(_button(one) for one in row) for row in reply.buttons]
    files = [f"({one.kind.value}: {one.name})" for one in reply.attachments]
    told = (reply.html, f"(notice: {reply.notice})" if reply.notice else "", *files, *rows)
    return "\n".join((f"=== {head}", *(one for one in told if one), ""))


def _button(button):
    assert button.copy is None or 1 <= len(button.copy) <= 256
    does = button.data or button.url or (f"copies {button.copy!r}" if button.copy else "")
    return f"[{button.label} → {does}]"
