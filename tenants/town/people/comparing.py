"""Two accounts of one person side by side: what is written now, what the archive says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ambito.italy.names import folded
from ambito.web.day_words import day_words
from town.people.enums import NoCode, Sex
from town.people.models import Person
from town.people.places import place_words

LABELS: dict[str, str | Promise] = {
    "surname": _("Surname"),
    "name": _("Name"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "birth_place": _("Place of birth"),
    "codice_fiscale": _("Codice fiscale"),
    "no_code_reason": _("Why there is no codice fiscale"),
    "address": _("Address"),
    "phone": _("Phone"),
}
SHOWN_OF_A_DUPLICATE = ("surname", "name", "birth_date", "codice_fiscale", "phone", "address")


@dataclass(frozen=True, slots=True)
class Line:
    """`verdict`: same, other, or missing in one of the two."""

    label: str
    written: str
    archive: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody in the archive who may be the one at the desk."""

    person: Person
    lines: list[Line]

    @property
    def equal(self) -> int:
        return sum(line.verdict == "same" for line in self.lines)


def likeness(person: Person, written: Mapping[str, Any]) -> Likeness:
    """Datum by datum, those that the form asks."""
    fields = [field for field in SHOWN_OF_A_DUPLICATE if field in written]
    return Likeness(person, [_line(field, written[field], getattr(person, field)) for field in fields])


def differences(person: Person, written: Mapping[str, Any]) -> list[Line]:
    """Only what disagrees: for whoever comes second to save."""
    lines = [_line(field, written[field], getattr(person, field)) for field in LABELS if field in written]
    return [line for line in lines if line.written != line.archive]


def shown(field: str, value: Any) -> str:
    """A datum of a person in words."""
    if not value:
        return ""
    if isinstance(value, date):
        return day_words(value)
    if field == "birth_place":
        return place_words(value)
    choices: dict[str, Any] = {"sex": Sex, "no_code_reason": NoCode}
    return str(choices[field](value).label) if field in choices else str(value)


def _line(field: str, written: Any, archive: Any) -> Line:
    one, other = shown(field, written), shown(field, archive)
    verdict = "missing" if not one or not other else ("same" if folded(one) == folded(other) else "other")
    return Line(str(LABELS[field]), one, other, verdict)
