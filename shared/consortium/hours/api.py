"""Hours by API: the worker's week, the lines of a month for employer and town, totals for the consortium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.pages import page_of
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged, query_of
from ambito.api.problems import refusing
from ambito.tenancy.context import current_seat
from consortium.hours import operations, queries
from consortium.hours.engagements import Engagement, engagements_of
from consortium.hours.serializers import (
    EngagedWeekIn,
    EngagementOut,
    LineMoveIn,
    LineOut,
    LinesIn,
    MonthIn,
    SheetIn,
    TownMonthOut,
    WeekIn,
    WeekOut,
)
from consortium.hours.steps import SENTENCES, STEPS

LINE_PAGE = paged(LineOut)


@requires("hours_declare")
class Week(ViewSet):
    @extend_schema(parameters=[WeekIn, PageIn], responses=paged(EngagementOut))
    def engagements(self, request: Request) -> Response:
        """Where whoever calls works in a week."""
        found = _engagements(request, query_of(request, WeekIn)["week"])
        return page_answer(page_of(found, page_asked(request)), EngagementOut)

    @extend_schema(parameters=[EngagedWeekIn, PageIn], responses=LINE_PAGE)
    def lines(self, request: Request) -> Response:
        """One's own lines of a week, drafts too."""
        said = query_of(request, EngagedWeekIn)
        engagement = _engagement(request, said)
        lines = queries.week_of(engagement.worker, engagement.town_id, said["week"])
        return page_answer(page_of(lines, page_asked(request)), LineOut)

    @extend_schema(request=SheetIn, responses=WeekOut)
    def write(self, request: Request) -> Response:
        """Make the drafts of a week what the sheet says. Nobody else sees them until they are declared."""
        said = body_of(request, SheetIn)
        engagement = _engagement(request, said)
        with refusing():
            operations.write_week(
                engagement=engagement, week=said["week"], minutes=said["minutes"], by=actor_of(request)
            )
        return _week(engagement, said["week"])

    @extend_schema(request=EngagedWeekIn, responses=WeekOut)
    def declare(self, request: Request) -> Response:
        """Declare the drafts of a week: the employer checks them next."""
        by, said = actor_of(request), body_of(request, EngagedWeekIn)
        engagement = _engagement(request, said)
        lines = queries.week_of(engagement.worker, engagement.town_id, said["week"])
        drafts = [line.pk for line in lines if line.state == "draft"]
        if not drafts:
            raise ValidationError({"week": [_("There is nothing to declare in this week. Write it first.")]})
        with refusing():
            operations.submit(lines=queries.access_lines(pks=drafts, by=by), by=by)
        return _week(engagement, said["week"])


class Month(ViewSet):
    """What employer, town and consortium share; each says below whose part it is."""

    @extend_schema(parameters=[MonthIn, PageIn], responses=LINE_PAGE)
    def list(self, request: Request) -> Response:
        """The declared lines of a month, by day."""
        lines = queries.declared_in(_month(request), by=actor_of(request))
        return page_answer(page_of(lines, page_asked(request)), LineOut)

    @extend_schema(request=LineMoveIn, responses=LineOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        """One move on one line that is this side's."""
        by = actor_of(request)
        line = queries.access_lines(pks=[pk], by=by)[0]
        said = body_of(request, LineMoveIn)
        step = STEPS[said.pop("move")]
        with refusing(sentences=SENTENCES):
            step.act(line=line, by=by, **said)
        return Response(LineOut(line).data)


@requires("hours_confirm")
class TownMonth(Month):
    """The town has had the service."""

    @extend_schema(request=LinesIn, responses=WeekOut)
    def confirm(self, request: Request) -> Response:
        """Confirm validated lines. Nobody confirms their own hours."""
        return _together(request, operations.confirm)


@requires("hours_validate")
class CooperativeMonth(Month):
    """The cooperative is the employer of placed workers."""

    @extend_schema(request=LinesIn, responses=WeekOut)
    def validate(self, request: Request) -> Response:
        """Validate declared lines: the town confirms them next."""
        return _together(request, operations.validate)


@requires("hours_certify")
class ConsortiumMonth(Month):
    """The consortium is the employer of pooled staff, and decides what two sides dispute."""

    @extend_schema(request=LinesIn, responses=WeekOut)
    def validate(self, request: Request) -> Response:
        """Validate declared lines of pooled staff: the town confirms them next."""
        return _together(request, operations.validate)

    @extend_schema(parameters=[MonthIn, PageIn], responses=paged(TownMonthOut))
    def totals(self, request: Request) -> Response:
        """Per town, figures only."""
        return page_answer(page_of(queries.totals(_month(request)), page_asked(request)), TownMonthOut)


def _engagements(request: Request, week: DateRange) -> list[Engagement]:
    by = actor_of(request)
    assert by.user_id is not None  # noqa: S101 - who declares is a person
    cooperative = current_seat().kind == "cooperative"
    found = engagements_of(by.user_id, week, cooperative=cooperative)
    return found if cooperative else [one for one in found if one.town_id == by.ente_id]


def _engagement(request: Request, said: dict[str, Any]) -> Engagement:
    for one in _engagements(request, said["week"]):
        if one.key == said["engagement"]:
            return one
    raise ValidationError({"engagement": [_("Choose one of your placements or allocations of that week.")]})


def _week(engagement: Engagement, week: DateRange) -> Response:
    return _shown(queries.week_of(engagement.worker, engagement.town_id, week))


def _month(request: Request) -> DateRange:
    said = query_of(request, MonthIn)
    return said.get("month") or queries.month_of(timezone.localdate())


def _together(request: Request, act: Callable[..., None]) -> Response:
    by, versions = actor_of(request), body_of(request, LinesIn)["lines"]
    lines = queries.access_lines(pks=versions, by=by)
    with refusing():
        act(lines=lines, by=by, versions=versions)
    return _shown(lines)


def _shown(lines: list[Any]) -> Response:
    return Response(WeekOut({"lines": lines}).data)
