"""Referrals at the desk: towns, kind, clock and state, never whom they are about."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ambito.api.fields import VersionIn
from consortium.exchange.board import VERBS
from consortium.exchange.enums import DeskReason, State, Urgency


class DeskReferralOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    sender = serializers.UUIDField(source="sender_id")
    receiver = serializers.UUIDField(source="receiver_id")
    kind = serializers.CharField()
    service = serializers.CharField()
    area = serializers.CharField()
    urgency = serializers.ChoiceField(choices=Urgency.choices)
    state = serializers.ChoiceField(choices=State.choices)
    reason = serializers.CharField(source="reason_code")
    due_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class DeskStepOut(serializers.Serializer[Any]):
    verb = serializers.CharField()
    state = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class DeskFullOut(serializers.Serializer[Any]):
    """`decisions`: what the desk may decide now."""

    referral = DeskReferralOut()
    decisions = serializers.ListField(child=serializers.CharField())
    steps = DeskStepOut(many=True)


class DecisionIn(VersionIn):
    """What the desk decides takes a coded reason: it must not write about anybody."""

    decision = serializers.ChoiceField(choices=list(VERBS.items()))
    reason = serializers.ChoiceField(choices=DeskReason.choices)
