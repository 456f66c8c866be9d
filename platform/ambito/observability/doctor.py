"""`ambito doctor`: named examinations of settings and state, each with what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ambito.observability.places import errors
from ambito.tenancy.hooks import Hook

State = Literal["ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`sentence` says what is so, `remedy` what to do (empty when all is well)."""

    state: State
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """Any room may register one: `examinations.register(Examination("files.bucket", look))`."""

    name: str
    look: Callable[[], Finding]


examinations: Hook[Examination] = Hook("observability.examinations")


def examined() -> Iterator[tuple[str, Finding]]:
    """Every examination in order of registration; one that fails itself is a bad finding."""
    for examination in examinations:
        try:
            yield examination.name, examination.look()
        except Exception as error:  # noqa: BLE001 - the doctor goes on to the next patient
            yield (
                examination.name,
                Finding("bad", f"cannot be examined: {', '.join(errors(error))}", "see the log"),
            )


def report(echo: Callable[[str], None]) -> bool:
    """Print one line per examination; True when none is bad."""
    well = True
    for name, finding in examined():
        well = well and finding.state != "bad"
        echo(f"{finding.state:<4} {name}: {finding.sentence}")
        if finding.remedy:
            echo(f"     → {finding.remedy}")
    return well
