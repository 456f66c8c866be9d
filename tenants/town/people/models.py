"""The people a town knows, each one once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from town.people.enums import NoCode, Sex

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Person(models.Model):
    """No unique constraint on the codice fiscale: a clash with a protected person must save normally."""

    readers: RelatedManager[Reader]

    id = key()
    surname = models.CharField(_("surname"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    # Belfiore code of the comune or state of birth.
    birth_place = models.CharField(_("place of birth"), max_length=4, blank=True)
    codice_fiscale = models.CharField(_("codice fiscale"), max_length=16, blank=True)
    no_code_reason = models.CharField(
        _("why there is no codice fiscale"), max_length=12, choices=NoCode.choices, blank=True
    )
    address = models.CharField(_("address"), max_length=160, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # The same for every codice fiscale of the same data (omocodia undone, without the letter of control).
    plain_code = models.CharField(max_length=15, editable=False, blank=True)
    # Surname and name as ambito.italy.names writes them: what a search compares.
    search_name = models.CharField(max_length=170, editable=False)
    # Somebody locked this person: only `readers` find it at all.
    locked = models.BooleanField(default=False)
    # Who wrote this person down first; None is the system.
    registered_by = models.UUIDField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["plain_code"], name="people_person_code"),
            models.Index(
                fields=["search_name"], name="people_person_name", opclasses=["varchar_pattern_ops"]
            ),
            GinIndex(fields=["search_name"], name="people_person_typo", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(codice_fiscale="") | models.Q(no_code_reason=""),
                name="people_person_code_or_reason",
                violation_error_message=_("Write the codice fiscale or say why there is none, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.surname} {self.name}"


class Reader(models.Model):
    """Who may find a locked person."""

    id = key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="readers")
    user_id = models.UUIDField()

    class Meta:
        verbose_name = _("named reader")
        verbose_name_plural = _("named readers")
        constraints = [
            models.UniqueConstraint(fields=["person", "user_id"], name="people_reader_once"),
        ]
