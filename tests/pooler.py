"""A small PostgreSQL pooler in transaction mode, for machines without pgbouncer.

A client holds a server connection from its first message until the server says that no transaction is open;
then the next client may get it, with whatever session state was left on it. That is all a pooler has to do
to mix up clients that keep state in the session.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from psycopg import pq

REPORTED = (
    "server_version",
    "client_encoding",
    "server_encoding",
    "TimeZone",
    "DateStyle",
    "IntervalStyle",
    "integer_datetimes",
    "standard_conforming_strings",
)
SSL_REQUEST, GSS_REQUEST = 80877103, 80877104
ENDS_A_TURN = b"QS"


class Pooler:
    """Listens on 127.0.0.1:`port`; `size` server connections to `dsn` are shared by all clients."""

    def __init__(self, dsn: str, size: int) -> None:
        self.dsn = dsn
        self.size = size
        self.port = 0
        self.clients = 0

    async def serve(self, ready: Event, stop: asyncio.Event) -> None:
        self.free: asyncio.Queue[Server] = asyncio.Queue()
        servers = [await Server.connect(self.dsn) for _ in range(self.size)]
        for server in servers:
            self.free.put_nowait(server)
        self.greeting = servers[0].greeting
        listener = await asyncio.start_server(self.client, "127.0.0.1", 0)
        self.port = listener.sockets[0].getsockname()[1]
        ready.set()
        async with listener:
            await stop.wait()
        for server in servers:
            server.close()

    async def client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.clients += 1
        try:
            await self.greet(reader, writer)
            await self.turns(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            (length,) = struct.unpack("!I", await reader.readexactly(4))
            body = await reader.readexactly(length - 4)
            if struct.unpack("!I", body[:4])[0] not in {SSL_REQUEST, GSS_REQUEST}:
                break
            writer.write(b"N")
        writer.write(self.greeting)

    async def turns(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server: Server | None = None
        try:
            while True:
                kind, message = await read_message(reader)
                if kind == b"X":
                    return
                server = server or await self.free.get()
                server.writer.write(message)
                if kind in ENDS_A_TURN and await server.answer(writer) == b"I":
                    self.free.put_nowait(server)
                    server = None
        finally:
            if server is not None:
                await server.roll_back()
                self.free.put_nowait(server)


class Server:
    """One connection to PostgreSQL, opened by libpq and then spoken to in raw messages."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: pq.PGconn, greeting: bytes
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.link = link  # libpq ends the session when this is collected
        self.greeting = greeting

    @classmethod
    async def connect(cls, dsn: str) -> Server:
        link = pq.PGconn.connect(dsn.encode())
        assert link.status == pq.ConnStatus.OK, link.error_message
        parameters = b"".join(
            packed(b"S", name.encode() + b"\0" + (link.parameter_status(name.encode()) or b"") + b"\0")
            for name in REPORTED
        )
        raw = socket.socket(fileno=os.dup(link.socket))
        raw.setblocking(False)
        reader, writer = await asyncio.open_connection(sock=raw)
        greeting = packed(b"R", b"\0\0\0\0") + parameters + packed(b"K", b"\0" * 8) + packed(b"Z", b"I")
        return cls(reader, writer, link, greeting)

    async def answer(self, client: asyncio.StreamWriter | None) -> bytes:
        """Pass everything on up to ReadyForQuery; its transaction status."""
        while True:
            kind, message = await read_message(self.reader)
            if client is not None:
                client.write(message)
            if kind == b"Z":
                return message[-1:]

    async def roll_back(self) -> None:
        self.writer.write(packed(b"Q", b"ROLLBACK\0"))
        await self.answer(None)

    def close(self) -> None:
        self.writer.close()
        self.link.finish()


async def read_message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readexactly(5)
    (length,) = struct.unpack("!I", head[1:])
    return head[:1], head + await reader.readexactly(length - 4)


def packed(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!I", len(body) + 4) + body


@contextmanager
def pooling(dsn: str, size: int) -> Iterator[Pooler]:
    """A running pooler; stopped on leaving."""
    pooler, ready = Pooler(dsn, size), Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(pooler.serve(ready, stop))
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = Thread(target=run, name="pooler")
    thread.start()
    assert ready.wait(10)
    try:
        yield pooler
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
