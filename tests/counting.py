"""How much a page asks of the database."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito.tenancy.entering import LEAVE

# Q24: everything that is sent, the beginning and the end of the transaction (here a savepoint's) included.
MOST_QUERIES = 15


def queries_of(ask: Callable[[], object]) -> int:
    """Asked twice: the second time what a process keeps between requests is known, as it nearly always is.

    What only a test sends, because its own transaction goes on, does not count.
    """
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len([query for query in queries if query["sql"] != LEAVE])
