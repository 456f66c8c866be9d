"""Counting the town's work of a month. Numbers only: nothing here shows a person to anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from ambito.tenancy.context import current_seat
from consortium.dashboards.measures import AREAS
from consortium.dashboards.months import month_after
from consortium.dashboards.operations import Counts
from consortium.hours.queries import month_of, totals
from town.cases.enums import OPEN, CaseState
from town.cases.models import Case, CaseStep
from town.frontdesk.models import Contact
from town.people.models import Person
from town.referrals.models import Incoming, Outgoing

ROME = ZoneInfo("Europe/Rome")
ADULT_AT = 18


def counts(month: date) -> Counts:
    """The raw counts of a month (its first day), by measure and column."""
    first, after = _moment(month), _moment(month_after(month))
    ended = CaseStep.objects.filter(
        target__in=(CaseState.CLOSED, CaseState.NOT_TAKEN), at__gte=first, at__lt=after
    )
    contacts = Contact.objects.filter(created_at__gte=first, created_at__lt=after)
    return {
        **_by_area("contacts", contacts),
        **_by_area("cases_open", Case.objects.filter(state__in=OPEN)),
        **_by_area("cases_closed", Case.objects.filter(pk__in=ended.values("case_id"))),
        ("minors", "people"): _minors(month_after(month)),
        ("referrals", "sent"): Outgoing.objects.filter(sent_at__gte=first, sent_at__lt=after).count(),
        ("referrals", "received"): Incoming.objects.filter(sent_at__gte=first, sent_at__lt=after).count(),
        ("hours", "hours"): _confirmed_hours(month),
    }


def _by_area(measure: str, rows: QuerySet[Contact] | QuerySet[Case]) -> dict[tuple[str, str], int]:
    """Every area of the desk is there, also with nothing in it."""
    found: Iterable[tuple[str, int]] = rows.values_list("area").annotate(count=Count("pk")).order_by("area")
    return {(measure, area): 0 for area in AREAS} | {
        (measure, area): count for area, count in found if area in AREAS
    }


def _minors(on: date) -> int:
    """People under 18 with an open case."""
    born_after = on.replace(year=on.year - ADULT_AT)
    people = Person.objects.filter(birth_date__gt=born_after, cases__state__in=OPEN)
    return people.distinct().count()


def _confirmed_hours(month: date) -> int:
    """Whole hours that this town has confirmed."""
    here = current_seat().ente_id
    return sum(town.confirmed for town in totals(month_of(month)) if town.town_id == here) // 60


def _moment(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ROME)
