"""The secrets that ./run makes up once and keeps, readable by their owner alone."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ambito.local.places import write_private


@dataclass(frozen=True)
class Secrets:
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(50))
    app_password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    builder_password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    valkey_password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    s3_access_key: str = field(default_factory=lambda: secrets.token_hex(16))
    s3_secret_key: str = field(default_factory=lambda: secrets.token_hex(32))


def secrets_in(file: Path) -> Secrets:
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    made = Secrets(**kept)
    write_private(file, json.dumps(asdict(made)))
    return made
