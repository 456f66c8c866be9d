"""From a host name to a seat. The host alone decides whom you are talking to; an unknown host is nobody."""

from __future__ import annotations

import re

from django.conf import settings
from django_tenants.utils import get_tenant_domain_model

from ambito.tenancy.context import lobby
from ambito.tenancy.recall import Recall
from ambito.tenancy.seats import Seat, seat_of

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")

_seats: Recall[str, Seat | None] = Recall()


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
    return None if name is None else _seats.get(name, lambda: _look_up(name))


def forget() -> None:
    """Forget all hosts (one moved, a test)."""
    _seats.forget()


def _look_up(name: str) -> Seat | None:
    with lobby():
        host = get_tenant_domain_model().objects.select_related("tenant").filter(domain=name).first()
        return None if host is None else seat_of(host.tenant)
