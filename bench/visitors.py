"""Visitors with kept-alive connections: `python -m bench.visitors '{"port": …, "path": …, …}'` prints what they got."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Mapping
from time import perf_counter

LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)


class Visitor(asyncio.Protocol):
    def __init__(self, asked: bytes, until: float) -> None:
        self.request, self.until = asked, until
        self.waits: list[float] = []
        self.carried = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.received, self.missing = b"", -1
        self.asked_at = perf_counter()
        self.transport.write(self.request)

    def data_received(self, received: bytes) -> None:
        if self.missing < 0:
            self.received += received
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.received[:end]
            length = LENGTH.search(head)
            if not head.startswith(b"HTTP/1.1 200") or length is None:
                self.done.set_exception(RuntimeError(head.decode(errors="replace")))
                self.transport.close()
                return
            self.carried += end + 4 + int(length[1])
            self.missing = int(length[1]) - (len(self.received) - end - 4)
        else:
            self.missing -= len(received)
        if self.missing <= 0:
            self._answered()

    def _answered(self) -> None:
        now = perf_counter()
        self.waits.append(now - self.asked_at)
        if now < self.until:
            self._ask()
        else:
            self.transport.close()
            self.done.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or RuntimeError("the server hung up"))


async def visit(port: int, path: str, headers: Mapping[str, str], seconds: float, connections: int) -> dict[str, float]:
    lines = [f"{name}: {value}\r\n" for name, value in {"Host": f"localhost:{port}", **headers}.items()]
    request = f"GET {path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode()
    loop = asyncio.get_running_loop()
    began = perf_counter()
    opened = [await loop.create_connection(lambda: Visitor(request, began + seconds), "127.0.0.1", port)
              for _ in range(connections)]
    visitors = [visitor for _, visitor in opened]
    await asyncio.gather(*(visitor.done for visitor in visitors))
    elapsed = perf_counter() - began
    waits = sorted(wait for visitor in visitors for wait in visitor.waits)
    return {
        "pages_a_second": len(waits) / elapsed,
        "p50": waits[len(waits) // 2] * 1000,
        "p99": waits[int(len(waits) * 0.99)] * 1000,
        "bytes_a_page": sum(visitor.carried for visitor in visitors) / len(waits),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(visit(**json.loads(sys.argv[1])))))
