"""What somebody has typed in a form and not saved yet. Only its author reads it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.vault.fields import EncryptedTextField


class Draft(models.Model):
    """`id` is made with the form. `page` is its address: which form, and about what, by key.

    `said` holds the fields as a form sends them (application/x-www-form-urlencoded).
    """

    id = models.UUIDField(primary_key=True)
    user_id = models.UUIDField()
    page = models.CharField(max_length=200)
    said: EncryptedTextField[Any, Any] = EncryptedTextField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [models.Index(fields=["user_id", "page"], name="drafts_draft_of_page")]
