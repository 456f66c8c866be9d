"""What the commands that found an Ente share."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer
from django.conf import settings

from ambito.project import founding
from ambito.project.cli.refusals import told
from ambito.tenancy import hosts
from ambito.tenancy.errors import TenancyError
from ambito.tenancy.provisioning.builder import ALIAS
from ambito.tenancy.seats import Kind
from consortium.registry import founding as registry
from consortium.registry.errors import BadHost, RegistryError

HUES = 12

Name = Annotated[str, typer.Argument(help="as people call it")]
HostName = Annotated[str, typer.Option("--host", help="the whole host name, under the base domain")]
Letters = Annotated[str, typer.Option(help="two letters for its mark; otherwise the first two of the name")]
Hue = Annotated[str, typer.Option(help="colour of its mark, t-01 to t-12; otherwise by its name")]


def found(
    kind: Kind, name: str, host: str, letters: str, hue: str, *, consortium: str = "", istat: str = ""
) -> None:
    """Found it or say why not: exit code 2, and nothing was made."""
    with told(RegistryError, TenancyError):
        if hosts.normalised(host) is None:
            raise BadHost(host, settings.AMBITO_BASE_DOMAIN.split(":")[0])
        founding.found(
            kind=kind,
            host=host,
            consortium=_consortium(consortium),
            name=name,
            letters=(letters or name[:2]).upper(),
            hue=hue or f"t-{1 + sum(name.encode()) % HUES:02d}",
            istat_code=istat,
        )
    typer.echo(f"{name} answers on {host}")


def _consortium(host: str) -> UUID | None:
    return registry.consortium_at(host=host, using=ALIAS) if host else None
