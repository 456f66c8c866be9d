"""Contacts in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ambito.api.fields import VersionIn
from consortium.catalogue.queries import choices
from town.cases.queries import area_choices
from town.frontdesk.enums import ContactState, Urgency
from town.frontdesk.forms import ending_outcomes


class ContactIn(serializers.Serializer[Any]):
    interlocutor = serializers.ChoiceField(choices=choices("interlocutors"))
    channel = serializers.ChoiceField(choices=choices("contact_channels"))
    reason = serializers.ChoiceField(choices=choices("contact_reasons"))
    needs = serializers.ListField(child=serializers.ChoiceField(choices=choices("needs")), allow_empty=False)
    area = serializers.ChoiceField(choices=area_choices())
    outcome = serializers.ChoiceField(choices=choices("contact_outcomes"))
    urgency = serializers.ChoiceField(choices=Urgency.choices, default=Urgency.NORMAL)
    minutes = serializers.IntegerField(min_value=1, max_value=600)
    words = serializers.CharField(required=False, allow_blank=True, default="")
    informed = serializers.BooleanField(default=False)
    person = serializers.UUIDField(required=False, allow_null=True, default=None)


class ContactFilterIn(serializers.Serializer[Any]):
    area = serializers.ChoiceField(choices=area_choices(), required=False)
    urgency = serializers.ChoiceField(choices=Urgency.choices, required=False)


class ContactCloseIn(VersionIn):
    """Only an outcome that ends the contact."""

    outcome = serializers.ChoiceField(choices=ending_outcomes())


class ContactHandOverIn(VersionIn):
    """`referent` is somebody who works here today, by key; without one the case waits to be assigned."""

    referent = serializers.UUIDField(required=False, allow_null=True, default=None)


class ContactOut(serializers.Serializer[Any]):
    """Without the free text in lists: it is read one contact at a time."""

    id = serializers.UUIDField()
    person = serializers.UUIDField(source="person_id", allow_null=True)
    case = serializers.UUIDField(source="case_id", allow_null=True)
    interlocutor = serializers.CharField()
    channel = serializers.CharField()
    reason = serializers.CharField()
    needs = serializers.ListField(child=serializers.CharField())
    area = serializers.CharField()
    outcome = serializers.CharField()
    urgency = serializers.ChoiceField(choices=Urgency.choices)
    minutes = serializers.IntegerField()
    informed = serializers.BooleanField()
    state = serializers.ChoiceField(choices=ContactState.choices)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class ContactFullOut(ContactOut):
    words = serializers.CharField(allow_null=True)
