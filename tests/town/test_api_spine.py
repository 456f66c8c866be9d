"""The whole spine through the API alone, and what the log keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ambito.audit.town.models import TownRow
from ambito.tenancy.seats import Seat
from tests.calls import call, done, read
from tests.people import signed_in
from tests.town.acting import actor, inside
from tests.town.frontdesk.test_desk import SAID
from tests.town.referrals.passing import CANARY, STORY, deliver

GetSeat = Callable[[str], Seat]
PERSON = {"surname": CANARY, "name": "Ines", "birth_date": "1947-05-02", "no_code_reason": "unknown"}
TODAY = {"how": "recorded", "with_whom": "La signora"}


@pytest.fixture(autouse=True)
def at_hand(town: GetSeat) -> None:
    for name in ("alpha", "beta", "north"):
        town(name)


def kinds(at: str) -> set[str]:
    with inside(at=at):
        return set(TownRow.objects.values_list("kind", flat=True))


def case_in_charge(coordinator: Client, worker: Client) -> dict[str, Any]:
    """From a contact to a case that a referent has taken in charge."""
    person = done(coordinator, "people/", PERSON)
    contact = done(coordinator, "contacts/", {**SAID, "person": person["id"]})
    referent = str(actor("social_worker").user_id)
    handed = done(coordinator, f"contacts/{contact['id']}/handover/", {"version": 1, "referent": referent})
    case = read(worker, f"cases/{handed['case']}/")
    assert (case["state"], case["person"]) == ("under_assessment", person["id"])
    said = {"version": case["version"], "move": "take_in_charge"}
    taken: dict[str, Any] = done(worker, f"cases/{case['id']}/moves/", said)
    return taken


def test_a_project_from_its_objectives_to_its_outcome(town: GetSeat) -> None:
    worker = signed_in("social_worker", at="alpha")
    case = case_in_charge(signed_in("coordinator", at="alpha"), worker)
    said = {"kind": "elderly_pai", "objectives": ["Restare a casa"]}
    project = done(worker, f"cases/{case['id']}/projects/", said)
    path, today = f"projects/{project['id']}/", str(timezone.localdate())
    two = ["Restare a casa", "Vedere le amiche"]
    project = done(worker, f"{path}objectives/", {"version": 1, "objectives": two}, method="put")
    assert [one["text"] for one in project["objectives"]] == two
    agreed = done(worker, f"{path}agreement/", {**TODAY, "version": 2, "agreed_on": today})
    assert agreed["agreements"][0]["with_whom"] == "La signora"
    done(worker, f"{path}start/", {"version": 3})
    outcomes = [{"objective": one["id"], "outcome": "reached"} for one in project["objectives"]]
    assert call(worker, f"{path}closure/", {"version": 4, "outcomes": outcomes[:1]}).status_code == 409
    assert done(worker, f"{path}closure/", {"version": 4, "outcomes": outcomes})["state"] == "closed"
    returned = done(worker, f"{path}restitution/", {"version": 5, "returned_on": today})
    assert returned["returned_on"] == today
    assert read(worker, path) == read(worker, f"cases/{case['id']}/projects/")["results"][0] == returned
    assert {"project_version", "agreement", "outcome_returned", "case_state", "person_view"} <= kinds("alpha")


def test_a_referral_from_the_preview_to_the_outcome(town: GetSeat) -> None:
    worker, coordinator = signed_in("social_worker", at="alpha"), signed_in("coordinator", at="beta")
    case = case_in_charge(signed_in("coordinator", at="alpha"), worker)
    beta = next(one for one in read(worker, "referrals/receivers/")["results"] if one["name"] == "Beta")
    words = {"service": "sad", "area": "elderly", "reason": STORY, "items": ["case_summary", "age_band"]}
    preview = done(worker, f"cases/{case['id']}/referrals/preview/", words)
    going = {one["code"]: one["tier"] for one in preview["items"] if one["goes"]}
    assert (going["identity"], going["case_summary"]) == ("T2", "T2")
    assert "contacts" not in going
    sending = {**words, "receiver_id": beta["id"], "kind": "service_request", "informed": True}
    sent = done(
        worker, f"cases/{case['id']}/referrals/", {**sending, "informed_on": str(timezone.localdate())}
    )["referral"]
    deliver()
    walk_to_the_outcome(coordinator, sent["id"])
    deliver()
    told = read(worker, f"referrals/sent/{sent['id']}/")
    assert (told["referral"]["state"], told["answer"]) == ("completed", "Sta meglio.")
    assert read(worker, "referrals/sent/?open_only=false")["results"][0]["id"] == sent["id"]
    assert {"disclosure", "referral_event", "packet_opened"} <= kinds("alpha")
    assert {"packet_opened", "referral_event", "case_state", "person_change"} <= kinds("beta")


def walk_to_the_outcome(coordinator: Client, referral_id: str) -> None:
    """In the receiving town: the identity is nowhere before the acceptance."""
    path = f"referrals/received/{referral_id}/"
    assert [one["id"] for one in read(coordinator, "referrals/received/")["results"]] == [referral_id]
    waiting = read(coordinator, path)
    opened = done(coordinator, f"{path}opening/", {"version": 1})
    assert [sheet["tier"] for sheet in waiting["sheets"]] == ["T0"]
    assert [sheet["tier"] for sheet in opened["sheets"]] == ["T0", "T1"]
    assert CANARY not in str((waiting, opened))
    stale = call(coordinator, f"{path}acceptance/", {"version": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "moved_meanwhile")
    accepted = done(coordinator, f"{path}acceptance/", {"version": 2})
    assert CANARY in str(accepted["sheets"])
    assert accepted["referral"]["case"] is not None
    done(coordinator, f"{path}moves/", {"version": 3, "move": "start"})
    done(coordinator, f"{path}completion/", {"version": 4, "outcome": "reached", "words": "Sta meglio."})
