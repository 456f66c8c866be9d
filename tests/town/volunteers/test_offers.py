"""Who offers to help: insured before they begin, seen by the town alone, every opening logged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from ambito.access.doors import Missing
from ambito.access.enums import HOSTS, Role
from ambito.access.errors import GuardRefused, NoSuchMove, RoleRefused
from ambito.access.relations import sees, visible_to
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef, Seat
from consortium.catalogue.errors import UnknownCode
from tests.people import signed_in
from tests.town.acting import actor, inside
from town.volunteers import operations, queries
from town.volunteers.enums import MACHINE
from town.volunteers.errors import ChangedMeanwhile
from town.volunteers.models import VolunteerOffer
from town.volunteers.rules import alarm

GetSeat = Callable[[str], Seat]
TODAY = timezone.localdate()
SAID: dict[str, Any] = {
    "name": "Livia Serra",
    "phone": "333 010 2030",
    "email": "",
    "interests": ["svc_food", "svc_school"],
    "availability": "martedì pomeriggio",
    "insured_from": date(2020, 1, 1),
    "insured_until": TODAY + timedelta(days=90),
}


@pytest.fixture
def desk(town: GetSeat) -> ActorRef:
    return actor("desk_operator")


def offered(by: ActorRef, **said: Any) -> VolunteerOffer:
    return operations.register_offer(said={**SAID, **said}, by=by)


@pytest.mark.promise("Q34")
def test_every_move_of_the_table(desk: ActorRef) -> None:
    with inside():
        offer, stranger = offered(desk), actor("psychologist")
        for state in sorted(MACHINE.states):
            for name in sorted({move.name for move in MACHINE.moves}):
                targets = [m.target for m in MACHINE.moves if (m.source, m.name) == (state, name)]
                for by in (stranger, desk):
                    offer.state = state
                    refused = NoSuchMove if not targets else RoleRefused if by is stranger else None
                    if refused is None:
                        operations.move_offer(offer=offer, name=name, version=offer.version, by=by)
                        assert offer.state == targets[0]
                        continue
                    with pytest.raises(refused):
                        operations.move_offer(offer=offer, name=name, version=offer.version, by=by)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (None, None),
        (TODAY + timedelta(1), TODAY + timedelta(9)),
        (TODAY - timedelta(9), TODAY - timedelta(1)),
    ],
)
def test_nobody_begins_without_insurance(desk: ActorRef, first: date | None, last: date | None) -> None:
    with inside():
        offer = offered(desk, insured_from=first, insured_until=last)
        with pytest.raises(GuardRefused):
            operations.move_offer(offer=offer, name="start", version=1, by=desk)


def test_the_alarm_before_and_after_the_last_day(desk: ActorRef) -> None:
    with inside():
        offer = offered(desk)
        assert alarm(offer, offer.insured_until) == ""
        operations.move_offer(offer=offer, name="start", version=1, by=desk)
        for days, said in ((31, ""), (30, "soon"), (0, "soon"), (-1, "ended")):
            offer.insured_until = TODAY + timedelta(days=days)
            offer.save(update_fields=["insured_until"])
            assert alarm(offer, TODAY) == said
        offer.insured_until = None
        assert alarm(offer, TODAY) == ""


def test_what_is_refused(desk: ActorRef) -> None:
    with inside():
        with pytest.raises(UnknownCode):
            offered(desk, interests=["moon"])
        with pytest.raises(ValidationError):
            offered(desk, insured_until=None)
        offer = offered(desk)
        for deed in (
            lambda: operations.change_offer(offer=offer, said=SAID, version=9, by=desk),
            lambda: operations.move_offer(offer=offer, name="end", version=9, by=desk),
        ):
            with pytest.raises(ChangedMeanwhile):
                deed()


def test_only_this_town_and_its_keepers_see_them(town: GetSeat, desk: ActorRef) -> None:
    with inside():
        offer = offered(desk)
        assert queries.list_offers(by=desk) == [offer]
        assert queries.list_offers(by=desk, interest="svc_food") == [offer]
        assert queries.list_offers(by=desk, interest="svc_home") == []
        assert queries.list_offers(by=desk, ended=True) == []
        with pytest.raises(Missing):
            queries.access_offer(pk=offer.pk, by=actor("psychologist"))
        assert queries.access_offer(pk=offer.pk, by=desk) == offer
        assert TownRow.objects.filter(kind="person_view", subject_id=offer.pk).count() == 1
        for role in (str(role) for role in Role if "town" in HOSTS[role]):
            by = ActorRef(uuid7(), role, None)
            assert visible_to(VolunteerOffer.objects.all(), by).exists() == sees(offer, by)
    with enter(town("beta")):
        assert not VolunteerOffer.objects.exists()


def form(**other: Any) -> dict[str, Any]:
    said = {**SAID, "insured_from": "01/01/2020", "insured_until": f"{SAID['insured_until']:%d/%m/%Y}"}
    return {**said, "idempotency_key": str(uuid7()), **other}


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content
    page: str = answer.content.decode()
    return page


def test_from_the_offer_to_its_end(town: GetSeat) -> None:
    client: Client = signed_in("desk_operator", at="alpha")
    assert "Nessuna offerta" in text(client.get("/volunteers/"))
    assert client.get("/volunteers/new/").status_code == 200
    said = form()
    path = client.post("/volunteers/new/", said)["Location"]
    assert client.post("/volunteers/new/", said)["Location"] == path
    with inside():
        assert VolunteerOffer.objects.count() == 1
    assert "Livia Serra" in text(client.get(path))
    assert client.post(path, form(version="1", phone="333 1")).status_code == 302
    assert "Qualcuno" in text(client.post(path, form(version="1")), 422)
    assert client.post(f"{path}start/", {"version": "2"}).status_code == 302
    soon = form(version="3", insured_until=f"{TODAY + timedelta(days=5):%d/%m/%Y}")
    assert client.post(path, soon).status_code == 302
    assert "Assicurazione in scadenza" in text(client.get("/volunteers/?interest=svc_food"))
    assert "Livia" not in text(client.get("/volunteers/?interest=svc_home"))
    assert client.post(f"{path}end/", {"version": "4"}).status_code == 302
    assert "Livia" in text(client.get("/volunteers/?ended=on&interest=nonsense"))


def test_wrong_answers_are_said_beside_the_field(town: GetSeat) -> None:
    client = signed_in("coordinator", at="alpha")
    wrong = form(name="", phone="", interests=[], insured_until="")
    page = text(client.post("/volunteers/new/", wrong), 422)
    for said in (
        "Scrivi nome e cognome.",
        "Scrivi un telefono",
        "Scegli almeno un interesse",
        "tutti e due i giorni",
    ):
        assert said in page, said
    path = client.post("/volunteers/new/", form(insured_from="", insured_until=""))["Location"]
    page = text(client.post(f"{path}start/", {"version": "1"}), 422)
    assert "oggi non vale" in page
