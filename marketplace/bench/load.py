"""A load generator for this machine alone: keep-alive connections that ask one page after the other, timed one by one.

`press()` runs it as a process of its own, so that it never shares an interpreter with what it measures. Run as a script it is
plain standard library: nothing of Django is loaded and its own cost stays small."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

NEAR = {"127.0.0.1", "localhost", "::1"}
LONGEST = 300.0  # seconds; nobody presses by accident for hours
MOST_CONNECTIONS = 256


@dataclass(frozen=True)
class Ask:
    """One request. The header lines of a browser's session go into `headers`."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def wire(self, host: str) -> bytes:
        body = self.body.encode()
        headers = {"Host": host, "User-Agent": "isoko-bench", "Accept": "*/*", **self.headers}
        if body or self.method != "GET":
            headers["Content-Length"] = str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{head}\r\n".encode() + body


@dataclass(frozen=True)
class Load:
    """What the server did under the load: answers a second, latencies in milliseconds, answers by status."""

    rate: float
    p50: float
    p95: float
    p99: float
    requests: int
    failures: int  # statuses from 400 on, and connections that broke
    seconds: float
    bytes_each: float
    statuses: dict[str, int]


class NotNear(ValueError):
    """The load generator was pointed at another machine."""


def press(url: str, asks: list[Ask | str], *, seconds: float = 5.0, connections: int = 8, warm_up: float = 1.0) -> Load:
    """Ask for the paths in turn over keep-alive connections and time each answer. Raises NotNear for a foreign host."""
    if urlsplit(url).hostname not in NEAR:
        raise NotNear(url)
    order = {
        "url": url,
        "asks": [asdict(Ask(ask) if isinstance(ask, str) else ask) for ask in asks],
        "seconds": min(seconds, LONGEST),
        "connections": min(connections, MOST_CONNECTIONS),
        "warm_up": warm_up,
    }
    done = subprocess.run(
        [sys.executable, str(Path(__file__))], input=json.dumps(order), capture_output=True, text=True, check=True, timeout=LONGEST + 60
    )
    return Load(**json.loads(done.stdout))


# The process of its own ---------------------------------------------------------------------------------------------


class Tally:
    def __init__(self, wires: list[bytes], counts_from: float, ends: float) -> None:
        self.wires, self.counts_from, self.ends = wires, counts_from, ends
        self.next = 0
        self.times: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.bytes = self.broken = 0

    def take(self) -> bytes:
        self.next += 1
        return self.wires[self.next % len(self.wires)]


class Asker(asyncio.Protocol):
    """One connection: ask, read the whole answer, note the time, ask again until the end."""

    def __init__(self, tally: Tally, over: asyncio.Future) -> None:
        self.tally, self.over, self.buffer, self.needs = tally, over, b"", None

    def connection_made(self, transport) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.asked, self.buffer, self.needs = time.perf_counter(), b"", None
        self.transport.write(self.tally.take())

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.needs is None:
            head, gap, _ = self.buffer.partition(b"\r\n\r\n")
            if not gap:
                return
            self.status, lines = head[9:12].decode(), head.lower().split(b"\r\n")[1:]
            fields = dict(line.split(b":", 1) for line in lines)
            is_chunked = b"chunked" in fields.get(b"transfer-encoding", b"")
            self.needs = -1 if is_chunked else len(head) + 4 + int(fields.get(b"content-length", b"0"))
        if self.buffer.endswith(b"0\r\n\r\n") if self.needs == -1 else len(self.buffer) >= self.needs:
            self._note()

    def _note(self) -> None:
        now, tally = time.perf_counter(), self.tally
        if now >= tally.ends:
            self.transport.close()
            return
        if self.asked >= tally.counts_from:
            tally.times.append(now - self.asked)
            tally.statuses[self.status] += 1
            tally.bytes += len(self.buffer)
        self._ask()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(None)


async def keep_asking(host: str, port: int, tally: Tally) -> None:
    loop = asyncio.get_running_loop()
    while time.perf_counter() < tally.ends:
        over = loop.create_future()
        try:
            transport, _ = await loop.create_connection(lambda over=over: Asker(tally, over), host, port)
            await asyncio.wait_for(over, max(tally.ends - time.perf_counter(), 0) + 10)
            transport.close()
        except (TimeoutError, OSError):
            await asyncio.sleep(0.05)
        if time.perf_counter() < tally.ends:
            tally.broken += 1


async def generate(url: str, asks: list[dict], seconds: float, connections: int, warm_up: float) -> dict:
    place = urlsplit(url)
    starts = time.perf_counter()
    tally = Tally([Ask(**ask).wire(place.netloc) for ask in asks], starts + warm_up, starts + warm_up + seconds)
    await asyncio.gather(*(keep_asking(place.hostname, place.port, tally) for _ in range(connections)))
    times = sorted(tally.times) or [0.0]

    def at(share: float) -> float:
        return round(times[min(int(len(times) * share), len(times) - 1)] * 1000, 2)

    refused = sum(count for status, count in tally.statuses.items() if status >= "400")
    load = Load(
        rate=round(len(tally.times) / seconds, 1),
        p50=at(0.50),
        p95=at(0.95),
        p99=at(0.99),
        requests=len(tally.times),
        failures=refused + tally.broken,
        seconds=seconds,
        bytes_each=round(tally.bytes / max(len(tally.times), 1)),
        statuses=dict(tally.statuses),
    )
    return asdict(load)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(generate(**json.load(sys.stdin)))))
