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
    apps.get_model("people", "Person").objects.using(schema_editor.connection.alias).create(
        surname="Rossi", name="Anna")

class Migration(migrations.Migration):
    dependencies = [("people", "{before}")]
    atomic = {atomic}
    operations = [{operations}]
"""

OPERATIONS = {
    "field": "migrations.AddField('person', 'nickname', models.CharField(max_length=40, default='%'))",
    "rich": """
        migrations.AddField('person', 'nickname', models.CharField(max_length=40, default="it's")),
        migrations.AlterField('person', 'surname', models.CharField(max_length=90, unique=True)),
        migrations.CreateModel('Paper', [
            ('id', models.BigAutoField(primary_key=True)),
            ('person', models.ForeignKey('people.Person', models.CASCADE)),
            ('twin', models.ForeignKey('self', models.SET_NULL, null=True)),
            ('kind', models.CharField(max_length=9)),
        ]),
        migrations.AddConstraint('paper',
            models.CheckConstraint(condition=~models.Q(kind=''), name='paper_kind')),
        migrations.AddIndex('person',
            GinIndex(fields=['surname'], opclasses=['gin_trgm_ops'], name='person_trigram')),
        migrations.RunSQL(
            "ALTER TABLE people_person ADD COLUMN shout text GENERATED ALWAYS AS (upper(surname)) STORED"
        ),
        migrations.RunSQL("INSERT INTO people_person (id, surname, name, codice_fiscale, version, created_at,"
            " nickname) VALUES ('01890000-0000-7000-8000-000000000001', 'Bianchi', 'Eva', '', 1, now(), '')"),
    """,
    "after": "migrations.AlterField('paper', 'kind', models.CharField(max_length=12, db_index=True))",
    "python": "migrations.RunPython(somebody)",
    "concurrent": """
        AddIndexConcurrently('person', models.Index(fields=['name'], name='person_name'))""",
    "expanded": "migrations.AddField('person', 'nickname', models.CharField(max_length=40, db_default=''))",
    "unique": """
        migrations.AddConstraint('person',
            models.UniqueConstraint(fields=['surname'], name='person_once'))""",
    "trigger": """migrations.RunSQL(
        "CREATE TRIGGER t BEFORE UPDATE ON people_person FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()")""",
}


def write_version(folder: Path, names: tuple[str, ...]) -> str:
    """A package of migrations: the real ones of `people`, then the named ones in their order."""
    package = folder / f"version_{'_'.join(names)}"
    shutil.copytree(Path(migrations.__file__).parent, package)
    before = max(path.stem for path in package.glob("0*.py"))
    number = int(before[:4])
    for name in names:
        number += 1
        text = HEAD.format(before=before, atomic=name != "concurrent", operations=OPERATIONS[name])
        before = f"{number:04d}_{name}"
        (package / f"{before}.py").write_text(text, encoding="utf-8")
    return package.name
