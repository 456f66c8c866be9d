"""Contacts: recorded at the desk, waiting in the queue, handed over or closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from ambito.access.errors import GuardRefused, NoSuchMove, RoleRefused
from ambito.audit.town.models import TownRow
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.machines import Step, check, steps
from tests.people import signed_in
from tests.town.acting import actor, inside, send, somebody
from town.cases.models import Case
from town.frontdesk.enums import MACHINE
from town.frontdesk.errors import ChangedMeanwhile
from town.frontdesk.models import Contact
from town.frontdesk.operations import close_contact, hand_over, record_contact
from town.frontdesk.queries import queue
from town.people.models import Person

GetSeat = Callable[[str], Seat]
NEW = "/contatti/nuovo/"
SAID: dict[str, Any] = {
    "channel": "phone",
    "interlocutor": "self",
    "reason": "spontaneous",
    "needs": ["care_home", "care_meals"],
    "area": "elderly",
    "urgency": "3_normal",
    "outcome": "handed_over",
    "minutes": 10,
    "words": "Chiede aiuto per la spesa.",
}


def recorded(**more: Any) -> Contact:
    return record_contact(**{**SAID, "by": actor("desk_operator"), **more})


@pytest.fixture
def desk(town: GetSeat) -> Client:
    return signed_in("desk_operator", at="alpha")


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.promise("Q34")
@pytest.mark.parametrize("step", steps(MACHINE), ids=str)
def test_every_step_of_the_table(step: Step) -> None:
    check(MACHINE, step)


def test_a_known_person_is_one_sending(desk: Client) -> None:
    with inside():
        person = somebody("Moretti", "Anna")
    assert "Moretti Anna" in text(desk.post("/contatti/persona/", {"person": str(person.pk)}))
    answer = send(desk, NEW, {**SAID, "person": str(person.pk), "informed": "on"})
    assert answer.status_code == 302
    page = text(desk.get(answer["Location"]))
    assert "Contatto registrato." in page
    assert "Chiede aiuto per la spesa." in page
    with inside():
        assert TownRow.objects.filter(kind="privacy_notice", subject_id=person.pk).exists()


def test_a_new_person_is_written_down_in_the_same_sending(desk: Client) -> None:
    begun = text(desk.post("/contatti/persona/", {"person": "new", "person_typed": "de luca maria"}))
    assert 'value="De"' in begun
    answer = send(desk, NEW, {**SAID, "person": "new", "surname": "De Luca", "name": "Maria"})
    assert answer.status_code == 302
    with inside():
        assert Contact.objects.get().person == Person.objects.get(surname="De Luca")


def test_somebody_alike_is_asked_about_before_saving(desk: Client) -> None:
    with inside():
        known = somebody("Moretti", "Anna")
    said = {**SAID, "person": "new", "surname": "Moretti", "name": "Anna"}
    page = text(send(desk, NEW, said))
    assert "È questa persona" in page
    assert "Chiede aiuto per la spesa." in page
    assert send(desk, NEW, {**said, "same": str(known.pk)}).status_code == 302
    assert send(desk, NEW, {**said, "other": "1"}).status_code == 302
    with inside():
        assert Person.objects.count() == 2
        assert Contact.objects.filter(person=known).count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"needs": []}, "Scegli almeno un bisogno."),
        ({"outcome": ""}, "Scegli che risposta hai dato."),
        ({"minutes": "x"}, "Scrivi i minuti come numero."),
        ({"person": "new"}, "Scrivi il cognome."),
        (
            {"person": "new", "surname": "A", "name": "B", "phone": "1"},
            "Scrivi il telefono con almeno 9 cifre.",
        ),
        ({"person": "new", "surname": "A", "name": "B", "codice_fiscale": "X"}, "Completa il codice fiscale"),
        ({"person_typed": "moretti"}, "Scegli la persona dall’elenco o creala."),
        ({"person": str(UUID(int=1))}, "Scegli la persona dall’elenco o creala."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(desk: Client, more: dict[str, Any], words: str) -> None:
    page = send(desk, NEW, {**SAID, **more})
    assert page.status_code == 422
    assert words in text(page)
    assert "Chiede aiuto per la spesa." in text(page)
    assert "<title>Errore:" in text(page)
    with inside():
        assert not Contact.objects.exists()


def test_writing_down_and_closing_a_contact_are_its_own_kind_of_deed(town: GetSeat) -> None:
    with inside():
        contact = recorded(outcome="handed_over")
        close_contact(contact=contact, version=1, outcome="informed", by=actor("coordinator"))
        kinds = TownRow.objects.filter(subject_id=contact.pk).values_list("kind", flat=True)
        assert list(kinds) == ["contact_recorded", "contact_recorded"]


def test_a_contact_sent_twice_is_one(desk: Client) -> None:
    said = {**SAID, "idempotency_key": str(uuid7())}
    first, second = (desk.post(NEW, said) for _ in range(2))
    assert first["Location"] == second["Location"]
    with inside():
        assert Contact.objects.count() == 1


def test_the_words_are_ciphertext_in_the_database(town: GetSeat) -> None:
    with inside():
        contact = recorded()
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM frontdesk_contact WHERE id = %s", [contact.pk])
            assert b"spesa" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(("outcome", "state"), [("informed", "closed"), ("handed_over", "waiting")])
def test_the_answer_decides_whether_it_waits(town: GetSeat, outcome: str, state: str) -> None:
    with inside():
        assert recorded(outcome=outcome).state == state


def test_the_queue_begins_with_the_most_urgent_then_the_oldest(town: GetSeat, clock: Any) -> None:
    clock.stand("2026-03-20 10:00")
    with inside() as who:
        old, urgent = recorded(), recorded(urgency="1_urgent", area="adults")
        clock.pass_by(days=3)
        late = recorded()
        lines = queue(by=who)
        assert [line.contact for line in lines] == [urgent, old, late]
        assert [line.contact.waiting_days for line in lines] == [3, 3, 0]
        assert [line.contact for line in queue(by=who, area="adults", urgency="1_urgent")] == [urgent]


def test_the_coordinator_hands_over_in_one_act(town: GetSeat) -> None:
    with inside():
        contact = recorded(person=somebody("Moretti", "Anna"))
    client = signed_in("coordinator", at="alpha")
    url = reverse("frontdesk:contact", args=[contact.pk])
    assert "Apri una cartella" in text(client.get(url))
    said = {"version": 1, "referent": str(actor("social_worker").user_id)}
    answer = send(client, reverse("frontdesk:handover", args=[contact.pk]), said)
    with inside():
        case = Case.objects.get()
        contact.refresh_from_db()
        assert answer["Location"] == reverse("cases:case", args=[case.pk])
        assert (case.state, contact.state, contact.case) == ("under_assessment", "assigned", case)
    shown = text(client.get(url))
    assert "Apri una cartella" not in shown
    assert f'href="{answer["Location"]}"' in shown
    assert answer["Location"] not in text(signed_in("desk_operator", at="alpha").get(url))


def test_a_refused_hand_over_leaves_nothing_behind(town: GetSeat) -> None:
    with inside():
        contact = recorded(person=somebody("Moretti", "Anna"))
    client = signed_in("coordinator", at="alpha")
    page = send(client, reverse("frontdesk:handover", args=[contact.pk]), {"version": 7, "referent": ""})
    assert page.status_code == 409
    with inside():
        assert not Case.objects.exists()


def test_refusals_of_the_operations(town: GetSeat) -> None:
    with inside() as who:
        contact = recorded()
        with pytest.raises(GuardRefused):
            hand_over(contact=contact, version=1, referent=None, by=who)
        with pytest.raises(RoleRefused):
            hand_over(contact=contact, version=1, referent=None, by=actor("desk_operator"))
        with pytest.raises(ChangedMeanwhile):
            close_contact(contact=contact, version=2, outcome="informed", by=who)
        with pytest.raises(PermissionDenied):
            recorded(by=actor("psychologist"))
        close_contact(contact=contact, version=1, outcome="informed", by=actor("desk_operator"))
        with pytest.raises(NoSuchMove):
            close_contact(contact=contact, version=2, outcome="informed", by=who)
        contact.person = somebody()
        contact.state = "waiting"
        assert hand_over(contact=contact, version=2, referent=None, by=who).state == "reported"


def test_a_contact_is_closed_from_its_page(desk: Client) -> None:
    with inside():
        contact = recorded()
    url = reverse("frontdesk:close", args=[contact.pk])
    assert send(desk, url, {"version": 1, "outcome": "handed_over"}).status_code == 422
    assert send(desk, url, {"version": 1, "outcome": "informed"}).status_code == 302
    assert "Contatto chiuso." in text(desk.get(reverse("frontdesk:contact", args=[contact.pk])))


@pytest.mark.parametrize("role", ["psychologist", "administrative", "conferred_team", "town_admin"])
def test_who_does_not_work_at_the_desk_is_refused(town: GetSeat, role: str) -> None:
    with inside():
        contact = recorded()
    client = signed_in(role, at="alpha")
    for path in ("/contatti/", NEW, reverse("frontdesk:contact", args=[contact.pk])):
        assert client.get(path).status_code == 403
    placed = signed_in("placed_worker", at="alpha")
    assert placed.get(reverse("frontdesk:contact", args=[contact.pk])).status_code == 404
