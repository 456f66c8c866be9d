"""States of a case, and the table of its moves.

Source of the table: the case states and moves of the consortium's catalogue. Two parts are played in it: the
coordinator of the town, by role, and the referent of the case, by being on its team today.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ambito.access.enums import Role
from ambito.access.machine import Move
from consortium.catalogue.queries import machine


class CaseState(models.TextChoices):
    REPORTED = "reported", _("Reported")
    UNDER_ASSESSMENT = "under_assessment", _("Under assessment")
    IN_CHARGE = "in_charge", _("In charge")
    SUSPENDED = "suspended", _("Suspended")
    CLOSURE_PROPOSED = "closure_proposed", _("Closure proposed")
    CLOSED = "closed", _("Closed")
    NOT_TAKEN = "not_taken", _("Not taken in charge")
    REOPENED = "reopened", _("Reopened")


OPEN = frozenset(CaseState) - {CaseState.CLOSED, CaseState.NOT_TAKEN}
COORDINATOR, REFERENT = "coordinator", "referent"
NOTHING_OPEN, TAKEN_ELSEWHERE, REFERENT_NAMED = ("nothing_open",), ("taken_elsewhere",), ("has_referent",)

CATALOGUED = machine(
    "case",
    parts={"coordinator": (COORDINATOR,), "referent": (REFERENT,)},
    guards={
        "reported.assign": REFERENT_NAMED,
        "reported.take_in_charge": REFERENT_NAMED,
        "suspended.resume": ("was_in_charge",),
        "suspended.back_to_assessment": ("was_not_in_charge",),
        "in_charge.propose_closure": NOTHING_OPEN,
        "suspended.propose_closure": NOTHING_OPEN,
        "closure_proposed.approve_closure": ("not_who_proposed",),
        "in_charge.close": NOTHING_OPEN,
        "under_assessment.close_transferred": TAKEN_ELSEWHERE,
        "in_charge.close_transferred": TAKEN_ELSEWHERE,
    },
)
# A suspended case can also end where it is: nobody should resume it only to close it.
ENDS_WHERE_IT_IS = Move(
    "close", "suspended", "closed", frozenset({REFERENT}), NOTHING_OPEN, needs_reason=True
)
MACHINE = replace(CATALOGUED, moves=(*CATALOGUED.moves, ENDS_WHERE_IT_IS))

VERBS: dict[str, str | Promise] = {
    "open": _("Opened"),
    "assign": _("Assign"),
    "take_in_charge": _("Take in charge"),
    "dismiss": _("Close without taking in charge"),
    "suspend": _("Suspend"),
    "resume": _("Resume"),
    "back_to_assessment": _("Go back to the assessment"),
    "propose_closure": _("Propose the closure"),
    "approve_closure": _("Approve the closure"),
    "return": _("Send back to the referent"),
    "close": _("Close the case"),
    "close_transferred": _("Close: another town took over"),
    "reopen": _("Reopen"),
    "reassess": _("Assess again"),
}

# Roles on a team that answer for the case.
REFERENTS = frozenset({"referent", "temporary_referent"})
# Which role in the town may play which part on a team.
FITS: dict[str, frozenset[Role]] = {
    "referent": frozenset({Role.SOCIAL_WORKER, Role.PLACED_WORKER, Role.CONFERRED_TEAM}),
    "temporary_referent": frozenset({Role.SOCIAL_WORKER, Role.PLACED_WORKER, Role.CONFERRED_TEAM}),
    "second_social_worker": frozenset({Role.SOCIAL_WORKER, Role.PLACED_WORKER, Role.CONFERRED_TEAM}),
    "psychologist": frozenset({Role.PSYCHOLOGIST, Role.CONFERRED_TEAM}),
    "educator": frozenset({Role.EDUCATOR, Role.PLACED_WORKER, Role.CONFERRED_TEAM}),
    "pedagogist": frozenset({Role.EDUCATOR, Role.CONFERRED_TEAM}),
    "supervisor": frozenset({Role.COORDINATOR}),
    "conferred_coordinator": frozenset({Role.CONFERRED_COORDINATOR}),
}
