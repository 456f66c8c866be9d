"""Referrals between towns: what the consortium desk may see, and sealed envelopes that it may not open.

Nothing here says who: towns, kind, service, urgency, state, clock. Who is in envelopes sealed to one town.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from consortium.exchange.enums import State, Tier, Urgency


class Referral(models.Model):
    """One referral, owned at every step: `state` says whose move it is, `due_at` by when."""

    id = key()
    # Counted by the database (identity column): what people call it on the phone.
    number = models.BigIntegerField(_("number"), db_default=0, editable=False)
    consortium_id = models.UUIDField()
    sender_id = models.UUIDField()
    receiver_id = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=24)
    service = models.CharField(_("service"), max_length=60)
    area = models.CharField(_("area"), max_length=40)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    clock = models.CharField(max_length=24, blank=True)
    due_at = models.DateTimeField(_("due"), null=True)
    # Working days to decide that a question has stopped.
    days_left = models.PositiveSmallIntegerField(null=True)
    reason_code = models.CharField(max_length=40, blank=True)
    outcome_code = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes = [
            models.Index(fields=["receiver_id", "state"], name="exchange_referral_receiver"),
            models.Index(fields=["sender_id", "state"], name="exchange_referral_sender"),
            models.Index(fields=["consortium_id", "state"], name="exchange_referral_desk"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sender_id=models.F("receiver_id")),
                name="exchange_referral_to_another_town",
                violation_error_message=_("A referral goes to another town."),
            ),
        ]


class Envelope(models.Model):
    """A packet sealed to one town; released by row security in the states of its tier."""

    id = key()
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="envelopes")
    tier = models.CharField(max_length=4, choices=Tier.choices)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("envelope")
        verbose_name_plural = _("envelopes")
        constraints = [
            models.UniqueConstraint(fields=["referral", "tier"], name="exchange_envelope_once"),
        ]


class Step(models.Model):
    """One move, append-only: who in which part, from where to where, on which coded reason."""

    id = key()
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=24)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    by_ente = models.UUIDField()
    part = models.CharField(max_length=24)
    reason_code = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
