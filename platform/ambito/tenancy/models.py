"""What the deployment remembers about the shape of its towns. Only the builder reads or writes it."""

from __future__ import annotations

from django.db import models


class Artefact(models.Model):
    """The compiled town (provisioning/compiling.py): one row, replaced when migrations or rights change."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    # Digest of the code that it was made from: tells without touching a town whether it is current.
    source = models.CharField(max_length=64)
    document = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)


class Step(models.Model):
    """How a town gets from one fingerprint to the next. Kept, so that a town left behind can catch up."""

    before = models.CharField(max_length=64, primary_key=True)
    after = models.CharField(max_length=64)
    document = models.JSONField()
