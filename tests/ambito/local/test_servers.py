from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import psycopg
import pytest
import redis
from botocore.exceptions import ClientError

from ambito.local.errors import ChildFailedError
from ambito.local.ports import LOOPBACK, throwaway_port
from ambito.local.servers.objects import ObjectStore
from ambito.local.servers.postgres import Postgres
from ambito.local.servers.server import Server
from ambito.local.servers.valkey import Valkey


@contextmanager
def running(server: Server) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a folder with spaces, è"


def one(url: str, query: str) -> Any:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    return None if row is None else row[0]


def test_postgres_is_as_the_product_wants_it(folder: Path) -> None:
    server = Postgres(folder / "postgres", throwaway_port())
    with running(server):
        assert one(server.url(), "SHOW server_version").startswith("18.")
        assert one(server.url(), "SHOW server_encoding") == "UTF8"
        assert one(server.url(), "SHOW data_checksums") == "on"
        assert one(server.url(), "SHOW fsync") == "on"
        assert one(server.url(), "SHOW unix_socket_directories") == ""
        assert one(server.url(), "SHOW listen_addresses") == LOOPBACK
        assert int(one(server.url(), "SHOW max_locks_per_transaction")) >= 512
        assert one(server.url(), "SELECT datlocprovider FROM pg_database WHERE datname = 'template1'") == "b"


def test_postgres_keeps_its_data_and_lets_nobody_in_without_the_password(folder: Path) -> None:
    server = Postgres(folder / "postgres", throwaway_port())
    with running(server):
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'here'")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.url().replace(server.password, "guessed"))
    again = Postgres(folder / "postgres", throwaway_port())
    with running(again):
        assert one(again.url(), "TABLE kept") == "here"
    assert (folder / "postgres" / "password").stat().st_mode & 0o077 == 0


def test_a_taken_port_is_no_obstacle(folder: Path) -> None:
    wanted = throwaway_port()
    with socket.create_server((LOOPBACK, wanted)):
        server = Valkey(folder / "valkey", wanted)
        with running(server):
            assert server.port > wanted


def test_a_port_taken_between_the_look_and_the_start_is_no_obstacle(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = throwaway_port()
    with socket.create_server((LOOPBACK, wanted)):
        looks = iter([wanted, throwaway_port()])
        monkeypatch.setattr("ambito.local.servers.server.free_port", lambda _preferred: next(looks))
        server = Valkey(folder / "valkey", wanted)
        with running(server):
            assert server.port != wanted


def test_a_server_that_cannot_start_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Postgres(folder / "postgres", throwaway_port(), durable=False)
    server.prepare()
    (server.cluster / "PG_VERSION").write_text("9.6")
    with pytest.raises(ChildFailedError, match=r"PostgreSQL ended by itself[\s\S]*incompatible with server"):
        server.start()


def test_valkey_asks_for_its_password(folder: Path) -> None:
    server = Valkey(folder / "valkey", throwaway_port())
    with running(server):
        with redis.Redis.from_url(f"{server.url}/1") as known:
            assert known.set("key", "value")
            assert known.get("key") == b"value"
        with redis.Redis(port=server.port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()
    assert (folder / "valkey" / "valkey.conf").stat().st_mode & 0o077 == 0


def test_a_file_goes_to_the_s3_server_and_back(folder: Path) -> None:
    server = ObjectStore(folder / "objects", throwaway_port())
    with running(server):
        bucket = server.make_bucket("files")
        known = client(server, server.secret_key)
        known.put_object(Bucket=bucket, Key="town/attachment", Body=b"hello", Metadata={"kind": "letter"})
        found = known.get_object(Bucket=bucket, Key="town/attachment")
        assert found["Body"].read() == b"hello"
        assert {name.lower(): text for name, text in found["Metadata"].items()} == {"kind": "letter"}
        with pytest.raises(ClientError):
            client(server, "0" * 64).get_object(Bucket=bucket, Key="town/attachment")
        assert (folder / "objects" / "files" / "town" / "attachment").read_bytes() == b"hello"


def client(server: ObjectStore, secret_key: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=server.url,
        aws_access_key_id=server.access_key,
        aws_secret_access_key=secret_key,
        region_name="eu-south-1",
    )
