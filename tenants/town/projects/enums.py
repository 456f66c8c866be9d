"""States of a personalised project and its moves, how it is agreed, how outcomes are given back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.access.machine import Machine, Move

REFERENT = frozenset({"referent"})


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    AGREED = "agreed", _("Agreed")
    IN_PROGRESS = "in_progress", _("In progress")
    CLOSED = "closed", _("Ended")


class AgreedBy(models.TextChoices):
    SIGNATURE = "signature", _("Signed on paper")
    RECORDED = "recorded", _("Agreed in words, recorded here")


MACHINE = Machine(
    name="project",
    initial=ProjectState.DRAFT,
    states=frozenset(ProjectState.values),
    roles=REFERENT,
    moves=(
        Move("agree", ProjectState.DRAFT, ProjectState.AGREED, REFERENT, guards=("has_objective",)),
        Move("start", ProjectState.AGREED, ProjectState.IN_PROGRESS, REFERENT),
        Move("rewrite", ProjectState.AGREED, ProjectState.DRAFT, REFERENT),
        Move("close", ProjectState.IN_PROGRESS, ProjectState.CLOSED, REFERENT, guards=("all_judged",)),
    ),
)
CURRENT = frozenset({ProjectState.AGREED, ProjectState.IN_PROGRESS})
