from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from ambito.local import environment, product
from ambito.local.secret_store import Secrets
from ambito.local.servers.postgres import Postgres
from ambito.local.throwaway import copied_cluster

VARIABLES = {
    "DATABASE_URL": "postgresql://app@db/ambito",
    "BUILDER_DATABASE_URL": "postgresql://builder@db/ambito",
    "AMBITO_SUPERUSER_URL": "postgresql://postgres@db/postgres",
}


def test_web_never_sees_builder_or_superuser(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in VARIABLES.items():
        monkeypatch.setenv(name, text)
    seen = environment.web(VARIABLES)
    assert seen["DATABASE_URL"] == VARIABLES["DATABASE_URL"]
    assert not [text for text in seen.values() if "builder@" in text or "postgres@" in text]


def test_machinery_sees_the_builder_but_not_the_superuser() -> None:
    seen = environment.machinery(VARIABLES)
    assert seen["BUILDER_DATABASE_URL"] == VARIABLES["BUILDER_DATABASE_URL"]
    assert "AMBITO_SUPERUSER_URL" not in seen


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("postgresql://a@b/town", "town"),
        ("postgresql://a@b/town?sslmode=require", "town"),
        ("postgresql://a@b/postgres", "ambito"),
        ("postgresql://a@b", "ambito"),
    ],
)
def test_the_database_is_the_one_the_address_names(address: str, name: str) -> None:
    assert environment.database_name(address) == name


def test_the_app_cannot_become_the_builder_with_what_it_knows(tmp_path: Path) -> None:
    server: Postgres = copied_cluster(tmp_path / "postgres")
    server.start()
    try:
        for _ in range(2):  # safe to repeat
            app, builder = product.databases(server.url(), "trial", "ambito", secrets := Secrets())
        for address, login in ((app, "trial_app"), (builder, "trial_builder")):
            with psycopg.connect(address) as connection:
                assert connection.execute("SELECT current_user").fetchone() == (login,)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(builder.replace(secrets.builder_password, secrets.app_password))
    finally:
        server.stop()
