"""The consortium's page of figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.urls import reverse
from pytest_django import Settings

from ambito.tenancy.seats import Seat
from tests.consortium.dashboards.test_operations import FULL, publish, release
from tests.counting import MOST_QUERIES, queries_of
from tests.people import signed_in

GetSeat = Callable[[str], Seat]
URLCONF = "ambito.project.urls_consortium"
PAGE = reverse("dashboards:figures", urlconf=URLCONF)


def test_without_a_release_it_says_so(seat: GetSeat) -> None:
    page = signed_in("consortium_manager", at="north").get(PAGE)
    assert page.status_code == 200
    assert "table" not in page.content.decode().split("<main", 1)[1]


def test_small_numbers_and_withheld_ones_are_words(seat: GetSeat) -> None:
    publish(seat, "alpha")
    publish(seat, "beta", FULL | {("contacts", "elderly"): 2, ("minors", "people"): 7})
    release(seat)
    page = signed_in("consortium_manager", at="north").get(PAGE).content.decode()
    for said in ("&lt;5", "&lt;10", "n.p.", "Alpha", "Beta", ">40</td>"):
        assert said in page, said
    assert ">7</td>" not in page


@pytest.mark.parametrize("demo", [True, False])
def test_invented_figures_are_said_to_be_so(seat: GetSeat, settings: Settings, *, demo: bool) -> None:
    settings.AMBITO_DEMO = demo
    page = signed_in("consortium_manager", at="north").get(PAGE).content.decode()
    assert ("inventat" in page) is demo


def test_an_unknown_month_shows_the_newest(seat: GetSeat) -> None:
    publish(seat, "alpha")
    release(seat)
    client = signed_in("consortium_desk", at="north")
    for month in ("2026-10-01", "2019-01-01", "Zanzibar", ""):
        assert "Alpha" in client.get(PAGE, {"mese": month}).content.decode()


def test_the_other_consortium_sees_none_of_it(seat: GetSeat) -> None:
    publish(seat, "alpha")
    release(seat)
    assert "Alpha" not in signed_in("consortium_manager", at="south").get(PAGE).content.decode()


@pytest.mark.parametrize("role", ["consortium_admin", "dpo"])
def test_who_does_not_read_figures(seat: GetSeat, role: str) -> None:
    assert signed_in(role, at="north").get(PAGE).status_code == 403


def test_queries_are_few_and_flat(seat: GetSeat) -> None:
    counts = []
    for towns in (("alpha",), ("alpha", "beta")):
        for town in towns[-1:]:
            publish(seat, town)
        if len(towns) > 1:
            release(seat)
        client = signed_in("consortium_manager", at="north")
        assert client.get(PAGE).status_code == 200
        counts.append(queries_of(partial(client.get, PAGE)))
    assert max(counts) <= MOST_QUERIES, counts
