"""Bodies, services, places and hours: who may write them, what is logged, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.access.doors import Missing
from ambito.access.errors import GuardRefused, NoSuchMove, RoleRefused
from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.events import registry as events
from ambito.events.models import Event
from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from consortium.catalogue.errors import UnknownCode
from consortium.network import operations, queries
from consortium.network.enums import MACHINE
from consortium.network.errors import Incomplete, NotTheKeeper, OverlappingHours, StrangeKeeper
from consortium.network.models import Actor, Band, Listing, Place, Service, SpecialDays
from consortium.network.rules import part_of
from consortium.workforce.errors import ChangedMeanwhile
from tests.consortium.network.staged import (
    MORNING,
    PLACE,
    SAID,
    a_body,
    a_place,
    a_service,
    open_every,
    published,
)
from tests.consortium.workforce.staff import actor, days

GetSeat = Callable[[str], Seat]


@pytest.fixture
def manager(seat: GetSeat) -> ActorRef:
    return actor("north", "consortium_manager")


@pytest.fixture
def coordinator(seat: GetSeat) -> ActorRef:
    return actor("alpha", "coordinator")


def steps() -> list[Any]:
    return [row.detail["step"] for row in Row.objects.filter(kind="directory_change").order_by("id")]


def test_from_draft_to_published_and_retired(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        service = a_service(manager)
        assert (service.state, service.keeper_id) == ("draft", seat("north").ente_id)
        assert not Listing.objects.exists()
        operations.move_service(service=service, name="publish", version=1, by=manager)
        assert Listing.objects.get().pk == service.pk
        operations.move_service(service=service, name="retire", version=2, by=manager)
        assert not Listing.objects.exists()
        operations.move_service(service=service, name="restore", version=3, by=manager)
        assert Service.objects.get().state == "draft"
        with pytest.raises(NoSuchMove):
            operations.move_service(service=service, name="withdraw", version=4, by=manager)
        assert steps() == ["registered", "written", "publish", "retire", "restore"]


@pytest.mark.promise("Q34")
def test_every_move_of_the_table(seat: GetSeat, manager: ActorRef) -> None:
    """From every state every move, by the keeper and by somebody else."""
    reader = actor("north", "consortium_desk")
    names = sorted({move.name for move in MACHINE.moves})
    with enter(seat("north"), actor=manager):
        service = a_service(manager)
        for state in sorted(MACHINE.states):
            for name in names:
                service.state = state
                service.save(update_fields=["state"])
                targets = [m.target for m in MACHINE.moves if (m.source, m.name) == (state, name)]
                if not targets:
                    with pytest.raises(NoSuchMove):
                        operations.move_service(
                            service=service, name=name, version=service.version, by=manager
                        )
                    service.version -= 1
                    continue
                with pytest.raises(RoleRefused):
                    operations.move_service(service=service, name=name, version=service.version, by=reader)
                service.version -= 1
                operations.move_service(service=service, name=name, version=service.version, by=manager)
                assert service.state == targets[0]
                assert Listing.objects.filter(pk=service.pk).exists() == (targets[0] == "published")


def test_publishing_asks_how_to_get_in(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        for said in ({"access": ""}, {"phone": ""}):
            service = a_service(manager, a_body(manager, f"Body {said}"), **said)
            with pytest.raises(GuardRefused) as refusal:
                operations.move_service(service=service, name="publish", version=1, by=manager)
            assert refusal.value.guard == "says_how"
        reached = a_service(manager, a_body(manager, "With a place"), phone="")
        a_place(manager, reached)
        operations.move_service(service=reached, name="publish", version=1, by=manager)


def test_what_is_published_stays_complete(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        service = a_service(manager, phone="")
        place = a_place(manager, service)
        operations.move_service(service=service, name="publish", version=1, by=manager)
        with pytest.raises(Incomplete), transaction.atomic():
            operations.remove_place(place=place, by=manager)
        with pytest.raises(Incomplete), transaction.atomic():
            operations.change_service(service=service, said={"access": ""}, version=2, by=manager)
        assert Place.objects.count() == 1


def test_a_stale_form_changes_nothing(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        service, place = published(manager), None
        place = a_place(manager, service)
        for deed in (
            lambda: operations.change_service(service=service, said=SAID, version=1, by=manager),
            lambda: operations.move_service(service=service, name="retire", version=1, by=manager),
            lambda: operations.check_service(service=service, version=1, by=manager),
            lambda: operations.change_place(place=place, said=PLACE, version=9, by=manager),
            lambda: operations.change_actor(actor=service.actor, said={}, version=9, by=manager),
        ):
            with pytest.raises(ChangedMeanwhile):
                deed()


def test_a_change_is_listed_at_once(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        service = published(manager)
        operations.change_service(
            service=service, said={"name": "Emporio solidale"}, version=service.version, by=manager
        )
        assert Listing.objects.get().title == "emporio solidale associazione pane quotidiano"
        body = queries.access_actor(pk=service.actor_id, by=manager, lock=True)
        operations.change_actor(actor=body, said={"name": "Il Pane"}, version=1, by=manager)
        assert Listing.objects.get().title == "emporio solidale il pane"
        draft = a_service(manager, body, name="Draft")
        operations.change_service(service=draft, said={"cost": "5 euro"}, version=1, by=manager)
        assert Listing.objects.count() == 1


def test_names_are_once_and_codes_are_known(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        body = a_body(manager)
        a_service(manager, body)
        with pytest.raises(ValidationError, match=r"already there|già"):
            a_body(manager, "associazione PANE quotidiano")
        with pytest.raises(ValidationError, match=r"already has|già"):
            a_service(manager, body, name="PACCHI alimentari")
        with pytest.raises(ValidationError, match=r"highest|massima"):
            a_service(manager, body, name="Ages", min_age=30, max_age=20)
        for wrong in ({"term": "moon"}, {"groups": ["moon"]}):
            with pytest.raises(UnknownCode):
                a_service(manager, body, name="Wrong", **wrong)
        with pytest.raises(UnknownCode):
            a_body(manager, "Other", kind="moon")
        with pytest.raises(UnknownCode):
            operations.change_actor(actor=body, said={"kind": "moon"}, version=1, by=manager)
        with pytest.raises(StrangeKeeper):
            a_service(manager, body, name="Strange", towns=[seat("gamma").ente_id])


def test_a_town_keeps_its_own(seat: GetSeat, manager: ActorRef, coordinator: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        theirs = published(manager)
    with enter(seat("alpha"), actor=coordinator):
        mine = published(coordinator, a_body(coordinator, "Comune di Alpha", "comune"))
        assert mine.keeper_id == seat("alpha").ente_id
        assert part_of(coordinator, theirs) == ""
        seen = queries.access_service(pk=theirs.pk, by=coordinator)
        for deed in (
            lambda: operations.change_service(service=seen, said=SAID, version=2, by=coordinator),
            lambda: operations.check_service(service=seen, version=2, by=coordinator),
            lambda: operations.add_place(service=seen, said=PLACE, by=coordinator),
            lambda: operations.change_actor(actor=seen.actor, said={}, version=1, by=coordinator),
        ):
            with pytest.raises(NotTheKeeper):
                deed()
        with pytest.raises(StrangeKeeper):
            operations.register_actor(
                said={"kind": "parish", "name": "Parrocchia"},
                by=coordinator,
                keeper_id=seat("beta").ente_id,
            )
        assert TownRow.objects.filter(kind="directory_change").count() == 3


def test_whoever_only_reads_writes_nothing(seat: GetSeat) -> None:
    reader = actor("alpha", "social_worker")
    with enter(seat("alpha"), actor=reader), pytest.raises(NotTheKeeper):
        a_body(reader)


def test_the_database_keeps_the_keeper_too(seat: GetSeat, manager: ActorRef, coordinator: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        theirs = published(manager)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Actor.objects.create(
                consortium_id=seat("south").ente_id,
                keeper_id=seat("north").ente_id,
                kind="parish",
                name="Parrocchia",
            )
    with enter(seat("alpha"), actor=coordinator):
        assert Service.objects.filter(pk=theirs.pk).update(name="Taken") == 0
        assert Listing.objects.filter(pk=theirs.pk).update(title="taken") == 0
        assert Listing.objects.filter(pk=theirs.pk).delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Place.objects.create(service_id=theirs.pk, address="via Falsa 1", comune="E514")
        a_body_of_beta = {"consortium_id": seat("north").ente_id, "keeper_id": seat("beta").ente_id}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Actor.objects.create(kind="parish", name="Parrocchia", **a_body_of_beta)


def test_drafts_stay_with_their_keeper(seat: GetSeat, manager: ActorRef, coordinator: ActorRef) -> None:
    with enter(seat("alpha"), actor=coordinator):
        draft = a_service(coordinator, a_body(coordinator))
        a_place(coordinator, draft)
        shown = published(coordinator, a_body(coordinator, "Shown"))
    with enter(seat("north"), actor=manager):
        assert queries.access_service(pk=draft.pk, by=manager) == draft
        desk = actor("north", "consortium_desk")
        with pytest.raises(Missing):
            queries.access_service(pk=draft.pk, by=desk)
        assert list(queries.kept(manager)) == [draft]
        assert not queries.kept(desk).exists()
    sister = actor("beta", "coordinator")
    with enter(seat("beta"), actor=sister):
        assert list(Service.objects.order_by("id")) == [shown]
        assert not Place.objects.exists()
        assert queries.published_service(shown.pk) == shown
        with pytest.raises(Missing):
            queries.published_service(draft.pk)


def test_two_consortia_are_blind_to_each_other(
    seat: GetSeat, manager: ActorRef, coordinator: ActorRef
) -> None:
    southern = actor("south", "consortium_manager")
    with enter(seat("north"), actor=manager):
        draft, shown = a_service(manager, name="Draft"), published(manager, a_body(manager, "Other"))
        place = a_place(manager, shown)
        open_every(place, manager)
        days_off = off(place, manager)
    for name, by in (("south", southern), ("gamma", actor("gamma", "coordinator"))):
        with enter(seat(name), actor=by):
            for model in (Actor, Service, Place, Band, SpecialDays):
                assert not model.objects.exists(), (name, model)
            for pk in (draft.pk, shown.pk):
                with pytest.raises(Missing):
                    queries.access_service(pk=pk, by=by)
            with pytest.raises(Missing):
                queries.published_service(shown.pk)
            with pytest.raises(Missing):
                queries.access_place(pk=place.pk, by=by)
            with pytest.raises(Missing):
                queries.access_special(pk=days_off.pk, by=by)
            with pytest.raises(Missing):
                queries.access_actor(pk=shown.actor_id, by=by)
            assert Listing.objects.filter(pk=shown.pk).update(title="taken") == 0
    with (
        enter(seat("vela")),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        Listing.objects.count()


def off(place: Place, by: ActorRef) -> SpecialDays:
    return operations.add_special_days(
        place=place,
        during=days(date(2026, 12, 24), date(2027, 1, 6)),
        opens=None,
        closes=None,
        reason="Natale",
        by=by,
    )


def test_the_consortium_writes_for_a_town_and_the_town_hears(
    seat: GetSeat, manager: ActorRef, coordinator: ActorRef
) -> None:
    beta = seat("beta")
    with enter(seat("north"), actor=manager):
        body = a_body(manager)
        service = operations.write_service(actor=body, said=SAID, by=manager, keeper_id=beta.ente_id)
        operations.move_service(service=service, name="publish", version=1, by=manager)
        with pytest.raises(StrangeKeeper):
            operations.write_service(
                actor=body, said={**SAID, "name": "Other"}, by=manager, keeper_id=uuid7()
            )
    with enter(beta, actor=SYSTEM):
        news = list(Event.objects.filter(name="network.changed").order_by("id"))
        assert len(news) == 2
        for event in news:
            events.handle(event.name, at="town", sender_id=event.sender_id, payload=event.payload)
        told = TownRow.objects.filter(kind="directory_change").order_by("id")
        assert [row.detail["step"] for row in told] == ["written", "publish"]
    with enter(beta, actor=actor("beta", "coordinator")):
        keeper = actor("beta", "coordinator")
        mine = queries.access_service(pk=service.pk, by=keeper, lock=True)
        operations.check_service(service=mine, version=2, by=keeper)


def test_places_hours_and_special_days(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        service = a_service(manager)
        place = a_place(manager, service, latitude=Decimal("45.5978"), longitude=Decimal("8.9147"))
        open_every(place, manager)
        summer = {0: [(time(8), time(10))], 1: []}
        operations.set_hours(place=place, season=("06-15", "08-31"), hours=summer, by=manager)
        assert place.bands.count() == 6
        open_every(place, manager, {2: [MORNING]})
        assert place.bands.count() == 2
        with pytest.raises(OverlappingHours):
            open_every(place, manager, {0: [MORNING, (time(12), time(14))]})
        operations.set_hours(place=place, season=("06-15", "08-31"), hours={}, by=manager)
        assert place.bands.count() == 1
        christmas = off(place, manager)
        with pytest.raises(ValidationError):
            operations.add_special_days(
                place=place,
                during=DateRange(date(2026, 5, 1), date(2026, 5, 2)),
                opens=time(12),
                closes=time(9),
                reason="",
                by=manager,
            )
        found = queries.access_special(pk=christmas.pk, by=manager, lock=True)
        operations.remove_special_days(days=found, by=manager)
        assert not SpecialDays.objects.exists()
        operations.change_place(place=place, said={"address": "via Nuova 2"}, version=1, by=manager)
        assert Place.objects.get().address == "via Nuova 2"
        with pytest.raises(ValidationError):
            a_place(manager, service, latitude=Decimal("45.5978"))
        operations.remove_place(place=place, by=manager)
        assert not Band.objects.exists()
        with pytest.raises(Missing):
            queries.access_special(pk=christmas.pk, by=manager)
        with pytest.raises(Missing):
            queries.access_place(pk=uuid7(), by=manager)


def test_what_nobody_checked_for_six_months(seat: GetSeat, manager: ActorRef) -> None:
    today = timezone.localdate()
    with enter(seat("north"), actor=manager):
        old, new = published(manager), published(manager, a_body(manager, "New"))
        for service, ago in ((old, 184), (new, 183)):
            service.checked_on = date.fromordinal(today.toordinal() - ago)
            service.save(update_fields=["checked_on"])
        assert list(queries.unchecked(manager, today)) == [old]
        operations.check_service(service=old, version=old.version, by=manager)
        assert not queries.unchecked(manager, today).exists()
        assert steps()[-1] == "checked"
