"""The same operations and rules by API: problems as RFC 9457, once per key, nothing of names in addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.calls import call, read
from tests.people import signed_in
from tests.town.acting import a_case, actor, inside, somebody
from tests.town.frontdesk.test_desk import SAID
from town.people.models import Person

GetSeat = Callable[[str], Seat]
LUCA = {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown"}


def test_the_spine_by_api(town: GetSeat) -> None:
    client = signed_in("coordinator", at="alpha")
    person = call(client, "people/", LUCA)
    assert person.status_code == 201
    pk = person.json()["id"]
    assert [each["id"] for each in call(client, "people/search/", {"text": "bianchi"}).json()["results"]] == [
        pk
    ]
    changed = call(client, f"people/{pk}/", {**LUCA, "phone": "333 010 2030", "version": 1}, method="put")
    assert changed.json()["version"] == 2
    contact = call(client, "contacts/", {**SAID, "person": pk})
    assert contact.json()["words"] == SAID["words"]
    assert "words" not in read(client, "contacts/")["results"][0]
    case = call(client, "cases/", {"person": pk, "area": "elderly"}).json()
    referent = str(actor("social_worker").user_id)
    assigned = call(client, f"cases/{case['id']}/assign/", {"version": 1, "referent": referent}).json()
    worker = signed_in("social_worker", at="alpha")
    moved = call(
        worker, f"cases/{case['id']}/moves/", {"version": assigned["version"], "move": "take_in_charge"}
    )
    assert moved.json()["state"] == "in_charge"
    assert [each["id"] for each in read(worker, "cases/?state=in_charge")["results"]] == [case["id"]]


def test_refusals_are_problems(town: GetSeat) -> None:
    client = signed_in("coordinator", at="alpha")
    with inside():
        known, case = somebody("Bianchi", "Luca"), a_case(somebody("Riva", "Paolo"))
    answers = {
        409: [
            call(client, "people/", LUCA),
            call(client, f"people/{known.pk}/", {**LUCA, "version": 9}, method="put"),
            call(client, f"cases/{case.pk}/moves/", {"version": case.version, "move": "reopen"}),
        ],
        404: [client.get(f"/api/v1/people/{uuid7()}/"), client.get(f"/api/v1/contacts/{uuid7()}/")],
        400: [
            call(client, "contacts/", {}),
            call(client, "people/", {**LUCA, "other": True}, key="no key"),
            call(client, "people/", {**LUCA, "codice_fiscale": "X", "no_code_reason": ""}),
        ],
        403: [signed_in("psychologist", at="alpha").get(f"/api/v1/contacts/{uuid7()}/")],
    }
    for status, refused in answers.items():
        assert [each.status_code for each in refused] == [status] * len(refused)
    for each in (*answers[409], *answers[404], *answers[400], *answers[403]):
        assert each["Content-Type"] == "application/problem+json"
        assert each.json()["status"] == each.status_code
    assert answers[409][0].json()["alike"] == [str(known.pk)]


def test_a_call_sent_twice_acts_once(town: GetSeat) -> None:
    client, key = signed_in("coordinator", at="alpha"), str(uuid7())
    first, second = (call(client, "people/", {**LUCA, "other": True}, key=key) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    with inside():
        assert Person.objects.count() == 1


def test_a_key_is_good_for_one_call(town: GetSeat) -> None:
    client, key = signed_in("coordinator", at="alpha"), str(uuid7())
    assert call(client, "people/", {**LUCA, "other": True}, key=key).status_code == 201
    answer = call(client, "contacts/", SAID, key=key)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["Idempotency-Key"])


@pytest.mark.parametrize("role", ["desk_operator", "administrative"])
def test_who_reads_no_case_gets_none(town: GetSeat, role: str) -> None:
    with inside():
        case = a_case()
    client = signed_in(role, at="alpha")
    assert read(client, "cases/")["results"] == []
    assert client.get(f"/api/v1/cases/{case.pk}/").status_code == 404
