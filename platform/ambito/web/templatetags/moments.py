"""Days and hours as they are read here: 24 nov, 9:00–12:00, in Rome."""

from __future__ import annotations

from datetime import date, datetime, time

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ambito.web.day_words import day_words

register = template.Library()


@register.simple_tag
def day(value: date | None) -> SafeString:
    """`24 nov`, with the year when it is not this one."""
    if value is None:
        return SafeString()
    local = _local_day(value)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), day_words(local))


@register.simple_tag
def moment(value: datetime | None) -> SafeString:
    """`oggi, 8:10`, `ieri, 18:05`, `20 nov, 15:22`."""
    if value is None:
        return SafeString()
    local = timezone.localtime(value)
    ago = (timezone.localdate() - local.date()).days
    named = {0: _("today"), 1: _("yesterday")}.get(ago) or day_words(local.date())
    return format_html(
        '<time datetime="{}">{}, {}</time>', local.isoformat("T", "minutes"), named, hour(local)
    )


@register.simple_tag
def hour(value: datetime | time) -> str:
    """`9:00`."""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{local.hour}:{local.minute:02d}"


@register.simple_tag
def hours(start: datetime | time, end: datetime | time) -> str:
    """`9:00–12:00`: plain text, because `<time>` holds one moment."""
    return f"{hour(start)}–{hour(end)}"


def _local_day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
