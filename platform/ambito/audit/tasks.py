"""Sealing and anchoring, called by beat. They walk over all places, so they belong to no Ente."""

from __future__ import annotations

from celery import shared_task

from ambito.audit import rounds


@shared_task(name="audit.seal")
def seal() -> None:
    rounds.seal_all()


@shared_task(name="audit.anchor")
def anchor() -> None:
    rounds.anchor_all()
