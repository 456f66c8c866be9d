"""Something of everything, in one town of the northern consortium and in the Enti around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.access.enums import Role
from ambito.identity.enums import LinkKind
from ambito.identity.models import User
from ambito.identity.operations import issue_link
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef
from consortium.exchange import machine as exchange
from consortium.hours import enums as timesheets
from consortium.hours import operations as hours
from consortium.hours import queries
from consortium.hours.engagements import engagements_of
from consortium.hours.enums import Activity
from consortium.network import enums as network
from consortium.network.operations import add_special_days
from consortium.placements import enums as placements
from consortium.placements.models import Placement
from consortium.placements.operations import request_placement
from consortium.pool.operations import agree_hours, allocate
from consortium.registry.models import Membership
from consortium.registry.operations import invite, open_partnership
from consortium.workforce.models import Worker
from tests import people, towns
from tests.consortium.exchange.sending import submitted
from tests.consortium.network.staged import a_body, a_place, a_service, open_every, published
from tests.consortium.placements import staged
from tests.consortium.workforce.staff import HOUR, hired
from tests.crawl.routes import Decision
from tests.crawl.scenes import fill, key_of
from tests.town.acting import inside
from tests.town.projects.test_operations import agreed
from tests.town.referrals import passing
from town.cases.models import Case
from town.projects import operations as projects
from town.referrals.models import Outgoing
from town.referrals.packet import default_items
from town.volunteers import enums as volunteers

PLACES = {"town": "beta", "consortium": "north", "cooperative": "vela"}
# Who administers a place, and somebody else there.
ADMINS = {
    "beta": (Role.TOWN_ADMIN, Role.COORDINATOR),
    "north": (Role.CONSORTIUM_ADMIN, Role.CONSORTIUM_DESK),
    "vela": (Role.COOP_MANAGER, Role.COOP_WORKER),
}
WORKER = "coop_worker.vela"
MACHINES = (placements.MACHINE, timesheets.MACHINE, network.MACHINE, volunteers.MACHINE)


@dataclass(frozen=True)
class World:
    """`words` are what may stand in a part of a path that is no key: `{"name": […], "token": […]}`."""

    words: dict[str, list[str]]

    def kwargs(self, decision: Decision, at: str) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
        """What may stand in the path of a route, and the states of the rows that it leads to."""
        said = dict(pair.split("=", 1) for pair in decision.rows.split())
        values = [self._values(part, what, at) for part, what in said.items()]
        for chosen in product(*values):
            yield (
                dict(zip(said, (value for value, _ in chosen), strict=True)),
                tuple(state for _, state in chosen),
            )

    def _values(self, part: str, what: str, at: str) -> list[tuple[Any, str]]:
        return rows(what, at) if "." in what else [(word, "") for word in (*self.words.get(part, ()), what)]


def made() -> World:
    """Through the operations, but for the rows of the crawl's scene."""
    _partners()
    placed, pooled = _placed(), _pooled()
    _declared(placed, Role.PLACED_WORKER)
    _declared(pooled, Role.PSYCHOLOGIST)
    _validated(placed, "vela", Role.COOP_MANAGER)
    _validated(pooled, "north", Role.CONSORTIUM_MANAGER)
    _town()
    _directory("north", Role.CONSORTIUM_MANAGER)
    _directory("beta", Role.COORDINATOR)
    steps = {move.name for machine in MACHINES for move in machine.moves}
    return World(
        {
            "token": [*_tokens()],
            "name": sorted({move.name for move in exchange.MACHINE.moves}),
            "move": sorted(steps),
        }
    )


def rows(label: str, at: str) -> list[tuple[UUID, str]]:
    """Keys of a model's rows that an Ente sees and calls its own, with the state that each is in."""
    ente = towns.seat(at)
    with enter(ente):
        if label == "identity.user":
            return [
                (one.user_id, "") for one in Membership.objects.filter(ente_id=ente.ente_id).order_by("pk")
            ]
        every = apps.get_model(label)._default_manager.order_by("pk")
        return [
            (row.pk, getattr(row, "state", ""))
            for row in every
            if getattr(row, "ente_id", ente.ente_id) == ente.ente_id
        ]


def _partners() -> None:
    seat = towns.seat("north")
    by = _acting("north", Role.CONSORTIUM_ADMIN)
    with enter(seat, actor=by):
        cooperative = towns.seat("vela").ente_id
        open_partnership(consortium_id=seat.ente_id, cooperative_id=cooperative, during=_around(), by=by)


def _placed() -> Worker:
    """A worker of Vela works in Beta, and one more is asked for."""
    worker = hired(employer="vela", person=people.who(WORKER, "vela").id, profile="social_worker")
    staged.agreed(staged.designated(_requested("elderly"), worker))
    staged.turned(timezone.localdate())
    _requested("adults")
    return worker


def _requested(area: str) -> Placement:
    by = staged.town()
    with enter(towns.seat("beta"), actor=by):
        return request_placement(
            consortium_id=towns.seat("north").ente_id,
            town_id=towns.seat("beta").ente_id,
            cooperative_id=towns.seat("vela").ente_id,
            profile="social_worker",
            area=area,
            weekly_minutes=18 * HOUR,
            during=_around(),
            by=by,
        )


def _pooled() -> Worker:
    """A psychologist of the consortium works in Beta."""
    worker = hired(employer="north", who="rete")
    seat, by = towns.seat("north"), _acting("north", Role.CONSORTIUM_MANAGER)
    what = {"town_id": towns.seat("beta").ente_id, "weekly_minutes": 6 * HOUR, "during": _around(), "by": by}
    with enter(seat, actor=by):
        agree_hours(consortium_id=seat.ente_id, profile="psychologist", **what)
        allocate(worker=worker, area="minors_families", **what)
    return worker


def _declared(worker: Worker, role: Role) -> None:
    """Three days of last week wait for the employer."""
    seat, monday = towns.seat("beta"), _monday()
    minutes = {(monday + timedelta(days=n), Activity.CASEWORK): 2 * HOUR for n in range(3)}
    by = ActorRef(worker.user_id, role, seat.ente_id)
    with enter(seat, actor=by):
        week = DateRange(monday, monday + timedelta(days=7))
        engagement = engagements_of(worker.user_id, week, cooperative=False)[0]  # type: ignore[arg-type]
        hours.write_week(engagement=engagement, week=week, minutes=minutes, by=by)
        found = queries.lines().filter(worker=worker)
        hours.submit(lines=queries.access_lines(pks=[line.pk for line in found], by=by), by=by)


def _validated(worker: Worker, at: str, role: Role) -> None:
    """The town has two of the days to confirm."""
    by = _acting(at, role)
    with enter(towns.seat(at), actor=by):
        found = queries.lines().filter(worker=worker).order_by("day")[:2]
        hours.validate(lines=queries.access_lines(pks=[line.pk for line in found], by=by), by=by)


def _monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday() + 7)


def _around() -> DateRange:
    today = timezone.localdate()
    return DateRange(today - timedelta(days=60), today + timedelta(days=90))


def _acting(at: str, role: Role) -> ActorRef:
    return ActorRef(people.who(role, at).id, role, towns.seat(at).ente_id)


def _directory(at: str, role: Role) -> None:
    """A published service kept here, with a place, hours and days on which it is shut; and a draft."""
    seat, by = towns.seat(at), _acting(at, role)
    with enter(seat, actor=by):
        body = a_body(by, f"Associazione Pane Quotidiano di {at}")
        place = a_place(by, published(by, body))
        open_every(place, by)
        during = DateRange(date(2026, 12, 24), date(2027, 1, 6))
        add_special_days(place=place, during=during, opens=None, closes=None, reason="Natale", by=by)
        a_service(by, body, name="Pacchi per neonati")


def _town() -> None:
    seat = towns.seat("beta")
    with enter(seat):
        fill("beta", user_id=people.who(Role.SOCIAL_WORKER, "beta").id)
        Outgoing.objects.update(receiver_id=towns.seat("alpha").ente_id, items=sorted(default_items()))
        submitted(seat, towns.seat("alpha"), referral_id=key_of("referrals.outgoing"))
    passing.accepted(passing.sent())
    passing.sent()
    _projects()


def _projects() -> None:
    """One agreed with the family, one that has begun, one closed."""
    with inside(Role.SOCIAL_WORKER, "beta") as by:
        case = Case.objects.get(pk=key_of("cases.case"))
        agreed(by, case)
        for closed in (False, True):
            project = agreed(by, case)
            projects.start(project=project, version=project.version, by=by)
            if closed:
                outcomes = {project.objectives.get().pk: "reached"}
                projects.close(project=project, version=project.version, outcomes=outcomes, by=by)


def _tokens() -> Iterator[str]:
    """Of an invitation and of a link for a new password, for each place."""
    for at, (role, other) in ADMINS.items():
        by = _acting(at, role)
        with enter(towns.seat(at), actor=by):
            email = f"nuova@{at}.test"
            yield invite(email=email, name="Nuova Venuta", role=role, during=_around(), by=by)
            user = User.objects.get(pk=people.who(other, at).id)
            yield issue_link(user=user, kind=LinkKind.PASSWORD, by=by)
