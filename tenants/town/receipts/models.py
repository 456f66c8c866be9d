"""Receipts of what was sent: a form or an API call that arrives twice acts once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key


class Receipt(models.Model):
    """`sent_key` is made with the form; `answer` is the page that the first sending led to."""

    id = key()
    sent_key = models.UUIDField()
    user_id = models.UUIDField()
    answer = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["user_id", "sent_key"], name="receipts_receipt_once"),
        ]
