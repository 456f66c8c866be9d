from __future__ import annotations


class InsideTransaction(Exception):
    """The object store was about to be called inside a town transaction."""


class StoreDown(Exception):
    """The object store did not answer. Nothing was written; try again."""
