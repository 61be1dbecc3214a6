"""What is done once for all that read: known by name without what they read with, for who only starts them."""

from __future__ import annotations

from pathlib import Path


def prepare(folder: Path | None, words: bool = True) -> None:
    """Loads what workers read with, so that they share it: what tells whether an entry may say anything.

    `folder` is the dossier's, the shipped one where it is None. With `words` the dictionaries and the compiled words of
    every language too. Without, each worker loads those of a language with the first entry that needs them, for itself
    alone: quicker where few do.
    """
    from bot.reading import reader_of  # in the process that reads
    from storage.seeds import default_folder

    reader = reader_of(folder or default_folder())
    for code in reader.languages:
        reader.gates[code]
        if words:
            reader.lexicons[code]
