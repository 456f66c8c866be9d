"""Hours, kinds, groups, languages and places of the directory in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import template
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ambito.tenancy.seats import ActorRef
from ambito.web.day_words import day_in_full, day_words
from ambito.web.templatetags.moments import hour
from consortium.catalogue.queries import code
from consortium.network import opening
from consortium.network.comuni import comune_words
from consortium.network.enums import Language, Weekday
from consortium.network.models import Band, Place, Service, SpecialDays
from consortium.network.rules import keeps

register = template.Library()
# 29 February is a day of a season too.
LEAP_YEAR = 2024


@register.filter
def term(value: str) -> str:
    """The kind of a service."""
    return code("directory_taxonomy", value).label()


@register.filter
def body_kind(value: str) -> str:
    return code("network_actor_kinds", value).label()


@register.filter
def for_whom(groups: Iterable[str]) -> str:
    return ", ".join(code("areas", group).label() for group in groups)


@register.filter
def spoken_languages(codes: Iterable[str]) -> str:
    return ", ".join(str(Language(each).label) for each in codes)


@register.filter
def comune(belfiore: str) -> str:
    return comune_words(belfiore)


@register.filter
def openings(hours: Iterable[opening.Hours]) -> str:
    """`9:00–12:30, 14:00–17:00`."""
    said = list(hours)
    if said == [opening.WHOLE_DAY]:
        return _("day and night")
    return ", ".join(f"{hour(opens)}–{_closing(closes)}" for opens, closes in said)


@register.filter
def weekday(number: int) -> str:
    return str(Weekday(number).label)


@register.filter
def timetable(place: Place) -> list[dict[str, Any]]:
    """The weeks of a place: `season` in words, `days` of it."""
    bands: list[Band] = list(place.bands.all())
    return [
        {
            "season": _season(season),
            "first_day": season[0],
            "last_day": season[1],
            "days": opening.week(bands, season),
        }
        for season in opening.seasons(bands)
    ]


@register.filter
def other_hours(days: SpecialDays) -> str:
    """`closed` or the hours of special days."""
    return openings([(days.opens, days.closes)]) if days.opens and days.closes else _("closed")


@register.filter
def dated(during: DateRange) -> str:
    """`24 dic`, `24 dic – 6 gen`."""
    last = during.upper - timedelta(days=1)
    if last == during.lower:
        return day_words(during.lower)
    return f"{day_words(during.lower)} – {day_words(last)}"


@register.filter
def named_enti(ids: Iterable[UUID], names: dict[UUID, str]) -> str:
    return ", ".join(sorted(names[each] for each in ids if each in names))


@register.filter
def keeper_name(keeper_id: UUID, names: dict[UUID, str]) -> str:
    return names.get(keeper_id, "")


@register.filter
def kept_by(service: Service, actor: ActorRef) -> bool:
    """Whether the actor answers for it."""
    return keeps(service, actor)


def _season(season: tuple[str, str]) -> str:
    if not season[0]:
        return ""
    first, last = (day_in_full(date.fromisoformat(f"{LEAP_YEAR}-{day}")) for day in season)
    return _("From %(first)s to %(last)s") % {"first": first, "last": last}


def _closing(closes: time) -> str:
    return "24:00" if closes == opening.MIDNIGHT else hour(closes)
