"""The variables by which the product finds its servers; whoever sets them beforehand keeps what they set."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from ambito.local.errors import LocalError
from ambito.local.parts import Parts
from ambito.local.secret_store import Secrets
from ambito.local.servers.objects import ObjectStore
from ambito.local.servers.postgres import Postgres
from ambito.local.servers.valkey import Valkey

APP = "DATABASE_URL"
BUILDER = "BUILDER_DATABASE_URL"
SUPERUSER = "AMBITO_SUPERUSER_URL"
BUCKET = "ambito"
DATABASE = "ambito"
_S3_NAMES = ("S3_ENDPOINT_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_BUCKET")
_POSTGRES_PORT, _VALKEY_PORT, _S3_PORT = 15432, 16379, 19000


def start_servers(folder: Path, parts: Parts, secrets: Secrets) -> dict[str, str]:
    """Start what the environment does not already name; the variables for all of it."""
    return _database(folder, parts) | _broker(folder, parts, secrets) | _files(folder, parts, secrets)


def _database(folder: Path, parts: Parts) -> dict[str, str]:
    given = os.environ.get(APP)
    if given and BUILDER in os.environ:
        return {APP: given, BUILDER: os.environ[BUILDER]}
    if given:
        # Alone it is an administrator's address: the product's own roles are made from it.
        return {SUPERUSER: given}
    server = parts.add(Postgres(folder / "postgres", _POSTGRES_PORT))
    server.start()
    return {SUPERUSER: server.url()}


def _broker(folder: Path, parts: Parts, secrets: Secrets) -> dict[str, str]:
    given = os.environ.get("REDIS_URL")
    if given:
        return {"REDIS_URL": given}
    server = parts.add(Valkey(folder / "valkey", _VALKEY_PORT, password=secrets.valkey_password))
    server.start()
    return {"REDIS_URL": server.url}


def _files(folder: Path, parts: Parts, secrets: Secrets) -> dict[str, str]:
    given = {name: os.environ[name] for name in _S3_NAMES if name in os.environ}
    if len(given) == len(_S3_NAMES):
        return given
    if given:
        missing = ", ".join(name for name in _S3_NAMES if name not in given)
        raise LocalError(
            f"To use your own S3 server set {missing} as well; to use the built-in one set none."
        )
    server = parts.add(
        ObjectStore(folder / "objects", _S3_PORT, secrets.s3_access_key, secrets.s3_secret_key)
    )
    server.start()
    return object_store_variables(server, server.make_bucket(BUCKET))


def database_name(superuser: str) -> str:
    """The product's database: the one that a given address names, our own name inside our own server."""
    named = urlsplit(superuser).path.removeprefix("/")
    return DATABASE if named in {"", "postgres"} else named


def object_store_variables(server: ObjectStore, bucket: str) -> dict[str, str]:
    return dict(zip(_S3_NAMES, (server.url, server.access_key, server.secret_key, bucket), strict=True))


def web(variables: Mapping[str, str]) -> dict[str, str]:
    """For gunicorn, the ordinary worker and beat: they never see the builder's address."""
    return (
        _without_privileged() | _public(variables) | {"DJANGO_SETTINGS_MODULE": "ambito.project.settings.web"}
    )


def machinery(variables: Mapping[str, str]) -> dict[str, str]:
    """For the machinery worker and the `ambito` command."""
    settings = {"DJANGO_SETTINGS_MODULE": "ambito.project.settings.machinery"}
    return _without_privileged() | _public(variables) | {BUILDER: variables[BUILDER]} | settings


def _without_privileged() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if name not in {BUILDER, SUPERUSER}}


def _public(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in variables.items() if name not in {BUILDER, SUPERUSER}}
