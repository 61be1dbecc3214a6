"""Documents made to do harm cost less than a second and less than 100 MB, measured in a process of their own."""

from __future__ import annotations

import gzip
import subprocess
import sys
from functools import cache
from pathlib import Path

import brotli
import pytest
import zstandard

from bot.feeds.article import MOST_BYTES

FOLDER = Path(__file__).parents[2]
SECONDS, MEGABYTES = 1.0, 100.0
HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>x</title><description>'
END = b"</description></item></channel></rss>"
LONG = 8 * 1024 * 1024  # as much as is ever taken
_LETTERS = range(ord("b"), ord("k"))
LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in _LETTERS)

XML = {
    "a billion laughs": lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + LAUGHS + b"]>"
    + HEAD[21:] + b"&j;" + END,
    "quadratic entities": lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 7_000 + b'">]>'
    + HEAD[21:] + b"&a;" * 100_000 + END,
    "an entity of a file": lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///dev/zero">]>'
    + HEAD[21:] + b"&a;" + END,
    "a foreign document type": lambda: b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    + HEAD[21:] + END,
    "nested": lambda: HEAD + b"<a>" * (LONG // 3),
    "many elements": lambda: HEAD + b"<a/>" * (LONG // 4),
    "many attributes": lambda: b'<rss version="2.0" ' + b" ".join(b'a%d="1"' % n for n in range(500_000)) + b"/>",
    "brackets": lambda: HEAD + b"<" * LONG,
    "one long text": lambda: HEAD + b"word " * (LONG // 5) + END,
    "one long blank": lambda: HEAD + b"\n" * LONG + END,
    "markup nested in a text": lambda: HEAD + b"&lt;a&gt;" * (LONG // 10) + END,
    "character references": lambda: HEAD + b"&#1078;" * (LONG // 8) + END,
    "as much markup as is taken": lambda: HEAD + b"&lt;" * 499_000 + END,
    "as many characters as are taken": lambda: HEAD + b"&#1078;" * 499_000 + END,
    "as many elements as are taken": lambda: HEAD + END[:21]
    + b"<item><title>x</title></item>" * 14_500 + END[-16:],
    "UTF-32": lambda: (HEAD + b"<a>" * 500_000).decode().encode("utf-32"),
}  # fmt: skip
HTML = {
    "nested": lambda: b"<html><body>" + b"<div>" * 300_000,
    "never closed": lambda: b"<html><body>" + b"<p><b><i>" * 150_000,
    "a table without end": lambda: b"<html><body><table>" + b"<tr><td>" * 180_000,
    "one long text": lambda: b"<html><body><p>" + b"word " * 300_000,
    "as deeply nested as is taken": lambda: b"<html><body>" + b"<div>" * 19_000,
    "as many open elements as are taken": lambda: b"<html><body>" + b"<p><b><i>" * 6_600 + b"x" * 1_000_000,
    "as large a table as is taken": lambda: b"<html><body><table>" + b"<tr><td>x" * 9_900,
    "as many attributes as are taken": lambda: (
        b"<html><body>" + (b"<p " + b" ".join(b'a%d="1"' % n for n in range(499)) + b">x</p>") * 60
    ),
    "attributes": lambda: b"<html><body><p " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b">x</p>",
}
PACKED = {
    "gzip": lambda: _zeros(),  # noqa: PLW0108 (it stands further down)
    "gzip in gzip": lambda: gzip.compress(_zeros()),
    "br": lambda: brotli.compress(bytes(300_000_000), quality=1),
    "zstd": lambda: zstandard.compress(bytes(1_000_000_000), 1),
}
"""Each is made where it is measured: whoever only imports this file has no gigabyte to pack."""


@cache
def _zeros() -> bytes:
    return gzip.compress(bytes(1_000_000_000), 1)


_MEASURED = """
import resource, sys, time
sys.path[:] = {path!r}
from pathlib import Path
from datetime import datetime, UTC
from bot.errors import BotError
{imports}

def most():  # kilobytes; what getrusage says on Linux is at least what the parent process had
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

body = Path({file!r}).read_bytes()
before = most()
begun = time.process_time()
try:
    {call}
    how = "read"
except BotError as error:
    how = str(error)
took = time.process_time() - begun
print(took, (most() - before) / 1024, how, sep="|")
"""


def _cost(folder: Path, body: bytes, imports: str, call: str) -> tuple[float, float, str]:
    """Seconds of the processor, megabytes of memory above what was needed before, and how it ended."""
    file = folder / "bomb"
    file.write_bytes(body)
    script = _MEASURED.format(path=[str(FOLDER), *sys.path], imports=imports, file=str(file), call=call)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=100)
    took, memory, how = done.stdout.strip().split("|")
    print(f"\n{float(took):.2f} s, {float(memory):.0f} MB: {how}")
    return float(took), float(memory), how


def _cheap(cost: tuple[float, float, str], name: str = "") -> None:
    """What is within the limits has to be read, too: else its cost says nothing."""
    took, memory, how = cost
    assert how == "read" or not name.startswith("as "), how
    assert took < SECONDS, how
    assert memory < MEGABYTES, how


@pytest.mark.speed
@pytest.mark.parametrize("name", XML)
def test_of_xml(tmp_path: Path, name: str) -> None:
    imports = "from bot.feeds.parse import parse\nfrom storage.vocabulary import Feed"
    call = "parse(body, feed=Feed(url='https://x.example/'), now=datetime.now(UTC))"
    _cheap(_cost(tmp_path, XML[name](), imports, call), name)


@pytest.mark.speed
@pytest.mark.parametrize("coding", PACKED)
def test_of_compression(tmp_path: Path, coding: str) -> None:
    imports = "from bot.feeds.compression import decompress\nfrom bot.feeds.limits import Limits"
    encodings = "gzip, gzip" if " " in coding else coding
    cost = _cost(tmp_path, PACKED[coding](), imports, f"decompress(body, {encodings!r}, Limits().size)")
    _cheap(cost)
    assert cost[2] == "too large"


@pytest.mark.speed
@pytest.mark.parametrize("name", HTML)
def test_of_a_page_behind_an_entry(tmp_path: Path, name: str) -> None:
    imports = "from bot.feeds.article import read_article\nread_article(b'<p>x</p>', None, 'en')"
    _cheap(_cost(tmp_path, HTML[name]()[:MOST_BYTES], imports, "read_article(body, 'text/html', 'en')"), name)
