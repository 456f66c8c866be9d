"""Passwords: what is accepted as one, and their hashing, which never happens inside a transaction."""

from __future__ import annotations

from django.contrib.auth import hashers
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ambito.identity.errors import HashingInside
from ambito.identity.models import User
from ambito.tenancy.context import current_or_none

# NIST SP 800-63B-4 §3.1.1.2: 15 characters alone, fewer beside a second factor; no rule of composition.
ALONE, WITH_FACTOR, LONGEST = 15, 12, 256


def checked_new(password: str, user: User, *, with_factor: bool) -> str:
    """`password` when it may become one, else `ValidationError` with every reason."""
    if len(password) > LONGEST:
        raise ValidationError(_("The password is longer than %(longest)d characters.") % {"longest": LONGEST})
    validate_password(
        password,
        user,
        [
            MinimumLengthValidator(WITH_FACTOR if with_factor else ALONE),
            CommonPasswordValidator(),
            UserAttributeSimilarityValidator(("name", "email")),
        ],
    )
    return password


def hashed(password: str) -> str:
    _refuse_inside()
    return hashers.make_password(password)


def verified(password: str, encoded: str | None) -> bool:
    """Whether `password` is the one; without a hash the same work is done and the answer is no."""
    _refuse_inside()
    if encoded is None:
        hashers.make_password(password[:LONGEST])
        return False
    return hashers.check_password(password[:LONGEST], encoded)


def _refuse_inside() -> None:
    if current_or_none() is not None:
        raise HashingInside("hash before entering or after leaving")
