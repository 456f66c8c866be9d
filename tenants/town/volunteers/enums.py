"""The state table of an offer.

Whoever makes use of volunteers insures them against accidents, illness and liability (d.lgs. 117/2017,
art. 18): without a valid insurance nobody begins.
"""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ambito.access.machine import Machine, Move

KEEPERS = frozenset({"keeper"})
INSURED = ("insured",)


class State(models.TextChoices):
    OFFERED = "offered", _("Has offered")
    ACTIVE = "active", pgettext_lazy("volunteer", "Active")
    PAUSED = "paused", pgettext_lazy("volunteer", "Paused")
    ENDED = "ended", pgettext_lazy("volunteer", "Ended")


MACHINE = Machine(
    name="volunteer_offer",
    initial=State.OFFERED,
    states=frozenset(State.values),
    roles=KEEPERS,
    moves=(
        Move("start", State.OFFERED, State.ACTIVE, KEEPERS, guards=INSURED),
        Move("pause", State.ACTIVE, State.PAUSED, KEEPERS),
        Move("resume", State.PAUSED, State.ACTIVE, KEEPERS, guards=INSURED),
        Move("end", State.OFFERED, State.ENDED, KEEPERS),
        Move("end", State.ACTIVE, State.ENDED, KEEPERS),
        Move("end", State.PAUSED, State.ENDED, KEEPERS),
    ),
)
VERBS: dict[str, str | Promise] = {
    "start": _("Begins"),
    "pause": _("Take a break"),
    "resume": _("Begins again"),
    "end": _("No longer available"),
}
SENTENCES: dict[str, str | Promise] = {
    "insured": _("The insurance does not hold today. Enter its dates first, then go on."),
}
