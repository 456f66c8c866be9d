from __future__ import annotations

import os
from typing import ClassVar

from django.db import connection
from django.http import HttpRequest, JsonResponse
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from ambito.project.bench.fixed.versions import TABLES
from ambito.project.bench.served.rows import Entry
from ambito.tenancy.routes import enters

TOUCHED = TABLES // 4
BACKEND = "SELECT pg_backend_pid(), sum(total_bytes) FROM pg_backend_memory_contexts"


class EntrySerializer(serializers.ModelSerializer[Entry]):
    parent_title = serializers.CharField(source="parent.title")

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = ["id", "title", "kind", "at", "amount", "note", "parent_title"]


class Entries(ListAPIView[Entry]):
    """Two statements: a count, and a page of twenty joined with their parents."""

    queryset = Entry.objects.select_related("parent").order_by("id")
    serializer_class = EntrySerializer


def tables(request: HttpRequest) -> JsonResponse:
    """A page that looks into seven tables of the town, and how large its backend is by then, in bytes."""
    del request
    with connection.cursor() as cursor:
        for number in range(TOUCHED):
            cursor.execute(f"SELECT id FROM fixed_table{number:02d} WHERE kind = 'plain' LIMIT 1")  # noqa: S608 - a number
        cursor.execute(BACKEND)
        process, size = cursor.fetchone()
    return JsonResponse({"backend": process, "bytes": int(size)})


@enters(None)
def worker(request: HttpRequest) -> JsonResponse:
    del request
    return JsonResponse({"worker": os.getpid()})
