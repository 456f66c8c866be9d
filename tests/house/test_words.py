"""Nothing unfinished, no hidden import, no statement that outlives a town transaction."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, place
from tests.house.words import RULES

pytestmark = pytest.mark.promise("Q31")


@pytest.mark.parametrize("name", RULES)
def test_the_product_keeps_the_rule(name: str) -> None:
    rule, files = RULES[name]
    assert [f"{place(path, line)} {said}" for path in files() for line, said in rule(path)] == []


OFFENCES = [
    ("unfinished", "x = 1  # TODO later"),
    ("unfinished", "x = 1  # XXX why?"),
    ("unfinished", "raise NotImplementedError"),
    ("quiet skips", "@pytest.mark.skipif(True)\ndef test_x(): ..."),
    ("quiet skips", "pytest.skip('no')"),
    ("quiet skips", "@pytest.mark.xfail\ndef test_x(): ..."),
    ("hidden imports", "def f():\n    import json"),
    ("hidden imports", "def f():\n    import json  # noqa: PLC0415 - circular import"),
    ("raw SQL", "Person.objects.raw('SELECT 1')"),
    ("raw SQL", "people.extra(where=['1=1'])"),
    ("session state", "cursor.execute('SET search_path = x')"),
    ("session state", "cursor.execute('set role x')"),
    ("session state", "cursor.execute('SELECT 1; SET statement_timeout = 0')"),
    ("session state", "cursor.execute(\"SELECT set_config('role', %s, false)\")"),
    ("session state", "cursor.execute('RESET ROLE')"),
    ("session state", "F = 'CREATE FUNCTION f() RETURNS int SECURITY  DEFINER'"),
    ("process memory", "@functools.lru_cache(maxsize=9)\ndef f(): ..."),
    ("process memory", "@cache\ndef f(): ..."),
    ("spoken logs", "log.info(f'closed {person}')"),
    ("spoken logs", "log.warning('closed %s', person)"),
    ("spoken logs", "logger.error(sentence)"),
    ("wholesale cache", "cache.clear()"),
    ("wholesale cache", "caches['other'].get('x')"),
]
HARMLESS = [
    ("unfinished", 'class A:\n    "Base: what is stored."\n    def f(self): raise NotImplementedError'),
    ("unfinished", 'padding = "XXX"'),
    ("quiet skips", "pytest.skip('no Chromium was found, so no page is opened')"),
    ("hidden imports", "def f():\n    import scipy  # noqa: PLC0415 - slow import"),
    ("session state", "cursor.execute(\"SELECT set_config('role', %s, true)\")"),
    ("session state", "cursor.execute('SET LOCAL ROLE x')\nx = 'ALTER ROLE x SET timezone = UTC'"),
    ("spoken logs", "log.info('case.closed', count=3)"),
    ("wholesale cache", "cache.get('x')\ncaches['default'].get('x')"),
]


@pytest.mark.parametrize(("name", "text"), OFFENCES)
def test_an_offence_is_found(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "town" / "x.py"
    path.parent.mkdir()
    path.write_text(text)
    assert list(RULES[name][0](path))


@pytest.mark.parametrize(("name", "text"), HARMLESS)
def test_the_harmless_passes(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "town" / "x.py"
    path.parent.mkdir()
    path.write_text(text)
    assert list(RULES[name][0](path)) == []


BANNED = [
    "from django.core import signing",
    "from django.core.signing import dumps",
    "from django_tenants.utils import schema_context",
    "from django_tenants.utils import tenant_context",
    "from django.utils.safestring import mark_safe",
    "from django.contrib.contenttypes.fields import GenericForeignKey",
    "import logging",
    "from ..people import models",
]


@pytest.mark.parametrize("line", BANNED)
def test_ruff_refuses_the_import_and_says_what_instead(line: str) -> None:
    result = subprocess.run(
        [
            Path(sys.executable).with_name("ruff"),
            *("check", "--no-cache", "--output-format", "json", "--select", "TID"),
            *("--stdin-filename", str(ROOT / "tenants/town/people/queries.py"), "-"),
        ],
        input=line,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(result.stdout)
    assert [item["code"] for item in found] == (["TID252"] if ".." in line else ["TID251"]), result.stderr
    assert len(found[0]["message"].split()) > 4, found[0]["message"]
