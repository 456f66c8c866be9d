"""A project from its first objective to the outcome given back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from ambito.access.doors import Missing
from ambito.access.errors import MoveRefused
from ambito.audit.town.models import TownRow
from ambito.tenancy.seats import ActorRef, Seat
from tests.machines import Step, check, steps
from tests.town.acting import a_case, actor, inside
from town.cases.models import Case
from town.cases.rules import nothing_open
from town.projects import operations
from town.projects.enums import MACHINE, AgreedBy, ProjectState
from town.projects.errors import (
    ChangedMeanwhile,
    NotClosed,
    NothingToAgree,
    NotJudged,
    NotYetAgreed,
    ProjectRefusal,
)
from town.projects.models import Objective, Project
from town.projects.queries import access_project, current_objectives, projects_of

GetSeat = Callable[[str], Seat]
SPEAKS = "Goes shopping alone by spring"


@pytest.mark.promise("Q34")
@pytest.mark.parametrize("step", steps(MACHINE), ids=str)
def test_the_table(step: Step) -> None:
    check(MACHINE, step)


def written(by: ActorRef, case: Case, *objectives: str) -> Project:
    return operations.open_project(case=case, kind="elderly_pai", objectives=objectives or (SPEAKS,), by=by)


def agreed(by: ActorRef, case: Case) -> Project:
    project = written(by, case)
    return operations.agree(
        project=project,
        version=project.version,
        with_whom="Anna Moretti",
        how=AgreedBy.SIGNATURE,
        agreed_on=timezone.localdate(),
        by=by,
    )


def test_the_whole_way(town: GetSeat) -> None:
    with inside("social_worker") as by:
        case = a_case(referent="social_worker")
        project = agreed(by, case)
        assert current_objectives(case) == [SPEAKS]
        operations.start(project=project, version=2, by=by)
        outcomes = {project.objectives.get().pk: "reached"}
        operations.close(project=project, version=3, outcomes=outcomes, by=by)
        assert current_objectives(case) == []
        today = timezone.localdate()
        operations.return_outcome(project=project, version=4, returned_on=today, by=by)
        kept = access_project(pk=project.pk, by=by)
        assert (kept.state, kept.version, kept.returned_on) == (ProjectState.CLOSED, 5, today)
        kinds = TownRow.objects.filter(subject_model__startswith="projects.").order_by("at", "pk")
        assert sorted(set(kinds.values_list("kind", flat=True))) == [
            "agreement",
            "case_open",
            "outcome_returned",
            "project_version",
        ]


def test_words_are_encrypted(town: GetSeat) -> None:
    with inside("social_worker") as by:
        agreed(by, a_case(referent="social_worker"))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT text FROM projects_objective UNION SELECT with_whom FROM projects_agreement"
            )
            stored = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert b"shopping" not in stored
    assert b"Moretti" not in stored


def test_only_the_referent_of_the_case_writes(town: GetSeat) -> None:
    with inside("social_worker") as by:
        case = a_case(referent="placed_worker")
        with pytest.raises(PermissionDenied):
            written(by, case)
        with pytest.raises(PermissionDenied):
            written(actor("coordinator"), case)
        project = written(actor("placed_worker"), case)
        assert access_project(pk=project.pk, by=actor("coordinator")) == project
        for stranger in (by, actor("desk_operator"), actor("psychologist")):
            with pytest.raises(Missing):
                access_project(pk=project.pk, by=stranger)
            assert projects_of(case, by=stranger) == []


def refused(refusal: type[Exception], deed: Callable[[], object]) -> None:
    with pytest.raises(refusal) as said:
        deed()
    assert str(said.value)
    assert issubclass(refusal, ProjectRefusal | MoveRefused)


def test_what_is_refused(town: GetSeat) -> None:
    today = timezone.localdate()
    with inside("social_worker") as by:
        case = a_case(referent="social_worker")
        project = written(by, case)

        def agree(day: date = today, version: int = 1) -> Project:
            return operations.agree(
                project=project,
                version=version,
                with_whom="x",
                how=AgreedBy.RECORDED,
                agreed_on=day,
                by=by,
            )

        refused(ChangedMeanwhile, lambda: agree(version=7))
        refused(NotYetAgreed, lambda: agree(today + timedelta(days=1)))
        Objective.objects.all().delete()
        refused(NothingToAgree, agree)
        operations.rewrite(project=project, version=1, objectives=[SPEAKS], by=by)
        refused(MoveRefused, lambda: operations.start(project=project, version=2, by=by))
        agree(version=2)
        operations.start(project=project, version=3, by=by)
        refused(NotJudged, lambda: operations.close(project=project, version=4, outcomes={}, by=by))
        early = {"project": project, "version": 4, "by": by}
        refused(NotClosed, lambda: operations.return_outcome(returned_on=today, **early))
        outcomes = {project.objectives.get().pk: "partly"}
        operations.close(outcomes=outcomes, **early)
        late = {"project": project, "version": 5, "by": by}
        refused(
            NotYetAgreed,
            lambda: operations.return_outcome(returned_on=today + timedelta(days=1), **late),
        )


def test_other_objectives_are_agreed_anew(town: GetSeat) -> None:
    with inside("social_worker") as by:
        project = agreed(by, a_case(referent="social_worker"))
        operations.rewrite(project=project, version=2, objectives=["Another", "One more"], by=by)
        assert (project.state, project.agreements.count()) == (ProjectState.DRAFT, 1)
        assert sorted(row.text for row in project.objectives.order_by("pk")) == ["Another", "One more"]


def test_an_open_project_is_in_the_way_of_closing_its_case(town: GetSeat) -> None:
    with inside("social_worker") as by:
        case = a_case(referent="social_worker")
        assert nothing_open(case, by, timezone.localdate())
        written(by, case)
        assert not nothing_open(case, by, timezone.localdate())
