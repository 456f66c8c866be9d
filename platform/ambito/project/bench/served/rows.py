"""Two of the fixed tables as models; the fixed migrations make them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Kept(models.Model):
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    note = models.TextField(blank=True)

    class Meta:
        abstract = True


class Parent(Kept):
    class Meta:
        app_label = "served"
        managed = False
        db_table = "fixed_table00"


class Entry(Kept):
    parent = models.ForeignKey(Parent, models.CASCADE)

    objects: ClassVar[models.Manager[Entry]] = models.Manager()

    class Meta:
        app_label = "served"
        managed = False
        db_table = "fixed_table01"
