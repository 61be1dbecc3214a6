"""One entry in two versions: whether its words were changed at all, and as of when the newer one is read. Pure."""

from __future__ import annotations

from dataclasses import replace

from storage.vocabulary import Entry, copies


def edited(old: Entry, new: Entry) -> Entry | None:
    """The newer version as it is to be read.

    None where no word was changed, the feed only gives less of the text, or it is an older one by its own date.

    Unless it was written anew it is read as of its first publication: what "today" means in it has not moved, however
    often its date is. The article that was fetched for it stays until it is fetched again.
    """
    if old.updated and new.updated and new.updated < old.updated:
        return None
    if _words(old.title) == _words(new.title) and _is_cut(_words(old.text), _words(new.text)):
        return None
    newer = replace(new, id=old.id, article=old.article, simhash=old.simhash if old.article else new.simhash)
    if new.published_given and not _nearly(old, new):
        return newer
    return replace(newer, published=min(old.published, new.published))


def _nearly(old: Entry, new: Entry) -> bool:
    return _words(old.title) == _words(new.title) or copies(old.simhash, new.simhash)


def _words(text: str) -> str:
    """The text whatever its line breaks and blanks."""
    return " ".join(text.split())


def _is_cut(whole: str, part: str) -> bool:
    """Whether a text is all or the beginning of another: feeds shorten what has been in them for a while."""
    return whole.startswith(part.rstrip(" .…[]"))
