"""The Enti of a deployment: towns, consortia, cooperatives; their hosts, people and ties.

`Ente` and `Host` are what django-tenants calls tenant and domain. `Ente` holds nothing that tells who it is:
every role may read it, because row security itself asks it who `current_user` is. Names are in `Profile`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from ambito.access.enums import Role
from ambito.tenancy.keys import key
from consortium.registry.enums import EnteKind, EnteState


class Ente(TenantMixin):  # type: ignore[misc]
    """`schema_name` is the Ente's database role and, for a town, its schema: opaque and permanent."""

    auto_create_schema = False
    auto_drop_schema = False

    id = key()
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=EnteKind.choices)
    consortium = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="towns")
    state = models.CharField(max_length=12, choices=EnteState.choices, default=EnteState.ACTIVE)
    cell = models.CharField(max_length=40, default="main")
    # Fingerprint of the town model that this schema has; empty where the Ente has no schema.
    fingerprint = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Ente")
        verbose_name_plural = _("Enti")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=EnteKind.TOWN, state=EnteState.ACTIVE, consortium=None),
                name="registry_ente_active_town_has_consortium",
                violation_error_message=_("An active town belongs to a consortium."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=EnteKind.TOWN) | models.Q(consortium=None),
                name="registry_ente_only_towns_have_consortium",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Past TenantMixin.save, which looks at the connection's tenant and creates schemas by migrations."""
        models.Model.save(self, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Past TenantMixin.delete, which may drop a schema."""
        return models.Model.delete(self, *args, **kwargs)


class Host(DomainMixin):  # type: ignore[misc]
    """`<label>.<base>`: the host alone decides whom you are talking to."""

    id = key()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Past DomainMixin.save, which opens its own transaction on the wrong alias."""
        models.Model.save(self, *args, **kwargs)


class Profile(models.Model):
    """Who an Ente is: read inside its consortium and by the cooperatives that work there."""

    ente = models.OneToOneField(Ente, models.CASCADE, primary_key=True)
    name = models.CharField(_("name"), max_length=120)
    host = models.CharField(_("host"), max_length=253)
    letters = models.CharField(_("two letters"), max_length=2)
    hue = models.CharField(_("colour"), max_length=4)
    istat_code = models.CharField(_("ISTAT code"), max_length=6, blank=True)
    belfiore = models.CharField(_("Belfiore code"), max_length=4, blank=True)
    ipa_code = models.CharField(_("IPA code"), max_length=20, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_0_17 = models.PositiveIntegerField(null=True, blank=True)
    population_65_plus = models.PositiveIntegerField(null=True, blank=True)
    patron_day = models.CharField(_("patron saint's day (MM-DD)"), max_length=5, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.name


class Partnership(models.Model):
    """A cooperative works in the towns of a consortium, from–to (half-open)."""

    id = key()
    consortium = models.ForeignKey(Ente, models.PROTECT, related_name="+")
    cooperative = models.ForeignKey(Ente, models.PROTECT, related_name="+")
    during = DateRangeField(_("from–to"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            ExclusionConstraint(
                name="registry_partnership_once_at_a_time",
                expressions=[
                    ("consortium", RangeOperators.EQUAL),
                    ("cooperative", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This cooperative already works with the consortium on some of these days."
                ),
            ),
        ]


class Membership(models.Model):
    """What a person is, where, from–to (half-open days in Rome). Dates are evaluated at every request."""

    id = key()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ente = models.ForeignKey(Ente, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    during = DateRangeField(_("from–to"))
    # What opened it, where not a hand: `placement:<uuid>`, `allocation:<uuid>`, `conferred:<uuid>`.
    source = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [models.Index(fields=["ente", "user"], name="registry_membership_ente")]
        constraints = [
            ExclusionConstraint(
                name="registry_membership_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("ente", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("source", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Invitation(models.Model):
    """Somebody asked to take a role. Whether they are already known elsewhere is asked only when they accept:
    the Ente that invites learns nothing. The row goes when it has served.
    """

    id = key()
    token_hash = models.CharField(max_length=64, unique=True)
    ente = models.ForeignKey(Ente, models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name and surname"), max_length=120)
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    during = DateRangeField(_("from–to"))
    invited_by = models.UUIDField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["ente", "email", "role"], name="registry_invitation_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def expired(self) -> bool:
        """Whether its link opens nothing any more."""
        return self.expires_at <= timezone.now()
