"""The moves that people make, by the name of the state table: which operation and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consortium.placements import operations


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` is the button, `says` what it does."""

    act: Callable[..., None]
    verb: Promise
    says: Promise


STEPS: dict[str, Step] = {
    "designate": Step(
        operations.designate,
        _("Designate a worker"),
        _("The town sees name, profession and register number."),
    ),
    "object": Step(
        operations.object_to, _("Object"), _("The cooperative answers or designates another worker.")
    ),
    "justify": Step(
        operations.justify, _("Answer the objection"), _("The town decides again on the same worker.")
    ),
    "agree": Step(operations.agree, _("Agree"), _("The worker may enter the town on the dates agreed.")),
    "withdraw": Step(operations.withdraw, _("Withdraw"), _("The placement is closed before it begins.")),
    "suspend": Step(
        operations.suspend, _("Suspend"), _("The worker no longer enters the town until resumed.")
    ),
    "resume": Step(operations.resume, _("Resume"), _("The worker enters the town again from today.")),
    "start_replacement": Step(
        operations.start_replacement,
        _("Look for a substitute"),
        _("The worker keeps the dates until replaced."),
    ),
    "substitute_in": Step(
        operations.substitute,
        _("Name the substitute"),
        _("From the first day on only the substitute enters."),
    ),
    "give_notice": Step(operations.give_notice, _("Announce the end"), _("Access ends after the last day.")),
    "end": Step(
        operations.end, _("Close the placement"), _("Every case has been handed over. Access ends now.")
    ),
}

# The precise sentence for a guard that said no.
SENTENCES: dict[str, Promise] = {
    "registered": _("The worker has no number in the professional register. Enter it first."),
    "within_contract": _("With these hours the worker would exceed the contract. Choose another worker."),
}
