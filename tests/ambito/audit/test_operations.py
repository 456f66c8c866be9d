"""No deed without its row, no row with words about a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet

from ambito.audit.errors import NoActor, UnknownKind
from ambito.audit.models import Row
from ambito.audit.operations import record, record_list
from ambito.audit.rows import AbstractRow
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import enter
from ambito.tenancy.errors import PersonalContent
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef, Seat
from town.people.models import Person

GetSeat = Callable[[str], Seat]


def anna(seat: Seat) -> ActorRef:
    return ActorRef(user_id=uuid7(), role="social_worker", ente_id=seat.ente_id)


def written(rows: type[AbstractRow]) -> QuerySet[AbstractRow]:
    """Without the row that every log begins with."""
    return rows._default_manager.exclude(kind="ente_founded")


def test_a_town_writes_its_own_log(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha, actor=anna(alpha)):
        person = Person.objects.create(surname="Verdi", name="Ada")
        record(kind="person_view", subject=person, detail={"part": "summary"})
        row = written(TownRow).get()
        assert (row.kind, row.subject_model, row.subject_id) == ("person_view", "people.person", person.pk)
        assert (row.by_role, row.ente_id, row.detail) == ("social_worker", alpha.ente_id, {"part": "summary"})
    with enter(seat("beta")):
        assert not written(TownRow).exists()


def test_a_consortium_writes_the_public_log_and_sees_only_its_own(seat: GetSeat) -> None:
    north, south = seat("north"), seat("south")
    with enter(north, actor=anna(north)):
        record(kind="membership_change")
        assert written(Row).get().ente_id == north.ente_id
    with enter(south):
        assert not written(Row).exists()


def test_a_list_is_one_row_with_the_ids_shown(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha, actor=anna(alpha)):
        people = [Person.objects.create(surname=name, name="X") for name in ("Rossi", "Bianchi")]
        record_list(subjects=people)
        assert written(TownRow).get().detail == {"ids": [str(person.pk) for person in people]}


def test_words_about_a_person_are_refused(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha, actor=anna(alpha)), pytest.raises(PersonalContent):
        record(kind="search", detail={"text": "Maria D'Amico"})


def test_an_unknown_kind_and_an_unknown_actor_are_refused(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha):
        with pytest.raises(NoActor):
            record(kind="search")
        with pytest.raises(UnknownKind):
            record(kind="whatever", by=anna(alpha))


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE town_audit_row SET kind = 'search'",
        "DELETE FROM town_audit_row",
        "TRUNCATE town_audit_row",
        "INSERT INTO town_audit_link (position, row_id, hash, below) VALUES (1, gen_random_uuid(), '', 0)",
        "DELETE FROM town_audit_link",
        "DROP TABLE town_audit_row",
    ],
)
@pytest.mark.promise("Q7")
def test_a_town_cannot_change_its_log(seat: GetSeat, attack: str) -> None:
    alpha = seat("alpha")
    with enter(alpha, actor=anna(alpha)):
        record(kind="search")
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
            connection.cursor().execute(attack)
        assert written(TownRow).count() == 1
