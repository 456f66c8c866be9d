"""Referrals in the API: what each side sees, what is sent, and what each step asks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ambito.api.fields import DayField, VersionIn
from consortium.catalogue.queries import choices
from consortium.exchange.enums import Part, State, Tier, Urgency
from consortium.exchange.queries import moves_of
from town.cases.queries import area_choices
from town.referrals.enums import OWN_PAGE, VERBS
from town.referrals.forms import KINDS
from town.referrals.packet import Item
from town.referrals.queries import reasons_for
from town.referrals.seen import RECEIVER

Choices = list[tuple[str, Any]]
KNOWN_KINDS: Choices = [pair for pair in choices("referral_kinds") if pair[0] in KINDS]


def step_choices(*parts: Part) -> Choices:
    """The moves of these parts that ask at most for a reason."""
    names = dict.fromkeys(move.name for move in moves_of(*parts))
    return [(name, VERBS[name]) for name in names if name in VERBS and name not in OWN_PAGE]


def reason_choices(*parts: Part) -> Choices:
    """The reasons of all those moves together."""
    return list(
        {pair[0]: pair for name, _verb in step_choices(*parts) for pair in reasons_for(name)}.values()
    )


class ReferralOut(serializers.Serializer[Any]):
    """What both sides know: where a referral is, never whom it is about."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.CharField()
    service = serializers.CharField()
    area = serializers.CharField()
    urgency = serializers.ChoiceField(choices=Urgency.choices)
    state = serializers.ChoiceField(choices=State.choices)
    reason = serializers.CharField(source="reason_code")
    outcome = serializers.CharField(source="outcome_code")
    due_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class SentOut(ReferralOut):
    """`items` are the codes of what is in the packet."""

    case = serializers.UUIDField(source="case_id")
    receiver_id = serializers.UUIDField()
    items = serializers.ListField(child=serializers.CharField())
    informed_on = serializers.DateField()


class ReceivedOut(ReferralOut):
    """`case` is null until the person has been taken in."""

    sender_id = serializers.UUIDField()
    assessor = serializers.UUIDField(allow_null=True)
    case = serializers.UUIDField(source="case_id", allow_null=True)


class ReferralStepOut(serializers.Serializer[Any]):
    verb = serializers.CharField()
    state = serializers.CharField()
    town = serializers.CharField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class DisclosedOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField()


class SheetOut(serializers.Serializer[Any]):
    tier = serializers.ChoiceField(choices=Tier.choices)
    items = DisclosedOut(many=True)


class SentFullOut(serializers.Serializer[Any]):
    """`answer`: the sealed words that came back with the outcome; `moves`: what may be done now."""

    referral = SentOut()
    answer = serializers.CharField()
    moves = serializers.ListField(child=serializers.CharField())
    steps = ReferralStepOut(many=True)


class ReceivedFullOut(serializers.Serializer[Any]):
    """`sheets` hold the tiers that the state opens: the identity (T2) never before acceptance.

    `doubles` are people of this town who may be the one referred, until one is chosen or nobody of them.
    """

    referral = ReceivedOut()
    sheets = SheetOut(many=True)
    doubles = serializers.ListField(child=serializers.UUIDField(), allow_null=True)
    moves = serializers.ListField(child=serializers.CharField())
    steps = ReferralStepOut(many=True)


class ReceiverOut(serializers.Serializer[Any]):
    """A town of the consortium, by the key that a referral is sent to."""

    id = serializers.UUIDField(source="ente_id")
    name = serializers.CharField()


class ReferralFilterIn(serializers.Serializer[Any]):
    open_only = serializers.BooleanField(default=True, help_text="Without those that have ended.")


class ReferralDraftIn(serializers.Serializer[Any]):
    """The words of a referral; `items` are the codes of what goes beside what always goes."""

    service = serializers.ChoiceField(choices=choices("services"))
    area = serializers.ChoiceField(choices=area_choices())
    urgency = serializers.ChoiceField(choices=Urgency.choices, default=Urgency.ORDINARY)
    household_size = serializers.IntegerField(min_value=1, max_value=30, required=False, allow_null=True)
    minors_present = serializers.ChoiceField(
        choices=[("yes", _("yes")), ("no", _("no"))], allow_blank=True, default=""
    )
    language_access = serializers.CharField(max_length=120, allow_blank=True, default="")
    eligibility_facts = serializers.CharField(allow_blank=True, default="")
    safety_instruction = serializers.CharField(allow_blank=True, default="")
    reason = serializers.CharField(
        allow_blank=True, default="", help_text="The situation. It opens after acceptance."
    )
    items = serializers.MultipleChoiceField(choices=choices("disclosure_items"), default=set)


class ReferralIn(ReferralDraftIn):
    """Sending asks, besides the words, for the receiving town, why, and that the person was informed."""

    receiver_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KNOWN_KINDS)
    reason = serializers.CharField(help_text="The situation. It opens after acceptance.")
    informed = serializers.BooleanField()
    informed_on = DayField()

    def validate_informed(self, said: bool) -> bool:  # noqa: FBT001 - the framework's signature
        if not said:
            raise serializers.ValidationError(
                _("Tell the person first, then send: the law asks to inform them.")
            )
        return said


class ItemOut(serializers.Serializer[Any]):
    """`goes`: it is in the packet, as chosen or because it is `always`."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    tier = serializers.ChoiceField(choices=Tier.choices)
    basis = serializers.CharField()
    gdpr = serializers.CharField()
    value = serializers.CharField()
    always = serializers.BooleanField()
    goes = serializers.SerializerMethodField()

    def get_goes(self, item: Item) -> bool:
        return item.code in self.context["going"]


class PreviewOut(serializers.Serializer[Any]):
    """What the other town would see, tier by tier, and what never leaves."""

    items = ItemOut(many=True)
    never = serializers.ListField(child=serializers.CharField())


class OpeningIn(VersionIn):
    """`assessor` is a colleague who may assess; whoever opens, where nobody is named."""

    assessor = serializers.UUIDField(required=False, allow_null=True, default=None)


class TakeInIn(serializers.Serializer[Any]):
    """`person` is one of the doubles; null writes the person down as new."""

    person = serializers.UUIDField(allow_null=True)


class CompletionIn(VersionIn):
    """`words` are sealed: only the sending town reads them."""

    outcome = serializers.ChoiceField(choices=choices("objective_outcomes"))
    words = serializers.CharField(allow_blank=True, default="")


class StepIn(VersionIn):
    """A move with a coded reason where it takes one."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        fitting = dict(reasons_for(attrs["move"]))
        if fitting and attrs["reason"] not in fitting:
            raise serializers.ValidationError({"reason": [_("Choose the reason.")]})
        return attrs if fitting else {**attrs, "reason": ""}


class SentMoveIn(StepIn):
    move = serializers.ChoiceField(choices=step_choices(Part.SENDER))
    reason = serializers.ChoiceField(choices=reason_choices(Part.SENDER), allow_blank=True, default="")


class ReceivedMoveIn(StepIn):
    move = serializers.ChoiceField(choices=step_choices(*RECEIVER))
    reason = serializers.ChoiceField(choices=reason_choices(*RECEIVER), allow_blank=True, default="")
