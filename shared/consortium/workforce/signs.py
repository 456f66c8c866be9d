"""What the pages of workers say after a deed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ambito.web import messages
from ambito.web.messages import Message


def register() -> None:
    messages.register(
        Message("workforce.registered", _("Worker registered. You can designate them for a placement.")),
        Message("workforce.changed", _("Worker’s details saved.")),
    )
