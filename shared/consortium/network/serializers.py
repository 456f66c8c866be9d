"""The directory in the API: names of our fields, as close to HSDS 3 as they are."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from consortium.catalogue.queries import codes
from consortium.network.enums import Language, State


def _kinds() -> list[str]:
    return [code.code for code in codes("directory_taxonomy") if code.more["kind"] == "service"]


def _groups() -> list[str]:
    return [code.code for code in codes("areas") if code.more["scheme"] == "product"]


class ActorIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=160)
    kind = serializers.ChoiceField(choices=[code.code for code in codes("network_actor_kinds")])
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    website = serializers.URLField(required=False, allow_blank=True, default="")


class ActorOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    description = serializers.CharField()
    website = serializers.CharField()
    keeper = serializers.UUIDField(source="keeper_id")
    version = serializers.IntegerField()


class BandOut(serializers.Serializer[Any]):
    """`weekday` counts from Monday, 0; a season is MM-DD to MM-DD, empty for the whole year."""

    weekday = serializers.IntegerField()
    opens = serializers.TimeField(format="%H:%M")
    closes = serializers.TimeField(format="%H:%M")
    first_day = serializers.CharField()
    last_day = serializers.CharField()


class PlaceOut(serializers.Serializer[Any]):
    """`comune` is a Belfiore code; coordinates are WGS 84 degrees."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    address = serializers.CharField()
    comune = serializers.CharField()
    directions = serializers.CharField()
    step_free = serializers.CharField()
    accessibility = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=8, decimal_places=6, allow_null=True)
    longitude = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    bands = BandOut(many=True)


class ServiceIn(serializers.Serializer[Any]):
    """`actor` counts for a new one only; `towns` empty are all of the consortium."""

    actor = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=160)
    term = serializers.ChoiceField(choices=_kinds())
    description = serializers.CharField(max_length=4000)
    groups = serializers.ListField(child=serializers.ChoiceField(choices=_groups()), allow_empty=False)
    eligibility = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    min_age = serializers.IntegerField(
        min_value=0, max_value=120, required=False, allow_null=True, default=None
    )
    max_age = serializers.IntegerField(
        min_value=0, max_value=120, required=False, allow_null=True, default=None
    )
    access = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    cost = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")
    waiting = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    notice = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=Language.values), required=False, default=list
    )
    phone = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    website = serializers.URLField(required=False, allow_blank=True, default="")
    towns = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)


class ServiceChangeIn(ServiceIn):
    """All of the service, as read with `version`."""

    version = serializers.IntegerField()


class ServiceOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    actor = ActorOut()
    name = serializers.CharField()
    term = serializers.CharField()
    description = serializers.CharField()
    groups = serializers.ListField(child=serializers.CharField())
    eligibility = serializers.CharField()
    min_age = serializers.IntegerField(allow_null=True)
    max_age = serializers.IntegerField(allow_null=True)
    access = serializers.CharField()
    cost = serializers.CharField()
    waiting = serializers.CharField()
    notice = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    phone = serializers.CharField()
    email = serializers.CharField()
    website = serializers.CharField()
    towns = serializers.ListField(child=serializers.UUIDField())
    places = PlaceOut(source="places.all", many=True)
    state = serializers.ChoiceField(choices=State.choices)
    keeper = serializers.UUIDField(source="keeper_id")
    checked_on = serializers.DateField()
    version = serializers.IntegerField()


class MoveIn(serializers.Serializer[Any]):
    move = serializers.CharField(max_length=20)
    version = serializers.IntegerField()
