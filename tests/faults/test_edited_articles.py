"""Articles that are changed after they were read: what is shown and was told follows, the history keeps both."""

from __future__ import annotations

import pytest
from sqlmodel import col

from storage import judgements
from storage.tables import StatementRow
from tests.faults.asking import Desk
from tests.faults.paper import Article

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_figure_that_an_outlet_puts_right_is_an_edit_and_both_are_told(desk: Desk) -> None:
    article = desk.report(120)
    await desk.poll()
    desk.paper.edit(article, **desk.words(112))
    await desk.poll()
    await desk.later()
    [alert] = desk.messages()
    assert alert.startswith("Prisoner exchange: 112 returned to Russia, 112 to Ukraine")
    changes = desk.ask("changes")
    assert "first said 120, now says 112" in changes
    assert "returned to Ukraine: 120 → 112" in changes
    assert "first said 120 to Ukraine, 120 to Russia" in desk.ask("cite")
    assert desk.ask("sources").count("first said 120 to Ukraine") == 1
    assert "1 report" not in desk.ask("corrections")
    [old, new] = desk.claims()
    assert (old.withdrawn, new.withdrawn, new.replaces) == (new.seen, None, old.id)
    assert old.development_id == new.development_id


async def test_a_figure_moved_far_is_corrected_aloud_and_once(desk: Desk) -> None:
    article = desk.report(120)
    await desk.poll()
    desk.paper.edit(article, **desk.words(20))
    await desk.poll()
    await desk.later()
    await desk.poll()
    alert, correction = desk.messages()
    assert alert.startswith("Prisoner exchange: 20 returned")
    assert correction.startswith("Correction:")
    assert "The alert said 120 returned to Ukraine. It is 20." in correction
    assert f"{desk.outlet} first said 120 to Ukraine, 120 to Russia." in correction
    assert "told as 120, it is <b>20</b>" in desk.typed("/corrections")


async def test_other_words_that_say_the_same_change_nothing(desk: Desk) -> None:
    article = desk.report(120)
    await desk.poll()
    before, [claim] = desk.rows(), desk.claims()
    words = desk.words(120)
    for text in (
        words["text"].replace(". ", ".\n\n  "),
        f"Updated at 14:05. {words['text']}",
        f"{words['text']} Our reporters follow the story and will tell more as it comes in.",
        words["text"][:150],
    ):
        desk.paper.edit(article, text=text, at=desk.parley.clock())
        await desk.poll()
        await desk.later(86_400)
    assert desk.rows() == before
    assert [(one.id, one.development_id) for one in desk.claims()] == [(claim.id, claim.development_id)]
    [alert] = desk.messages()
    assert "first said" not in alert
    assert "Thursday" in alert or alert.count("returned to Russia") == 1


@pytest.mark.both_engines
async def test_what_its_only_outlet_takes_back_is_withdrawn_aloud_and_stays_told(desk: Desk) -> None:
    article = desk.report(120)
    await desk.poll()
    desk.paper.edit(article, title="Correction", text="This report was wrong and has been taken down. We apologise.")
    await desk.poll()
    await desk.later()
    alert, correction = desk.messages()
    assert f"{desk.outlet} no longer says so, and nobody else has said it." in correction
    assert "This was withdrawn" in alert
    [event] = desk.events()
    assert (event.retracted, event.reports, len(event.earlier)) == (True, (), 1)
    assert f"/d{event.id}" not in desk.typed(f"/swaps {event.day:%Y}")
    assert "120 to Ukraine · said so until" in desk.ask("sources").replace(", 120 to Russia", "")
    assert "said 120, and no longer does" in desk.ask("changes")
    assert "withdrawn" in desk.ask("cite")
    assert "said so until" in desk.ask("cite")
    assert "withdrawn" in desk.typed("/corrections")
    other = await desk.another("courier")
    desk.report(121, other, more="Told by the courier in its own words, all through the afternoon.")
    await desk.poll()
    await desk.later()
    assert [text.startswith("Correction:") for text in desk.messages()] == [False, True, True]
    assert "It took place after all." in desk.messages()[-1]
    assert [one.retracted for one in desk.events()] == [False]
    assert "the withdrawal was taken back" in desk.ask("changes")


async def test_what_was_never_told_is_withdrawn_without_a_word(desk: Desk) -> None:
    article = desk.report(120, by="A volunteer")
    await desk.poll()
    assert [one.confirmation for one in desk.events()] == ["reported"]
    desk.paper.edit(article, title="Weather", text="It will rain on Friday, and all of the weekend will be cold.")
    await desk.poll()
    await desk.later()
    assert desk.messages() == []
    assert [one.retracted for one in desk.events()] == [True]
    desk.paper.edit(article, **desk.words(120, by="A volunteer"))
    await desk.poll()
    assert desk.messages() == []
    assert [(one.retracted, len(one.reports)) for one in desk.events()] == [(False, 1)]
    assert len(desk.claims()) == 1


async def test_two_versions_by_turns_come_to_rest(desk: Desk) -> None:
    article = desk.report(120)
    await desk.poll()
    for turn in range(7):
        people = 20 if turn % 2 == 0 else 120
        desk.paper.edit(article, **desk.words(people, more=f"Read {turn} times."))
        await desk.poll()
        if turn == 3:
            settled = desk.rows()
    assert len(desk.claims()) == 2
    assert desk.rows() == settled
    await desk.later()
    assert len(desk.messages()) == 3, "the alert, its correction, and the correction of that"
    desk.paper.edit(article, **desk.words(20))
    await desk.poll()
    await desk.later(10 * 86_400)
    after = desk.rows()
    for people in (120, 20, 120, 20):
        desk.paper.edit(article, **desk.words(people))
        await desk.poll()
    assert desk.rows() == after
    assert "meanwhile said" in desk.ask("sources") or "first said" in desk.ask("sources")
    desk.paper.edit(article, **desk.words(64))
    await desk.poll()
    assert [one.figure("UA").value for one in desk.events() if one.figure("UA")] == [64]


async def test_an_operators_word_outlasts_an_edit(desk: Desk) -> None:
    article = desk.report(120, by="A volunteer")
    await desk.poll()
    [claim] = desk.claims()
    desk.judge(judgements.assign, claim.id, None)
    for words in (desk.words(120, by="A volunteer", more="Updated."), desk.words(112, by="A volunteer"),
                  desk.words(112)):  # fmt: skip
        desk.paper.edit(article, **words)
        await desk.poll()
    assert [one.development_id for one in desk.claims() if one.withdrawn is None] == [None]
    assert desk.messages() == []


async def test_a_report_that_an_operator_has_moved_stays_there_when_its_figure_changes(desk: Desk) -> None:
    article = desk.report(120)
    other = await desk.another("courier")
    desk.report(300, other, by="The Coordination Headquarters")
    await desk.poll()
    [event] = desk.events()
    [claim] = desk.claims()
    own = desk.judge(judgements.part, event.id, [claim.id])
    await desk.parley.settle()
    desk.paper.edit(article, **desk.words(112))
    await desk.poll()
    assert [(one.development_id, bool(one.withdrawn)) for one in desk.claims()] == [(own, True), (own, False)]
    assert sorted(len(one.reports) for one in desk.events()) == [1, 1]


async def test_what_was_announced_and_then_told_as_done_in_one_article(desk: Desk) -> None:
    clock = desk.parley.clock
    article = desk.paper.print(
        "Russia and Ukraine to exchange 120 prisoners each today",
        f"Russia's Defence Ministry said that Russia and Ukraine will exchange 120 prisoners each on {clock():%A}.",
        clock(),
    )
    await desk.poll()
    assert [one.phase for one in desk.events()] == ["announced"]
    desk.paper.edit(article, **desk.words(120))
    await desk.poll()
    await desk.later()
    [event] = desk.events()
    assert event.stage == "completed"
    assert [text.split(":")[0] for text in desk.messages()][-1] == "Prisoner exchange"
    assert len([text for text in desk.messages() if text.startswith("Prisoner exchange")]) == 1
    assert "announced" in desk.ask("d"), "the line of stages keeps when it was announced"


async def test_what_an_official_is_quoted_with_is_put_right(desk: Desk) -> None:
    said = "Volodymyr Zelensky said that Ukraine will not give up {} under any circumstances in the talks with Russia."
    article = desk.paper.print("Zelensky on territory", said.format("the Donetsk region"), desk.parley.clock())
    await desk.poll()
    assert "the Donetsk region" in desk.quoted()
    desk.paper.edit(article, text=said.format("the Luhansk region"))
    await desk.poll()
    assert "the Donetsk region" not in desk.quoted()
    assert "the Luhansk region" in desk.quoted()
    kept = desk.count(StatementRow, col(StatementRow.outlet) == desk.outlet)
    desk.paper.edit(article, text=said.format("the Donetsk region"))
    await desk.poll()
    assert desk.count(StatementRow, col(StatementRow.outlet) == desk.outlet) == kept
    assert "the Donetsk region" in desk.quoted()


async def test_what_a_first_fetch_brought_is_silent_until_it_comes_further(desk: Desk) -> None:
    paper = await desk.another("late", articles=[Article("1", **desk.words(120), at=desk.parley.clock(), link="")])
    paper.edit(0, **desk.words(121))
    await desk.poll()
    assert desk.messages() == [], "the same, put right"
    going = (
        desk.words(121)["text"]
        .replace("were returned", "are being returned")
        .replace("were handed", "are being handed")
    )
    other = await desk.another("early", articles=[Article("1", "Exchange under way", going, desk.parley.clock(), "")])
    assert desk.messages() == []
    other.edit(0, **desk.words(121))
    await desk.poll()
    assert len(desk.messages()) == 1
