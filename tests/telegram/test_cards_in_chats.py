"""Cards driven through the real application, in process and over HTTP: by number, by deep link, by their buttons."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from storage import developments, follows, reports, subscribers
from storage.database import Database
from storage.vocabulary import Claim, Confirmation, Development, Figure, Kind, Origin, Report, Stage
from tests.telegram.talking import ask, until

AT = datetime(2026, 2, 5, 10, 4, tzinfo=UTC)
EXCHANGE = Development(
    id=0, kind=Kind.EXCHANGE, stage=Stage.COMPLETED, day=date(2026, 2, 5), touched=AT, first_seen=AT,
    figures=(Figure(157, "UA"), Figure(157, "RU")), confirmation=Confirmation.ONE_SIDE, speakers=("RU",),
)  # fmt: skip
MOSCOW = Origin("ru-mod", "Russian Defence Ministry", "RU", official=True)


def stored(session: Session, outlet: str = "Wire") -> int:
    """An exchange with the one of four months before it."""
    developments.add(session, replace(EXCHANGE, day=date(2025, 10, 2), record_id="exchange-2025-10-02"))
    number = developments.add(session, EXCHANGE)
    claim = Claim(kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="Exchanged.", day=EXCHANGE.day, origins=(MOSCOW,),
                  figures=EXCHANGE.figures)  # fmt: skip
    link = f"https://news.example/{outlet.lower()}"
    told = Report(id=0, claim=claim, outlet=outlet, owner=outlet, published=AT, seen=AT, link=link)
    reports.add(session, replace(told, development_id=number))
    return number


def buttons(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows = message["reply_markup"]["inline_keyboard"]
    return {button["text"]: button for row in rows for button in row}


@pytest.mark.parametrize("typed", ["/d{number}", "/start dev_{number}"])
async def test_a_card_by_number_and_by_deep_link(talk: Any, database: Database, typed: str) -> None:
    api, _ = talk
    number = database.run(stored, write=True)
    card = await ask(api, 5, typed.format(number=number))
    assert card["text"].startswith("Prisoner exchange: 157 returned to Russia, 157 to Ukraine")
    assert "<blockquote expandable>" in card["html"]
    copied = buttons(card)["Copy with sources"]["copy_text"]["text"]
    told, outlet, parley = copied.splitlines()
    assert told.endswith("(confirmed by one side)")
    assert re.fullmatch(r"Wire, \d\d:\d\d UTC https://news.example/wire", outlet)
    link = f"https://t.me/parley_local_bot?start=dev_{number}"
    assert re.fullmatch(rf"Parley, seen \d\d:\d\d UTC: {re.escape(link)}", parley)
    assert link in (await ask(api, 5, f"/cite {number}"))["text"]


async def test_what_is_related_stands_in_the_place_of_the_card_and_leads_back(talk: Any, database: Database) -> None:
    api, _ = talk
    number = database.run(stored, write=True)
    card = await ask(api, 5, f"/d{number}")
    api.press(5, card["message_id"], buttons(card)["Related"]["callback_data"])
    beside = await until(lambda: next((m for m in api.said(5) if "The one before" in m["text"]), None))
    assert beside["message_id"] == card["message_id"]
    api.press(5, card["message_id"], buttons(beside)["◂ Back"]["callback_data"])
    await until(lambda: "Copy with sources" in buttons(api.said(5)[-1]))


async def test_a_past_state_is_worked_out_by_the_rule_that_the_door_is_given(talk: Any, database: Database) -> None:
    """The exchange is known to both sides by now; of its reports, Moscow's alone had been read at 12:30 in Kyiv."""
    api, _ = talk
    number = database.run(stored, write=True)
    database.run(told_by_kyiv, number, write=True)
    answer = await ask(api, 5, "/at 5 February 12:30")
    assert "confirmed by one side" in answer["text"]
    assert "157 returned to Russia" in answer["text"]
    api.press(5, answer["message_id"], "at 2026-02-05 13:50")
    after = await until(lambda: next((m for m in api.said(5) if "13:50" in m["text"]), None))
    assert "confirmed by both sides" in after["text"]


def told_by_kyiv(session: Session, number: int) -> None:
    """Half an hour later the other side says so too, and has more."""
    kyiv = Origin("zelensky", "Volodymyr Zelensky", "UA", official=True)
    claim = Claim(kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="Home.", day=EXCHANGE.day, origins=(kyiv,),
                  figures=(Figure(160, "UA"),))  # fmt: skip
    at = datetime(2026, 2, 5, 11, 10, tzinfo=UTC)
    reports.add(session, Report(id=0, claim=claim, outlet="Courier", owner="courier", published=at, seen=at,
                                development_id=number))  # fmt: skip
    shown = replace(EXCHANGE, id=number, confirmation=Confirmation.BOTH_SIDES, speakers=("RU", "UA"))
    developments.update(session, replace(shown, figures=(Figure(160, "UA"), Figure(157, "RU"))))


async def test_a_tap_follows_and_a_second_ends_it_in_the_same_message(talk: Any, database: Database) -> None:
    api, _ = talk
    number = database.run(stored, write=True)
    card = await ask(api, 5, f"/d{number}")
    api.press(5, card["message_id"], buttons(card)["Follow"]["callback_data"])
    after = await until(lambda: next((m for m in api.said(5) if "Unfollow" in buttons(m)), None))
    assert (after["message_id"], after["html"]) == (card["message_id"], card["html"])
    assert kept(database, 5) == [number]
    api.press(5, card["message_id"], buttons(after)["Unfollow"]["callback_data"])
    await until(lambda: "Follow" in buttons(api.said(5)[-1]))
    assert kept(database, 5) == []


async def test_only_administrators_follow_for_a_group(talk: Any, database: Database) -> None:
    api, _ = talk
    number = database.run(stored, write=True)
    group, admin, member = -100777, 31, 32
    api.chat(group).admins.add(admin)
    card = await ask(api, group, f"/d{number}", user_id=member)
    api.press(group, card["message_id"], f"follow {number}", user_id=member)
    api.press(group, card["message_id"], f"follow {number} new", user_id=admin)
    await until(lambda: kept(database, group) == [number])
    assert len(api.said(group)) == 1


def kept(database: Database, chat: int) -> list[int]:
    known = database.run(subscribers.get, chat)
    return database.run(follows.of_subscriber, known.id) if known else []


async def test_in_a_channel_follow_leads_each_reader_into_a_chat_of_their_own(talk: Any, database: Database) -> None:
    api, _ = talk
    number = database.run(stored, write=True)
    api.chat(-1001000000902, "channel")
    post = await ask(api, -1001000000902, f"/d{number}")
    assert buttons(post)["Follow"]["url"].endswith(f"?start=dev_{number}")
    assert "callback_data" not in buttons(post)["Follow"]
