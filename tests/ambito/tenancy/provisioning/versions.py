"""Later versions of the town model: migrations that do not exist in the product."""

from __future__ import annotations

import shutil
from pathlib import Path

from town.people import migrations

HEAD = """
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

def somebody(apps, schema_editor):
    apps.get_model("people", "Paper").objects.using(schema_editor.connection.alias).create(title="Rossi")

class Migration(migrations.Migration):
    dependencies = [("people", "{before}")]
    atomic = {atomic}
    operations = [{operations}]
"""

# What every town has before a test begins.
BASE = "paper"
OPERATIONS = {
    "paper": """
        migrations.CreateModel('Paper', [
            ('id', models.BigAutoField(primary_key=True)),
            ('title', models.CharField(max_length=80)),
        ])""",
    "field": "migrations.AddField('paper', 'nickname', models.CharField(max_length=40, default='%'))",
    "expanded": "migrations.AddField('paper', 'nickname', models.CharField(max_length=40, db_default=''))",
    "rich": """
        migrations.AddField('paper', 'nickname', models.CharField(max_length=40, default="it's")),
        migrations.AlterField('paper', 'title', models.CharField(max_length=90, unique=True)),
        migrations.CreateModel('Sheet', [
            ('id', models.BigAutoField(primary_key=True)),
            ('paper', models.ForeignKey('people.Paper', models.CASCADE)),
            ('twin', models.ForeignKey('self', models.SET_NULL, null=True)),
            ('kind', models.CharField(max_length=9)),
        ]),
        migrations.AddConstraint('sheet',
            models.CheckConstraint(condition=~models.Q(kind=''), name='sheet_kind')),
        migrations.AddIndex('paper',
            GinIndex(fields=['title'], opclasses=['gin_trgm_ops'], name='paper_trigram')),
        migrations.RunSQL(
            "ALTER TABLE people_paper ADD COLUMN shout text GENERATED ALWAYS AS (upper(title)) STORED"
        ),
        migrations.RunSQL("INSERT INTO people_paper (title, nickname) VALUES ('Bianchi', '')"),
    """,
    "after": "migrations.AlterField('sheet', 'kind', models.CharField(max_length=12, db_index=True))",
    "python": "migrations.RunPython(somebody)",
    "concurrent": """
        AddIndexConcurrently('paper', models.Index(fields=['title'], name='paper_title'))""",
    "unique": """
        migrations.AddConstraint('paper',
            models.UniqueConstraint(fields=['title'], name='paper_once'))""",
    "trigger": """migrations.RunSQL(
        "CREATE TRIGGER t BEFORE UPDATE ON people_paper FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()")""",
}


def write_version(folder: Path, names: tuple[str, ...]) -> str:
    """A package of migrations: the real ones of `people`, `BASE`, then the named ones in their order."""
    package = folder / f"version_{'_'.join(names) or BASE}"
    shutil.copytree(Path(migrations.__file__).parent, package)
    before = max(path.stem for path in package.glob("0*.py"))
    number = int(before[:4])
    for name in (BASE, *names):
        number += 1
        text = HEAD.format(before=before, atomic=name != "concurrent", operations=OPERATIONS[name])
        before = f"{number:04d}_{name}"
        (package / f"{before}.py").write_text(text, encoding="utf-8")
    return package.name
