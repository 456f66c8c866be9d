"""A log line holds registered keys of registered shapes, whoever writes it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
import structlog
from django.conf import settings

from ambito.observability import keys, logs
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import Seat

NAME = "Anna Rossi"
Lines = Callable[[], list[dict[str, object]]]
log = structlog.get_logger()


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_registered_keys_pass_and_others_are_named(lines: Lines) -> None:
    log.info("case.closed", count=3, person=NAME)
    [line] = lines()
    assert line.pop("timestamp")
    assert line == {"event": "case.closed", "level": "info", "count": 3, "left_out": ["person"]}


@pytest.mark.parametrize("key", ["ente", "route", "code", "task_id", "status", "at", "errors", "method"])
def test_a_registered_key_refuses_a_sentence(lines: Lines, key: str) -> None:
    log.info("case.closed", **{key: NAME})
    assert lines()[0][key] == keys.REFUSED


def test_a_sentence_is_no_event(lines: Lines) -> None:
    sentence = f"closed the case of {NAME}"
    log.info(sentence)
    assert lines()[0]["event"] == "unnamed"


def test_an_exception_is_told_without_its_text(lines: Lines) -> None:
    try:
        int(NAME)
    except ValueError:
        log.exception("case.failed")
    [line] = lines()
    assert line["errors"] == ["ValueError"]
    assert "test_logs.py:" in str(line["at"])
    assert NAME not in str(line)


@pytest.mark.parametrize("level", [logging.INFO, logging.WARNING, 35, logging.CRITICAL])
def test_the_standard_library_ends_in_the_same_lines(lines: Lines, level: int) -> None:
    logging.getLogger("some.library").log(level, "about %s", NAME, extra={"person": NAME})
    [line] = lines()
    assert (line["logger"], line["event"]) == ("some.library", "library")
    assert "test_logs.py:" in str(line["at"])
    assert NAME not in str(line)


def test_handlers_of_libraries_are_taken_away(lines: Lines, capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("gunicorn.error")
    logger.addHandler(logging.StreamHandler())
    logs.bridge()
    assert logger.handlers == []
    logger.error(NAME)
    assert NAME not in capsys.readouterr().err


def test_the_ente_is_in_every_line_of_its_transaction(lines: Lines, seat: Callable[[str], Seat]) -> None:
    alpha = seat("alpha")
    lines()
    with enter(alpha):
        log.info("case.closed")
    with enter_function("signin"):
        log.info("case.closed")
    first, second = lines()
    assert (first["ente"], second["function"]) == (alpha.role, "signin")
    assert "ente" not in second


def test_a_key_has_one_shape() -> None:
    keys.allow("loft_number", keys.NUMBER)
    keys.allow("loft_number", keys.NUMBER)
    with pytest.raises(ValueError, match="another shape"):
        keys.allow("loft_number", keys.CODE)


def test_a_developer_may_read_everything(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure({"readable": True})
    try:
        logging.getLogger("some.library").info("about %s", NAME)
    finally:
        logs.configure(settings.LOGGING)
    assert NAME in capsys.readouterr().err
