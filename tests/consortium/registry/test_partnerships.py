"""Which cooperatives work for a consortium: the consortium alone says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.audit.models import Row
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.registry.models import Partnership
from consortium.registry.operations import open_partnership
from consortium.registry.queries.partnerships import cooperatives_of

GetSeat = Callable[[str], Seat]
YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))


def partner(at: Seat, consortium: Seat, cooperative: Seat) -> Partnership:
    by = ActorRef(UUID(int=1), "consortium_admin", at.ente_id)
    with enter(at, actor=by):
        return open_partnership(
            consortium_id=consortium.ente_id, cooperative_id=cooperative.ente_id, during=YEAR, by=by
        )


def test_a_partner_is_there_on_its_days_and_the_log_says_since_when(seat: GetSeat) -> None:
    north, vela = seat("north"), seat("vela")
    partnership = partner(north, north, vela)
    with enter(north):
        named = [
            [found.ente_id for found in cooperatives_of(north.ente_id, day)]
            for day in (YEAR.lower, YEAR.upper)
        ]
        assert named == [[vela.ente_id], []]
        row = Row.objects.get(subject_id=partnership.pk)
        assert (row.kind, row.detail["with"]) == ("staffing_event", str(vela.ente_id))


def test_who_is_no_cooperative_is_refused(seat: GetSeat) -> None:
    with pytest.raises(ValidationError, match="cooperativa"):
        partner(seat("north"), seat("north"), seat("alpha"))


def test_the_same_days_twice_are_refused(seat: GetSeat) -> None:
    partner(seat("north"), seat("north"), seat("vela"))
    with pytest.raises(ValidationError, match="già"):
        partner(seat("north"), seat("north"), seat("vela"))


@pytest.mark.parametrize("other", ["south", "alpha", "vela"])
def test_nobody_else_says_so(seat: GetSeat, other: str) -> None:
    seats = seat(other), seat("north"), seat("vela")
    with pytest.raises(ProgrammingError), transaction.atomic():
        partner(*seats)
