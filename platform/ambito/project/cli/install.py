"""`ambito install`: from an empty database, or an older one, to this version of the code."""

from __future__ import annotations

import typer
from django.conf import settings

from ambito.project import catalogue as strings
from ambito.project import founding
from ambito.tenancy import bootstrap
from ambito.tenancy.provisioning import builder


def add_to(app: typer.Typer) -> None:
    app.command()(install)


def install() -> None:
    """Roles, public schema, rights and town model; repeatable. Towns follow by `ambito town migrate`."""
    password = settings.DATABASES["default"]["PASSWORD"]
    bootstrap.prepare(builder.address(), settings.AMBITO_ROLE_PREFIX, app_password=password)
    strings.compile_all()
    mark = founding.install()
    typer.echo(f"installed, town model {mark[:12]}")
