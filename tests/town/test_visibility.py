"""Who sees what: the query and the predicate say the same, for every role, team, lock and day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.access.enums import HOSTS, Role
from ambito.access.relations import registered, sees, visible_to
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef, Seat
from tests.crawl.scenes import fill, town_models
from tests.sizes import promise_size
from tests.town.acting import inside
from town.cases.models import Case, CaseReader, TeamMember
from town.frontdesk.models import Contact
from town.people.models import Person, Reader
from town.projects.models import Project
from town.referrals.models import Incoming, Outgoing
from town.volunteers.models import VolunteerOffer

GetSeat = Callable[[str], Seat]
TODAY = date(2026, 3, 29)  # the night on which the clocks go forward
USERS = [uuid7() for _ in range(3)]
EXAMPLES = settings(
    deadline=None,
    max_examples=promise_size(200, 10_000),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

users = st.sampled_from(USERS)
days = st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days))
roles = st.sampled_from([str(role) for role in Role if "town" in HOSTS[role]])
actors = st.builds(ActorRef, user_id=users, role=roles, ente_id=st.none())
ranges = st.tuples(st.none() | days, st.none() | days).filter(
    lambda ends: None in ends or ends[0] <= ends[1]  # type: ignore[operator]
)
members = st.tuples(users, st.sampled_from(["second_social_worker", "educator"]), ranges)
cases = st.fixed_dictionaries(
    {
        "locked": st.booleans(),
        "readers": st.sets(users),
        "team": st.lists(members, max_size=3, unique_by=lambda member: member[:2]),
        "person_locked": st.booleans(),
        "person_readers": st.sets(users),
        "registered_by": st.none() | users,
        "contact_by": st.none() | users,
        "assessor": st.none() | users,
        "taken_in": st.booleans(),
    }
)


@pytest.mark.promise("Q9")
@EXAMPLES
@given(written=st.lists(cases, min_size=1, max_size=3), actor=actors, on=days)
def test_query_and_predicate_agree(
    town: GetSeat,
    figure: Callable[[str, str], None],
    written: list[dict[str, Any]],
    actor: ActorRef,
    on: date,
) -> None:
    figure("Q9", f"people, cases, contacts: {EXAMPLES.max_examples:,} × actor and day, 0 differences")
    with inside(), transaction.atomic():
        for said in written:
            _write(said)
        for model in (Person, Case, Contact, Project, Outgoing, Incoming):
            rows: list[models.Model] = list(model._default_manager.all())
            shown = {row.pk for row in visible_to(model._default_manager.all(), actor, on)}
            assert shown == {row.pk for row in rows if sees(row, actor, on)}, model
        transaction.set_rollback(True)


@pytest.mark.promise("Q9")
@pytest.mark.parametrize(("offset", "seen"), [(-1, False), (0, True), (6, True), (7, False)])
def test_a_team_sees_from_its_first_day_to_the_day_before_its_last(
    town: GetSeat,
    offset: int,
    seen: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    actor = ActorRef(USERS[0], "psychologist", None)
    with inside():
        case = _write(
            {
                "locked": False,
                "readers": set(),
                "team": [(USERS[0], "psychologist", (TODAY, TODAY + timedelta(days=7)))],
                "person_locked": False,
                "person_readers": set(),
                "registered_by": None,
                "contact_by": None,
                "assessor": None,
                "taken_in": False,
            }
        )
        on = TODAY + timedelta(days=offset)
        assert visible_to(Case.objects.all(), actor, on).filter(pk=case.pk).exists() is seen


@pytest.mark.promise("Q10")
@pytest.mark.parametrize(
    ("locked", "left"), [(Person, {VolunteerOffer}), (Case, {Person, Contact, VolunteerOffer})]
)
def test_what_is_about_who_is_locked_is_as_hidden(
    town: GetSeat, locked: type[models.Model], left: set[type[models.Model]]
) -> None:
    """Every model of the town with a relation, so that a new one cannot forget the lock.

    Who offers to help is nobody whom the town follows: the row is about no person of the town.
    """
    with inside() as coordinator:
        fill("alpha", user_id=uuid7())
        every = {model for model in registered() if model in town_models()}
        assert _shown(every, coordinator) == every
        locked._default_manager.update(locked=True)
        assert _shown(every, coordinator) == left


def _shown(every: set[type[models.Model]], actor: ActorRef) -> set[type[models.Model]]:
    return {model for model in every if visible_to(model._default_manager.all(), actor).exists()}


def _write(said: dict[str, Any]) -> Case:
    person = Person.objects.create(
        surname="Moretti",
        name="Anna",
        search_name="moretti anna",
        locked=said["person_locked"],
        registered_by=said["registered_by"],
    )
    for user_id in said["person_readers"]:
        Reader.objects.create(person=person, user_id=user_id)
    case = Case.objects.create(
        number=str(uuid7())[-12:], person=person, area="elderly", locked=said["locked"]
    )
    for user_id in said["readers"]:
        CaseReader.objects.create(case=case, user_id=user_id)
    for user_id, role, (first, until) in said["team"]:
        TeamMember.objects.create(case=case, user_id=user_id, role=role, during=DateRange(first, until))
    Contact.objects.create(
        person=person,
        needs=["care_home"],
        area="elderly",
        outcome="handed_over",
        minutes=1,
        created_by=said["contact_by"],
    )
    Project.objects.create(case=case, kind="elderly_pai")
    Outgoing.objects.create(
        **_known(), case=case, receiver_id=uuid7(), reason="x", items=[], informed_on=TODAY
    )
    Incoming.objects.create(
        **_known(), case=case if said["taken_in"] else None, sender_id=uuid7(), assessor=said["assessor"]
    )
    return case


def _known() -> dict[str, Any]:
    return {"id": uuid7(), "number": 1, "state": "sent", "version": 1}
