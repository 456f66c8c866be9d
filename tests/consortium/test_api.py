"""Pool, placements and hours through the API alone, on the three kinds of host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from consortium.exchange.enums import State
from tests import people
from tests.calls import call, done, read
from tests.consortium.exchange.test_screens import proposed
from tests.consortium.placements import staged
from tests.consortium.workforce.staff import HOUR, hired, partners
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]
DATES = {"first": "2026-03-02", "last": "2026-06-30"}
MONDAY, AFTER = "2026-03-09", "2026-04-02 09:00"
CELLS = [
    {"day": MONDAY, "activity": "casework", "minutes": 450},
    {"day": "2026-03-10", "activity": "desk", "minutes": 120},
]


@pytest.fixture(autouse=True)
def now(seat: GetSeat, clock: Clock) -> Clock:
    clock.stand(staged.BEGINNING)
    partners()
    return clock


def in_(at: str, person: people.Invented) -> Client:
    """A browser of somebody on a host where an allocation or a placement lets them in."""
    client = people.client_of(at)
    client.cookies = people.signed_in(person.key, at=at).cookies
    return client


def kinds(seat: Seat) -> set[str]:
    with enter(seat):
        rows = TownRow if seat.kind == "town" else Row
        return set(rows.objects.values_list("kind", flat=True))


def versions(lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"lines": [{"id": line["id"], "version": line["version"]} for line in lines]}


def test_a_placement_and_its_hours(seat: GetSeat, now: Clock) -> None:
    person = people.who("coop_worker", "vela")
    worker = hired(employer="vela", person=person.id, profile="social_worker")
    town, cooperative = (
        people.signed_in("coordinator", at="beta"),
        people.signed_in("coop_manager", at="vela"),
    )
    placement = requested(town)
    assert read(cooperative, "placements/workers/")["results"][0]["id"] == str(worker.pk)
    moves = f"placements/{placement['id']}/moves/"
    missing = call(cooperative, moves, {"move": "designate", "version": 1})
    assert set(missing.json()["errors"]) == {"worker"}
    done(cooperative, moves, {"move": "designate", "version": 1, "worker": str(worker.pk)})
    stale = call(town, moves, {"move": "agree", "version": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    agreed = done(town, moves, {"move": "agree", "version": 2})
    assert (agreed["state"], agreed["designations"][0]["worker"]["name"]) == ("agreed", "Sara Conti")
    staged.turned(staged.PERIOD.lower)
    now.stand(AFTER)
    employer, town = people.signed_in("coop_manager", at="vela"), people.signed_in("coordinator", at="beta")
    hours_of(people.signed_in("coop_worker", at="vela"), employer, town)
    consortium = people.signed_in("consortium_manager", at="north")
    assert read(consortium, "hours/totals/?month=2026-03")["results"][0]["confirmed"] == 480
    assert read(consortium, "hours/lines/?month=2026-03")["results"] == []
    assert read(consortium, f"placements/{placement['id']}/")["state"] == "active"
    assert {"staffing_event", "hours_event"} <= kinds(seat("beta"))
    assert {"staffing_event", "hours_event"} <= kinds(seat("vela"))


def requested(town: Client) -> dict[str, Any]:
    partner = next(one for one in read(town, "placements/cooperatives/")["results"] if one["name"] == "Vela")
    said = {"profile": "social_worker", "area": "elderly", "weekly_minutes": 18 * HOUR, **DATES}
    wrong = call(town, "placements/requests/", {**said, "cooperative": partner["id"], "last": "2026-01-01"})
    assert set(wrong.json()["errors"]) == {"last"}
    nobody = call(town, "placements/requests/", {**said, "cooperative": str(uuid7())})
    assert (nobody.status_code, nobody.json()["code"]) == (409, "not_a_partner")
    made: dict[str, Any] = done(town, "placements/requests/", {**said, "cooperative": partner["id"]})
    return made


def hours_of(worker: Client, employer: Client, town: Client) -> None:
    """Declared, one line sent back and corrected, validated, disputed, accepted, confirmed."""
    engagement = read(worker, f"hours/engagements/?week={MONDAY}")["results"][0]["id"]
    week = {"week": MONDAY, "engagement": engagement}
    done(worker, "hours/week/", {**week, "cells": CELLS}, method="put")
    assert read(employer, "hours/lines/?month=2026-03")["results"] == []
    lines = done(worker, "hours/week/declaration/", week)["lines"]
    assert call(worker, "hours/week/declaration/", week).status_code == 400
    back = {"move": "return", "version": 2, "reason": "fewer_minutes"}
    sent_back = done(employer, f"hours/lines/{lines[1]['id']}/moves/", back)
    assert sent_back["state"] == "draft"
    corrected = [CELLS[0], {**CELLS[1], "minutes": 60}]
    done(worker, "hours/week/", {**week, "cells": corrected}, method="put")
    done(worker, "hours/week/declaration/", week)
    declared = read(employer, "hours/lines/?month=2026-03")["results"]
    validated = done(employer, "hours/validation/", versions(declared))["lines"]
    assert {line["state"] for line in validated} == {"validated"}
    assert call(town, "hours/confirmation/", versions(declared)).status_code == 409
    first, second = sorted(validated, key=lambda line: str(line["day"]))
    dispute = {"move": "dispute", "version": first["version"], "reason": "fewer_minutes"}
    done(town, f"hours/lines/{first['id']}/moves/", {**dispute, "proposed_minutes": 420})
    accepted = {"move": "accept_correction", "version": first["version"] + 1}
    assert done(employer, f"hours/lines/{first['id']}/moves/", accepted)["minutes"] == 420
    assert done(town, "hours/confirmation/", versions([second]))["lines"][0]["state"] == "confirmed"
    assert [line["minutes"] for line in read(worker, f"hours/week/?{query(week)}")["results"]] == [420, 60]


def query(said: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in said.items())


def test_the_pool_and_its_hours(seat: GetSeat, now: Clock) -> None:
    person = people.who("psychologist", "alpha")
    hired(employer="north", person=person.id)
    manager = people.signed_in("consortium_manager", at="north")
    beta = str(seat("beta").ente_id)
    said = {"town": beta, "profile": "psychologist", "weekly_minutes": 12 * HOUR}
    done(manager, "pool/agreements/", {**said, **DATES})
    worker = read(manager, "pool/workers/")["results"][0]["id"]
    asked = {"worker": worker, "town": beta, "area": "minors_families", "weekly_minutes": 13 * HOUR, **DATES}
    beyond = call(manager, "pool/allocations/", asked)
    assert (beyond.status_code, beyond.json()["code"]) == (409, "beyond_agreement")
    made = done(manager, "pool/allocations/", {**asked, "weekly_minutes": 6 * HOUR})
    assert read(manager, "pool/agreements/")["results"][0]["weekly_minutes"] == 12 * HOUR
    now.stand(AFTER)
    manager = people.signed_in("consortium_manager", at="north")
    figures = {one["town"]: one["allocated"] for one in read(manager, "pool/towns/")["results"]}
    assert figures[beta] == 6 * HOUR
    hours_of(in_("beta", person), manager, people.signed_in("coordinator", at="beta"))
    path = f"pool/allocations/{made['id']}/"
    assert call(manager, f"{path}end/", {"version": 9, "last_day": "2026-04-30"}).status_code == 409
    assert done(manager, f"{path}end/", {"version": 1, "last_day": "2026-04-30"})["last"] == "2026-04-30"
    assert read(manager, path) == read(manager, "pool/allocations/")["results"][0]
    assert "staffing_event" in kinds(seat("north"))
    stranger = {**asked, "worker": str(uuid7()), "weekly_minutes": 60}
    assert set(call(manager, "pool/allocations/", stranger).json()["errors"]) == {"worker"}
    assert set(call(manager, "pool/allocations/", {**asked, "town": str(uuid7())}).json()["errors"]) == {
        "town"
    }


def test_the_desk_decides(seat: GetSeat) -> None:
    referral_id, desk = proposed(seat), people.signed_in("consortium_desk", at="north")
    path = f"referrals/{referral_id}/"
    assert read(desk, "referrals/")["results"][0]["id"] == str(referral_id)
    assert read(desk, path)["decisions"] == ["confirm", "send_back"]
    said = {"decision": "confirm", "reason": "reason_holds"}
    assert call(desk, f"{path}decisions/", {**said, "version": 1}).status_code == 409
    assert set(call(desk, f"{path}decisions/", {**said, "reason": "Mario"}).json()["errors"]) >= {"reason"}
    assert done(desk, f"{path}decisions/", {**said, "version": 3})["referral"]["state"] == State.DECLINED
