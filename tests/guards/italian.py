"""The Italian catalogues are compiled before a test is run; what was loaded before that is forgotten."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation.reloader import translation_file_changed

from ambito.project import catalogue


def pytest_configure() -> None:
    if catalogue.compile_all():
        translation_file_changed(sender=None, file_path=Path("django.mo"))
