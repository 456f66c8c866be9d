"""The fixed town model: 31 tables, one migration each, 107 indexes, 45 foreign keys, one trigram index.

With its log and django_migrations a town has 34 tables. Later versions add one column each. The migrations
are written as files of a package of their own, because Django reads migrations from nowhere else.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

PACKAGE = "bench_versions"
TABLES = 31
FILE = "from ambito.project.bench.fixed.versions import migration\n\nMigration = migration({number})\n"


def write(folder: Path, last: int) -> None:
    """The package holds migrations up to number `last`; from 31 on they add a column."""
    package = folder / PACKAGE
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    for number in range(last + 1):
        (package / f"{named(number)}.py").write_text(FILE.format(number=number), encoding="utf-8")
    importlib.invalidate_caches()


def named(number: int) -> str:
    return f"{number + 1:04d}_version"


def migration(number: int) -> type[migrations.Migration]:
    class Migration(migrations.Migration):
        initial = number == 0
        dependencies = [("fixed", named(number - 1))] if number else []
        operations = _table(number) if number < TABLES else [_column(number)]

    return Migration


def _table(number: int) -> list[Operation]:
    name = f"Table{number:02d}"
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=120)),
        ("kind", models.CharField(max_length=20, default="plain")),
        ("at", models.DateTimeField(null=True)),
        ("amount", models.DecimalField(max_digits=10, decimal_places=2, default=0)),
        ("note", models.TextField(blank=True)),
    ]
    if number:
        fields.append(("parent", models.ForeignKey(f"fixed.Table{number - 1:02d}", models.CASCADE)))
    if number and number % 2 == 0:
        fields.append(
            ("root", models.ForeignKey("fixed.Table00", models.PROTECT, null=True, related_name="+"))
        )
    made: list[Operation] = [
        migrations.CreateModel(name, fields),
        migrations.AddIndex(name, models.Index(fields=["kind", "at"], name=f"fixed_kind_{number:02d}")),
    ]
    if not number:
        made.append(migrations.AddIndex(name, _trigram()))
    return made


def _trigram() -> GinIndex:
    return GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="fixed_trigram")


def _column(number: int) -> Operation:
    return migrations.AddField("Table00", f"added_{number}", models.CharField(max_length=20, null=True))
