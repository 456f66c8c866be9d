"""People in the API: the same data and the same checks as the form."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from town.people.codes import verdict
from town.people.enums import NoCode, Sex


class PersonIn(serializers.Serializer[Any]):
    """`code_confirmed` says yes to the doubts about a code; `other`: it is none of those who are alike."""

    surname = serializers.CharField(max_length=80)
    name = serializers.CharField(max_length=80)
    birth_date = serializers.DateField(required=False, allow_null=True, default=None)
    sex = serializers.ChoiceField(choices=Sex.choices, required=False, allow_blank=True, default="")
    birth_place = serializers.CharField(max_length=4, required=False, allow_blank=True, default="")
    codice_fiscale = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    no_code_reason = serializers.ChoiceField(
        choices=NoCode.choices, required=False, allow_blank=True, default=""
    )
    address = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    code_confirmed = serializers.BooleanField(required=False, default=False)
    other = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["codice_fiscale"]:
            return attrs
        about = {name: attrs[name] for name in ("surname", "name", "birth_date", "sex", "birth_place")}
        found = verdict(attrs["codice_fiscale"], **about)
        if found.wrong:
            raise serializers.ValidationError({"codice_fiscale": found.wrong})
        if found.doubts and not attrs["code_confirmed"]:
            raise serializers.ValidationError({"code_confirmed": found.doubts})
        return attrs


class PersonChangeIn(PersonIn):
    """All data of the person, as read with `version`."""

    version = serializers.IntegerField()


class PersonOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    surname = serializers.CharField()
    name = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)
    sex = serializers.CharField()
    birth_place = serializers.CharField()
    codice_fiscale = serializers.CharField()
    no_code_reason = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()
    version = serializers.IntegerField()


class SearchIn(serializers.Serializer[Any]):
    text = serializers.CharField()
