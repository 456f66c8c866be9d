"""Somebody takes a role for the first time somewhere: as a new person, or as one who proves who they are.

Each step is a transaction of its own as `signin`, with the hashing between them.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from ambito.identity import limits, operations, passwords, queries
from ambito.identity.enums import Kind, Outcome
from ambito.identity.errors import JoiningRefused
from ambito.identity.models import User
from ambito.identity.telling import tell
from ambito.tenancy.context import enter_function


def is_known(email: str) -> bool:
    """Whether somebody has this address, active or not. Nothing of the answer may reach an Ente."""
    with enter_function("signin"):
        return User.objects.filter(email__iexact=email).exists()


def person_with(*, email: str, name: str, password: str, ente_id: UUID) -> UUID:
    """The new person with this password, or the known one whose password it is: it is never replaced.

    Raises `JoiningRefused`.
    """
    with enter_function("signin"):
        known = User.objects.filter(email__iexact=email).first()
        encoded = queries.password_hash_of(email)[1]
        left = limits.spend("password", email)
    if not left:
        raise JoiningRefused(_("Too many tries. Wait a quarter of an hour, then try again."))
    if known is None:
        return _registered(email, name, passwords.hashed(password), ente_id)
    right = passwords.verified(password, encoded)
    with enter_function("signin"):
        tell(Kind.PASSWORD, Outcome.ACCEPTED if right else Outcome.REFUSED, ente_id=ente_id, user_id=known.pk)
        if right:
            limits.clear("password", email)
    if not right:
        raise JoiningRefused(_("This is not the password with which you sign in elsewhere. Try again."))
    return known.pk


def _registered(email: str, name: str, encoded: str, ente_id: UUID) -> UUID:
    with enter_function("signin"):
        user = operations.register_person(email=email, name=name)
        operations.set_password(user_id=user.pk, password_hash=encoded)
        tell(Kind.PASSWORD, Outcome.ACCEPTED, ente_id=ente_id, user_id=user.pk)
        limits.clear("password", email)
    return user.pk
