"""A worker's database is a clone: what takes long is done once for a state of the code."""

from __future__ import annotations

import os
from collections.abc import Callable

import psycopg
import pytest
from django.conf import settings

from tests import database


@pytest.mark.promise("Q26")
def test_a_workers_database_costs_a_part_of_building_one(
    django_db_setup: None, figure: Callable[[str, str], None]
) -> None:
    template = database.template_of(settings.DATABASES["default"]["NAME"])
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"], autocommit=True) as connection:
        built = database.seconds_to_build(connection, template)
        # Another worker may be cloning at the same moment: the quickest of three is what a clone costs.
        cloned = min(database.seconds_to_clone(connection, template) for _ in range(3))
    figure("Q26", f"a worker's database {cloned:.2f} s, its template once {built:.1f} s")
    assert cloned < built / 4
