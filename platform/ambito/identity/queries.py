"""Who somebody is. Only as `signin`."""

from __future__ import annotations

from uuid import UUID

from ambito.identity.models import Credential, NationalIdentity, User
from ambito.identity.sealing import digest

PURPOSE = "fiscal_number"


def password_hash_of(email: str) -> tuple[User | None, str | None]:
    """The active user with this address and the hash of their password, where there are such."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    credential = Credential.objects.filter(user=user).first() if user else None
    return user, credential.password_hash if credential else None


def active_user(user_id: UUID) -> User | None:
    return User.objects.filter(pk=user_id, is_active=True).first()


def has_fiscal_number(user_id: UUID) -> bool:
    """Whether SPID and CIE already mean this person."""
    return NationalIdentity.objects.filter(user_id=user_id).exists()


def user_by_fiscal_number(fiscal_number: str) -> User | None:
    """The active user whom SPID or CIE mean by this codice fiscale."""
    found = (
        NationalIdentity.objects.select_related("user")
        .filter(digest=fiscal_digest(fiscal_number), user__is_active=True)
        .first()
    )
    return found.user if found else None


def fiscal_digest(fiscal_number: str) -> str:
    """Keyed digest of a codice fiscale, with or without the prefix of eIDAS (`TINIT-`)."""
    return digest(fiscal_number.strip().upper().removeprefix("TINIT-"), purpose=PURPOSE)
