"""The Italian catalogues are compiled before anything is translated."""

from __future__ import annotations

from ambito.project import catalogue


def pytest_configure() -> None:
    catalogue.compile_all()
