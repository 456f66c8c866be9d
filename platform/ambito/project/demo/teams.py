"""People of the pool and of cooperatives join the teams of some cases where they work."""

from __future__ import annotations

from ambito.project.demo import placed, pooled, staff
from ambito.project.demo.work import crew_of
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from town.cases.enums import CaseState
from town.cases.models import Case, TeamMember
from town.cases.operations import add_member

CASES = 6
# Which part on a team goes with a profession; the others work without a case of their own.
PARTS = {"social_worker": "second_social_worker", "educator_social": "educator"}


def fill(seats: dict[str, Seat]) -> None:
    """One transaction for each of them: all of their cases or none."""
    for key, towns in pooled.HOURS.items():
        for label in towns:
            _join(key, label, seats[label], pooled.AREA, "psychologist")
    for one in placed.PLACEMENTS:
        if one.state == "active" and one.profile in PARTS:
            _join(one.worker, one.town, seats[one.town], one.area, PARTS[one.profile])


def _join(key: str, label: str, town: Seat, area: str, role: str) -> None:
    user_id, by = staff.named(key).id, crew_of(label, town).coordinator
    with enter(town, actor=by):
        if TeamMember.objects.filter(user_id=user_id).exists():
            return
        cases = Case.objects.filter(state=CaseState.IN_CHARGE, area=area).order_by("-number")
        for case in cases.select_related("person").prefetch_related("team")[:CASES]:
            add_member(
                case=case, version=case.version, user_id=user_id, role=role, reason="joint_work", by=by
            )
