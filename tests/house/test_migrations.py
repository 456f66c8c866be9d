"""R8, and migrations that a running deployment does not feel."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.house import tree
from tests.house.migrations import AT_MOST, OWN, findings, project_imports

pytestmark = pytest.mark.promise("Q31")


def own_labels() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in OWN}


def test_migrations_import_no_project_code() -> None:
    assert [tree.place(path, line) for path in tree.migrations() for line in project_imports(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "import ambito.tenancy.keys",
        "from town.people import models",
        "from . import x",
        "def f():\n    import consortium",
    ],
)
def test_project_code_in_a_migration_is_found(tmp_path: Path, line: str) -> None:
    path = tmp_path / "0002_x.py"
    path.write_text(line)
    assert project_imports(path) == [line.count("\n") + 1]


def test_migrations_are_the_models() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    with translation.override(None):
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
            loader.graph
        )
    assert [f"{label}: {item.operations}" for label, found in changes.items() for item in found] == []
    assert loader.detect_conflicts() == {}


def test_migrations_are_gentle_and_few() -> None:
    own = own_labels()
    every = [item for (label, _), item in MigrationLoader(None).disk_migrations.items() if label in own]
    towns = {AppConfig.create(name).label for name in settings.TENANT_APPS}
    assert [finding for item in every for finding in findings(item, town=item.app_label in towns)] == []
    count = Counter(item.app_label for item in every)
    assert [label for label, number in count.items() if number > AT_MOST] == [], "squash them"


def nothing(*_: object) -> None: ...


NAME = models.CharField(max_length=9)
BAD: list[tuple[Any, str]] = [
    (migrations.RunSQL("SELECT 1"), "no reverse"),
    (migrations.RunPython(nothing), "no reverse"),
    (migrations.RunPython(nothing, nothing), "town_by_town"),
    (migrations.RemoveField("person", "name"), "hard_remove_"),
    (migrations.DeleteModel("person"), "hard_remove_"),
    (migrations.SeparateDatabaseAndState([], [migrations.RemoveField("person", "name")]), "soft_remove_"),
    (migrations.RenameField("person", "name", "first_name"), "old name"),
    (migrations.RenameModel("person", "citizen"), "old name"),
    (migrations.AddField("person", "nick", NAME), "db_default"),
    (AddIndexConcurrently("person", models.Index(fields=["name"], name="x")), "atomic = False"),
]


@pytest.mark.parametrize(("operation", "said"), BAD)
def test_a_rough_operation_is_found(operation: Any, said: str) -> None:
    migration = migrations.Migration("0002_next", "people")
    migration.operations = [operation]
    assert any(said in finding for finding in findings(migration, town=True))


@pytest.mark.parametrize(
    ("name", "operation"),
    [
        ("0002_next", migrations.AddField("person", "nick", models.CharField(max_length=9, null=True))),
        ("0002_next", migrations.AddField("person", "nick", models.CharField(max_length=9, db_default=""))),
        ("0002_hard_remove_name", migrations.RemoveField("person", "name")),
        ("0002_next", migrations.RunSQL("SELECT 1", migrations.RunSQL.noop)),
    ],
)
def test_a_gentle_operation_passes(name: str, operation: Any) -> None:
    migration = migrations.Migration(name, "people")
    migration.operations = [operation]
    assert findings(migration, town=True) == []
