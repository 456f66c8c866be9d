"""People who log in. A user lives once, in public, and holds no secret: those belong to the role `signin`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.identity.enums import LinkKind, Method, Step
from ambito.tenancy.keys import key, uuid7


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """`session_stamp` is compared with the one in every session: renewing it ends them all at once."""

    id = key()
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name and surname"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)
    session_stamp = models.UUIDField(default=uuid7, editable=False)

    password: Any = None
    last_login: Any = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name


class Credential(models.Model):
    """The hash of a person's password; who signs in with SPID, CIE or passkeys alone has none."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True)
    password_hash = models.CharField(max_length=256)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")


class NationalIdentity(models.Model):
    """Whom SPID and CIE mean: a keyed digest of the codice fiscale, which is nowhere in clear."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("national identity")
        verbose_name_plural = _("national identities")


class Session(models.Model):
    """An open session, bound to the host of one Ente. The cookie's value is not here, only its digest."""

    id = key()
    token_hash = models.CharField(max_length=64, unique=True)
    ente_id = models.UUIDField(db_index=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    session_stamp = models.UUIDField()
    method = models.CharField(max_length=8, choices=Method.choices)
    # Kept through hops, so that passing from town to town does not prolong the working day.
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    kept = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")


class Attempt(models.Model):
    """What stands between a password and a session: a session exists only after both factors."""

    id = key()
    token_hash = models.CharField(max_length=64, unique=True)
    ente_id = models.UUIDField()
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    step = models.CharField(max_length=8, choices=Step.choices)
    next_path = models.CharField(max_length=500, blank=True)
    # Challenge of a passkey, sealed TOTP secret, state and nonce of OIDC.
    ceremony = models.JSONField(default=dict)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-in attempt")
        verbose_name_plural = _("sign-in attempts")


class Ticket(models.Model):
    """One passage from an Ente's host to another's: single use, short, bound to person and target."""

    id = key()
    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    session_stamp = models.UUIDField()
    from_ente_id = models.UUIDField()
    to_ente_id = models.UUIDField()
    method = models.CharField(max_length=8, choices=Method.choices)
    signed_in_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")


class Link(models.Model):
    """A single-use link by which an administrator lets a person choose a password."""

    id = key()
    token_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=LinkKind.choices)
    ente_id = models.UUIDField()
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    session_stamp = models.UUIDField()
    issued_by = models.UUIDField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")


class Tries(models.Model):
    """How often something was tried in a row; `subject` is a keyed digest and names nobody."""

    subject = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("tries")
        verbose_name_plural = _("tries")
