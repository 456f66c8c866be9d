from __future__ import annotations


class AuditError(Exception):
    """Base of every refusal of this room."""


class UnknownKind(AuditError):
    """No such kind of event in data/event_kinds.csv."""


class NoActor(AuditError):
    """Something was to be logged before it was known who acts."""


class BadAnchor(AuditError):
    """An anchor was not written by this deployment for this place."""
