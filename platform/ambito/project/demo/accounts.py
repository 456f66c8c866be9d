"""Accounts of the demo's invented staff: a common password and code, known to whoever runs the demo."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction

from ambito.identity import passwords
from ambito.identity.mfa import PURPOSE
from ambito.identity.models import Credential, User
from ambito.identity.sealing import seal
from ambito.project.demo.staff import Member
from ambito.tenancy.provisioning.builder import ALIAS

PASSWORD = "una casa con tre finestre"  # noqa: S105 - the demo's own, printed at its start
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - likewise
STEP = 30


def open_all(members: list[Member]) -> None:
    """An account with password and authenticator app for everybody who has none. Repeatable."""
    known = set(User.objects.using(ALIAS).values_list("pk", flat=True))
    password_hash = passwords.hashed(PASSWORD)
    with transaction.atomic(using=ALIAS):
        for member in members:
            if member.id not in known:
                _open(member, password_hash)


def code() -> str:
    """What an authenticator app with the demo's secret shows now."""
    value: str = format_hotp_value(hotp_value(SECRET, int(time.time()) // STEP))
    return value


def _open(member: Member, password_hash: str) -> None:
    user = User(id=member.id, email=member.email, name=member.name)
    user.save(using=ALIAS, force_insert=True)
    Credential(user=user, password_hash=password_hash).save(using=ALIAS, force_insert=True)
    sealed = {"secret": seal(SECRET, purpose=PURPOSE)}
    Authenticator(user=user, type=Authenticator.Type.TOTP, data=sealed).save(using=ALIAS)
