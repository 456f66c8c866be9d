from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "town.referrals"
    label = "referrals"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from ambito.web import hooks, messages  # noqa: PLC0415 - app ready
        from town.cases.hooks import taken_elsewhere  # noqa: PLC0415 - app ready
        from town.referrals import panels, receivers, rules  # noqa: PLC0415 - app ready
        from town.referrals.models import Incoming, Outgoing  # noqa: PLC0415 - app ready

        relations.register(Outgoing, rules.OUTGOING)
        relations.register(Incoming, rules.INCOMING)
        receivers.register()
        taken_elsewhere.register(rules.taken_elsewhere)
        hooks.panels.register(hooks.Panel("cases.case", 40, panels.of_a_case))
        hooks.navigation.register(
            hooks.NavItem(
                label=_("Referrals"),
                url_name="referrals:list",
                icon="send",
                order=50,
                kinds=frozenset({"town"}),
                capability=rules.RECEIVE,
                count=panels.waiting,
            )
        )
        for code, sentence in {
            "referrals.sent": _("Referral %(number)s sent. The other town answers by %(due_date)s."),
            "referrals.moved": _("Referral %(number)s has moved on."),
            "referrals.accepted": _("Referral %(number)s accepted. The packet is open."),
            "referrals.doubles": _("Referral %(number)s accepted. Say who this person is here."),
            "referrals.completed": _("Referral %(number)s completed. The other town reads the outcome."),
        }.items():
            messages.register(messages.Message(code, sentence))
