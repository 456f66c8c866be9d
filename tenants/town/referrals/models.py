"""Referrals as this town knows them: what it sent and what it received. The exchange says where they are."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.vault.fields import EncryptedTextField
from consortium.exchange.enums import State, Urgency
from town.cases.models import Case


class Known(models.Model):
    """Shared by both sides: the referral's key in the exchange, and a copy of where it is."""

    # The key of the referral in the exchange.
    id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=24)
    service = models.CharField(_("service"), max_length=60)
    area = models.CharField(_("area"), max_length=40)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    reason_code = models.CharField(max_length=40, blank=True)
    outcome_code = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(_("due"), null=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    # The version of the exchange that this copy is of.
    version = models.PositiveIntegerField()

    class Meta:
        abstract = True


class Outgoing(Known):
    """Sent from here. `items` are the codes of what is in the packet, `reason` what we wrote of the need."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals", verbose_name=_("case"))
    receiver_id = models.UUIDField()
    reason: EncryptedTextField[Any, Any] = EncryptedTextField(_("situation"))
    items: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=40))
    informed_on = models.DateField(_("informed on"))
    sent_by = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("sent referral")
        verbose_name_plural = _("sent referrals")
        indexes = [models.Index(fields=["state", "due_at"], name="referrals_outgoing_state")]


class Incoming(Known):
    """Received here. No packet is kept: it is opened in the exchange, and each opening is logged."""

    sender_id = models.UUIDField()
    assessor = models.UUIDField(null=True)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="received_referrals", verbose_name=_("case")
    )

    class Meta:
        verbose_name = _("received referral")
        verbose_name_plural = _("received referrals")
        indexes = [models.Index(fields=["state", "due_at"], name="referrals_incoming_state")]
