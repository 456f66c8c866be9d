"""Placements in the API. Hours are minutes a week."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ambito.api.fields import DatedIn, DatedOut, DayField
from ambito.api.moves import MoveIn
from consortium.catalogue.queries import choices
from consortium.placements.enums import REASONS, Reason
from consortium.placements.forms import WITH_A_WORKER
from consortium.placements.steps import STEPS
from consortium.workforce.asking import WEEK, product_areas, professions

LEAST = 30


class WorkerOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    profile = serializers.CharField()
    register_number = serializers.CharField()


class DesignationOut(DatedOut):
    """Who works the placement from–to."""

    worker = WorkerOut()


class PlacementOut(DatedOut):
    """`reason` is why it moved last, where a reason was asked."""

    id = serializers.UUIDField()
    town = serializers.UUIDField(source="town_id")
    cooperative = serializers.UUIDField(source="cooperative_id")
    profile = serializers.CharField()
    area = serializers.CharField()
    weekly_minutes = serializers.IntegerField()
    state = serializers.ChoiceField(choices=choices("placement_states"))
    reason = serializers.ChoiceField(choices=[("", ""), *Reason.choices])
    designations = DesignationOut(many=True, source="designations.all")
    moved_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class PlacementIn(DatedIn):
    """A town asks a cooperative for hours of a profession."""

    cooperative = serializers.UUIDField()
    profile = serializers.ChoiceField(choices=professions())
    area = serializers.ChoiceField(choices=product_areas())
    weekly_minutes = serializers.IntegerField(min_value=LEAST, max_value=WEEK)


class PlacementMoveIn(MoveIn):
    """Beside the version: a reason, a worker or a day, as the move asks."""

    needs = {
        **{name: frozenset({"reason"}) for name in REASONS},
        **{name: frozenset({"worker"}) for name in WITH_A_WORKER},
        "substitute_in": frozenset({"worker", "first_day"}),
        "give_notice": frozenset({"reason", "last_day"}),
    }
    move = serializers.ChoiceField(choices=[(name, step.verb) for name, step in STEPS.items()])
    reason = serializers.ChoiceField(choices=Reason.choices, required=False)
    worker = serializers.UUIDField(required=False)
    first_day = DayField(required=False, help_text="First day of the substitute.")
    last_day = DayField(required=False, help_text="Last day of work in the town.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        asked = super().validate(attrs)
        if "reason" in asked and asked["reason"] not in REASONS[asked["move"]]:
            raise serializers.ValidationError({"reason": [_("Choose a reason from the list.")]})
        return asked


class CooperativeOut(serializers.Serializer[Any]):
    """A cooperative that works with the consortium today."""

    id = serializers.UUIDField(source="ente_id")
    name = serializers.CharField()
