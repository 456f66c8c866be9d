from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "consortium.exchange"
    label = "exchange"

    def ready(self) -> None:
        from ambito.web import hooks, messages  # noqa: PLC0415 - app ready

        hooks.navigation.register(
            hooks.NavItem(
                label=_("Referrals"),
                url_name="exchange:board",
                icon="send",
                order=20,
                kinds=frozenset({"consortium"}),
                capability="referral_desk",
            )
        )
        messages.register(
            messages.Message("exchange.decided", _("Decision on referral %(number)s told to both towns."))
        )
