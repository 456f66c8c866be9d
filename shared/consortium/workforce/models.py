"""Who works for the consortium and its cooperatives, and when they are busy: with whom and why stays in the
towns.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from consortium.workforce.enums import BusyKind

# Minutes: a week of work has no more than 48 hours on average (art. 4 d.lgs. 66/2003).
LONGEST_WEEK = 48 * 60


class Worker(models.Model):
    """Somebody whom a consortium or a cooperative employs: one row, however many consortia they serve."""

    id = key()
    employer = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(_("name and surname"), max_length=120)
    # Codes of the lists professional_profiles, contract_kinds and areas.
    profile = models.CharField(_("profession"), max_length=40)
    contract = models.CharField(_("contract"), max_length=40)
    areas = ArrayField(models.CharField(max_length=40), verbose_name=_("areas"), default=list, blank=True)
    weekly_minutes = models.PositiveIntegerField(
        _("minutes a week"), validators=[MinValueValidator(60), MaxValueValidator(LONGEST_WEEK)]
    )
    register_number = models.CharField(_("number in the professional register"), max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "user"],
                name="workforce_worker_once",
                violation_error_message=_("This person is already among your workers."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Introduction(models.Model):
    """A worker has been made known to a town: by an allocation or a designation."""

    id = key()
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="introductions")
    town = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        constraints = [
            models.UniqueConstraint(fields=["worker", "town"], name="workforce_introduction_once"),
        ]


class BusyTime(models.Model):
    """The worker is busy, half-open; nobody is in two places. No content: the town keeps who and why."""

    id = key()
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="busy")
    ente = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=BusyKind.choices)
    during = DateTimeRangeField()

    class Meta:
        verbose_name = _("busy time")
        verbose_name_plural = _("busy times")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="workforce_busytime_begins_and_ends",
            ),
            ExclusionConstraint(
                name="workforce_busytime_one_place_at_a_time",
                expressions=[("worker", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("At that time the worker is already busy. Choose another time."),
            ),
        ]
