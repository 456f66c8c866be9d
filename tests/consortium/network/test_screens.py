"""The directory on the hosts of a town and of the consortium, and for whoever is not signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.network import operations
from consortium.network.models import Actor, Band, Place, Service, SpecialDays
from tests import people
from tests.consortium.network.staged import PLACE, SAID, a_body, a_place, a_service, open_every, published
from tests.consortium.workforce.staff import actor

GetSeat = Callable[[str], Seat]
BODY = {"name": "Parrocchia di San Rocco", "kind": "parish", "description": "", "website": ""}


@pytest.fixture
def coordinator(seat: GetSeat) -> Client:
    return people.signed_in("coordinator", at="alpha")


@pytest.fixture
def service(seat: GetSeat) -> Service:
    """Published by the consortium, with a place and hours."""
    by = actor("north", "consortium_manager")
    with enter(seat("north"), actor=by):
        row = published(by)
        open_every(a_place(by, row), by)
    return row


def form(**other: Any) -> dict[str, Any]:
    return {**{name: value for name, value in SAID.items() if value is not None}, **other}


def place_form(**other: str) -> dict[str, Any]:
    return {**{name: value or "" for name, value in PLACE.items()}, "comune": "Legnano", **other}


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content
    page: str = answer.content.decode()
    return page


def test_a_town_writes_and_publishes_its_own(seat: GetSeat, coordinator: Client) -> None:
    nobody_yet = coordinator.get("/directory/new/")
    assert nobody_yet["Location"] == "/directory/bodies/new/"
    assert coordinator.post("/directory/bodies/new/", BODY).status_code == 302
    with enter(seat("alpha")):
        body = Actor.objects.get()
    assert str(body.pk) in text(coordinator.get(f"/directory/new/?actor={body.pk}"))
    made = coordinator.post("/directory/new/", form(actor=str(body.pk)))
    path = made["Location"]
    page = text(coordinator.get(path))
    assert "Bozza" in page
    assert coordinator.post(f"{path}places/new/", place_form()).status_code == 302
    with enter(seat("alpha")):
        place = Place.objects.get()
    hours = f"/directory/places/{place.pk}/hours/"
    assert coordinator.post(hours, {"day_0": "9-12:30, 14-17", "day_2": "9-12"}).status_code == 302
    assert "09:00-12:30, 14:00-17:00" in text(coordinator.get(hours))
    summer = {"first_day": "15/06", "last_day": "31/8", "day_1": "8-10"}
    assert coordinator.post(hours, summer).status_code == 302
    assert 'value="15/06"' in text(coordinator.get(f"{hours}?from=06-15&until=08-31"))
    days = f"/directory/places/{place.pk}/days/"
    assert coordinator.get(days).status_code == 200
    closed = {"first": "24/12/2026", "last": "06/01/2027", "hours": "", "reason": "Natale"}
    assert coordinator.post(days, closed).status_code == 302
    assert coordinator.post(f"{path}publish/", {"version": "1"}).status_code == 302
    page = text(coordinator.get(path))
    for said in ("Pubblicato", "Lunedì", "9:00–12:30, 14:00–17:00", "Dal 15 giugno al 31 agosto"):
        assert said in page, said
    with enter(seat("alpha")):
        assert Band.objects.count() == 4
        special = SpecialDays.objects.get()
    assert coordinator.post(f"/directory/days/{special.pk}/remove/").status_code == 302
    assert coordinator.post(f"/directory/places/{place.pk}/remove/").status_code == 302
    assert coordinator.post(f"{path}check/", {"version": "2"}).status_code == 302
    assert coordinator.post(f"{path}retire/", {"version": "3"}).status_code == 302


def test_what_is_wrong_is_said_beside_the_field(seat: GetSeat, coordinator: Client) -> None:
    by = actor("alpha", "coordinator")
    with enter(seat("alpha"), actor=by):
        draft = a_service(by, a_body(by))
        place = a_place(by, draft)
    path = f"/directory/{draft.pk}/"
    wrong = {"name": "", "groups": [], "min_age": "40", "max_age": "20", "phone": "none", "website": "x y"}
    page = text(coordinator.post(f"{path}change/", form(**{**wrong, "version": "1"})), 422)
    for said in ("Scrivi il nome del servizio.", "Scegli almeno un gruppo.", "Scrivi un numero di telefono."):
        assert said in page, said
    assert 'value="x y"' in page
    page = text(coordinator.post(f"{path}places/new/", place_form(comune="Atlantide", address="")), 422)
    assert "Scrivi un Comune di oggi" in page
    assert 'value="Atlantide"' in page
    hours = f"/directory/places/{place.pk}/hours/"
    page = text(
        coordinator.post(hours, {"day_0": "mattina", "first_day": "1/6", "day_1": "9-12, 11-13"}), 422
    )
    for said in ('value="mattina"', "Scrivi gli orari così", "si sovrappongono", "Scrivili tutti e due"):
        assert said in page, said
    assert "Scrivi giorno e mese" in text(coordinator.post(hours, {"first_day": "x", "last_day": "1/9"}), 422)
    days = {"first": "10/05/2026", "last": "01/05/2026", "hours": "9-12, 14-15"}
    page = text(coordinator.post(f"/directory/places/{place.pk}/days/", days), 422)
    assert "Una sola apertura" in page
    half = place_form(version="1", latitude="45,5")
    assert "latitudine" in text(coordinator.post(f"/directory/places/{place.pk}/", half), 422)
    stale = form(version="7")
    assert "Qualcuno" in text(coordinator.post(f"{path}change/", stale), 422)
    assert "restore" not in text(coordinator.post(f"{path}restore/", {"version": "1"}), 422)
    assert coordinator.post(f"{path}check/", {}).status_code == 422


def test_publishing_without_a_way_in_says_what_is_missing(seat: GetSeat, coordinator: Client) -> None:
    by = actor("alpha", "coordinator")
    with enter(seat("alpha"), actor=by):
        draft = a_service(by, a_body(by), access="")
    page = text(coordinator.post(f"/directory/{draft.pk}/publish/", {"version": "1"}), 422)
    assert "Prima di pubblicare scrivi come si accede" in page


def test_a_place_that_a_published_service_needs_stays(seat: GetSeat, coordinator: Client) -> None:
    by = actor("alpha", "coordinator")
    with enter(seat("alpha"), actor=by):
        row = a_service(by, a_body(by), phone="")
        place = a_place(by, row)
        operations.move_service(service=row, name="publish", version=1, by=by)
    page = text(coordinator.post(f"/directory/places/{place.pk}/remove/"), 422)
    assert "Un servizio pubblicato dice" in page


def test_changes_of_body_service_and_place(seat: GetSeat, coordinator: Client) -> None:
    by = actor("alpha", "coordinator")
    with enter(seat("alpha"), actor=by):
        row = published(by, a_body(by))
        place = a_place(by, row)
    assert "Pane Quotidiano" in text(coordinator.get("/directory/bodies/"))
    body = f"/directory/bodies/{row.actor_id}/"
    assert "Pane Quotidiano" in text(coordinator.get(body))
    assert coordinator.post(body, {**BODY, "version": "1"}).status_code == 302
    assert coordinator.post(body, {**BODY, "version": "1"}).status_code == 422
    change = f"/directory/{row.pk}/change/"
    assert "Pacchi alimentari" in text(coordinator.get(change))
    assert coordinator.post(change, form(name="Emporio", version="2")).status_code == 302
    where = f"/directory/places/{place.pk}/"
    assert "Legnano (MI)" in text(coordinator.get(where))
    assert coordinator.post(where, place_form(address="via Nuova 3", version="1")).status_code == 302
    page = text(coordinator.get(f"/directory/{row.pk}/"))
    assert "Emporio" in page
    assert "via Nuova 3" in page


def test_the_desk_finds_and_prints(service: Service) -> None:
    desk = people.signed_in("desk_operator", at="alpha")
    page = text(desk.post("/directory/", {"q": "pachi alimentari", "group": "adults"}))
    assert "Pacchi alimentari" in page
    assert "/directory/new/" not in page
    assert "Nessun servizio trovato" in text(desk.post("/directory/", {"q": "xyzzy", "town": "nonsense"}))
    assert "Pacchi alimentari" in text(desk.get("/directory/?q=words+stay+out&kind=svc_food&page=9"))
    assert "Nessun servizio trovato" in text(desk.get("/directory/?kind=svc_home"))
    hits = text(desk.post("/directory/hits/", {"q": "pacchi"}))
    assert f"/directory/{service.pk}/sheet/" in hits
    assert "<html" not in hits
    sheet = text(desk.get(f"/directory/{service.pk}/sheet/"))
    for said in ("via dei Tigli 4", "Legnano (MI)", "0331 000001", "Si viene con un documento", "North"):
        assert said in sheet, said
    assert desk.get(f"/directory/{service.pk}/change/").status_code == 403
    found = text(desk.post("/_palette/", {"q": "pacchi"}))
    assert f"/directory/{service.pk}/" in found


def test_the_consortium_checks_what_is_old(seat: GetSeat, service: Service) -> None:
    manager = people.signed_in("consortium_manager", at="north")
    with enter(seat("north")):
        Service.objects.update(checked_on="2020-01-01")
    page = text(manager.get("/directory/quality/"))
    assert "1 gen 2020" in page
    assert "Da controllare" in text(manager.get(f"/directory/{service.pk}/"))
    answer = manager.post(f"/directory/{service.pk}/check/", {"version": "2", "back": "quality"})
    assert answer["Location"] == "/directory/quality/"
    assert "1 gen 2020" not in text(manager.get("/directory/quality/"))


def test_the_consortium_chooses_who_keeps(seat: GetSeat) -> None:
    manager = people.signed_in("consortium_admin", at="north")
    beta = str(seat("beta").ente_id)
    assert "Questo ufficio" in text(manager.get("/directory/bodies/new/"))
    assert manager.post("/directory/bodies/new/", {**BODY, "keeper": beta}).status_code == 302
    with enter(seat("north")):
        body = Actor.objects.get()
    assert str(body.keeper_id) == beta
    assert manager.post("/directory/new/", form(actor=str(body.pk), keeper=beta)).status_code == 302
    again = manager.post("/directory/new/", form(actor=str(body.pk), keeper=beta))
    assert "ha già un servizio con questo nome" in text(again, 422)


@pytest.mark.parametrize("host", ["alpha", "beta", "north"])
def test_everybody_reads_what_is_published(seat: GetSeat, service: Service, host: str) -> None:
    by = actor("north", "consortium_manager")
    with enter(seat("north"), actor=by):
        draft = a_service(by, service.actor, name="Draft in secret")
    anybody = people.client_of(host)
    page = text(anybody.get("/servizi/"))
    assert "Pacchi alimentari" in page
    assert "secret" not in page
    assert "Pacchi alimentari" in text(anybody.post("/servizi/", {"q": "cibo"}))
    assert "Lunedì" in text(anybody.get(f"/servizi/{service.pk}/"))
    assert anybody.get(f"/servizi/{draft.pk}/").status_code == 404


def test_the_other_consortium_shows_nothing_of_it(seat: GetSeat, service: Service) -> None:
    for host in ("gamma", "south"):
        anybody = people.client_of(host)
        assert "Pacchi alimentari" not in text(anybody.get("/servizi/"))
        assert anybody.get(f"/servizi/{service.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["/directory/", "/directory/quality/", "/directory/bodies/", "/servizi/"])
def test_lists_ask_as_much_for_one_as_for_three(seat: GetSeat, path: str) -> None:
    manager = people.signed_in("consortium_manager", at="north")
    by = actor("north", "consortium_manager")

    def one_more(number: int) -> None:
        with enter(seat("north"), actor=by):
            body = a_body(by, f"Body {number}")
            row = published(by, body)
            open_every(a_place(by, row), by)
            a_service(by, body, name="Draft")
            Service.objects.update(checked_on="2020-01-01")

    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            text(manager.get(path))
        return len(asked)

    one_more(1)
    counted()
    first = counted()
    one_more(2)
    one_more(3)
    assert counted() == first


def test_another_page_includes_the_finder(seat: GetSeat) -> None:
    drawn = render_to_string("network/finder.html")
    assert 'hx-post="/directory/hits/"' in drawn
    assert 'for="id_directory_q"' in drawn
