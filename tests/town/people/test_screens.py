"""Looking for, writing down and changing people in the browser's words."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from ambito.tenancy.seats import Seat
from tests.people import signed_in
from tests.town.acting import inside, somebody

GetSeat = Callable[[str], Seat]
NEW = {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown"}


def test_a_person_is_found_by_the_beginning_of_the_name(town: GetSeat) -> None:
    with inside():
        somebody("Bianchi", "Luca")
    page = signed_in("desk_operator", at="alpha").post(reverse("people:search"), {"text": "bia"})
    assert page.status_code == 200
    assert "Bianchi Luca" in page.content.decode()
