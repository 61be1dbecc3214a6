"""Taking a compressed body apart without being blown up: output is bounded, not only input."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]
import zstandard

from bot.feeds.failures import FeedFailed

ACCEPTED = "gzip, br, zstd"

_ZSTD_WINDOW = 8 * 1024 * 1024  # what RFC 9659 asks every receiver to hold
_MOST_LAYERS = 2
_MOST_MEMBERS = 16
_GZIP_MAGIC = b"\x1f\x8b"


def decompress(body: bytes, encodings: str, limit: int) -> bytes:
    """The body with its Content-Encoding undone; at most `limit` bytes ever exist.

    Raises:
        FeedFailed: too large, damaged, or packed in a way that nobody was asked for.
    """
    if not body:  # an answer without a body may still name a compression
        return body
    layers = [one for one in encodings.lower().replace(" ", "").split(",") if one not in {"", "identity"}]
    if len(layers) > _MOST_LAYERS or not set(layers) <= _UNPACK.keys():
        raise FeedFailed("unknown compression")
    for layer in reversed(layers):
        try:
            body = _UNPACK[layer](body, limit + 1)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise FeedFailed("damaged compression") from error
        if len(body) > limit:
            raise FeedFailed("too large")
    return body


def _inflate(window: int) -> Callable[[bytes, int], bytes]:
    def unpack(body: bytes, limit: int) -> bytes:
        whole = _member(window, body, limit)
        while whole.rest.startswith(_GZIP_MAGIC) and len(whole.data) < limit and whole.members < _MOST_MEMBERS:
            whole = whole.with_next(_member(window, whole.rest, limit - len(whole.data)))
        return whole.data

    return unpack


class _Members(NamedTuple):
    """The members of a gzip file unpacked so far (there may be several), and what follows them."""

    data: bytes
    rest: bytes
    members: int = 1

    def with_next(self, other: _Members) -> _Members:
        return _Members(self.data + other.data, other.rest, self.members + 1)


def _member(window: int, body: bytes, limit: int) -> _Members:
    stream = zlib.decompressobj(window)
    data = stream.decompress(body, limit)
    if not stream.eof and len(data) < limit:
        raise zlib.error("cut")
    return _Members(data, stream.unused_data)


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(zlib.MAX_WBITS)(body, limit)
    except zlib.error:  # many servers leave the zlib header out
        return _inflate(-zlib.MAX_WBITS)(body, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    whole = bytearray(stream.process(body, output_buffer_limit=limit))
    while len(whole) < limit and not stream.can_accept_more_data():
        whole += stream.process(b"", output_buffer_limit=limit - len(whole))
    if len(whole) < limit and not stream.is_finished():
        raise brotli.error("cut")
    return bytes(whole)


def _zstd(body: bytes, limit: int) -> bytes:
    reader = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(
        io.BytesIO(body), read_across_frames=True
    )
    return reader.read(limit)


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflate(zlib.MAX_WBITS | 16),
    "x-gzip": _inflate(zlib.MAX_WBITS | 16),
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
