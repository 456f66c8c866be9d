"""PostgreSQL as root where user namespaces are forbidden, as in many containers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ambito.local.errors import LocalError
from ambito.local.servers import unprivileged

PROGRAM = "/bin/true"


@pytest.fixture
def given_away(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was given to the account nobody, as root."""
    given: list[Path] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(unprivileged, "_give_to_nobody", given.append)
    return given


def allow(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    monkeypatch.setattr(unprivileged, "_works", lambda *command: command[0] in programs)


def test_an_ordinary_user_needs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert unprivileged.prefix_for(PROGRAM, tmp_path) == ()


def test_root_gets_a_namespace_and_keeps_its_files(
    monkeypatch: pytest.MonkeyPatch, given_away: list[Path], tmp_path: Path
) -> None:
    allow(monkeypatch, "unshare", "setpriv")
    assert unprivileged.prefix_for(PROGRAM, tmp_path)[0] == "unshare"
    assert given_away == []


def test_without_namespaces_root_becomes_nobody(
    monkeypatch: pytest.MonkeyPatch, given_away: list[Path], tmp_path: Path
) -> None:
    allow(monkeypatch, "setpriv")
    assert unprivileged.prefix_for(PROGRAM, tmp_path)[0] == "setpriv"
    assert given_away == [tmp_path]


def test_without_both_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, given_away: list[Path], tmp_path: Path
) -> None:
    allow(monkeypatch)
    with pytest.raises(LocalError, match="Start the command as an ordinary user"):
        unprivileged.prefix_for(PROGRAM, tmp_path)
