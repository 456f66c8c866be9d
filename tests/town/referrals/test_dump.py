"""Promise Q5: a dump of the public schema tells nobody who was sent where."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ambito.tenancy.seats import Seat
from tests.public_schema import dumped
from tests.town.referrals.passing import CANARY, STORY, accepted, sent

GetSeat = Callable[[str], Seat]
SECRETS = (CANARY, "Ines", "ZNZNSI47E42F205X", "0331 000111", STORY[:20], "Chiamare il figlio", "Sta meglio")


@pytest.mark.promise("Q5")
def test_no_name_is_in_the_public_schema(keys: None, committed: GetSeat) -> None:
    pk = sent()
    accepted(pk)
    content = dumped()
    assert str(pk).encode() in content
    for secret in SECRETS:
        assert secret.encode() not in content
        assert secret.encode().hex().encode() not in content
