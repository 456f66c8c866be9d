"""A model with encrypted fields and its table in every test town."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connections, models

from ambito.tenancy.keys import key
from ambito.vault.fields import EncryptedJSONField, EncryptedTextField

TABLE = "vault_test_note"
TOWNS = ("alpha", "beta", "gamma")


class Note(models.Model):
    """Registered apart from the product's models."""

    id = key()
    title = models.CharField(max_length=40, default="")
    text: EncryptedTextField[str | None, str | None] = EncryptedTextField(null=True)
    facts: EncryptedJSONField[Any, Any] = EncryptedJSONField(null=True)

    class Meta:
        app_label = "people"
        db_table = TABLE
        apps = Apps()


def make_tables(schemas: list[str]) -> None:
    with connections["builder"].cursor() as cursor:
        for schema in schemas:
            cursor.execute(f'DROP TABLE IF EXISTS "{schema}".{TABLE}')
            cursor.execute(
                f'CREATE TABLE "{schema}".{TABLE} (id uuid PRIMARY KEY, title text, text bytea, facts bytea)'
            )
            cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{schema}".{TABLE} TO "{schema}"')


def drop_tables(schemas: list[str]) -> None:
    with connections["builder"].cursor() as cursor:
        for schema in schemas:
            cursor.execute(f'DROP TABLE "{schema}".{TABLE}')


def empty_tables(schemas: list[str]) -> None:
    with connections["builder"].cursor() as cursor:
        for schema in schemas:
            cursor.execute(f'DELETE FROM "{schema}".{TABLE}')


def stored(schema: str, pk: UUID, column: str = "text") -> bytes:
    """What the table itself holds."""
    with connections["builder"].cursor() as cursor:
        cursor.execute(f'SELECT {column} FROM "{schema}".{TABLE} WHERE id = %s', [pk])
        return bytes(cursor.fetchone()[0])


def put(schema: str, pk: UUID, content: bytes, column: str = "text") -> None:
    with connections["builder"].cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{schema}".{TABLE} (id, title, {column}) VALUES (%s, %s, %s) '
            f"ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
            [pk, "", content],
        )
