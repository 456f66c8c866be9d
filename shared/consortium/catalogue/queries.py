"""Reading the code lists. They are data of the release: no table, no Ente, the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import get_language

from ambito.access.machine import Machine, Move
from consortium.catalogue.errors import UnknownCode, UnknownList
from consortium.catalogue.reading import Entry, Ring, read, read_all, read_boundaries

ITALIAN = "it"
_LISTS = MappingProxyType(read_all())
_VERSIONS = {row["list"]: row["version"] for row in read("lists")}


def _italian(language: str | None = None) -> bool:
    return (language or get_language() or ITALIAN).startswith(ITALIAN)


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a list. `standing` is official, derived or proposal; `more` holds the list's own columns."""

    code: str
    label_it: str
    label_en: str
    description_it: str
    standing: str
    more: Mapping[str, str]

    @property
    def proposal(self) -> bool:
        return self.standing == "proposal"

    def label(self, language: str | None = None) -> str:
        """In `language`, or in the one of the page: English where it is not Italian."""
        return self.label_it if _italian(language) else self.label_en

    def said(self, column: str) -> str:
        """The list's own words in the language of the page, out of `<column>_it` and `<column>_en`."""
        return self.more[f"{column}_it" if _italian() else f"{column}_en"]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several."""
        return tuple(value for value in self.more[column].split(";") if value)


def lists() -> tuple[str, ...]:
    return tuple(_VERSIONS)


def version(name: str) -> str:
    """Which version of the list this release has, as YYYY-MM."""
    return _VERSIONS[_known(name)]


def codes(name: str) -> tuple[Code, ...]:
    """The codes of a list in its own order, or `UnknownList`."""
    return tuple(_CODES[_known(name)].values())


def code(name: str, value: str) -> Code:
    """One code, or `UnknownList`, `UnknownCode`."""
    try:
        return _CODES[_known(name)][value]
    except KeyError:
        raise UnknownCode(f"{name}: {value}") from None


def choices(name: str, language: str | None = None) -> list[tuple[str, str]]:
    """For a form field: `(code, label)`."""
    return [(item.code, item.label(language)) for item in codes(name)]


def machine(
    name: str,
    *,
    parts: Mapping[str, tuple[str, ...]],
    guards: Mapping[str, tuple[str, ...]] | None = None,
) -> Machine:
    """The state table of `<name>_states` and `<name>_transitions`; it begins in the first state of the list.

    `parts` says which of the app's roles play an actor of the table; `guards` gives a transition's guards.
    `KeyError` for an actor that nobody plays or a guarded transition that does not exist.
    """
    states = codes(f"{name}_states")
    arrows = _CODES[_known(f"{name}_transitions")]
    asked = {code(f"{name}_transitions", at).code: names for at, names in (guards or {}).items()}
    return Machine(
        name=name,
        initial=states[0].code,
        states=frozenset(state.code for state in states),
        roles=frozenset(role for roles in parts.values() for role in roles),
        moves=tuple(_move(arrow, parts, asked.get(arrow.code, ())) for arrow in arrows.values()),
    )


def travel_minutes(from_istat: str, to_istat: str) -> int:
    """Minutes by car between two comuni; 0 where nobody has measured or it is the same one."""
    return _MINUTES.get((from_istat, to_istat), 0)


def boundary(istat: str) -> tuple[Ring, ...]:
    """Where a comune ends, ring by ring, as (longitude, latitude); empty where nobody has drawn it."""
    return _BOUNDARIES.get(istat, ())


def _move(arrow: Code, parts: Mapping[str, tuple[str, ...]], guards: tuple[str, ...]) -> Move:
    more = arrow.more
    return Move(
        name=more["move"],
        source=more["from"],
        target=more["to"],
        roles=frozenset(role for actor in arrow.many("actor") for role in parts[actor]),
        guards=guards,
        needs_reason=more["reason_required"] == "yes",
        clock=more.get("clock_effect", ""),
        sees={column: text for column, text in more.items() if column.endswith("_sees")},
    )


def _known(name: str) -> str:
    if name not in _VERSIONS:
        raise UnknownList(name)
    return name


def _code(row: Entry) -> Code:
    own = {column: value for column, value in row.items() if column not in Code.__slots__}
    about = {column: row[column] for column in Code.__slots__ if column != "more"}
    return Code(**about, more=MappingProxyType(own))


_CODES = {name: {row["code"]: _code(row) for row in rows} for name, rows in _LISTS.items()}
_MINUTES = {
    (row["from_istat"], row["to_istat"]): int(row["minutes_estimate"]) for row in _LISTS["travel_minutes"]
}
_BOUNDARIES = MappingProxyType(read_boundaries())
