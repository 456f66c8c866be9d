"""The list of cases, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ambito.audit.town.models import TownRow
from ambito.tenancy.seats import Seat
from tests.counting import MOST_QUERIES, queries_of
from tests.people import signed_in
from tests.town.acting import a_case, inside

GetSeat = Callable[[str], Seat]
PAGE = 25


@pytest.fixture
def coordinator(town: GetSeat) -> Client:
    town("alpha")
    return signed_in("coordinator", at="alpha")


def open_cases(how_many: int, area: str = "elderly") -> None:
    with inside():
        for _ in range(how_many):
            a_case(area=area)


def numbers(client: Client, **asked: str) -> list[str]:
    page = client.get(reverse("cases:list"), asked).content.decode()
    return re.findall(r"<td data-l=\"Numero\">([\d-]+)</td>", page)


def test_a_page_holds_twenty_five_and_the_next_one_the_rest(coordinator: Client) -> None:
    open_cases(PAGE + 2)
    first, second = numbers(coordinator), numbers(coordinator, page="2")
    assert (len(first), len(second)) == (PAGE, 2)
    assert len({*first, *second}) == PAGE + 2
    assert sorted([*first, *second], reverse=True) == [*first, *second]


def test_the_filter_stays_in_the_address_of_every_page(coordinator: Client) -> None:
    open_cases(PAGE + 1)
    open_cases(1, "adults_distress")
    page = coordinator.get(reverse("cases:list"), {"area": "elderly"}).content.decode()
    assert "da 1 a 25 di 26" in page
    assert 'href="?area=elderly&amp;page=2"' in page
    assert 'aria-current="page"><span class="vh">Pagina </span>1</a>' in page
    assert len(numbers(coordinator, area="elderly", page="2")) == 1
    assert len(numbers(coordinator, area="adults_distress")) == 1


@pytest.mark.parametrize("page", ["", "0", "-3", "9", "Zanzibar"])
def test_what_is_no_page_is_the_nearest_one(coordinator: Client, page: str) -> None:
    open_cases(1)
    assert len(numbers(coordinator, page=page)) == 1
    assert "Pagina" not in coordinator.get(reverse("cases:list"), {"page": page}).content.decode()


def test_the_log_has_the_cases_of_the_page_and_no_others(coordinator: Client) -> None:
    open_cases(PAGE + 2)
    numbers(coordinator, page="2")
    with inside():
        row = TownRow.objects.filter(kind="list_view").latest("at")
        assert len(row.detail["ids"]) == 2


def test_queries_are_as_many_with_one_case_as_with_three(coordinator: Client) -> None:
    counts = []
    for more in (1, 2):
        open_cases(more)
        assert len(numbers(coordinator)) == (1 if more == 1 else 3)
        counts.append(queries_of(lambda: numbers(coordinator)))
    assert counts[0] == counts[1] <= MOST_QUERIES, counts
