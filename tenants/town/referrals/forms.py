"""Sending a referral, and the steps that need words or a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.access.machine import Move
from ambito.web.days import DayField
from consortium.catalogue.queries import choices, codes
from consortium.exchange.enums import Urgency
from consortium.registry.queries.enti import Town
from consortium.registry.queries.memberships import Colleague, colleagues
from town.cases.queries import area_choices
from town.referrals.enums import VERBS
from town.referrals.queries import reasons_for

KINDS = [kind.code for kind in codes("referral_kinds") if kind.code != "pull_request"]
ASSESSORS = frozenset({"coordinator", "social_worker", "placed_worker"})


class VersionForm(forms.Form):
    """`version` is the one that was shown: a stale form is told apart by it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SendForm(forms.Form):
    """`referral_id` is made with the form: the same form sends once."""

    referral_id = forms.UUIDField(widget=forms.HiddenInput(attrs={"data-fresh": True}))
    receiver_id = forms.ChoiceField(
        label=_("Receiving town"), error_messages={"required": _("Choose the receiving town.")}
    )
    kind = forms.ChoiceField(
        label=_("Why"), widget=forms.RadioSelect, error_messages={"required": _("Choose why.")}
    )
    service = forms.ChoiceField(label=_("Service"), error_messages={"required": _("Choose the service.")})
    area = forms.ChoiceField(label=_("Area"))
    urgency = forms.ChoiceField(
        label=_("Urgency"), widget=forms.RadioSelect, choices=Urgency.choices, initial=Urgency.ORDINARY
    )
    household_size = forms.IntegerField(
        label=_("People in the household"), min_value=1, max_value=30, required=False
    )
    minors_present = forms.ChoiceField(
        label=_("Minors in the household"),
        choices=[("", "–"), ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )
    language_access = forms.CharField(label=_("Language and access needs"), max_length=120, required=False)
    eligibility_facts = forms.CharField(
        label=_("What the service asks to know"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only what the other town needs to decide. No names, no address."),
        required=False,
    )
    safety_instruction = forms.CharField(
        label=_("Safety instruction"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("How to get in touch, whom not to tell. No names, no address."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Situation"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Written for this referral, not copied from the diary. It opens after acceptance."),
        error_messages={"required": _("Write the situation in a few words.")},
    )
    items = forms.MultipleChoiceField(required=False)
    informed = forms.BooleanField(
        label=_("The person has been informed"),
        error_messages={"required": _("Tell the person first, then send: the law asks to inform them.")},
    )
    informed_on = DayField(label=_("When"))

    def __init__(self, *args: Any, towns: list[Town], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict(choices("referral_kinds"))
        given = {
            "receiver_id": [("", "–"), *((str(town.ente_id), town.name) for town in towns)],
            "kind": [(kind, kinds[kind]) for kind in KINDS],
            "service": [("", "–"), *choices("services")],
            "area": area_choices(),
            "items": choices("disclosure_items"),
        }
        for name, options in given.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def value(self, name: str) -> Any:
        """What the page shows now: what was typed, or what the form begins with."""
        return self[name].value()


def assessors() -> list[Colleague]:
    """Who may assess a referral here today."""
    return [one for one in colleagues(timezone.localdate()) if one.role in ASSESSORS]


class OpenForm(VersionForm):
    assessor = forms.ChoiceField(
        label=_("Who assesses"), error_messages={"required": _("Choose who assesses.")}
    )

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {str(one.user_id): one.name for one in colleagues}
        self.fields["assessor"].choices = list(names.items())  # type: ignore[attr-defined]


class StepForm(VersionForm):
    """A move with its coded reason, where it takes one."""

    def __init__(self, *args: Any, move: Move, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verb = VERBS[move.name]
        reasons = reasons_for(move.name)
        if reasons:
            self.fields["reason"] = forms.ChoiceField(
                label=_("Reason"),
                choices=[("", "–"), *reasons],
                error_messages={"required": _("Choose the reason.")},
            )


class CompleteForm(VersionForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the outcome.")},
    )
    words = forms.CharField(
        label=_("Message to the sending town"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sealed: only the sending town reads it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = choices("objective_outcomes")  # type: ignore[attr-defined]


class TakeInForm(forms.Form):
    """`person` is one of those shown, or nobody of them."""

    person = forms.UUIDField(required=False)
