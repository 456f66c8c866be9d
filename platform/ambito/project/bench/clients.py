"""Clients over loopback: one kept connection each, and as little work of their own as can be."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ambito.project.bench.figures import seconds

READ_AT_ONCE = 65536


class Client:
    """HTTP/1.1 on one connection; anything but 200 ends the measurement."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, host: str, path: str) -> bytes:
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head, _, body = self._more(b"", b"\r\n\r\n").partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(head.decode(errors="replace"))
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self._socket.recv(READ_AT_ONCE)
        return body

    def _more(self, read: bytes, until: bytes) -> bytes:
        while until not in read:
            piece = self._socket.recv(READ_AT_ONCE)
            if not piece:
                raise ConnectionError("the server hung up")
            read += piece
        return read

    def close(self) -> None:
        self._socket.close()


def answer(port: int, host: str, path: str) -> Any:
    """The JSON of one answer."""
    client = Client(port)
    try:
        return json.loads(client.ask(host, path))
    finally:
        client.close()


class Crowd:
    """Several clients that ask at once, each its share, passing from host to host."""

    def __init__(self, port: int, size: int, hosts: Sequence[str], path: str) -> None:
        self._clients = [Client(port) for _ in range(size)]
        self._threads = ThreadPoolExecutor(size)
        self._hosts = hosts
        self._path = path

    def throughput(self, requests: int) -> float:
        """Answers in a second."""
        share = requests // len(self._clients)
        taken = seconds(
            lambda: list(self._threads.map(lambda client: self._ask(client, share), self._clients))
        )
        return share * len(self._clients) / taken

    def _ask(self, client: Client, share: int) -> None:
        for number in range(share):
            client.ask(self._hosts[number % len(self._hosts)], self._path)

    def close(self) -> None:
        self._threads.shutdown()
        for client in self._clients:
            client.close()
