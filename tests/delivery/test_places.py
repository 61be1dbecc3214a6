"""What else the fate of a place calls for: a group's new number is heard of, a group that closed its topic is told."""

from __future__ import annotations

from datetime import timedelta

from bot.jobs.settle import Places
from storage import subscribers
from storage.database import Database
from tests.delivery.owing import DAY, alert, post, subscribe


async def test_whoever_keeps_menus_hears_of_a_groups_new_number(database: Database) -> None:
    subscribe(database, [-3])
    database.run(alert, write=True)
    heard: list[int] = []
    async with post(database, places=Places(heard.append)) as made:
        made.api.chat(-3, "group").migrated_to = -100300
        await made.deliverer.drain()
        assert made.texts(-100300) == ["157 returned"]
    assert heard == [-100300]


async def test_a_group_that_closes_its_topic_is_told_once_in_the_topics_language(database: Database) -> None:
    subscribe(database, [-5], topic_id=7, language="uk")
    for number in range(3):
        database.run(alert, day=DAY + timedelta(days=number), write=True)
    told = {"en": {"html": "closed"}, "uk": {"html": "закрито"}}
    async with post(database, places=Places(closed=told)) as made:
        made.api.chat(-5).closed_topics.add(7)
        await made.later(0)
        await made.later(60)
        assert made.texts(-5) == ["закрито"]
    group = database.run(subscribers.get, -5)
    assert group is not None
    assert (group.subscribed, group.language) == (False, "uk")
