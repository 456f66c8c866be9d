"""django-allauth as it is installed here: its tables without its sign-in flows."""

from __future__ import annotations

from allauth.account.apps import AccountConfig as StockAccountConfig


class AccountConfig(StockAccountConfig):  # type: ignore[misc]
    """The stock `ready` wants a middleware for flows that would hash passwords inside a transaction."""

    default = False

    def ready(self) -> None:
        return
