"""Professionals of the consortium whom towns share, by agreement and by allocation."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from consortium.workforce.models import Worker


class PoolAgreement(models.Model):
    """A town has agreed so many hours a week of a profession, from–to (half-open)."""

    id = key()
    consortium = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    town = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    profile = models.CharField(_("profession"), max_length=40)
    weekly_minutes = models.PositiveIntegerField(_("minutes a week"), validators=[MinValueValidator(30)])
    during = DateRangeField(_("from–to"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("pool agreement")
        verbose_name_plural = _("pool agreements")
        indexes = [models.Index(fields=["consortium", "town"], name="pool_agreement_town")]


class Allocation(models.Model):
    """A pooled professional's hours in a town. Its dates are those of the membership it opens there."""

    id = key()
    consortium = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    town = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    agreement = models.ForeignKey(PoolAgreement, models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="allocations")
    area = models.CharField(_("area"), max_length=40)
    weekly_minutes = models.PositiveIntegerField(_("minutes a week"), validators=[MinValueValidator(30)])
    during = DateRangeField(_("from–to"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        indexes = [
            models.Index(fields=["consortium", "town"], name="pool_allocation_town"),
            models.Index(fields=["worker"], name="pool_allocation_worker"),
        ]

    @property
    def source(self) -> str:
        """What the memberships that it opens are marked with."""
        return f"allocation:{self.pk}"
