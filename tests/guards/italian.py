"""The Italian catalogues are compiled before a test is run; every test begins in Italian."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from ambito.project import catalogue


def pytest_configure() -> None:
    """What was loaded before that is forgotten."""
    if catalogue.compile_all():
        translation_file_changed(sender=None, file_path=Path("django.mo"))


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    """A page asked for in English leaves its language in the thread."""
    yield
    translation.deactivate()
