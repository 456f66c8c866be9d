"""From a host name to a seat. The host alone decides whom you are talking to; an unknown host is nobody."""

from __future__ import annotations

import re
import time
from threading import Lock

from django.conf import settings
from django_tenants.utils import get_tenant_domain_model

from ambito.tenancy.context import lobby
from ambito.tenancy.seats import Seat, seat_of

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
KEPT_FOR = 60.0
KEPT_AT_MOST = 4096

_lock = Lock()
_seats: dict[str, tuple[float, Seat | None]] = {}


def normalised(host: str) -> str | None:
    """The host name without port, or None when it cannot be one of ours (case and a final dot included)."""
    name = host.rsplit(":", 1)[0] if ":" in host else host
    base = settings.AMBITO_BASE_DOMAIN.split(":")[0]
    label, dot, rest = name.partition(".")
    if not dot or rest != base or not LABEL.fullmatch(label):
        return None
    return name


def seat_for_host(host: str) -> Seat | None:
    """The seat that answers on this host, kept for a minute; the Ente's state is read anew at every entry."""
    name = normalised(host)
    if name is None:
        return None
    now = time.monotonic()
    kept = _seats.get(name)
    if kept is not None and now - kept[0] < KEPT_FOR:
        return kept[1]
    seat = _look_up(name)
    with _lock:
        if len(_seats) >= KEPT_AT_MOST:
            _seats.clear()
        _seats[name] = (now, seat)
    return seat


def forget(name: str | None = None) -> None:
    """Forget one host or all of them (a host moved, a test)."""
    with _lock:
        _seats.clear() if name is None else _seats.pop(name, None)


def _look_up(name: str) -> Seat | None:
    with lobby():
        host = get_tenant_domain_model().objects.select_related("tenant").filter(domain=name).first()
        return None if host is None else seat_of(host.tenant)
