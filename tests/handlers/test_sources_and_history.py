"""The reports behind a development and what changed in it."""

from handler_examples import EXCHANGE, NOW, RU_MOD, UA_PRESIDENT, report

from storage.vocabulary import Change, ChangeType


def test_many_reports_are_paged_and_copies_counted_once(ask, store):
    own = [
        report(RU_MOD, figures={"UA": 157}, outlet=f"Outlet {n}", simhash=(n + 1) * 0x9E37_79B9_7F4A_7C15 % 2**63)
        for n in range(30)
    ]
    copies = [report(RU_MOD, outlet=f"Copy {n}", simhash=-1 ^ n, at="2026-02-05T09:00") for n in (0, 1, 2)]
    told = store(EXCHANGE, *copies, *own)
    first = ask(f"/sources {told.id}")
    assert "and 2 copies" in first.html
    assert "Copy 1" not in first.html
    assert first.buttons[0][0].data == f"sources {told.id} p2"
    assert "Outlet 29" in ask(f"/sources {told.id} p3").html


def test_figures_above_and_below_the_shown_are_marked(ask, store):
    told = store(
        EXCHANGE,
        report(RU_MOD, figures={"UA": 160, "RU": 157}),
        report(UA_PRESIDENT, figures={"UA": 150}, outlet="Lower"),
    )
    html = ask(f"/sources {told.id}").html
    assert "160 ▲ to Ukraine, 157 to Russia" in html
    assert "150 ▼ to Ukraine" in html
    assert "▲▼ differs from the figure shown" in html


def test_a_long_history_is_cut(ask, store):
    steps = [
        Change(type=ChangeType.FIGURE, at=NOW, slot="RU.total", before=str(n), after=f"about {n + 1}")
        for n in range(200)
    ]
    told = store(EXCHANGE, changes=tuple(steps))
    assert "199 → about 200" in ask(f"/changes {told.id}").html


def test_a_history_in_words(ask, store):
    steps = (
        Change(type=ChangeType.NEW, at=NOW),
        Change(type=ChangeType.STAGE, at=NOW, slot="stage", before="agreed", after="completed"),
        Change(type=ChangeType.CONFIRMATION, at=NOW, slot="confirmation", before="one_side", after="both_sides"),
        Change(type=ChangeType.CORRECTION, at=NOW, slot="RU.total", before="100", after="157"),
        Change(type=ChangeType.DAY, at=NOW, slot="day", before=None, after="2026-02-05"),
        Change(type=ChangeType.DETAIL, at=NOW, slot="something.else", before=None, after="<x>"),
    )
    html = ask(f"/changes {store(EXCHANGE, changes=steps).id}").html
    for words in (
        "first report",
        "stage: agreed → carried out",
        "confirmation: one side → both sides",
        "correction, returned to Russia: 100 → 157",
        "day: 5 February 2026",
        "&lt;x&gt;",
    ):
        assert words in html
