"""The personalised project: objectives agreed with the person, and how they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ambito.tenancy.keys import key
from ambito.vault.fields import EncryptedTextField
from town.cases.models import Case
from town.projects.enums import AgreedBy, ProjectState

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Project(models.Model):
    """`returned_on` is the day on which the outcome was given back to the person."""

    objectives: RelatedManager[Objective]
    agreements: RelatedManager[Agreement]

    id = key()
    case = models.ForeignKey(Case, models.PROTECT, related_name="projects", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=40)
    state = models.CharField(
        _("state"), max_length=12, choices=ProjectState.choices, default=ProjectState.DRAFT
    )
    opened_at = models.DateTimeField(pgettext_lazy("project", "opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True)
    returned_on = models.DateField(_("outcome given back"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returned_on=None) | models.Q(state=ProjectState.CLOSED),
                name="projects_project_returned_when_closed",
                violation_error_message=_("Close the project first, then give its outcome back."),
            ),
        ]


class Objective(models.Model):
    """`outcome` is a code of the objective outcomes; empty until it is judged."""

    id = key()
    project = models.ForeignKey(Project, models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    text: EncryptedTextField[str, str] = EncryptedTextField(_("objective"))
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="projects_objective_once"),
        ]


class Agreement(models.Model):
    """With whom a version of the project was agreed, how and when. Never changed."""

    id = key()
    project = models.ForeignKey(Project, models.CASCADE, related_name="agreements")
    with_whom: EncryptedTextField[str, str] = EncryptedTextField(_("with whom"))
    how = models.CharField(_("how"), max_length=12, choices=AgreedBy.choices)
    agreed_on = models.DateField(_("agreed on"))
    by_user = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
