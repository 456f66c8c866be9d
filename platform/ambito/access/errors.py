"""Refusals of a state machine: `code` for logs, APIs and tests, the sentence for the person at the desk."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class WrongTable(ValueError):
    """A state table contradicts itself: found when it is imported."""


class MoveRefused(Exception):
    """Base: nothing was changed. `str()` is what to tell the person."""

    code: ClassVar[str]
    sentence: ClassVar[str | Promise]

    def __init__(self, machine: str, state: str, move: str, *, guard: str = "") -> None:
        super().__init__(machine, state, move, guard)
        self.machine, self.state, self.move, self.guard = machine, state, move, guard

    def __str__(self) -> str:
        return str(self.sentence)


class NoSuchMove(MoveRefused):
    code = "no_such_move"
    sentence = _("This step is no longer possible: somebody may have gone on meanwhile. Reload the page.")


class RoleRefused(MoveRefused):
    code = "role_refused"
    sentence = _("Your role may not take this step. Ask the coordinator who can.")


class ReasonMissing(MoveRefused):
    code = "reason_missing"
    sentence = _("Write the reason, then confirm again.")


class GuardRefused(MoveRefused):
    """`guard` names the condition; the app has the precise sentence for it."""

    code = "guard_refused"
    sentence = _("Something is still missing for this step. Check the list on the page and complete it.")
