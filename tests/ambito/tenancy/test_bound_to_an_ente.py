"""Cache keys, signed values, names: each one Ente's own. Beside each, what the stock behaviour does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import signing as stock_signing
from django.core.cache.backends.locmem import LocMemCache
from django.core.signing import BadSignature
from hypothesis import given
from hypothesis import strategies as st

from ambito.tenancy import signing
from ambito.tenancy.cache import ente_key
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.errors import BadName, OutsideTown
from ambito.tenancy.seats import NAME, Seat, checked

GetSeat = Callable[[str], Seat]
MINUTE = timedelta(minutes=1)


def test_the_stock_cache_gives_one_towns_value_to_another() -> None:
    stock = LocMemCache("stock", {})
    stock.set("open_cases", "CANARY-alpha")
    assert stock.get("open_cases") == "CANARY-alpha"


def test_our_cache_does_not(seat: GetSeat) -> None:
    ours = LocMemCache("ours", {"KEY_FUNCTION": "ambito.tenancy.cache.ente_key"})
    with enter(seat("alpha")):
        ours.set("open_cases", "CANARY-alpha")
        assert ours.get("open_cases") == "CANARY-alpha"
    with enter(seat("beta")):
        assert ours.get("open_cases") is None


def test_a_cache_key_outside_of_an_ente_is_refused(seat: GetSeat) -> None:
    seat("alpha")
    with pytest.raises(OutsideTown):
        ente_key("open_cases", "p", 1)
    with enter_function("signin"), pytest.raises(OutsideTown):
        ente_key("open_cases", "p", 1)
    assert ente_key("shared:limits", "p", 1) == "p:-:1:shared:limits"


def test_a_stock_signed_link_of_one_town_opens_in_another() -> None:
    assert stock_signing.loads(stock_signing.dumps({"id": 1}, salt="invite"), salt="invite") == {"id": 1}


def test_our_signed_link_opens_only_where_and_for_what_it_was_made(seat: GetSeat) -> None:
    with enter(seat("alpha")):
        token = signing.sign({"id": 1}, purpose="invite")
        assert signing.read(token, purpose="invite", max_age=MINUTE) == {"id": 1}
        with pytest.raises(BadSignature):
            signing.read(token, purpose="download", max_age=MINUTE)
    with enter(seat("beta")), pytest.raises(BadSignature):
        signing.read(token, purpose="invite", max_age=MINUTE)
    with pytest.raises(OutsideTown):
        signing.read(token, purpose="invite", max_age=MINUTE)


@given(st.text(max_size=50))
def test_only_plain_lower_case_names_reach_sql(name: str) -> None:
    if NAME.fullmatch(name):
        assert checked(name).isascii()
    else:
        with pytest.raises(BadName):
            checked(name)
