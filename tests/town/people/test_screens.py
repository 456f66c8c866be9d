"""Looking for, writing down and changing people, as the desk does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from ambito.audit.town.models import TownRow
from ambito.italy.codice_fiscale import compute
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.people import signed_in
from tests.town.acting import a_case, actor, inside, send, somebody
from town.cases.operations import lock_case
from town.people.models import Person

GetSeat = Callable[[str], Seat]
NEW = "/persone/nuova/"
LUCA = {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown"}


@pytest.fixture
def desk(town: GetSeat) -> Client:
    return signed_in("desk_operator", at="alpha")


def text(response: Any) -> str:
    return str(response.content.decode())


def people() -> int:
    with inside():
        return Person.objects.count()


@pytest.mark.parametrize("typed", ["bia", "luca", "BIANCHI LUCA", "bianki"])
def test_a_person_is_found_by_what_is_typed(desk: Client, typed: str) -> None:
    with inside():
        somebody("Bianchi", "Luca")
    for path, field in ((reverse("people:search"), "text"), (reverse("people:options"), "person_typed")):
        page = desk.post(path, {field: typed})
        assert "Bianchi Luca" in text(page)
        assert typed not in page.request["PATH_INFO"]


def test_the_palette_opens_any_person(desk: Client) -> None:
    with inside():
        person = somebody("Bianchi", "Luca")
    hits = text(desk.post("/_palette/", {"q": "bianchi"}, headers={"HX-Request": "true"}))
    assert reverse("people:person", args=[person.pk]) in hits


def test_searching_is_logged_with_the_people_shown(desk: Client) -> None:
    with inside():
        person = somebody("Bianchi", "Luca")
    desk.post(reverse("people:search"), {"text": "bianchi"})
    with inside():
        row = TownRow.objects.get(kind="search")
        assert row.detail == {"ids": [str(person.pk)]}


def test_a_person_is_written_down_and_opened(desk: Client) -> None:
    answer = send(
        desk, NEW, {**LUCA, "birth_date": "3 nov 80", "birth_place": "Milano", "phone": "333 010 2030"}
    )
    page = text(desk.get(answer["Location"]))
    assert "Bianchi Luca" in page
    assert "Milano (MI)" in page
    assert "Desk Operator" in page  # the opening of now, from the log


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"surname": ""}, "Scrivi il cognome."),
        ({"no_code_reason": ""}, "Scrivi il codice fiscale o indica perché manca."),
        ({"codice_fiscale": "BNCLCU80A01F205"}, "Completa il codice fiscale"),
        ({"phone": "12"}, "Scrivi il telefono con almeno 9 cifre."),
        ({"birth_date": "31/02/1980"}, "Scrivi la data così: 24/11/2026."),
        ({"birth_place": "Livo"}, "Scrivi un comune, con la provincia, o uno Stato"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(desk: Client, said: dict[str, str], words: str) -> None:
    page = send(desk, NEW, {**LUCA, "address": "via Marconi 8", **said})
    assert page.status_code == 422
    assert text(page).count(words) == 2  # in the summary and beside the field
    assert "via Marconi 8" in text(page)
    assert people() == 0


def test_a_doubt_about_the_code_asks_for_a_yes(desk: Client) -> None:
    code = compute(surname="Rossi", name="Luca", birth_date=date(1980, 1, 1), sex="M", place="F205")
    said = {**LUCA, "no_code_reason": "", "codice_fiscale": code}
    page = send(desk, NEW, said)
    assert page.status_code == 422
    assert "Confronta il cognome" in text(page)
    assert 'type="checkbox" name="code_confirmed"' in text(page)
    assert send(desk, NEW, {**said, "code_confirmed": "on"}).status_code == 302


def test_somebody_alike_is_shown_with_two_verbs(desk: Client) -> None:
    with inside():
        known = somebody("Bianchi", "Luca", address="via Marconi 8")
    page = text(send(desk, NEW, {**LUCA, "address": "via Roma 1"}))
    assert "È questa persona" in page
    assert "È un’altra persona" in page
    assert "via Marconi 8" in page
    same = send(desk, NEW, {**LUCA, "same": str(known.pk)})
    assert same["Location"] == reverse("people:person", args=[known.pk])
    assert people() == 1
    assert send(desk, NEW, {**LUCA, "other": "1"}).status_code == 302
    assert people() == 2


def test_a_form_sent_twice_makes_one_person(desk: Client) -> None:
    key = str(uuid7())
    first, second = (desk.post(NEW, {**LUCA, "idempotency_key": key, "other": "1"}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert people() == 1
    assert desk.post(NEW, {**LUCA, "idempotency_key": "no key", "other": "1"}).status_code == 400


def test_who_comes_second_compares_before_saving(town: GetSeat) -> None:
    client = signed_in("coordinator", at="alpha")
    with inside():
        person = somebody("Bianchi", "Luca", by=actor("coordinator"))
    url = reverse("people:change", args=[person.pk])
    assert 'name="version" value="1"' in text(client.get(url))
    assert send(client, url, {**LUCA, "phone": "333 010 2030", "version": 1}).status_code == 302
    page = send(client, url, {**LUCA, "address": "via Roma 1", "version": 1})
    assert page.status_code == 409
    assert "Coordinator ha cambiato questa pagina" in text(page)
    assert "333 010 2030" in text(page)
    assert "via Roma 1" in text(page)
    assert send(client, url, {**LUCA, "address": "via Roma 1", "version": 2}).status_code == 302
    with inside():
        person.refresh_from_db()
        assert (person.address, person.phone, person.version) == ("via Roma 1", "", 3)


def test_the_desk_changes_only_its_own_people(desk: Client) -> None:
    with inside():
        foreign = somebody("Bianchi", "Luca")
        own = somebody("Riva", "Paolo", by=actor("desk_operator"))
    for person, status in ((foreign, 403), (own, 302)):
        url = reverse("people:change", args=[person.pk])
        assert send(desk, url, {**LUCA, "version": 1}).status_code == status


@pytest.mark.promise("Q10")
def test_a_protected_person_gives_no_sign(desk: Client) -> None:
    """Search, look-up, palette, duplicates, page, navigation counts: as if the person did not exist."""
    with inside() as who:
        case = a_case(somebody("Bianchi", "Luca", codice_fiscale="BNCLCU80A01F205T", no_code_reason=""))
        lock_case(case=case, version=case.version, readers=[actor("social_worker").user_id], by=who)  # type: ignore[list-item]
    for client in (desk, signed_in("coordinator", at="alpha")):
        shown = [
            client.post("/persone/", {"text": "bianchi"}),
            client.post("/persone/scelte/", {"person_typed": "bianchi"}),
            client.post("/_palette/", {"q": "bianchi"}),
            client.get("/cartelle/"),
            client.get("/"),
        ]
        assert not any("Luca" in text(page) for page in shown)
        assert client.get(reverse("people:person", args=[case.person_id])).status_code == 404
        twin = {**LUCA, "no_code_reason": "", "codice_fiscale": "BNCLCU80A01F205T"}
        assert send(client, NEW, twin).status_code == 302
        with inside():
            Person.objects.filter(locked=False).delete()
    reader = signed_in("social_worker", at="alpha")
    assert "Luca" in text(reader.post("/persone/", {"text": "bianchi"}))


@pytest.mark.promise("Q10")
def test_a_protected_namesake_does_not_end_the_search(desk: Client) -> None:
    """A name that only a protected person begins with goes on to those who are alike, as any unknown one."""
    with inside() as who:
        somebody("Bianki", "Sara")
        case = a_case(somebody("Bianchi", "Luca"))
        lock_case(case=case, version=case.version, readers=[actor("social_worker").user_id], by=who)  # type: ignore[list-item]
    assert "Sara" in text(desk.post("/persone/", {"text": "bianchi"}))


@pytest.mark.parametrize("role", ["psychologist", "educator", "town_admin", "dpo", "conferred_team"])
def test_who_may_not_search_people_is_refused(town: GetSeat, role: str) -> None:
    client = signed_in(role, at="alpha")
    for path in ("/persone/", NEW):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize("role", ["psychologist", "educator", "town_admin"])
def test_who_may_not_write_people_down_is_refused_below_the_page_too(town: GetSeat, role: str) -> None:
    with inside(role) as by, pytest.raises(PermissionDenied):
        somebody("Bianchi", "Luca", by=by)
    assert people() == 0
