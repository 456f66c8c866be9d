"""How urgent a contact is, and what happens to it after the desk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ambito.access.enums import Role
from ambito.access.machine import Machine, Move


class Urgency(models.TextChoices):
    """In the order in which they are to be looked at."""

    URGENT = "1_urgent", _("Urgent: today")
    SOON = "2_soon", _("Soon: within a week")
    NORMAL = "3_normal", _("Normal")


class ContactState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ASSIGNED = "assigned", _("Assigned")
    CLOSED = "closed", pgettext_lazy("contact", "Closed")


DESK = frozenset({Role.DESK_OPERATOR, Role.SOCIAL_WORKER, Role.PLACED_WORKER, Role.COORDINATOR})
MACHINE = Machine(
    name="contact",
    initial="waiting",
    states=frozenset(map(str, ContactState)),
    roles=frozenset(map(str, DESK)),
    moves=(
        Move("hand_over", "waiting", "assigned", frozenset({str(Role.COORDINATOR)}), ("has_person",)),
        Move("close", "waiting", "closed", frozenset(map(str, DESK))),
        Move("close", "assigned", "closed", frozenset({str(Role.COORDINATOR)})),
    ),
)
