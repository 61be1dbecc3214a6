"""Unpacking, bounded: what real servers send, and what hostile ones do."""

import gzip
import zlib

import brotli
import pytest
import zstandard

from bot.feeds.compression import decompress
from bot.feeds.failures import FeedFailed

TEXT = b"Each side names the same number. " * 2_000
LIMIT = 100_000


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("packed", "encodings"),
    [
        pytest.param(TEXT, "", id="plain"),
        pytest.param(TEXT, "identity", id="identity"),
        pytest.param(gzip.compress(TEXT), "GZIP", id="gzip"),
        pytest.param(gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:]), "x-gzip", id="two members"),
        pytest.param(gzip.compress(TEXT) + bytes(64), "gzip", id="padded"),
        pytest.param(zlib.compress(TEXT), "deflate", id="deflate"),
        pytest.param(raw_deflate(TEXT), "deflate", id="deflate without a head"),
        pytest.param(brotli.compress(TEXT), "br", id="brotli"),
        pytest.param(zstandard.compress(TEXT), "zstd", id="zstd"),
        pytest.param(zstandard.compress(TEXT[:9]) + zstandard.compress(TEXT[9:]), "zstd", id="two frames"),
        pytest.param(gzip.compress(brotli.compress(TEXT)), "br, gzip", id="two layers"),
    ],
)
def test_unpacked(packed: bytes, encodings: str) -> None:
    assert decompress(packed, encodings, LIMIT) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_no_body_is_no_damage(coding: str) -> None:
    assert decompress(b"", coding, LIMIT) == b""


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        pytest.param(gzip.compress(TEXT)[:-20], "gzip", id="cut gzip"),
        pytest.param(brotli.compress(TEXT)[:-5], "br", id="cut brotli"),
        pytest.param(TEXT, "br", id="no brotli"),
        pytest.param(TEXT, "deflate", id="no deflate"),
    ],
)
def test_damage_is_named(packed: bytes, coding: str) -> None:
    with pytest.raises(FeedFailed, match="damaged compression"):
        decompress(packed, coding, LIMIT)


@pytest.mark.parametrize(("size", "fits"), [(LIMIT, True), (LIMIT + 1, False)])
@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", raw_deflate), ("br", brotli.compress), ("zstd", zstandard.compress)],
)
def test_the_limit_is_exact(coding: str, pack, size: int, fits: bool) -> None:
    packed = pack(bytes(size))

    if fits:
        assert len(decompress(packed, coding, LIMIT)) == size
    else:
        with pytest.raises(FeedFailed, match="too large"):
            decompress(packed, coding, LIMIT)


def test_thousands_of_members_cost_nothing() -> None:
    assert len(decompress(gzip.compress(b"x") * 50_000, "gzip", LIMIT)) <= 20
