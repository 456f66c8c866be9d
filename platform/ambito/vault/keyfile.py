"""The form in which a keystore keeps the keys of one Ente: a short JSON document of wrapped secrets."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

Use: TypeAlias = Literal["fields", "packets", "matching", "signin"]


@dataclass(frozen=True, slots=True)
class Secret:
    """One key. `secret` is wrapped in the keystore and bare in a key ring; it never shows in a repr.

    `key_id` names it among all keys; `version` counts the keys of the same use, from 1. A new key is read
    from the start and written with only from `current_from`, when every process has it.
    """

    key_id: UUID
    use: Use
    version: int
    current_from: datetime
    secret: bytes

    def __repr__(self) -> str:
        return f"<Secret {self.use} {self.version}>"

    @property
    def place(self) -> tuple[Use, int]:
        return self.use, self.version

    def holding(self, secret: bytes) -> Secret:
        return replace(self, secret=secret)


def written(secrets: list[Secret]) -> bytes:
    return json.dumps({"format": 1, "keys": [_row(secret) for secret in secrets]}, indent=1).encode()


def read(document: bytes) -> list[Secret]:
    """`ValueError` or `KeyError` where the document is not one of ours."""
    return [
        Secret(
            key_id=UUID(row["key_id"]),
            use=row["use"],
            version=int(row["version"]),
            current_from=datetime.fromisoformat(row["current_from"]),
            secret=b64decode(row["wrapped"], validate=True),
        )
        for row in json.loads(document)["keys"]
    ]


def _row(secret: Secret) -> dict[str, str | int]:
    return {
        "key_id": str(secret.key_id),
        "use": secret.use,
        "version": secret.version,
        "current_from": secret.current_from.isoformat(),
        "wrapped": b64encode(secret.secret).decode(),
    }
