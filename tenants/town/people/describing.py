"""A person in one line, as the head of a page says it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import ngettext

from town.people.models import Person


def lead_of(person: Person) -> str:
    """Age and address, what is known of them."""
    born = person.birth_date
    return ", ".join(words for words in (_age(born) if born else "", person.address) if words)


def _age(born: date) -> str:
    today = timezone.localdate()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return ngettext("%(years)s year old", "%(years)s years old", years) % {"years": years}
