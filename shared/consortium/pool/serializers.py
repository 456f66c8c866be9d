"""The pool in the API. Hours are minutes a week."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ambito.api.fields import DatedIn, DatedOut, DayField, VersionIn
from consortium.pool.forms import shared_profiles
from consortium.workforce.asking import WEEK, product_areas

LEAST = 30


class MinutesIn(DatedIn):
    weekly_minutes = serializers.IntegerField(min_value=LEAST, max_value=WEEK)


class PoolAgreementIn(MinutesIn):
    town = serializers.UUIDField()
    profile = serializers.ChoiceField(choices=shared_profiles())


class PoolAgreementOut(DatedOut):
    id = serializers.UUIDField()
    town = serializers.UUIDField(source="town_id")
    profile = serializers.CharField()
    weekly_minutes = serializers.IntegerField()
    version = serializers.IntegerField()


class AllocationIn(MinutesIn):
    worker = serializers.UUIDField()
    town = serializers.UUIDField()
    area = serializers.ChoiceField(choices=product_areas())


class AllocationEndIn(VersionIn):
    last_day = DayField(help_text="The last day of work in the town; access ends with it.")


class PooledOut(serializers.Serializer[Any]):
    """Whom the consortium employs, in a profession that towns share."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    profile = serializers.CharField()
    weekly_minutes = serializers.IntegerField()


class AllocationOut(DatedOut):
    id = serializers.UUIDField()
    town = serializers.UUIDField(source="town_id")
    worker = PooledOut()
    area = serializers.CharField()
    weekly_minutes = serializers.IntegerField()
    version = serializers.IntegerField()


class TownPoolOut(serializers.Serializer[Any]):
    """What a town agreed and has of the pool today, in minutes a week."""

    town = serializers.UUIDField(source="town_id")
    name = serializers.CharField()
    agreed = serializers.IntegerField()
    allocated = serializers.IntegerField()
