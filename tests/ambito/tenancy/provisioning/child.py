"""A process that stops at a named place and waits to be killed: `python -m … PLACE` (see killing.py)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings

if package := os.environ.get("AMBITO_TEST_PEOPLE_MIGRATIONS"):
    settings.MIGRATION_MODULES = {"people": package}
django.setup()

from ambito.project import founding  # noqa: E402
from ambito.tenancy.provisioning import catching_up, compiling, grants, replay, stored, template  # noqa: E402
from ambito.tenancy.provisioning.rollout import Pace  # noqa: E402
from consortium.registry import founding as registry  # noqa: E402


def main(place: str) -> None:
    module, name, calls, task = PLACES[place]
    _stop_at(module, name, calls)
    task()


def _stop_at(module: Any, name: str, calls: int) -> None:
    original = getattr(module, name)
    seen = 0

    def stopping(*args: Any, **kwargs: Any) -> Any:
        nonlocal seen
        seen += 1
        result = original(*args, **kwargs)
        if seen == calls:
            _sent(*args)
            sys.stdout.write("here\n")
            sys.stdout.flush()
            sys.stdin.readline()
        return result

    setattr(module, name, stopping)


def _sent(*args: Any) -> None:
    """What waits in a pipeline reaches the server first: half of the work is really done there."""
    for argument in args:
        if hasattr(argument, "pipeline"):
            with argument.pipeline():
                pass


def _found() -> None:
    consortium = registry.consortium_at(host="north.ambito.test", using="builder")
    founding.found(
        kind="town", host="delta.ambito.test", consortium=consortium, name="Delta", letters="DE", hue="t-05"
    )


def _roll_out() -> None:
    founding.migrate(Pace(canary="beta.ambito.test", connections=1), lambda _: None)


PLACES: dict[str, tuple[Any, str, int, Callable[[], Any]]] = {
    "role made": (grants, "make_role", 1, _found),
    "schema entered": (replay, "look_into", 1, _found),
    "objects made": (replay.grants, "statements", 1, _found),
    "town built": (founding, "_build", 1, _found),
    "registered": (founding.registry, "register", 1, _found),
    "named": (founding.registry, "identify", 1, _found),
    "committed": (founding, "_make", 1, _found),
    "template migrated": (compiling, "compiled", 1, _roll_out),
    "artefact kept": (stored, "keep", 1, _roll_out),
    "template done": (template, "bring_up", 1, _roll_out),
    "canary altered": (catching_up, "_apply", 1, _roll_out),
    "canary done": (catching_up, "by_sql", 1, _roll_out),
    "second town altered": (catching_up, "_apply", 2, _roll_out),
    "second town done": (catching_up, "by_sql", 2, _roll_out),
}

if __name__ == "__main__":
    main(sys.argv[1])
