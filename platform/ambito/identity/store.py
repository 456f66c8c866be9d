"""What `request.session` may keep: identifiers and codes under names on a list, never text about people."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from ambito.identity.errors import UnknownKey
from ambito.identity.models import Session

ACTING_ROLE = "acting_role"
LONGEST_LIST = 50
CODE = re.compile(r"[A-Za-z0-9_.:-]{1,80}")

_allowed: set[str] = {ACTING_ROLE}


def allow(name: str) -> None:
    """Put a name on the list, from `AppConfig.ready` of the room that keeps something under it."""
    _allowed.add(name)


def checked(name: str, value: Any) -> Any:
    """`value` when it may be kept under `name`: a code, an identifier, a number, or a short list of them."""
    if name not in _allowed:
        raise UnknownKey(name)
    parts = value if isinstance(value, list | tuple) else [value]
    if len(parts) > LONGEST_LIST or not all(_harmless(part) for part in parts):
        raise UnknownKey(f"{name} may keep identifiers and codes only")
    return value


def _harmless(part: Any) -> bool:
    return isinstance(part, int) or (isinstance(part, str) and CODE.fullmatch(part) is not None)


class SessionStore(SessionBase):
    """Django's session interface over one row of `Session`; without a row nothing can be kept."""

    def __init__(self, row: Session | None = None, idle: timedelta = timedelta()) -> None:
        super().__init__(None)
        self.row = row
        self.idle = idle
        self._session_cache = dict(row.kept) if row else {}

    def __setitem__(self, key: str, value: Any) -> None:
        if self.row is None:
            raise UnknownKey(f"{key}: nobody is signed in")
        super().__setitem__(key, checked(key, value))

    def setdefault(self, key: str, value: Any = None) -> Any:
        if key not in self:
            self[key] = value
        return self[key]

    def update(self, dict_: dict[str, Any]) -> None:  # type: ignore[override]
        for key, value in dict_.items():
            self[key] = value

    def save(self, must_create: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - signature of the base
        if self.row is not None:
            self.row.kept = dict(self.items())
            self.row.save(update_fields=["kept"])
        self.modified = False

    def load(self) -> dict[str, Any]:
        return dict(self.row.kept) if self.row else {}

    def exists(self, session_key: str) -> bool:
        return self.row is not None and str(self.row.pk) == session_key

    def create(self) -> None:
        raise UnknownKey("sessions are opened by ambito.identity.sessions alone")

    def delete(self, session_key: str | None = None) -> None:
        del session_key
        if self.row is not None:
            Session.objects.filter(pk=self.row.pk).delete()
        self.row = None

    @classmethod
    def clear_expired(cls) -> None:
        """Done by `ambito.identity.operations.purge_expired`."""
