"""A clock that stands where a test puts it. Product code asks `django.utils.timezone` alone (ruff DTZ)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

ROME = ZoneInfo("Europe/Rome")


class Clock:
    """`clock.stand("2026-03-29 01:59")` in Rome, then `clock.pass_by(minutes=2)`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self._now: datetime | None = None

    def stand(self, moment: str) -> datetime:
        self._now = datetime.fromisoformat(moment).replace(tzinfo=ROME).astimezone(UTC)
        self._patch.setattr(timezone, "now", self._asked)
        return self._now

    def pass_by(self, **time: float) -> datetime:
        self._now = self._asked() + timedelta(**time)
        return self._now

    def _asked(self) -> datetime:
        if self._now is None:
            raise AssertionError("let the clock stand somewhere first")
        return self._now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)
