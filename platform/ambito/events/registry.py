"""Events by name. The receiver registers a handler in `AppConfig.ready()`; senders know the name only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ambito.events.errors import UnknownEvent

Handler = Callable[..., None]
_handlers: dict[tuple[str, str], Handler] = {}


def handles(name: str, *, at: str) -> Callable[[Handler], Handler]:
    """Register the function that an Ente of kind `at` runs for `name`.

    It is called inside the receiver's transaction with `sender_id` and the payload as keyword arguments,
    and may be called again after a crash: its writes are rolled back with the mark that it ran.
    """

    def register(function: Handler) -> Handler:
        known = _handlers.setdefault((name, at), function)
        if known is not function:
            raise UnknownEvent(f"{name} already has a handler at {at}")
        return function

    return register


def handler_of(name: str, at: str) -> Handler:
    try:
        return _handlers[name, at]
    except KeyError:
        raise UnknownEvent(f"{name} at {at}") from None


def handle(name: str, *, at: str, sender_id: UUID, payload: dict[str, Any]) -> None:
    handler_of(name, at)(sender_id=sender_id, **payload)
