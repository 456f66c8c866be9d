"""Projects in the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers

from ambito.api.fields import DayField, VersionIn
from consortium.catalogue.queries import choices
from town.projects.enums import AgreedBy, ProjectState

WORDS_OF_AN_OBJECTIVE = 500


class ObjectiveOut(serializers.Serializer[Any]):
    """`outcome` is empty until the project is closed."""

    id = serializers.UUIDField()
    position = serializers.IntegerField()
    text = serializers.CharField()
    outcome = serializers.CharField()


class AgreementOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    with_whom = serializers.CharField()
    how = serializers.ChoiceField(choices=AgreedBy.choices)
    agreed_on = serializers.DateField()


class ProjectOut(serializers.Serializer[Any]):
    """`returned_on`: the day on which the outcome was told to the person."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=ProjectState.choices)
    objectives = ObjectiveOut(many=True, source="objectives.all")
    agreements = AgreementOut(many=True, source="agreements.all")
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    returned_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class ObjectivesIn(serializers.Serializer[Any]):
    """In the order in which they are shown, in words that the person would use."""

    objectives = serializers.ListField(
        child=serializers.CharField(max_length=WORDS_OF_AN_OBJECTIVE), allow_empty=False, max_length=50
    )


class ProjectIn(ObjectivesIn):
    """`kind` is one of those of the case's area."""

    kind = serializers.ChoiceField(choices=choices("project_kinds"))


class ProjectRewriteIn(VersionIn, ObjectivesIn):
    """All objectives, in the place of the old ones."""


class AgreementIn(VersionIn):
    """`with_whom`: the person, or who represents them and as what."""

    with_whom = serializers.CharField(max_length=200)
    how = serializers.ChoiceField(choices=AgreedBy.choices)
    agreed_on = DayField()


class JudgedIn(serializers.Serializer[Any]):
    objective = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=choices("objective_outcomes"))


class ProjectCloseIn(VersionIn):
    """How every objective went."""

    outcomes = JudgedIn(many=True)

    def validate_outcomes(self, said: list[dict[str, Any]]) -> dict[UUID, str]:
        return {one["objective"]: one["outcome"] for one in said}


class ProjectReturnIn(VersionIn):
    returned_on = DayField()
