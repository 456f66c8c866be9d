from __future__ import annotations

from django.db import models

from ambito.audit.rows import AbstractLink, AbstractRow


class TownRow(AbstractRow):
    class Meta:
        db_table = "town_audit_row"
        indexes = [
            models.Index(fields=["xid"], name="town_audit_row_xid"),
            models.Index(fields=["subject_id", "at"], name="town_audit_row_subject"),
        ]


class TownLink(AbstractLink):
    class Meta:
        db_table = "town_audit_link"
