from __future__ import annotations

from collections.abc import Callable

import pytest

from ambito.tenancy.seats import Seat
from tests.towns import ENTI


@pytest.fixture
def seat(seat: Callable[[str], Seat]) -> Callable[[str], Seat]:
    """The seats of all test Enti are known before one is entered."""
    for name in ENTI:
        seat(name)
    return seat
