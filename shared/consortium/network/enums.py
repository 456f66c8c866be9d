"""The state table of a service of the directory, and the short lists of its forms.

A published service is what HSDS 3 calls `active`, a draft `inactive`, a retired one `defunct`.
"""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ambito.access.machine import Machine, Move

KEEPER = "keeper"
KEEPERS = frozenset({KEEPER})


class State(models.TextChoices):
    DRAFT = "draft", _("Draft, not published")
    PUBLISHED = "published", pgettext_lazy("service", "Published")
    RETIRED = "retired", _("No longer offered")


MACHINE = Machine(
    name="directory_service",
    initial=State.DRAFT,
    states=frozenset(State.values),
    roles=KEEPERS,
    moves=(
        Move("publish", State.DRAFT, State.PUBLISHED, KEEPERS, guards=("says_how",)),
        Move("withdraw", State.PUBLISHED, State.DRAFT, KEEPERS),
        Move("retire", State.PUBLISHED, State.RETIRED, KEEPERS),
        Move("retire", State.DRAFT, State.RETIRED, KEEPERS),
        Move("restore", State.RETIRED, State.DRAFT, KEEPERS),
    ),
)
VERBS: dict[str, str | Promise] = {
    "publish": _("Publish"),
    "withdraw": _("Take back to draft"),
    "retire": _("No longer offered: retire"),
    "restore": _("Bring back as a draft"),
}
# The precise sentence for the guard that said no.
SENTENCES: dict[str, str | Promise] = {
    "says_how": _(
        "Before publishing, write how to get in, and a place, a phone number or an e-mail address."
    ),
}


class StepFree(models.TextChoices):
    """Whether somebody in a wheelchair gets in."""

    YES = "yes", _("Without steps")
    HELP = "help", _("With help: ring first")
    NO = "no", _("There are steps")


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Language(models.TextChoices):
    """ISO 639-1 codes of the languages most spoken at the desks."""

    ITALIAN = "it", _("Italian")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    ARABIC = "ar", _("Arabic")
    ROMANIAN = "ro", _("Romanian")
    ALBANIAN = "sq", _("Albanian")
    UKRAINIAN = "uk", _("Ukrainian")
    CHINESE = "zh", _("Chinese")
    URDU = "ur", _("Urdu")
    PUNJABI = "pa", _("Punjabi")
    BENGALI = "bn", _("Bengali")
