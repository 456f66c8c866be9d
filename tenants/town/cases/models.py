"""Taking charge of a person: the case, who is on its team and when, and every step of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from ambito.vault.fields import EncryptedTextField
from town.cases.enums import CaseState
from town.people.models import Person

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Series(models.Model):
    """The last number given in a year: numbers have no gaps and no twins."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("numbering")
        verbose_name_plural = _("numberings")


class Case(models.Model):
    """`locked`: only the readers named for it see it, whatever their role."""

    team: RelatedManager[TeamMember]
    steps: RelatedManager[CaseStep]
    readers: RelatedManager[CaseReader]

    id = key()
    number = models.CharField(_("number"), max_length=12, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases", verbose_name=_("person"))
    area = models.CharField(_("area"), max_length=40)
    state = models.CharField(_("state"), max_length=20, choices=CaseState.choices, default=CaseState.REPORTED)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    locked = models.BooleanField(_("protected"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [models.Index(fields=["state", "opened_at"], name="cases_case_state")]

    def __str__(self) -> str:
        return self.number


class TeamMember(models.Model):
    """Somebody's part on a case, from–to (half-open days in Rome)."""

    id = key()
    case = models.ForeignKey(Case, models.PROTECT, related_name="team")
    user_id = models.UUIDField()
    role = models.CharField(_("part on the team"), max_length=40)
    during = DateRangeField(_("from–to"))
    reason = models.CharField(_("reason"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        indexes = [models.Index(fields=["user_id", "case"], name="cases_teammember_user")]
        constraints = [
            ExclusionConstraint(
                name="cases_teammember_once_at_a_time",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    ("user_id", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="cases_teammember_one_referent",
                expressions=[("case", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(role="referent"),
            ),
        ]


class CaseReader(models.Model):
    """Who may read a protected case."""

    id = key()
    case = models.ForeignKey(Case, models.CASCADE, related_name="readers")
    user_id = models.UUIDField()

    class Meta:
        verbose_name = _("named reader")
        verbose_name_plural = _("named readers")
        constraints = [models.UniqueConstraint(fields=["case", "user_id"], name="cases_casereader_once")]


class CaseStep(models.Model):
    """One move of a case. Never changed, never deleted."""

    id = key()
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=40)
    source = models.CharField(max_length=20, choices=CaseState.choices, blank=True)
    target = models.CharField(max_length=20, choices=CaseState.choices)
    by_user = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=40, blank=True)
    words: EncryptedTextField[str | None, str | None] = EncryptedTextField(_("in a few words"), null=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        indexes = [models.Index(fields=["case", "at"], name="cases_casestep_case")]
