"""Reading cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.utils import timezone

from ambito.access import pages
from ambito.access.doors import open_one, show_list, show_page, show_uncounted
from ambito.access.pages import Asked
from ambito.access.relations import visible_to
from ambito.tenancy.seats import ActorRef
from consortium.catalogue.errors import UnknownCode
from consortium.catalogue.queries import code, codes
from consortium.registry.queries.memberships import names_of_people
from town.cases.enums import OPEN, REFERENTS, VERBS, CaseState
from town.cases.models import Case, TeamMember
from town.people.models import Person

MOST = 200
# States whose next step is the referent's.
WAITS_FOR_REFERENT = frozenset({CaseState.UNDER_ASSESSMENT, CaseState.REOPENED})


@dataclass(frozen=True, slots=True)
class OnTeam:
    """A part on a team in words. `until` is the first day without it."""

    pk: UUID
    user_id: UUID
    name: str
    role: str
    role_words: str
    first_day: date | None
    until: date | None
    reason: str

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()


@dataclass(frozen=True, slots=True)
class StepTold:
    verb: str
    state: str
    name: str
    at: datetime
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of a list of cases."""

    case: Case
    area: str
    referent: str


def access_case(*, pk: UUID | str, by: ActorRef, part: str = "summary", lock: bool = False) -> Case:
    """The case with this key, logged as opened; `Missing` where the actor sees none."""
    rows = Case.objects.select_related("person").prefetch_related("team")
    return open_one(rows, pk=pk, by=by, kind="case_open", part=part, lock=lock)


def list_cases(*, by: ActorRef, state: str = "", area: str = "", most: int = MOST) -> list[CaseLine]:
    """The cases that the actor sees, open ones unless a state is asked, newest first."""
    return _lines(_asked(state, area), by, most)


def page_of_cases(*, by: ActorRef, number: str = "", state: str = "", area: str = "") -> Page[CaseLine]:
    """One page of what `list_cases` lists; `number` as it stands in the address."""
    page = show_page(_asked(state, area), by=by, number=number)
    return Page(_told(list(page)), page.number, page.paginator)  # type: ignore[arg-type]


def uncounted_cases(*, by: ActorRef, asked: Asked, state: str = "", area: str = "") -> pages.Page[Case]:
    """The same cases as they are, cut without counting them."""
    return show_uncounted(_asked(state, area), by=by, asked=asked)


def cases_of(person: Person, *, by: ActorRef) -> list[CaseLine]:
    """A person's cases, as far as the actor sees them; the log has the opening of the person."""
    return _told(list(visible_to(_shown(Case.objects.filter(person=person)), by)))


@dataclass(frozen=True, slots=True)
class WorkOnCase:
    """A case that concerns somebody today. `mine`: one is on its team. `due`: the next step is one's own.

    `new`: one has joined the team lately.
    """

    line: CaseLine
    mine: bool
    due: bool
    new: bool


def work_on_cases(
    *, by: ActorRef, since: date, states: frozenset[CaseState] = frozenset()
) -> list[WorkOnCase]:
    """Open cases whose team the actor is on today, and all those in one of `states`; the oldest first.

    `since` is the day from which on somebody who joins is new.
    """
    today = timezone.localdate()
    on_team = TeamMember.objects.filter(Q(user_id=by.user_id), during__contains=today)
    asked = Q(state__in=OPEN, pk__in=on_team.values("case_id")) | Q(state__in=states)
    lines = _lines(_shown(Case.objects.filter(asked), ("opened_at", "pk")), by)
    return [_work(line, by, today, since) for line in lines]


def team_of(case: Case, on: date | None = None) -> list[OnTeam]:
    """Who is on the team on a day (today); those who came first, first."""
    today = on or timezone.localdate()
    held = [row for row in case.team.all() if today in row.during]
    rows = sorted(held, key=lambda row: (row.role not in REFERENTS, row.during.lower or today, str(row.pk)))
    names = names_of_people(row.user_id for row in rows)
    return [
        OnTeam(
            row.pk,
            row.user_id,
            names.get(row.user_id, ""),
            row.role,
            words("team_roles", row.role),
            row.during.lower,
            row.during.upper,
            words("assignment_reasons", row.reason),
        )
        for row in rows
    ]


def steps_of(case: Case) -> list[StepTold]:
    """Every step, the last first."""
    rows = list(case.steps.order_by("-at", "-pk"))
    names = names_of_people(row.by_user for row in rows)
    return [
        StepTold(
            str(VERBS.get(row.move, row.move)),
            str(CaseState(row.target).label),
            names.get(row.by_user, "") if row.by_user else "",
            row.at,
            words("closing_reasons", row.reason),
            row.words or "",
        )
        for row in rows
    ]


def area_choices() -> list[tuple[str, str]]:
    """The areas of the desk: those of the other schemes are for exports."""
    return [(area.code, area.label()) for area in codes("areas") if area.more["scheme"] == "product"]


def words(name: str, value: str) -> str:
    """A code of the catalogue in words; as it is where a later version has dropped it."""
    try:
        return code(name, value).label() if value else ""
    except UnknownCode:
        return value


def _work(line: CaseLine, by: ActorRef, today: date, since: date) -> WorkOnCase:
    parts = [member for member in line.case.team.all() if member.user_id == by.user_id]
    parts = [member for member in parts if today in member.during]
    answers = any(member.role in REFERENTS for member in parts)
    return WorkOnCase(
        line,
        mine=bool(parts),
        due=answers and line.case.state in WAITS_FOR_REFERENT,
        new=any(member.during.lower is not None and member.during.lower >= since for member in parts),
    )


def _asked(state: str, area: str) -> QuerySet[Case]:
    rows = Case.objects.filter(state=state) if state in CaseState else Case.objects.filter(state__in=OPEN)
    return _shown(rows.filter(area=area) if area else rows)


def _shown(rows: QuerySet[Case], order: tuple[str, ...] = ("-opened_at", "-pk")) -> QuerySet[Case]:
    return rows.select_related("person").prefetch_related("team").order_by(*order)


def _lines(rows: QuerySet[Case], by: ActorRef, most: int = MOST) -> list[CaseLine]:
    return _told(show_list(rows, by=by, most=most))


def _told(cases: list[Case]) -> list[CaseLine]:
    today = timezone.localdate()
    referents = {case.pk: _referent(case, today) for case in cases}
    names = names_of_people(referents.values())
    return [
        CaseLine(case, words("areas", case.area), names.get(referents[case.pk], ""))  # type: ignore[arg-type]
        for case in cases
    ]


def _referent(case: Case, today: date) -> UUID | None:
    team = (member for member in case.team.all() if today in member.during)
    return next((member.user_id for member in team if member.role in REFERENTS), None)
