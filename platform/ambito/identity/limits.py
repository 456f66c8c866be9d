"""How often something may be tried: five times, then a pause of a quarter of an hour.

Counted per account, never per address: a whole town hall works behind one. The counters are rows of the role
`signin`, not cache entries, so they hold when the cache is down and cannot be flushed with it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from ambito.identity.models import Tries
from ambito.identity.sealing import digest

TRIES = 5
PAUSE = timedelta(minutes=15)

# A row forgets only after a whole pause without counted tries: no quarter of an hour ever holds a sixth.
SPEND = """
INSERT INTO identity_tries AS t (subject, count, last_at) VALUES (%(subject)s, 1, %(now)s)
ON CONFLICT (subject) DO UPDATE SET
  count = CASE WHEN t.last_at <= %(since)s THEN 1 ELSE t.count + 1 END,
  last_at = CASE WHEN t.last_at > %(since)s AND t.count >= %(tries)s THEN t.last_at ELSE %(now)s END
RETURNING count
"""


def spend(kind: str, subject: str) -> bool:
    """Count one try before it is judged; False when there are none left."""
    now = timezone.now()
    values: dict[str, Any] = {
        "subject": _key(kind, subject),
        "now": now,
        "since": now - PAUSE,
        "tries": TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(SPEND, values)
        count: int = cursor.fetchone()[0]
    return count <= TRIES


def clear(kind: str, subject: str) -> None:
    """Forget the tries of somebody who got in."""
    Tries.objects.filter(subject=_key(kind, subject)).delete()


def _key(kind: str, subject: str) -> str:
    return digest(f"{kind}:{subject.strip().casefold()}", purpose="limits")
