"""What a call asks: its body, its query and its page, read by serializers; whatever is wrong is a 400."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer, SerializerMetaclass

from ambito.access.pages import Asked, Page

USUAL, MOST = 50, 100
# Far more pages than anybody turns: the database counts no further than this.
LAST = 100_000


class PageIn(Serializer[Any]):
    """Which page of a list; pages are counted from 1."""

    page = serializers.IntegerField(min_value=1, max_value=LAST, default=1, help_text="Counted from 1.")
    size = serializers.IntegerField(min_value=1, max_value=MOST, default=USUAL, help_text="Rows of a page.")


def body_of(request: Request, kind: type[Serializer[Any]], **more: Any) -> dict[str, Any]:
    return _read(kind(data=request.data, **more))


def query_of(request: Request, kind: type[Serializer[Any]]) -> dict[str, Any]:
    return _read(kind(data=request.query_params))


def page_asked(request: Request) -> Asked:
    said = query_of(request, PageIn)
    return Asked(said["page"], said["size"])


def paged(rows: type[Serializer[Any]]) -> type[Serializer[Any]]:
    """How a page of these rows is described; `next` is null on the last one."""
    fields = {
        "__doc__": "One page of a list.",
        "results": rows(many=True),
        "page": serializers.IntegerField(),
        "next": serializers.IntegerField(allow_null=True, help_text="Number of the next page, if any."),
    }
    kind = SerializerMetaclass(f"{rows.__name__.removesuffix('Out')}Page", (Serializer,), fields)
    described: type[Serializer[Any]] = extend_schema_serializer(many=False)(kind)
    return described


def page_answer(page: Page[Any], rows: type[Serializer[Any]], **more: Any) -> Response:
    results = rows(page.rows, many=True, **more).data
    return Response({"results": results, "page": page.number, "next": page.next})


def checked(form: Form) -> dict[str, Any]:
    """What the page's own form makes of an answer, where only the form knows what fits."""
    if not form.is_valid():
        said = {name: list(map(str, errors)) for name, errors in form.errors.items()}
        raise serializers.ValidationError(said)
    return form.cleaned_data


def _read(serializer: Serializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
