"""A small OpenID provider on loopback, as the SPID and CIE proxy would be: real HTTP, real signatures.

It checks client, redirect address, PKCE and single use of codes; `says` bends its answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "ambito", "between-us"
LEVEL_2 = "https://www.spid.gov.it/SpidL2"
FISCAL_NUMBER = "https://attributes.eid.gov.it/fiscal_number"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Says:
    """What the provider will say: `claims` override the ID token's, `key` signs it."""

    fiscal_number: str = "TINIT-VRDNNA80A41F205X"
    acr: str = LEVEL_2
    claims: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey | None = None
    by_user_info: bool = False
    subject_of_user_info: str = "someone"
    answer_iss: str | None = None


class Provider:
    def __init__(self) -> None:
        self.key = new_key()
        self.says = Says()
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"

    def configuration(self) -> dict[str, str]:
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        endpoints = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in paths.items()}
        return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **endpoints}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, as if the person had signed in."""
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        answer = {"code": code, "state": asked["state"], "iss": self.says.answer_iss or self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def tokens(self, form: dict[str, str], login: str) -> dict[str, str] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or login != f"Basic {expected}" or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self._id_token(asked)}

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "someone", "aud": CLIENT, "iat": now, "exp": now + 60}
        claims |= {"nonce": asked["nonce"], "acr": self.says.acr}
        if not self.says.by_user_info:
            claims[FISCAL_NUMBER] = self.says.fiscal_number
        claims = {name: value for name, value in {**claims, **self.says.claims}.items() if value is not None}
        return jwt.encode(claims, self.says.key or self.key, algorithm="RS256", headers={"kid": "1"})

    def user_info(self) -> dict[str, str]:
        return {"sub": self.says.subject_of_user_info, FISCAL_NUMBER: self.says.fiscal_number}

    def jwks(self) -> dict[str, Any]:
        key = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**key, "kid": "1", "use": "sig", "alg": "RS256"}]}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            target = urlsplit(self.path)
            if target.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(dict(parse_qsl(target.query))))
                self.end_headers()
                return
            pages = {
                "/.well-known/openid-configuration": provider.configuration,
                "/jwks": provider.jwks,
                "/userinfo": provider.user_info,
            }
            self._json(pages[target.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._json(provider.tokens(dict(parse_qsl(body)), self.headers.get("Authorization", "")))

        def _json(self, content: object) -> None:
            self.send_response(400 if content is None else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *args: object) -> None:
            del args

    return Handler


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    thread = Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()
