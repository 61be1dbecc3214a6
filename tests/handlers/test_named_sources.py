"""The source that a list names: the database picks what the rule picks from all reports."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from handler_examples import EXCHANGE, RU_MOD, UA_PRESIDENT, report, stored
from sqlmodel import Session

from handlers.wording.lists import first_source
from storage.database import Database
from storage.sources import with_sources
from storage.vocabulary import OPERATOR, Development, Origin, Report, Source, Stage

OUTLET = Origin("outlet:a", "A", None)
FORMER = replace(UA_PRESIDENT, official=False)
BY_HAND = Origin(OPERATOR, "Parley", None, official=True)


def reports(dice: Random) -> Iterator[Report]:
    """Of any stage and by anybody, some of them at the same minute."""
    for number in range(dice.randrange(7)):
        origins = dice.sample((OUTLET, FORMER, RU_MOD, BY_HAND, UA_PRESIDENT), dice.randrange(3))
        one = report(
            *origins,
            stage=dice.choice((*Stage,)),
            at=f"2026-02-05T10:0{dice.randrange(4)}",
            outlet=f"Outlet {number}",
            record_id=dice.choice((None, None, None, "a row")),
        )
        yield replace(one, claim=replace(one.claim, background=dice.random() < 0.2))


def written(session: Session) -> list[Development]:
    dice = Random(5)
    return [stored(session, replace(EXCHANGE, stage=stage), *reports(dice)) for stage in Stage for _ in range(12)]


def test_what_the_database_picks_is_what_the_rule_picks(either: Database) -> None:
    known = either.run(written, write=True)
    picked = either.run(with_sources, [replace(one, reports=()) for one in known])
    assert [first_source(one) for one in picked] == [first_source(one) for one in known]
    assert len({first_source(one) for one in known}) > 5
    assert {one.source is None for one in picked} == {True, False}


def test_an_official_who_confirms_it_goes_before_who_announced_it(either: Database) -> None:
    told = (
        report(RU_MOD, stage=Stage.PLANNED, at="2026-02-04T10:00", outlet="Early"),
        report(at="2026-02-05T09:00", outlet="First"),
        report(UA_PRESIDENT, at="2026-02-05T10:00", outlet="Named"),
    )
    one = either.run(stored, EXCHANGE, *told, write=True)
    assert either.run(with_sources, [one])[0].source == Source("Named", told[-1].link)
