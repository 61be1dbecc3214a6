"""Developments as an Atom feed (RFC 4287): an entry each, under one id for ever, anew when something changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from handlers.export.rows import Told
from handlers.wording import badges, cite, headlines
from handlers.wording.card import card
from handlers.wording.language import Speech
from handlers.wording.markup import Html, is_web, join, plain
from storage import identity
from storage.vocabulary import Development, Dossier, without_login

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OWN_TAG = re.compile(r"</?tg-time[^>]*>")
_ADDRESSES = 20
"""Sources that are linked in one entry, the oldest ones."""


def feed(
    found: Iterable[Told],
    ours: UUID,
    dossier: Dossier,
    say: Speech,
    now: datetime,
    address: str = "",
    over: Callable[[Sequence[Told]], Iterator[Told]] = iter,
) -> bytes:
    """The feed; `address` is where it is going to be published, if that is known. `over` watches each go by."""
    told = list(found)
    root = ET.Element("feed", {"xmlns": _ATOM, _XML_LANG: say.language})
    _put(root, "id", uuid5(ours, "atom").urn)
    _put(root, "title", plain(say("Parley: {negotiation}", negotiation=say.text(dossier.name))))
    _put(root, "updated", _instant(max((moved(one) for one in told), default=now)))
    if address:
        ET.SubElement(root, "link", {"rel": "self", "href": address})
    _put(ET.SubElement(root, "author"), "name", "Parley")
    _put(root, "generator", "Parley")
    for one in over(told):
        _entry(root, one, ours, dossier, say)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: ET.Element, told: Told, ours: UUID, dossier: Dossier, say: Speech) -> None:
    one, at = told.development, moved(told)
    entry = ET.SubElement(root, "entry")
    _put(entry, "id", identity.of_development(ours, one.id).urn)
    _put(entry, "title", plain(_title(one, dossier, say)))
    _put(entry, "published", _instant(min(one.first_seen, at)))
    _put(entry, "updated", _instant(at))
    for term, label in ((one.kind.value, headlines.short(one, say)), (one.stage.value, badges.stage(one, say))):
        ET.SubElement(entry, "category", {"term": term, "label": plain(label)})
    for link in _links(one):
        ET.SubElement(entry, "link", {"rel": "via", "href": link})
    _put(entry, "summary", plain(cite.sentence(one, dossier, say, at)))
    _put(entry, "content", _as_web(card(one, dossier, say)), type="html")


def _title(one: Development, dossier: Dossier, say: Speech) -> Html:
    what = join((headlines.headline(one, dossier, say), headlines.when(one, say)), ", ")
    return say("Withdrawn: {what}", what=what) if one.retracted else what


def _links(one: Development) -> list[str]:
    """Where it was reported, each address once."""
    found = (without_login(report.link) for report in one.reports if report.link and is_web(report.link))
    return list(dict.fromkeys(found))[:_ADDRESSES]


def moved(told: Told) -> datetime:
    """When something that is shown of it changed last."""
    return max((step.at for step in told.changes), default=told.development.touched)


def _as_web(html: str) -> str:
    """Telegram's markup as other programs read it."""
    return _OWN_TAG.sub("", html).replace("<blockquote expandable>", "<blockquote>").replace("\n", "<br>\n")


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _put(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text
