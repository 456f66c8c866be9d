"""Contacts: every time somebody asks the town's social services something."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from ambito.vault.fields import EncryptedTextField
from town.cases.models import Case
from town.frontdesk.enums import ContactState, Urgency
from town.people.models import Person


class Contact(models.Model):
    """The codes are of the consortium's catalogue. `person` is empty for whoever stays anonymous."""

    id = key()
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("person")
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="contacts")
    interlocutor = models.CharField(_("who asks"), max_length=40)
    channel = models.CharField(_("how they reached us"), max_length=40)
    reason = models.CharField(_("why they come"), max_length=40)
    needs = ArrayField(models.CharField(max_length=40), verbose_name=_("needs"))
    words: EncryptedTextField[str | None, str | None] = EncryptedTextField(_("in a few words"), null=True)
    urgency = models.CharField(_("urgency"), max_length=12, choices=Urgency.choices, default=Urgency.NORMAL)
    area = models.CharField(_("area"), max_length=40)
    outcome = models.CharField(_("answer"), max_length=40)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # The privacy notice was given (art. 13 GDPR).
    informed = models.BooleanField(_("privacy notice given"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ContactState.choices, default=ContactState.WAITING
    )
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["state", "urgency", "created_at"], name="frontdesk_contact_queue")]

    @property
    def waiting_days(self) -> int:
        """Days in Rome since the contact; 0 on its own day."""
        return (timezone.localdate() - timezone.localtime(self.created_at).date()).days
