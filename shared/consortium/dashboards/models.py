"""Raw counts, which only the role `publisher` may read, and what was released of them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from consortium.dashboards.enums import Mark


class RawCount(models.Model):
    """One number of one town for a month (its first day). Never shown as it is."""

    id = key()
    ente_id = models.UUIDField()
    consortium_id = models.UUIDField()
    month = models.DateField()
    measure = models.CharField(max_length=24)
    column = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("raw count")
        verbose_name_plural = _("raw counts")
        constraints = [
            models.UniqueConstraint(
                fields=["consortium_id", "month", "ente_id", "measure", "column"],
                name="dashboards_rawcount_once",
            ),
        ]


class Release(models.Model):
    """A month of a consortium, released once."""

    id = key()
    consortium_id = models.UUIDField()
    month = models.DateField(_("month"))
    released_at = models.DateTimeField(_("released at"), db_default=Now())

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.UniqueConstraint(fields=["consortium_id", "month"], name="dashboards_release_once"),
        ]


class ReleasedCell(models.Model):
    """`ente_id` None and `column` "" are totals. `value` is there only where the mark is "shown"."""

    id = key()
    release = models.ForeignKey(Release, models.CASCADE, related_name="cells")
    consortium_id = models.UUIDField()
    measure = models.CharField(max_length=24)
    ente_id = models.UUIDField(null=True)
    column = models.CharField(max_length=40, blank=True)
    mark = models.CharField(max_length=10, choices=Mark.choices)
    value = models.PositiveIntegerField(null=True)
    # What "small" means in this cell: the number is below it.
    threshold = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("released cell")
        verbose_name_plural = _("released cells")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "measure", "ente_id", "column"],
                name="dashboards_releasedcell_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(mark=Mark.SHOWN) | models.Q(value=None),
                name="dashboards_releasedcell_hidden_has_no_value",
                violation_error_message=_("A hidden number is not written down."),
            ),
        ]
