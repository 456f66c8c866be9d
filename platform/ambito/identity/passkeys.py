"""Passkeys (WebAuthn level 2): made for one host, asked for on that host, always with the person verified.

Every function that reads or writes rows runs as `signin`.
"""

from __future__ import annotations

from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ambito.identity.errors import FactorRefused
from ambito.identity.models import User

VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Site:
    """The relying party: one host. `docs/adr` says why it is not the base domain."""

    host: str
    origin: str

    @classmethod
    def of(cls, request: HttpRequest) -> Site:
        name = request.get_host()
        return cls(host=name.partition(":")[0], origin=f"{request.scheme}://{name}")

    def server(self) -> Fido2Server:
        entity = PublicKeyCredentialRpEntity(id=self.host, name="Ambito")
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


def begin_making(site: Site, user: User) -> tuple[dict[str, Any], dict[str, Any]]:
    """Options for the browser and the state to keep."""
    entity = PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=user.name)
    options, state = site.server().register_begin(
        user=entity,
        credentials=[_known(row) for row in _rows(site, user.pk)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return dict(options), state


def keep(site: Site, user: User, state: dict[str, Any], response: Any, *, name: str) -> Authenticator:
    """Store the passkey that answered; `FactorRefused` when it does not hold."""
    try:
        site.server().register_complete(state, response)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FactorRefused("the new passkey does not hold") from error
    row = WebAuthn.add(user, name, response).instance
    row.data["rp_id"] = site.host
    row.save(update_fields=["data"])
    return row


def begin_asking(site: Site, user_id: UUID | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Options and state; without a user any passkey of this host may answer."""
    known = [_known(row) for row in _rows(site, user_id)] if user_id else None
    options, state = site.server().authenticate_begin(credentials=known, user_verification=VERIFIED)
    return dict(options), state


def answered(site: Site, state: dict[str, Any], response: Any, *, user_id: UUID | None) -> Authenticator:
    """The passkey of this host that answered; `FactorRefused` when none did."""
    try:
        owner = user_id or UUID(bytes=websafe_decode(response["response"]["userHandle"]))
        rows = _rows(site, owner)
        found = site.server().authenticate_complete(state, [_known(row) for row in rows], response)
    except (ValueError, TypeError, KeyError, AttributeError, NotBase64) as error:
        raise FactorRefused("the passkey does not hold") from error
    row = next(row for row in rows if _known(row).credential_id == found.credential_id)
    row.record_usage()
    return row


def here(site: Site, user_id: UUID) -> bool:
    """Whether the person has a passkey that this host can ask for."""
    return bool(_rows(site, user_id))


def _rows(site: Site, user_id: UUID) -> list[Authenticator]:
    kind = Authenticator.Type.WEBAUTHN
    rows = Authenticator.objects.filter(user_id=user_id, type=kind, data__rp_id=site.host)
    return list(rows.select_related("user").order_by("pk"))


def _known(row: Authenticator) -> AttestedCredentialData:
    credential: AttestedCredentialData = row.wrap().authenticator_data.credential_data
    return credential
