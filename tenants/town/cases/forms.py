"""Opening a case, making its team, moving it, protecting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ambito.access.enums import Role
from ambito.access.machine import Move
from consortium.catalogue.queries import choices, codes
from consortium.registry.queries.memberships import Colleague
from town.cases.enums import FITS, VERBS
from town.cases.queries import area_choices

TEAM_PARTS = [part for part in FITS if part != "referent"]
CLOSING = frozenset({"closed", "closure_proposed"})


def reason_choices(direction: str) -> list[tuple[str, str]]:
    """Why somebody joins ("in") or leaves ("out") a team."""
    reasons = codes("assignment_reasons")
    return [(each.code, each.label()) for each in reasons if each.more["direction"] in {direction, "both"}]


class VersionForm(forms.Form):
    """`version` is the one that was shown: a stale form is told apart by it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OpenForm(forms.Form):
    area = forms.ChoiceField(
        label=_("Area"), widget=forms.RadioSelect, error_messages={"required": _("Choose the area.")}
    )
    words = forms.CharField(
        label=_("Why the case is opened"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Write only what is needed to understand the request."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices()  # type: ignore[attr-defined]


class AssignForm(VersionForm):
    """The referent, and at most one person for every other part."""

    referent = forms.ChoiceField(
        label=_("Reference social worker"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reference social worker.")},
    )
    reason = forms.ChoiceField(label=_("Reason"), initial="new_case")

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].choices = _fitting(colleagues, "referent")  # type: ignore[attr-defined]
        self.fields["reason"].choices = reason_choices("in")  # type: ignore[attr-defined]
        labels = dict(choices("team_roles"))
        for part in TEAM_PARTS:
            fitting = _fitting(colleagues, part)
            if fitting:
                self.fields[part] = forms.ChoiceField(
                    label=labels[part], choices=[("", "–"), *fitting], required=False
                )

    @property
    def others(self) -> list[tuple[UUID, str]]:
        said = self.cleaned_data
        return [(UUID(said[part]), part) for part in TEAM_PARTS if said.get(part)]


class MemberForm(VersionForm):
    """One more on the team: the part comes with the person, so that nobody gets one they cannot have."""

    who = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose who joins the team.")})
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(choices("team_roles"))
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *(
                (labels[part], [(f"{part}:{user_id}", name) for user_id, name in fitting])
                for part in TEAM_PARTS
                if (fitting := _fitting(colleagues, part))
            ),
        ]
        self.fields["reason"].choices = reason_choices("in")  # type: ignore[attr-defined]

    @property
    def joining(self) -> tuple[UUID, str]:
        part, user_id = self.cleaned_data["who"].split(":")
        return UUID(user_id), part


class MoveForm(VersionForm):
    """Only the moves that this person may make now; a closing takes one of the reasons of the catalogue."""

    move = forms.ChoiceField(
        label=_("What happens to the case"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens to the case.")},
    )
    reason = forms.ChoiceField(label=_("Reason of the closure"), required=False)
    words = forms.CharField(
        label=_("In a few words"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, moves: list[Move], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moves = {move.name: move for move in moves}
        self.fields["move"].choices = [(name, VERBS[name]) for name in self.moves]  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", "–"), *choices("closing_reasons")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        move = self.moves.get(said.get("move", ""))
        if move is None:
            return said
        if self._ends(move):
            self._check_reason(move, said)
        else:
            said["reason"] = ""
            if move.needs_reason and not said.get("words"):
                self.add_error("words", _("Write the reason."))
        return said

    def _check_reason(self, move: Move, said: dict[str, Any]) -> None:
        ends_in = "not_taken" if move.target == "not_taken" else "closed"
        fitting = {each.code for each in codes("closing_reasons") if ends_in in each.many("applies_to")}
        if move.needs_reason and not said.get("reason"):
            self.add_error("reason", _("Choose the reason."))
        elif said.get("reason") and said["reason"] not in fitting:
            self.add_error("reason", _("Choose a reason that fits this step."))

    @staticmethod
    def _ends(move: Move) -> bool:
        return move.target in {*CLOSING, "not_taken"}


class LockForm(VersionForm):
    readers = forms.MultipleChoiceField(
        label=_("Who may read the case"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person who may read the protected case.")},
    )

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {str(each.user_id): each.name for each in colleagues if each.role in READERS}
        self.fields["readers"].choices = list(names.items())  # type: ignore[attr-defined]


READERS = frozenset().union(*FITS.values())


def _fitting(colleagues: list[Colleague], part: str) -> list[tuple[str, str]]:
    """Who may have this part, each once."""
    fitting = {str(each.user_id): each.name for each in colleagues if Role(each.role) in FITS[part]}
    return list(fitting.items())
