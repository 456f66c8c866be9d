"""Cases in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ambito.api.fields import VersionIn
from consortium.catalogue.queries import choices
from town.cases.enums import VERBS, CaseState
from town.cases.forms import TEAM_PARTS, reason_choices
from town.cases.queries import area_choices


class CaseOut(serializers.Serializer[Any]):
    """`locked`: protected, only its readers see it."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    person = serializers.UUIDField(source="person_id")
    area = serializers.CharField()
    state = serializers.ChoiceField(choices=CaseState.choices)
    opened_at = serializers.DateTimeField()
    locked = serializers.BooleanField()
    version = serializers.IntegerField()


class CaseFilterIn(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=CaseState.choices, required=False)
    area = serializers.ChoiceField(choices=area_choices(), required=False)


class CaseIn(serializers.Serializer[Any]):
    person = serializers.UUIDField()
    area = serializers.ChoiceField(choices=area_choices())
    words = serializers.CharField(required=False, allow_blank=True, default="")


class OnTeamIn(serializers.Serializer[Any]):
    user_id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=[pair for pair in choices("team_roles") if pair[0] in TEAM_PARTS])


class CaseAssignIn(VersionIn):
    """`referent` and the others are people who work here today, by key."""

    referent = serializers.UUIDField()
    others = OnTeamIn(many=True, required=False, default=list)
    reason = serializers.ChoiceField(choices=reason_choices("in"), default="new_case")


class CaseMoveIn(VersionIn):
    """`reason` for a closing, `words` where another move asks why."""

    move = serializers.ChoiceField(choices=[pair for pair in VERBS.items() if pair[0] != "open"])
    reason = serializers.ChoiceField(choices=choices("closing_reasons"), allow_blank=True, default="")
    words = serializers.CharField(required=False, allow_blank=True, default="")
