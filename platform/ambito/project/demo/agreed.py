"""Projects that were written with people and agreed with them."""

from __future__ import annotations

from datetime import date, timedelta

from ambito.access.enums import Role
from ambito.project.demo.work import crew_of
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from town.cases.enums import CaseState
from town.cases.models import Case
from town.projects import operations
from town.projects.enums import AgreedBy
from town.projects.models import Project

# How many projects a town has, and what they aim at by the area of the case.
PROJECTS = {"legnano": 9, "parabiago": 5}
KINDS = {"minors_families": "family_minors", "elderly": "elderly_pai", "adults": "adult_inclusion"}
OBJECTIVES = {
    "minors_families": (
        "I compiti si fanno ogni pomeriggio",
        "I genitori parlano con la scuola una volta al mese",
    ),
    "elderly": ("Esce di casa due volte la settimana", "Prende le medicine da sola"),
    "adults": ("Frequenta il corso di italiano", "Paga l’affitto ogni mese"),
}


def fill(seats: dict[str, Seat], *, today: date) -> None:
    """One transaction a town: it has all of its projects or none."""
    for label, count in PROJECTS.items():
        seat = seats[label]
        worker = ActorRef(crew_of(label, seat).worker, str(Role.SOCIAL_WORKER), seat.ente_id)
        with enter(seat, actor=worker):
            if not Project.objects.exists():
                for number, case in enumerate(_cases(count)):
                    _agree(case, number, worker, today)


def _cases(count: int) -> list[Case]:
    rows = Case.objects.filter(state=CaseState.IN_CHARGE).order_by("-number")
    return list(rows.select_related("person").prefetch_related("team")[:count])


def _agree(case: Case, number: int, by: ActorRef, today: date) -> None:
    """Every third one waits for its beginning; the last of them is still being written."""
    project = operations.open_project(
        case=case, kind=KINDS[case.area], objectives=OBJECTIVES[case.area], by=by
    )
    if number == 0:
        return
    operations.agree(
        project=project,
        version=project.version,
        with_whom=str(case.person),
        how=AgreedBy.SIGNATURE if number % 2 else AgreedBy.RECORDED,
        agreed_on=today - timedelta(days=number),
        by=by,
    )
    if number % 3:
        operations.start(project=project, version=project.version, by=by)
