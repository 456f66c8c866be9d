"""How django-allauth, which keeps the second factors, reads and writes their secrets here."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from ambito.identity.sealing import seal, unseal

PURPOSE = "mfa"


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """MFA_ADAPTER: TOTP secrets and the seeds of recovery codes are sealed with the key of identity."""

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, purpose=PURPOSE)
