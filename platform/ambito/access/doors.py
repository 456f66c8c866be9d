"""The doors to people's data: what is opened is visible to the actor and logged, or it is not opened."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404

from ambito.access import pages
from ambito.access.pages import Asked
from ambito.access.relations import visible_to
from ambito.audit.operations import record, record_list
from ambito.tenancy.seats import ActorRef

M = TypeVar("M", bound=Model)


class Missing(Http404):
    """A row that is not there for this actor: foreign, hidden and never existing are one and the same."""


def open_one(
    queryset: QuerySet[M], *, pk: UUID | str, by: ActorRef, kind: str, part: str = "", lock: bool = False
) -> M:
    """The visible row with this key, logged as opened; `Missing` otherwise. `lock` for writing on it."""
    try:
        rows = visible_to(queryset, by).filter(pk=pk)
    except ValidationError:
        raise Missing from None
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    record(kind=kind, subject=row, by=by, detail={"part": part} if part else None)
    return row


def show_list(queryset: QuerySet[M], *, by: ActorRef, kind: str = "list_view", most: int = 50) -> list[M]:
    """At most `most` visible rows in the order of `queryset`, logged as one list with their ids."""
    rows = list(visible_to(queryset, by)[:most])
    record_list(kind=kind, subjects=rows, by=by)
    return rows


def show_page(
    queryset: QuerySet[M], *, by: ActorRef, number: str, kind: str = "list_view", size: int = 25
) -> Page[M]:
    """One page of the visible rows; only the rows of this page are logged as shown.

    `number` as it stands in the address: whatever is no page is the nearest one.
    """
    page = Paginator(visible_to(queryset, by), size).get_page(number)
    page.object_list = list(page.object_list)
    record_list(kind=kind, subjects=page.object_list, by=by)
    return page


def show_uncounted(
    queryset: QuerySet[M], *, by: ActorRef, asked: Asked, kind: str = "list_view"
) -> pages.Page[M]:
    """One page of the visible rows, cut without counting them all; only its rows are logged as shown."""
    page: pages.Page[M] = pages.page_of(visible_to(queryset, by), asked)
    record_list(kind=kind, subjects=page.rows, by=by)
    return page
