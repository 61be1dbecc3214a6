"""Figures against the values that a development stands for (Rule M, 2)."""

import pytest

from bot.resolution.compare import Likeness, compare, profile
from storage.vocabulary import Figure, Qualifier, Report, Scope
from tests.telling import DOSSIER, about, known, soldiers, tell

SIDES = DOSSIER.sides


@pytest.mark.parametrize(
    ("mine", "theirs", "likeness"),
    [
        pytest.param(tell(red=157, blue=157), tell(red=157, blue=157), Likeness.SAME, id="both sides alike"),
        pytest.param(tell(red=157), tell(red=157, blue=160), Likeness.SAME, id="one side alike, the other unknown"),
        pytest.param(tell(red=144, blue=17), tell(red=144, blue=144), Likeness.OTHER, id="one other makes all other"),
        pytest.param(tell(red=185), tell(red=205), Likeness.PART, id="a part of the whole"),
        pytest.param(tell(red=205), tell(red=185), Likeness.PART, id="the whole of a part"),
        pytest.param(tell(red=49), tell(red=103), Likeness.OTHER, id="too far for a part"),
        pytest.param(tell(), tell(red=103), Likeness.SILENT, id="no figure here"),
        pytest.param(tell(red=103), tell(), Likeness.SILENT, id="no figure there"),
        pytest.param(tell(blue=103), tell(red=49), Likeness.SILENT, id="figures of different sides"),
        pytest.param(tell(joint=314), tell(red=157, blue=157), Likeness.SAME, id="joint figure is the sum"),
        pytest.param(tell(red=157, blue=157), tell(joint=314), Likeness.SAME, id="the sum is the joint figure"),
        pytest.param(tell(joint=8), tell(red=8), Likeness.SAME, id="joint figure is one side's total"),
        pytest.param(tell(red=538), tell(red=277, blue=261), Likeness.SAME, id="the joint figure, said of one side"),
        pytest.param(tell(red=7, blue=1), tell(joint=8), Likeness.SAME, id="both sides add up to the joint figure"),
        pytest.param(tell(red=150), tell(joint=300), Likeness.SILENT, id="one side says nothing of a joint figure"),
        pytest.param(tell(red=450), tell(joint=300), Likeness.OTHER, id="one side alone is more than both"),
        pytest.param(tell(joint=400), tell(red=103, blue=103), Likeness.OTHER, id="joint figure too large"),
        pytest.param(
            tell(figures=[soldiers(146, "RE")]), tell(red=154), Likeness.PART, id="soldiers are fewer than everybody"
        ),
        pytest.param(
            tell(red=146), tell(red=154, figures=[soldiers(146, "RE")]), Likeness.SAME, id="it counts the soldiers only"
        ),
        pytest.param(tell(figures=[about(300, "RE")]), tell(red=303), Likeness.SAME, id="about 300 may be 303"),
        pytest.param(tell(red=300), tell(red=303), Likeness.PART, id="an exact 300 is not 303"),
        pytest.param(
            tell(figures=[Figure(200, None, Scope.COMBINED, Qualifier.AT_LEAST)]),
            tell(red=140, blue=82),
            Likeness.PART,
            id="more than 200 in all",
        ),
    ],
)
def test_likeness(mine: Report, theirs: Report, likeness: Likeness) -> None:
    found = compare(mine.claim, profile(known(theirs), SIDES), SIDES)
    assert found.likeness is likeness, found.reasons
    assert found.reasons


def test_a_value_held_by_few_does_not_represent() -> None:
    """'Any claim' would chain one event to the next by a single slip."""
    reports = [tell(red=144) for _ in range(3)]
    values = profile(known(*reports, tell(red=114)), SIDES)
    assert values.values("RE") == {144}


def test_background_does_not_represent() -> None:
    values = profile(known(tell(red=144), tell(red=17, background=True)), SIDES)
    assert values.values("RE") == {144}
