"""Buyers who all press one button at the same moment: each sends one request, over as many keep-alive connections as asked for.

Like load.py it runs as a process of its own in plain standard library; unlike it, every request is somebody else's and is sent once."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LONGEST = 300.0


@dataclass(frozen=True)
class Answer:
    """When it was asked and answered, in seconds from the first request of all; status 0 where nobody answered."""

    asked: float
    answered: float
    status: int

    @property
    def took(self) -> float:
        return self.answered - self.asked


def press_once(url: str, wires: list[bytes], *, connections: int) -> list[Answer]:
    """Send each request once, in their order, and time each answer. Works on this machine alone."""
    if urlsplit(url).hostname != "127.0.0.1":
        raise ValueError(url)
    with tempfile.NamedTemporaryFile("w+") as order:
        json.dump({"url": url, "wires": [wire.decode("latin-1") for wire in wires], "connections": connections}, order)
        order.flush()
        done = subprocess.run(
            [sys.executable, str(Path(__file__)), order.name], capture_output=True, text=True, check=True, timeout=LONGEST + 60
        )
    return [Answer(*row) for row in json.loads(done.stdout)]


# The process of its own ---------------------------------------------------------------------------------------------


class Buyer(asyncio.Protocol):
    """One connection: it sends one request, waits for the whole answer, and takes the next."""

    def __init__(self, waiting: list[tuple[int, bytes]], answers: list, over: asyncio.Future) -> None:
        self.waiting, self.answers, self.over = waiting, answers, over

    def connection_made(self, transport) -> None:
        self.transport = transport

    def begin(self) -> None:
        if not self.waiting:
            self.transport.close()
            return
        self.place, wire = self.waiting.pop()
        self.buffer, self.needs, self.asked = b"", None, time.perf_counter()
        self.transport.write(wire)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.needs is None:
            head, gap, _ = self.buffer.partition(b"\r\n\r\n")
            if not gap:
                return
            fields = dict(line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:])
            self.needs = len(head) + 4 + int(fields.get(b"content-length", b"0"))
        if len(self.buffer) >= self.needs:
            self.answers[self.place] = (self.asked, time.perf_counter(), int(self.buffer[9:12]))
            self.begin()

    def connection_lost(self, _error: Exception | None) -> None:
        if getattr(self, "place", None) is not None and self.answers[self.place] is None:
            self.answers[self.place] = (self.asked, time.perf_counter(), 0)
        if not self.over.done():
            self.over.set_result(None)


async def generate(url: str, wires: list[str], connections: int) -> list:
    place, loop = urlsplit(url), asyncio.get_running_loop()
    waiting = [(number, wire.encode("latin-1")) for number, wire in enumerate(wires)][::-1]
    answers: list = [None] * len(wires)
    buyers, overs = [], []
    for _ in range(min(connections, len(wires))):  # all are connected before the first one asks
        over = loop.create_future()
        _transport, buyer = await loop.create_connection(lambda over=over: Buyer(waiting, answers, over), place.hostname, place.port)
        buyers.append(buyer)
        overs.append(over)
    start = time.perf_counter()
    for buyer in buyers:
        buyer.begin()
    await asyncio.wait(overs, timeout=LONGEST)
    return [((asked - start), (answered - start), status) for asked, answered, status in (one or (start, start, 0) for one in answers)]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(generate(**json.loads(Path(sys.argv[1]).read_text())))))
