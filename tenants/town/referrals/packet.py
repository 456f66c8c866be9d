"""What goes to the other town, item by item: the tier in which it opens, its legal basis, what it says.

The list is the catalogue's disclosure_items. An item can go when the product knows something to write in it;
what the catalogue marks "never" is shown so that everybody knows it stays here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from consortium.catalogue.queries import Code, code, codes
from consortium.exchange.enums import Tier
from consortium.registry.queries.enti import profile_here
from town.cases.models import Case
from town.cases.queries import team_of
from town.people.comparing import shown
from town.projects.queries import current_objectives

TIERS = (Tier.T0, Tier.T1, Tier.T2)
NEVER = frozenset(item.code for item in codes("disclosure_items") if item.more["default_tier"] == "never")
# What the receiver cannot do without: it is not chosen.
ALWAYS = frozenset(
    {"sending_town", "service_requested", "need_area", "urgency", "initials", "birth_year", "identity"}
)
IDENTITY = ("surname", "name", "birth_date", "birth_place", "sex", "codice_fiscale", "no_code_reason")
TOLD = ("surname", "name", "birth_date", "birth_place", "codice_fiscale")
AGE_BANDS = ((18, "0–17"), (30, "18–29"), (65, "30–64"), (75, "65–74"), (85, "75–84"), (200, "85+"))
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """`value` is what the other town reads; `data` travels beside it where it must be exact."""

    code: str
    label: str
    tier: Tier
    basis: str
    gdpr: str
    value: str
    data: dict[str, str] | None = None

    @property
    def always(self) -> bool:
        return self.code in ALWAYS

    @property
    def ground(self) -> tuple[str, str]:
        """On what the law lets it go."""
        return self.basis, self.gdpr


def possible(case: Case, said: Said) -> list[Item]:
    """Every item that could go with this case and these words (`service`, `urgency`, `area`, `reason`, …)."""
    values = _values(case, said)
    rows = [row for row in codes("disclosure_items") if values.get(row.code)]
    return [_item(row, values[row.code], case) for row in rows if row.more["default_tier"] in set(TIERS)]


def never() -> list[str]:
    """What never leaves, in words."""
    return [row.label() for row in codes("disclosure_items") if row.code in NEVER]


def default_items() -> frozenset[str]:
    rows = codes("disclosure_items")
    return frozenset(row.code for row in rows if row.more["in_default_packet"] == "yes")


def chosen(items: list[Item], picked: Collection[str]) -> list[Item]:
    return [item for item in items if item.always or item.code in picked]


def payloads(items: list[Item]) -> dict[Tier, dict[str, Any]]:
    """What is sealed in the envelope of each tier."""
    return {
        tier: {"items": [[item.code, item.value, item.data] for item in items if item.tier == tier]}
        for tier in TIERS
    }


def _item(row: Code, value: str, case: Case) -> Item:
    basis = code("legal_bases", row.more["default_legal_basis"])
    data = _identity(case) if row.code == "identity" else None
    tier = Tier(row.more["default_tier"])
    return Item(row.code, row.label(), tier, basis.label(), basis.more["gdpr_article"], value, data)


def _values(case: Case, said: Said) -> dict[str, str]:
    """In the words of this town. An address is not sent of a protected person, nor is a zone ever."""
    person = case.person
    protected = case.locked or person.locked
    referent = next((one for one in team_of(case) if one.role in {"referent", "temporary_referent"}), None)
    return {
        "sending_town": profile_here().name,
        "service_requested": _words("services", said.get("service")),
        "need_area": _words("areas", said.get("area")),
        "urgency": _("urgent") if said.get("urgency") == "urgent" else _("ordinary"),
        "age_band": _age_band(person.birth_date),
        "household_size": str(said.get("household_size") or ""),
        "minors_present": {"yes": _("yes"), "no": _("no")}.get(said.get("minors_present") or "", ""),
        "language_access": said.get("language_access") or "",
        "initials": f"{person.surname[:1]}. {person.name[:1]}.",
        "birth_year": str(person.birth_date.year) if person.birth_date else _("unknown"),
        "eligibility_facts": said.get("eligibility_facts") or "",
        "safety_instruction": said.get("safety_instruction") or "",
        "identity": ", ".join(word for field in TOLD if (word := shown(field, getattr(person, field)))),
        "contacts": person.phone,
        "address": "" if protected else person.address,
        "case_summary": said.get("reason") or "",
        "project_summary": "; ".join(current_objectives(case)),
        "referent_contact": referent.name if referent else "",
    }


def _identity(case: Case) -> dict[str, str]:
    """Exactly, for the person's row in the other town."""
    return {field: str(getattr(case.person, field) or "") for field in IDENTITY}


def _words(name: str, value: str | None) -> str:
    return code(name, value).label() if value else ""


def _age_band(born: date | None) -> str:
    if born is None:
        return ""
    today = timezone.localdate()
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next(band for until, band in AGE_BANDS if age < until)
