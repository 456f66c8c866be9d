from __future__ import annotations

from django.db import models

from ambito.audit.rows import AbstractLink, AbstractRow


class Row(AbstractRow):
    class Meta:
        db_table = "audit_row"
        indexes = [
            models.Index(fields=["xid"], name="audit_row_xid"),
            models.Index(fields=["subject_id", "at"], name="audit_row_subject"),
        ]


class Link(AbstractLink):
    class Meta:
        db_table = "audit_link"
