"""What is worked out of a report once is no part of what it is."""

from __future__ import annotations

import pickle
from dataclasses import replace

from tests.telling import official, tell


def test_another_report_takes_nothing_over() -> None:
    report = tell(red=157, by="RE")
    assert report.officials == {"RE"}
    assert report.content_key[0] == report.published
    other = replace(report, claim=replace(report.claim, origins=(official("BL"),)), owner="Another")
    assert other.officials == {"BL"}
    assert other.content_key[1] == "Another"


def test_it_is_worked_out_once() -> None:
    report = tell(red=157, by="RE")
    assert report.voices is report.voices
    assert report.content_key is report.content_key


def test_a_report_stays_equal_and_goes_to_other_processes_as_it_is() -> None:
    report, same = tell(red=157, id=7), tell(red=157, id=7)
    assert report.voices
    assert report == same
    assert pickle.loads(pickle.dumps(report)) == same
    assert pickle.dumps(report) == pickle.dumps(same)
