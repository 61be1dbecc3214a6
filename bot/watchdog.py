"""Word to systemd that this process runs, and that its event loop still turns (sd_notify(3))."""

from __future__ import annotations

import os
import socket
from contextlib import suppress

ALIVE = b"READY=1\nWATCHDOG=1"


def tell() -> None:
    """One datagram to whoever started the process, if it asked for any; it is never waited for.

    That the process is ready is said each time: to hear it again changes nothing.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.sendto(ALIVE, f"\0{address[1:]}" if address.startswith("@") else address)
