"""A wire that counts: a port of this machine before a server, and how many bytes the server sent through it.

Everything a visit costs is counted, headers, pictures, worker and all, whatever the browser says of it.
"""

from __future__ import annotations

import asyncio
import threading
from typing import Self


class Wire:
    def __init__(self, port: int, server: int) -> None:
        self.port, self._server = port, server
        self.carried = 0
        """Bytes from the server to whoever asked."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _open(self) -> None:
        self._listener = await asyncio.start_server(self._connect, "127.0.0.1", self.port)

    async def _close(self) -> None:
        self._listener.close()
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._server)
        try:
            await asyncio.gather(self._carry(reader, to_server), self._carry(from_server, writer, count=True))
        except (OSError, asyncio.CancelledError):
            pass  # a browser hangs up when it likes
        finally:
            writer.close()
            to_server.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, count: bool = False) -> None:
        while piece := await reader.read(65536):
            self.carried += len(piece) if count else 0
            writer.write(piece)
            await writer.drain()
        writer.close()
