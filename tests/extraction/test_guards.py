"""What is not asked of a clause, because none of its words could answer it, hides nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.extraction import Reader
from bot.extraction.assembly import telling
from bot.extraction.denials import denial, elsewhere
from bot.extraction.schema import as_entry
from bot.extraction.sentences import eventful
from bot.extraction.stages import nominal, stage
from bot.extraction.words.marks import NONE, Marked
from storage.seeds import default_folder, load_dossier

CORPUS = Path(__file__).parent.parent / "corpus" / "check.jsonl"
GUARDS = (
    (eventful, "EVENTFUL"),
    (stage, "TELLING"),
    (denial, "VOIDING"),
    (denial, "CALLING_OFF"),
    (elsewhere, "NO_RETURN"),
    (nominal, "NOMINAL"),
    (telling, "TELLING"),
)


def test_a_rule_that_is_not_asked_would_have_said_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gives a rule a new word must name its class in the guard before it: else readings differ here."""
    reader = Reader(load_dossier(default_folder()))
    entries = [as_entry(json.loads(line)) for line in CORPUS.read_text(encoding="utf-8").splitlines()[::2]]
    guarded = [reader.read(entry) for entry in entries]
    classes = frozenset(cls for lexicon in reader.lexicons.values() for _, cls, *_ in lexicon.known)
    for module, name in GUARDS:
        assert getattr(module, name) <= classes
        monkeypatch.setattr(module, name, classes)
    assert [reader.read(entry) for entry in entries] == guarded


def test_no_rule_changes_the_marks_that_are_handed_out() -> None:
    """`of` gives the list itself, and all classes without marks share an empty one."""
    reader = Reader(load_dossier(default_folder()))
    entries = [as_entry(json.loads(line)) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    lexicon = reader.lexicons["en"]
    items = [reader.item(entry, lexicon, None, None) for entry in entries if entry.language == "en"]
    for item in items:
        reader.reading(item)
    for marked in (read.marked for item in items for read in item.reads):
        assert told(marked) == told(lexicon.mark(marked.sentence))
    assert not NONE


def told(marked: Marked) -> dict[str, list[tuple[int, int, str]]]:
    return {cls: [(m.start, m.end, m.value) for m in marks] for cls, marks in marked.marks.items()}
