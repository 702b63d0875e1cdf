"""A push service that takes everything: `python -m bench.push_sink CERTIFICATE KEY` prints its port, then answers 201.

As little work a message as Python allows, so that the sender is what is measured. It counts
what arrived; `GET /taken` says how many, so that nobody is timed who did not deliver.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import sys

LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nLocation: /message\r\n\r\n"


class Sink(asyncio.Protocol):
    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.pending = transport, b""

    def data_received(self, received: bytes) -> None:
        self.pending += received
        while (end := self.pending.find(b"\r\n\r\n")) >= 0:
            head = self.pending[:end]
            length = LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self.pending) < whole:
                return
            self.pending = self.pending[whole:]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        if head.startswith(b"GET"):
            body = str(Sink.taken).encode()
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        elif b"aes128gcm" in head:
            Sink.taken += 1
            self.transport.write(CREATED)
        else:
            self.transport.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


async def serve(certificate: str, key: str) -> None:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate, key)
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0, ssl=trust, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:3]))
