"""The host alone decides; whatever is not exactly one of ours is nobody."""

from __future__ import annotations

import string
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ambito.tenancy.hosts import normalised, seat_for_host
from ambito.tenancy.seats import Seat
from tests.towns import BASE

GetSeat = Callable[[str], Seat]


@pytest.mark.parametrize(
    "host",
    [
        f"nobody.{BASE}",
        BASE,
        f"alpha.{BASE}.",
        f"ALPHA.{BASE}",
        f"www.alpha.{BASE}",
        f"alpha.{BASE}.evil.example",
        f"alpha.evil.example#{BASE}",
        "127.0.0.1",
        "[::1]",
        f"-alpha.{BASE}",
        f"alpha_.{BASE}",
        f"alpha%00.{BASE}",
        "",
        ".",
    ],
)
def test_other_hosts_are_nobody(seat: GetSeat, host: str) -> None:
    assert seat_for_host(host) is None


def test_a_port_does_not_matter(seat: GetSeat) -> None:
    assert seat_for_host(f"alpha.{BASE}:8000") == seat("alpha")


@given(st.text(st.sampled_from(string.printable), max_size=40))
@example(f"alpha.{BASE}")
def test_what_is_normalised_is_one_label_of_our_base(text: str) -> None:
    name = normalised(text)
    if name is not None:
        label, _, base = name.partition(".")
        assert base == BASE
        assert set(label) <= set(string.ascii_lowercase + string.digits + "-")
