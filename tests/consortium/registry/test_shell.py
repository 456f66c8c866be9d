"""Every page says where we are and who is signed in."""

from __future__ import annotations

from collections.abc import Callable

from ambito.tenancy.seats import Seat
from tests import people

GetSeat = Callable[[str], Seat]


def test_the_page_of_sign_in_says_which_ente_it_is(seat: GetSeat) -> None:
    for at, name in (("alpha", "Alpha"), ("north", "North"), ("vela", "Vela")):
        page = people.client_of(at).get("/sign-in/")
        shell = page.context["shell"]
        assert (shell.place.name, shell.person, shell.places) == (name, None, [])


def test_who_is_signed_in_sees_name_role_and_the_way_elsewhere(seat: GetSeat) -> None:
    shell = people.signed_in("anna", at="alpha").get("/account/factors/").context["shell"]
    assert (shell.person.name, shell.person.initials) == ("Anna Verdi", "AV")
    assert [link.url for link in shell.places] == ["/places/"]


def test_the_pulse_tells_a_page_whether_its_sender_is_still_there(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    assert client.get("/_pulse/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/_pulse/").status_code == 401
