from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """Where an unfinished sign-in (or a change of factors) stands."""

    FACTOR = "factor", _("second factor awaited")
    ENROL = "enrol", _("second factor being set up for the first time")
    ADD = "add", _("another factor being set up")
    CODES = "codes", _("recovery codes being shown")
    PASSKEY = "passkey", _("passkey awaited")
    CONFIRM = "confirm", _("confirmation awaited")
    OIDC = "oidc", _("digital identity awaited")


class Method(models.TextChoices):
    """How a session was opened; every one of them is two factors."""

    CODE = "code", _("password and code")
    PASSKEY = "passkey", _("passkey")
    OIDC = "oidc", _("SPID or CIE")


class LinkKind(models.TextChoices):
    """`password` keeps the second factors, `restart` takes them away."""

    PASSWORD = "password", _("new password")
    RESTART = "restart", _("new password and new second factor")


class Kind(models.TextChoices):
    """What a sign-in event is about."""

    PASSWORD = "password", _("password")
    FACTOR = "factor", _("second factor")
    PASSKEY = "passkey", _("passkey")
    OIDC = "oidc", _("SPID or CIE")
    ENTRY = "entry", _("entry")
    SESSION = "session", _("session presented")
    CONFIRMATION = "confirmation", _("confirmation")
    FACTORS = "factors", _("change of factors")
    HOP = "hop", _("passage between Enti")
    LINK = "link", _("administrator's link")
    DIGITAL = "digital", _("codice fiscale for SPID and CIE")
    EXIT = "exit", _("exit")


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    LIMITED = "limited", _("too many tries")
    NO_PLACE = "no_place", _("no role here today")
    FOREIGN = "foreign", _("made on another site")
