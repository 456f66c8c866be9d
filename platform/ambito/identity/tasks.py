"""Housekeeping, called by beat. It belongs to no Ente."""

from __future__ import annotations

from celery import shared_task

from ambito.identity import operations
from ambito.tenancy.context import enter_function


@shared_task(name="identity.purge_expired")
def purge_expired() -> None:
    """Sessions, links, tickets and unfinished sign-ins that open nothing any more."""
    with enter_function("signin"):
        operations.purge_expired()
