"""Every request has an id of ours and one line; health answers on any host name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from django.conf import settings
from django.test import Client

from ambito.observability import probes
from ambito.observability.probes import Probe
from ambito.tenancy.hooks import Hook
from ambito.tenancy.seats import Seat


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook[Probe]]:
    """Probes of this test alone, without what was kept."""
    hook: Hook[Probe] = Hook("test.probes")
    monkeypatch.setattr(probes, "every", hook)
    monkeypatch.setattr(probes, "_kept", None)
    yield hook
    Hook.every.remove(hook)  # type: ignore[arg-type]


def broken() -> None:
    raise ConnectionError("valkey at 10.0.0.7 refused Rossi")


def test_our_middlewares_are_the_outermost() -> None:
    names = [name.rpartition(".")[2] for name in settings.MIDDLEWARE[:2]]
    assert names == ["HealthMiddleware", "RequestMiddleware"]


def test_an_id_from_outside_is_ignored(client: Client, seat: Callable[[str], Seat]) -> None:
    seat("alpha")
    ids = {
        client.get("/nowhere", headers={"host": "alpha.ambito.test", "x-request-id": "Rossi"})["X-Request-Id"]
        for _ in range(2)
    }
    assert len(ids) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", identifier) for identifier in ids)


def test_a_request_has_one_line_without_its_path(
    client: Client, seat: Callable[[str], Seat], capsys: pytest.CaptureFixture[str]
) -> None:
    alpha = seat("alpha")
    capsys.readouterr()
    response = client.get("/people/rossi?q=rossi", headers={"host": "alpha.ambito.test"})
    written = capsys.readouterr().err
    [line] = [json.loads(line) for line in written.splitlines() if "request.done" in line]
    assert (line["method"], line["route"], line["status"]) == ("GET", "none", 404)
    assert (line["ente"], line["request_id"]) == (alpha.role, response["X-Request-Id"])
    assert "rossi" not in written


@pytest.mark.parametrize("host", ["10.1.2.3:8000", "[fd00::7]", "alpha.ambito.test", "unknown.example.org"])
def test_health_answers_on_any_host(client: Client, asked: Hook[Probe], host: str) -> None:
    asked.register(Probe("database", lambda: None))
    for path in ("/health/live", "/health/ready"):
        response = client.get(path, headers={"host": host})
        assert (response.status_code, response.json()["status"]) == (200, "ok")
        assert "no-store" in response["Cache-Control"]


def test_live_asks_nothing(client: Client, asked: Hook[Probe]) -> None:
    asked.register(Probe("cache", broken))
    assert client.get("/health/live").status_code == 200


def test_ready_tells_the_code_and_no_more(client: Client, asked: Hook[Probe]) -> None:
    asked.register(Probe("database", lambda: None))
    asked.register(Probe("cache", broken))
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "down", "down": ["cache"]}


def test_a_probe_that_hangs_is_not_waited_for(
    client: Client, asked: Hook[Probe], monkeypatch: pytest.MonkeyPatch
) -> None:
    end = Event()
    monkeypatch.setattr(probes, "PATIENCE", 0.05)
    asked.register(Probe("objects", lambda: end.wait(30) and None))
    assert client.get("/health/ready").json()["down"] == ["objects"]
    end.set()


def test_an_answer_is_kept_for_a_second(client: Client, asked: Hook[Probe]) -> None:
    times: list[int] = []
    asked.register(Probe("cache", lambda: times.append(1)))
    for _ in range(5):
        client.get("/health/ready")
    assert len(times) == 1


def test_the_database_is_asked_in_the_lobby(
    client: Client, seat: Callable[[str], Seat], asked: Hook[Probe]
) -> None:
    seat("alpha")
    asked.register(Probe("database", probes._database))
    assert client.get("/health/ready").json()["down"] == []


@pytest.mark.parametrize(
    ("code", "change"),
    [("cache", {"REDIS_URL": "redis://127.0.0.1:1"}), ("objects", {"S3_ENDPOINT_URL": "http://127.0.0.1:1"})],
)
def test_what_is_away_is_named(
    client: Client, asked: Hook[Probe], monkeypatch: pytest.MonkeyPatch, code: str, change: dict[str, str]
) -> None:
    for name, value in change.items():
        monkeypatch.setattr(settings, name, value)
    asked.register(Probe(code, {"cache": probes._cache, "objects": probes._objects}[code]))
    assert client.get("/health/ready").json()["down"] == [code]
