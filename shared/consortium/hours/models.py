"""Hours of pooled and placed staff: declared, validated, confirmed, locked. Never for whom."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from consortium.hours.enums import MACHINE, Activity
from consortium.placements.models import Placement
from consortium.pool.models import Allocation
from consortium.workforce.models import Worker

WHOLE_DAY = 24 * 60


class TimesheetLine(models.Model):
    """Minutes of one activity on one day of one worker in one town, under a placement or an allocation."""

    id = key()
    consortium = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    town = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    employer = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="lines")
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="lines")
    allocation = models.ForeignKey(Allocation, models.PROTECT, null=True, blank=True, related_name="lines")
    day = models.DateField(_("day"))
    activity = models.CharField(_("activity"), max_length=12, choices=Activity.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MaxValueValidator(WHOLE_DAY)])
    state = models.CharField(_("state"), max_length=12, default=MACHINE.initial)
    # Why it was sent back or disputed (code of dispute_reasons), and what the town would recognise.
    dispute = models.CharField(_("reason"), max_length=40, blank=True)
    proposed_minutes = models.PositiveSmallIntegerField(_("recognised minutes"), null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(_("how often it was disputed"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("line of hours")
        verbose_name_plural = _("lines of hours")
        indexes = [
            models.Index(fields=["town", "day"], name="hours_line_town"),
            models.Index(fields=["employer", "day"], name="hours_line_employer"),
            models.Index(fields=["consortium", "day"], name="hours_line_consortium"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "town", "day", "activity"],
                name="hours_line_once",
                violation_error_message=_("This activity is written twice on one day. Keep one."),
            ),
            models.CheckConstraint(
                condition=Q(placement=None, allocation__isnull=False)
                | Q(placement__isnull=False, allocation=None),
                name="hours_line_has_one_ground",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=0, minutes__lte=WHOLE_DAY), name="hours_line_minutes_of_a_day"
            ),
        ]


class WorkedDay(models.Model):
    """All minutes of a worker on a day, over all towns: no day has more than 24 hours."""

    id = key()
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="worked_days")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("worked day")
        verbose_name_plural = _("worked days")
        constraints = [
            models.UniqueConstraint(fields=["worker", "day"], name="hours_workedday_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=0, minutes__lte=WHOLE_DAY), name="hours_workedday_is_a_day"
            ),
        ]
