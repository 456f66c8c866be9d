"""The moves on one line that people make, by the name of the state table, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consortium.hours import operations


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` is the button, `says` what it does."""

    act: Callable[..., None]
    verb: Promise
    says: Promise


STEPS: dict[str, Step] = {
    "return": Step(
        operations.send_back, _("Send back"), _("The worker corrects the line and declares it again.")
    ),
    "dispute": Step(
        operations.dispute, _("Dispute"), _("The employer accepts your hours or answers. Wages do not wait.")
    ),
    "accept_correction": Step(
        operations.accept_correction,
        _("Accept the correction"),
        _("The line is confirmed with the town's hours."),
    ),
    "justify": Step(
        operations.justify, _("Answer the dispute"), _("The town looks at the line a second time.")
    ),
    "refer": Step(
        operations.refer, _("Refer to the consortium"), _("The consortium decides for both sides.")
    ),
    "decide_due": Step(
        partial(operations.decide, due=True), _("Decide: due"), _("The line is confirmed as declared.")
    ),
    "decide_zero": Step(
        partial(operations.decide, due=False), _("Decide: not due"), _("The town does not pay the line.")
    ),
}

# The precise sentence for a guard that said no.
SENTENCES: dict[str, Promise] = {
    "second_round": _(
        "The consortium decides when a line is disputed a second time. Answer the dispute first."
    ),
}
