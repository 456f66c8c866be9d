"""The state table of a line of hours, who plays in it, and the kinds of activity."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import machine

WORKER, EMPLOYER, VERIFIER, ARBITER, SYSTEM = "worker", "employer", "verifier", "arbiter", "system"

# The employer is the cooperative or, for pooled staff, the consortium.
MACHINE = machine(
    "hours_line",
    parts={
        "worker": (WORKER,),
        "cooperative": (EMPLOYER,),
        "town_verifier": (VERIFIER,),
        "consortium": (ARBITER,),
        "system": (SYSTEM,),
        "either": (EMPLOYER, VERIFIER),
    },
    guards={
        "validated.confirm_tacit": ("agreed_silence",),
        "disputed.refer": ("second_round",),
        "confirmed.lock": ("month_over",),
        "zeroed.lock": ("month_over",),
    },
)
# What counts as declared, and what the employer may pay.
DECLARED = frozenset(MACHINE.states - {"draft"})
PAYABLE = frozenset(DECLARED - {"submitted"})


class Activity(models.TextChoices):
    """What the hours were for, never for whom."""

    CASEWORK = "casework", _("people and families")
    DESK = "desk", _("front desk work")
    MEETING = "meeting", _("meetings")
    TRAVEL = "travel", _("travel between towns")
    TRAINING = "training", _("training and supervision")
    OTHER = "other", _("other")
