"""Workers of cooperatives in towns: what a town asked for, and who was designated from–to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from consortium.placements.enums import MACHINE, Reason
from consortium.workforce.models import Worker

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Placement(models.Model):
    """Hours a week of a profession that a cooperative supplies to a town, from–to (half-open)."""

    designations: RelatedManager[Designation]

    id = key()
    consortium = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    town = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    cooperative = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    # Codes of the lists professional_profiles and areas.
    profile = models.CharField(_("profession"), max_length=40)
    area = models.CharField(_("area"), max_length=40)
    weekly_minutes = models.PositiveIntegerField(_("minutes a week"), validators=[MinValueValidator(30)])
    during = DateRangeField(_("from–to"))
    state = models.CharField(_("state"), max_length=12, default=MACHINE.initial)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    moved_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        indexes = [
            models.Index(fields=["consortium", "state"], name="placements_placement_state"),
            models.Index(fields=["town"], name="placements_placement_town"),
            models.Index(fields=["cooperative"], name="placements_placement_coop"),
        ]

    @property
    def source(self) -> str:
        """What the memberships that it opens are marked with."""
        return f"placement:{self.pk}"


class Designation(models.Model):
    """Who works a placement, from–to: one at a time; a substitute is the next one."""

    id = key()
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="designations")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="designations")
    during = DateRangeField(_("from–to"))

    class Meta:
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        constraints = [
            ExclusionConstraint(
                name="placements_designation_one_at_a_time",
                expressions=[("placement", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]
