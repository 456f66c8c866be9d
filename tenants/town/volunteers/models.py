"""Who offers to help. Name and contact are personal data: they stay in the town."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from town.volunteers.enums import MACHINE, State


class VolunteerOffer(models.Model):
    """`interests` are codes of directory_taxonomy; the insurance holds on both of its days."""

    id = key()
    name = models.CharField(_("name and surname"), max_length=160)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    interests = ArrayField(models.CharField(max_length=40), verbose_name=_("interests"))
    availability = models.CharField(_("availability"), max_length=240)
    insured_from = models.DateField(_("insured from"), null=True, blank=True)
    insured_until = models.DateField(_("insured until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=MACHINE.initial)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("offer of a volunteer")
        verbose_name_plural = _("offers of volunteers")
        indexes = [models.Index(fields=["state", "insured_until"], name="volunteers_offer_insured")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(insured_from=None, insured_until=None)
                | models.Q(
                    insured_from__isnull=False,
                    insured_until__isnull=False,
                    insured_from__lte=models.F("insured_until"),
                ),
                name="volunteers_offer_insured_forward",
                violation_error_message=_("Enter both days of the insurance, the last not before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
