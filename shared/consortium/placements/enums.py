"""The state table of a placement, who plays in it, and the coded reasons: no free text leaves a town."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import codes, machine

TOWN, COOPERATIVE, SYSTEM = "town", "cooperative", "system"

MACHINE = machine(
    "placement",
    parts={TOWN: (TOWN,), COOPERATIVE: (COOPERATIVE,), SYSTEM: (SYSTEM,), "either": (TOWN, COOPERATIVE)},
    guards={
        "requested.designate": ("registered", "within_contract"),
        "objected.designate": ("registered", "within_contract"),
        "replacing.substitute_in": ("registered", "within_contract"),
        "agreed.activate": ("begun",),
        "active.contract_end": ("nearly_over",),
    },
)

# States in which the worker's dates open the town; `agreed` opens it ahead, for the days to come.
OPEN_STATES = frozenset(
    {"agreed", *(state.code for state in codes("placement_states") if state.more["access_open"] == "yes")}
)


class Reason(models.TextChoices):
    """Why a placement moves. `REASONS` says which fit a move."""

    REQUIREMENT = "requirement", _("a requirement of the tender is missing")
    REGISTER = "register", _("the registration is not valid")
    CONFLICT = "conflict", _("conflict of interest")
    EVIDENCE = "evidence", _("the evidence was sent to the town")
    NOT_NEEDED = "not_needed", _("no longer needed")
    NOBODY_FREE = "nobody_free", _("no worker is free")
    ABSENCE = "absence", _("absence of the worker")
    LEFT = "left", _("the worker leaves")
    AGREED_END = "agreed_end", _("end agreed with the town")


REASONS: dict[str, tuple[Reason, ...]] = {
    "object": (Reason.REQUIREMENT, Reason.REGISTER, Reason.CONFLICT),
    "justify": (Reason.EVIDENCE,),
    "withdraw": (Reason.NOT_NEEDED, Reason.NOBODY_FREE, Reason.LEFT),
    "suspend": (Reason.ABSENCE, Reason.AGREED_END),
    "start_replacement": (Reason.ABSENCE, Reason.LEFT),
    "give_notice": (Reason.LEFT, Reason.AGREED_END, Reason.NOT_NEEDED),
}
