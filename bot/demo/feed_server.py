"""Serves the sample feeds on loopback: an item shows once the demo's clock has passed its date."""

from __future__ import annotations

import hashlib
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

_ITEMS = ("item", "entry")
_DATES = ("pubDate", "published", "date", "updated")
_PREFIXES = {
    "": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}


class FeedServer:
    """A real HTTP server on a free port of 127.0.0.1, with ETags and conditional GET."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder, now))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(folder: Path, now: Callable[[], datetime]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = folder / Path(self.path).name
            if file.suffix != ".xml" or not file.is_file():
                self._answer(HTTPStatus.NOT_FOUND)
                return
            body = up_to(file.read_bytes(), now())
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == tag:
                self._answer(HTTPStatus.NOT_MODIFIED, etag=tag)
            else:
                self._answer(HTTPStatus.OK, body, tag)

        def _answer(self, status: HTTPStatus, body: bytes = b"", etag: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/xml")
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet: the terminal shows the chat."""

    return Handler


def up_to(document: bytes, moment: datetime) -> bytes:
    """The feed as it stood at that moment: without the items of later date."""
    for prefix, namespace in _PREFIXES.items():
        ET.register_namespace(prefix, namespace)
    root = ET.fromstring(document)  # noqa: S314 (our own sample files)
    for parent in list(root.iter()):
        for child in [c for c in parent if _name(c) in _ITEMS]:
            if _date(child) > moment:
                parent.remove(child)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _date(item: ET.Element) -> datetime:
    """An item's own date: RFC 822 in RSS, ISO 8601 elsewhere."""
    found = {_name(child): (child.text or "").strip() for child in item}
    text = next(found[name] for name in _DATES if found.get(name))
    moment = parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text)
    return moment.astimezone(UTC)
