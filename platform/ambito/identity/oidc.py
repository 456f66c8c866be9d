"""Client of the one OpenID provider that speaks SPID and CIE for us (a proxy): code flow with PKCE.

Sources: OpenID Connect Core 1.0 §3.1.3.7 (what to check of an ID token), RFC 7636 (PKCE), RFC 9207 (`iss` in
the answer), SPID/CIE OIDC rules of AgID (acr values, fiscal number). No function here touches the database.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings

from ambito.identity.errors import OidcRefused

TIMEOUT_SECONDS = 5
ALGORITHMS = ["RS256", "RS512", "ES256", "ES512", "PS256", "PS512"]
REQUIRED_LEVEL = 2
LEVELS = {
    **{f"https://www.spid.gov.it/SpidL{level}": level for level in (1, 2, 3)},
    "http://eidas.europa.eu/LoA/low": 1,
    "http://eidas.europa.eu/LoA/substantial": 2,
    "http://eidas.europa.eu/LoA/high": 3,
}
ASKED_LEVEL = "https://www.spid.gov.it/SpidL2"
FISCAL_NUMBER = "https://attributes.eid.gov.it/fiscal_number"


@dataclass(frozen=True, slots=True)
class Request:
    """What must come back unchanged: kept in the attempt, never in the browser."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str


def configured() -> bool:
    return bool(settings.AMBITO_OIDC_ISSUER)


def new_request(redirect_uri: str) -> Request:
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Request(state, nonce, verifier, redirect_uri)


def authorization_url(request: Request, *, again: bool) -> str:
    """Where to send the browser; `again` asks the person to authenticate even if they just did."""
    challenge = hashlib.sha256(request.verifier.encode()).digest()
    parameters = {
        "response_type": "code",
        "client_id": settings.AMBITO_OIDC_CLIENT_ID,
        "redirect_uri": request.redirect_uri,
        "scope": "openid profile",
        "state": request.state,
        "nonce": request.nonce,
        "acr_values": ASKED_LEVEL,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "ui_locales": "it",
    }
    if again:
        parameters |= {"prompt": "login", "max_age": "0"}
    return f"{_provider()['authorization_endpoint']}?{urlencode(parameters)}"


def fiscal_number_of(request: Request, answer: dict[str, str]) -> str:
    """The codice fiscale of who came back with `answer`; `OidcRefused` says why there is none."""
    if not secrets.compare_digest(answer.get("state", ""), request.state):
        raise OidcRefused("state")
    if answer.get("iss", settings.AMBITO_OIDC_ISSUER) != settings.AMBITO_OIDC_ISSUER:
        raise OidcRefused("iss")
    if "code" not in answer:
        raise OidcRefused("cancelled")
    tokens = _tokens(request, answer["code"])
    claims = _verified(str(tokens.get("id_token", "")), request.nonce)
    if LEVELS.get(claims["acr"], 0) < REQUIRED_LEVEL:
        raise OidcRefused("level")
    number = claims.get(FISCAL_NUMBER) or _user_info(tokens, claims["sub"]).get(FISCAL_NUMBER)
    if not number:
        raise OidcRefused("fiscal_number")
    return str(number)


def _verified(id_token: str, nonce: str) -> dict[str, Any]:
    try:
        key = jwt.PyJWKClient(_provider()["jwks_uri"], timeout=TIMEOUT_SECONDS).get_signing_key_from_jwt(
            id_token
        )
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key.key,
            algorithms=ALGORITHMS,
            audience=settings.AMBITO_OIDC_CLIENT_ID,
            issuer=settings.AMBITO_OIDC_ISSUER,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce", "acr"]},
        )
    except jwt.PyJWTError as error:
        raise OidcRefused("id_token") from error
    if not secrets.compare_digest(str(claims["nonce"]), nonce):
        raise OidcRefused("nonce")
    if isinstance(claims["aud"], list) and claims.get("azp") != settings.AMBITO_OIDC_CLIENT_ID:
        raise OidcRefused("azp")
    return claims


def _tokens(request: Request, code: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": request.redirect_uri,
        "code_verifier": request.verifier,
    }
    login = (settings.AMBITO_OIDC_CLIENT_ID, settings.AMBITO_OIDC_CLIENT_SECRET)
    return _asked("POST", _provider()["token_endpoint"], data=form, auth=login)


def _user_info(tokens: dict[str, Any], subject: str) -> dict[str, Any]:
    bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
    person = _asked("GET", _provider()["userinfo_endpoint"], headers=bearer)
    if person.get("sub") != subject:
        raise OidcRefused("userinfo")
    return person


def _provider() -> dict[str, Any]:
    issuer = settings.AMBITO_OIDC_ISSUER
    description = _asked("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if description.get("issuer") != issuer:
        raise OidcRefused("issuer")
    return description


def _asked(method: str, url: str, **more: Any) -> dict[str, Any]:
    try:
        response = requests.request(method, url, timeout=TIMEOUT_SECONDS, allow_redirects=False, **more)
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
    except requests.RequestException as error:
        raise OidcRefused("provider") from error
    return answer
