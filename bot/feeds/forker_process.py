"""The inside of the process that workers are forked from: prepared once, then it forks and ends them as it is told.

It has one thread, and what it has loaded lies still: the workers share that memory, and each is there at once.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import struct
import traceback
from dataclasses import dataclass

from bot.feeds.worker_process import Limits, answer, prepare, work

ORDER = struct.Struct("!cI")
"""What the bot sends: FORK with the worker's number and its end of a socket, or KILL with a number."""
FORK, KILL = b"F", b"K"


@dataclass(slots=True)
class _Child:
    """A worker: its process, a copy of its end of the socket, and a pipe that ends when the process does.

    The copy is let go of once the process is gone, so the bot sees the socket's end only then.
    """

    number: int
    process: int
    end: int
    alive: int

    def let_go(self) -> None:
        os.close(self.end)
        os.close(self.alive)


def serve() -> None:
    """Fork workers until the bot closes the socket, or is gone; then none is left."""
    control = _take_control()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a service manager sends it to all; the bot ends its workers
    gc.disable()  # there is no garbage yet, and what is frozen unsearched leaves no gaps to be written into
    limits = prepare(control)
    gc.freeze()
    children: list[_Child] = []
    while _obey(control, children, limits):
        pass
    for child in children:
        os.kill(child.process, signal.SIGKILL)
    for child in children:  # else the dead would stay with who inherits them: in a container the bot itself, for good
        os.waitpid(child.process, 0)


def _take_control() -> socket.socket:
    """The socket to the bot, kept from anything that prints or reads."""
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return control


def _obey(control: socket.socket, children: list[_Child], limits: Limits) -> bool:
    """Wait for one thing and do it; whether the bot is still there."""
    ready, _, _ = select.select([control.fileno(), *(child.alive for child in children)], [], [])
    for child in [one for one in children if one.alive in ready]:
        os.waitpid(child.process, 0)
        child.let_go()
        children.remove(child)
    if control.fileno() not in ready:
        return True
    order, given, _, _ = socket.recv_fds(control, ORDER.size, 1)
    if len(order) < ORDER.size:
        return False
    what, number = ORDER.unpack(order)
    if what == FORK:
        _fork(number, given[0], control, children, limits)
    else:
        for child in children:
            if child.number == number:
                os.kill(child.process, signal.SIGKILL)
    return True


def _fork(number: int, end: int, control: socket.socket, children: list[_Child], limits: Limits) -> None:
    alive, held = os.pipe()
    try:
        process = os.fork()
    except OSError as error:
        with socket.socket(fileno=end) as bot:
            answer(bot, "raised", error)
        os.close(alive)
        os.close(held)
        return
    if process:
        os.close(held)
        children.append(_Child(number, process, end, alive))
        return
    try:  # the worker: nothing of the others stays open in it, and it never gets back to where orders are obeyed
        control.close()
        os.close(alive)
        for child in children:
            child.let_go()
        gc.enable()
        work(end, limits)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)
