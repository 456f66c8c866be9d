"""Who logs in, and how: the hashing of passwords, the provider of SPID and CIE."""

from __future__ import annotations

from ambito.project.settings import env

# Memory-hard (OWASP password storage: N=2^14, r=8, p=5) and in the standard library.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

MFA_ADAPTER = "ambito.identity.mfa.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]

# A proxy that speaks OpenID Connect to us and SPID, CIE and eIDAS to the world; empty: not offered.
AMBITO_OIDC_ISSUER = env.text("AMBITO_OIDC_ISSUER", "")
AMBITO_OIDC_CLIENT_ID = env.text("AMBITO_OIDC_CLIENT_ID", "")
AMBITO_OIDC_CLIENT_SECRET = env.text("AMBITO_OIDC_CLIENT_SECRET", "")
