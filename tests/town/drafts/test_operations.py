"""A draft is its author's alone, unreadable at rest, and gone in a fortnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from tests.town.acting import inside
from town.drafts import tasks
from town.drafts.errors import NotOwn
from town.drafts.models import Draft
from town.drafts.operations import drop_draft, keep_draft
from town.drafts.queries import LASTS, own_drafts

GetSeat = Callable[[str], Seat]
PAGE = "/contatti/nuovo/"
SAID = "words=Chiede+aiuto+per+la+spesa"

pytestmark = pytest.mark.promise("Q30")


def kept(by: ActorRef, said: str = SAID, pk: UUID | None = None) -> UUID:
    return UUID(str(keep_draft(pk=pk or uuid7(), page=PAGE, said=said, by=by).pk))


def test_what_is_kept_last_is_what_there_is(town: GetSeat) -> None:
    with inside() as by:
        pk = kept(by, "words=Chie")
        kept(by, pk=pk)
        assert [(draft.pk, draft.said) for draft in own_drafts(page=PAGE, by=by)] == [(pk, SAID)]
        assert own_drafts(page="/persone/nuova/", by=by) == []
        drop_draft(pk=pk, by=by)
        assert own_drafts(page=PAGE, by=by) == []


@pytest.mark.promise("Q5")
def test_it_is_unreadable_in_the_database_and_nowhere_in_public(town: GetSeat) -> None:
    with inside() as by, connection.cursor() as cursor:
        kept(by)
        cursor.execute("SELECT said FROM drafts_draft")
        assert b"spesa" not in bytes(cursor.fetchone()[0])
        cursor.execute("SELECT to_regclass('public.drafts_draft')")
        assert cursor.fetchone() == (None,)


def test_nobody_else_reads_writes_or_drops_it(town: GetSeat) -> None:
    with inside() as by:
        pk = kept(by)
    with inside("social_worker") as other:
        assert own_drafts(page=PAGE, by=other) == []
        with pytest.raises(NotOwn):
            kept(other, "words=", pk=pk)
        drop_draft(pk=pk, by=other)
    with inside() as by:
        assert [draft.said for draft in own_drafts(page=PAGE, by=by)] == [SAID]


def test_the_system_types_nothing(town: GetSeat) -> None:
    with inside(), pytest.raises(PermissionDenied):
        kept(SYSTEM)


def test_after_a_fortnight_it_is_neither_offered_nor_there(
    town: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    alpha = town("alpha")
    with inside() as by:
        old, young = kept(by), kept(by)
        Draft.objects.filter(pk=old).update(saved_at=timezone.now() - LASTS)
        Draft.objects.filter(pk=young).update(saved_at=timezone.now() - LASTS + timedelta(hours=1))
        assert [draft.pk for draft in own_drafts(page=PAGE, by=by)] == [young]
    asked: list[UUID] = []
    monkeypatch.setattr(tasks.purge, "send", asked.append)
    tasks.purge_all()
    assert alpha.ente_id in asked
    tasks.purge.apply(headers={"ente": str(alpha.ente_id)}, throw=True)
    with inside():
        assert [draft.pk for draft in Draft.objects.all()] == [young]
