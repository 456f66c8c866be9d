"""What a migration may not do, found in its operations."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations
from django.db.migrations.operations.base import Operation

from tests.house.tree import parsed

OWN = {"ambito", "consortium", "town"}
AT_MOST = 10


def project_imports(path: Path) -> list[int]:
    """R8: lines of a migration that import project code."""
    lines = []
    for node in ast.walk(parsed(path)):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or "", *(["ambito"] if node.level else [])]
        lines += [node.lineno for module in modules if module.split(".")[0] in OWN]  # type: ignore[attr-defined]
    return lines


def findings(migration: migrations.Migration, *, town: bool) -> list[str]:
    """One sentence for everything in this migration that a running deployment would feel."""
    made = {
        operation.name_lower
        for operation in migration.operations
        if isinstance(operation, migrations.CreateModel)
    }
    return [
        f"{migration.app_label}.{migration.name}: {finding}"
        for operation, state_only in flat(migration.operations)
        for finding in of_operation(operation, migration, made, town=town, state_only=state_only)
    ]


def flat(operations: Any, *, state_only: bool = False) -> Iterator[tuple[Operation, bool]]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from flat(operation.database_operations, state_only=state_only)
            yield from flat(operation.state_operations, state_only=True)
        else:
            yield operation, state_only


def of_operation(
    operation: Operation, migration: migrations.Migration, made: set[str], *, town: bool, state_only: bool
) -> Iterator[str]:
    what = operation.describe()
    if not operation.reversible:
        yield f"{what}: has no reverse"
    if isinstance(operation, migrations.RenameField | migrations.RenameModel):
        yield f"{what}: the release still running knows the old name; add, copy, then remove in two releases"
    if isinstance(operation, migrations.RemoveField | migrations.DeleteModel):
        step = "soft_remove_" if state_only else "hard_remove_"
        if step not in migration.name:
            yield f"{what}: goes in two releases, this step in a migration named {step}…"
    if isinstance(operation, migrations.AddField) and operation.model_name_lower not in made:
        field = operation.field
        if not (field.null or field.many_to_many or field.has_db_default()):
            yield f"{what}: the release still running does not fill it; give it null or a db_default"
    if isinstance(operation, AddIndexConcurrently | RemoveIndexConcurrently) and migration.atomic:
        yield f"{what}: concurrently works only with atomic = False"
    if isinstance(operation, migrations.RunPython) and town and not getattr(migration, "town_by_town", ""):
        yield f"{what}: runs once per town; say why in the migration's attribute town_by_town"
