"""The command `ambito`: one small file for each noun."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module

import django
import typer
from django.core.exceptions import ImproperlyConfigured

from ambito.observability.crashes import reporting
from ambito.project.cli.refusals import told

NOUNS = (
    "install",
    "town",
    "consortium",
    "cooperative",
    "demo",
    "doctor",
    "audit",
    "catalogue",
    "figures",
    "bench",
)
# The measurements make a deployment of their own and must not know the real one.
SETTINGS = {"bench": "ambito.project.settings.bench"}


def main() -> None:
    noun = next(iter(sys.argv[1:]), "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS.get(noun, "ambito.project.settings.machinery"))
    with told(ImproperlyConfigured):
        django.setup()
    with reporting(noun or "ambito"):
        # Under its own settings a noun is alone: the others need apps that are not installed there.
        composed((noun,) if noun in SETTINGS else NOUNS)()


def composed(nouns: Iterable[str] = NOUNS) -> typer.Typer:
    """Nouns under one command; they can be imported only when Django is set up."""
    # Loading it makes it the current one: without it news wakes no worker, and waits for the sweep.
    import_module("ambito.project.celery_app")
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    for noun in nouns:
        import_module(f"ambito.project.cli.{noun}").add_to(app)
    return app
