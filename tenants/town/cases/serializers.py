"""Cases in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from town.cases.enums import CaseState
from town.cases.queries import area_choices


class CaseOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.CharField()
    person = serializers.UUIDField(source="person_id")
    area = serializers.CharField()
    state = serializers.ChoiceField(choices=CaseState.choices)
    opened_at = serializers.DateTimeField()
    locked = serializers.BooleanField()
    version = serializers.IntegerField()


class OpenIn(serializers.Serializer[Any]):
    person = serializers.UUIDField()
    area = serializers.ChoiceField(choices=area_choices())
    words = serializers.CharField(required=False, allow_blank=True, default="")


class OnTeamIn(serializers.Serializer[Any]):
    user_id = serializers.UUIDField()
    role = serializers.CharField()


class AssignIn(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    referent = serializers.UUIDField()
    others = OnTeamIn(many=True, required=False, default=list)
    reason = serializers.CharField(required=False, default="new_case")


class MoveIn(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    move = serializers.CharField()
    reason = serializers.CharField(required=False, allow_blank=True, default="")
    words = serializers.CharField(required=False, allow_blank=True, default="")
