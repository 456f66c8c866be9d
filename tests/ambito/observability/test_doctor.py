"""The doctor finds each illness, and says what to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from ambito.observability import doctor, examinations
from ambito.observability.doctor import Examination, Finding
from ambito.tenancy.hooks import Hook
from ambito.tenancy.seats import Seat


@pytest.fixture(autouse=True)
def here(seat: Callable[[str], Seat]) -> None:
    """The test database is there."""


def test_a_healthy_process_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [".ambito.test"])  # pytest-django adds its own
    for look in (
        examinations.login_is_humble,
        examinations.login_may_become,
        examinations.session_starts_empty,
        examinations.server_is_known,
        examinations.pooler_is_safe,
        examinations.cache_keys_have_a_town,
        examinations.builder_is_away,
        examinations.nothing_is_shown,
        examinations.domain_is_set,
        examinations.rooms_are_joined,
    ):
        assert look().state == "ok", look


@pytest.mark.parametrize(
    ("look", "name", "value", "state"),
    [
        (examinations.cache_keys_have_a_town, "CACHES", {"default": {"BACKEND": "x"}}, "bad"),
        (examinations.nothing_is_shown, "DEBUG", True, "bad"),
        (examinations.nothing_is_shown, "LOGGING", {"readable": True}, "bad"),
        (examinations.domain_is_set, "ALLOWED_HOSTS", ["*"], "bad"),
        (examinations.secret_is_long, "SECRET_KEY", "short", "bad"),
    ],
)
def test_a_wrong_setting_is_found(
    monkeypatch: pytest.MonkeyPatch, look: Callable[[], Finding], name: str, value: Any, state: str
) -> None:
    monkeypatch.setattr(settings, name, value)
    finding = look()
    assert finding.state == state
    assert finding.remedy


def test_localhost_is_worth_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "AMBITO_BASE_DOMAIN", "localhost:8000")
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [".localhost"])
    assert examinations.domain_is_set().state == "warn"


def test_a_builder_in_a_web_process_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASES", {"default": {}})
    monkeypatch.setenv("BUILDER_DATABASE_URL", "postgresql://x")
    assert examinations.builder_is_away().state == "bad"
    monkeypatch.delenv("BUILDER_DATABASE_URL")
    assert examinations.builder_is_away().state == "ok"


@pytest.mark.parametrize("options", [{"prepare_threshold": 5}, {"server_side_binding": True}])
def test_prepared_statements_are_found(monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]) -> None:
    monkeypatch.setattr(settings, "DATABASES", {"default": {"OPTIONS": options}})
    assert examinations.pooler_is_safe().state == "bad"


def test_an_empty_required_hook_is_found() -> None:
    hook: Hook[object] = Hook("test.nobody", required=True)
    try:
        assert "test.nobody" in examinations.rooms_are_joined().sentence
    finally:
        Hook.every.remove(hook)


@pytest.fixture
def superuser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Changes the catalogue as its superuser, and back."""
    back: list[str] = []
    dsn = psycopg.conninfo.make_conninfo(
        os.environ["AMBITO_TEST_SUPERUSER_URL"],
        dbname=connections["default"].settings_dict["NAME"],
    )

    with psycopg.connect(dsn, autocommit=True) as connection:

        def change(statement: str, undo: str) -> None:
            connection.execute(statement)
            back.append(undo)

        yield change
        for undo in back:
            connection.execute(undo)


def test_rights_of_the_login_are_found(superuser: Callable[..., None]) -> None:
    superuser("CREATE SCHEMA loft AUTHORIZATION test_app", "DROP SCHEMA loft")
    finding = examinations.login_is_humble()
    assert (finding.state, "owner of something" in finding.sentence) == ("bad", True)


def test_a_role_too_many_is_found(superuser: Callable[..., None]) -> None:
    superuser('GRANT "test_towns" TO "test_app"', 'REVOKE "test_towns" FROM "test_app"')
    assert examinations.login_may_become().state == "bad"


def test_an_unsafe_commit_is_found() -> None:
    """The tests' own server trades durability for speed."""
    assert examinations.writes_are_durable().state == "bad"


def test_the_report_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    hook: Hook[Examination] = Hook("test.examinations")
    monkeypatch.setattr(doctor, "examinations", hook)
    said: list[str] = []
    hook.register(Examination("first", lambda: Finding("warn", "so so", "rest")))
    assert doctor.report(said.append) is True
    hook.register(Examination("second", lambda: 1 / 0))  # type: ignore[arg-type, return-value]
    hook.register(Examination("third", lambda: Finding("ok", "well")))
    said.clear()
    assert doctor.report(said.append) is False
    Hook.every.remove(hook)  # type: ignore[arg-type]
    assert said == [
        "warn first: so so",
        "     → rest",
        "bad  second: cannot be examined: ZeroDivisionError",
        "     → see the log",
        "ok   third: well",
    ]


def test_every_examination_of_this_room_is_registered() -> None:
    assert {name for name, _ in doctor.examined()} >= set(examinations.EVERY)
