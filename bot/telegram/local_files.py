"""The files that the local Bot API keeps, with the checks that Telegram makes of them."""

from __future__ import annotations

import struct

from bot.telegram.local_state import Json, LocalState, Refused

_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">8s4x4sII")
_PHOTO_BYTES, _FILE_BYTES = 10 * 1024 * 1024, 50 * 1024 * 1024
_SIDES, _RATIO = 10_000, 20


def take(state: LocalState, kind: str, name: str, content: bytes) -> Json:
    """Keeps a photo (a PNG) or a document: what a message then says of it.

    Raises:
        Refused: it is empty, too large, or no picture that Telegram would show.
    """
    if not content:
        raise Refused(400, "Bad Request: file must be non-empty")
    if len(content) > (_PHOTO_BYTES if kind == "photo" else _FILE_BYTES):
        raise Refused(413, "Request Entity Too Large")
    key = f"file-{len(state.files) + 1}"
    file: Json = {"file_id": key, "file_unique_id": key, "file_size": len(content)}
    shown = {"file_name": name} if kind == "document" else _size(content)
    state.files[key] = content
    return {kind: [file | shown] if kind == "photo" else file | shown, "file_name": name}


def _size(content: bytes) -> Json:
    """Width and height, as Telegram takes photos: at most 10,000 together, neither 20 times the other."""
    mark, chunk, width, height = _HEADER.unpack(content[: _HEADER.size].ljust(_HEADER.size, b"\0"))
    if (mark, chunk) != (_PNG, b"IHDR"):
        raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
    if width + height > _SIDES or max(width, height) > _RATIO * min(width, height):
        raise Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}
