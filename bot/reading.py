"""What worker processes do: take a document apart, and read what its entries say."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.feeds.parse import parse
from storage.seeds import load_dossier
from storage.vocabulary import Document, Entry, Feed, Reading

if TYPE_CHECKING:
    from bot.extraction import Reader


def parse_document(body: bytes, feed: Feed, now: datetime, content_type: str | None) -> Document:
    """One fetched document as entries.

    Raises:
        FeedFailed: it is no feed, or cannot be read; the cause is in plain words.
    """
    return parse(body, feed=feed, now=now, content_type=content_type)


def take_apart(
    folder: Path, body: bytes, feed: Feed, now: datetime, content_type: str | None
) -> tuple[Document, frozenset[str]]:
    """The same, and which of its entries (by id) carry cue words of the dossier: the others say nothing of it.

    Raises:
        FeedFailed: it is no feed, or cannot be read; the cause is in plain words.
    """
    document, reader = parse(body, feed=feed, now=now, content_type=content_type), reader_of(folder)
    return document, frozenset(entry.guid for entry in document.entries if _opens(reader, entry))


def take_in(
    folder: Path, body: bytes, feed: Feed, now: datetime, content_type: str | None
) -> tuple[Document, frozenset[str], dict[str, Reading | str]]:
    """The same with what these entries say, by id, as `read_entries` tells it: for a feed of which all is new.

    Raises:
        FeedFailed: it is no feed, or cannot be read; the cause is in plain words.
    """
    document, telling = take_apart(folder, body, feed, now, content_type)
    chosen = [entry for entry in document.entries if entry.guid in telling]
    found = read_entries(folder, chosen, feed)
    return document, telling, {entry.guid: said for entry, said in zip(chosen, found, strict=True)}


def read_entries(folder: Path, entries: Sequence[Entry], feed: Feed) -> list[Reading | str]:
    """What each of these entries says, in the same order; where our own code failed on one, where it did."""
    reader = reader_of(folder)
    return [_read(reader, entry, feed) for entry in entries]


def _opens(reader: Reader, entry: Entry) -> bool:
    try:
        return reader.opens(entry)
    except Exception:  # what is wrong with it will be told when it is read, by itself
        return True


def _read(reader: Reader, entry: Entry, feed: Feed) -> Reading | str:
    entry = replace(entry, text=entry.body)
    try:
        return reader.read(entry, zone=feed.zone, official_of=feed.official_of)
    except Exception as error:  # one entry's trouble must not keep the others of its feed from being read
        return "".join(traceback.format_exception(error))


@lru_cache(maxsize=2)
def reader_of(folder: Path) -> Reader:
    """The reader for a dossier, made once a process: compiling its words takes a while."""
    from bot.extraction import Reader  # who only sends work to a worker needs none of it

    return Reader(load_dossier(folder))
