"""Three source roots, names that say something, files and functions that fit a screen, apps with tests."""

from __future__ import annotations

import ast
import platform
import sysconfig
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.conf import settings

from tests.house.tree import ROOT, SOURCE_ROOTS, app_folders, code, dotted, parsed, place, product, suite

pytestmark = pytest.mark.promise("Q32")

DRAWERS = {"utils", "common", "core", "helpers"}
FILE_LINES, FUNCTION_LINES = 400, 50
# What is longer, with its length now. Entries only leave or shrink.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
UNTESTED_APPS: set[str] = set()


def stray(root: Path) -> list[str]:
    """Python beside the packages: `platform/__init__.py` would shadow the standard library."""
    return [place(path, root=root) for name in SOURCE_ROOTS for path in (root / name).glob("*.py*")]


def test_source_roots_hold_no_python() -> None:
    assert stray(ROOT) == []
    assert Path(platform.__file__).is_relative_to(sysconfig.get_path("stdlib"))


def test_a_package_in_a_source_root_is_found(tmp_path: Path) -> None:
    (tmp_path / "platform").mkdir()
    (tmp_path / "platform/__init__.py").touch()
    assert stray(tmp_path) == ["platform/__init__.py:1"]


def drawers(root: Path) -> list[str]:
    """R10, for modules and for folders, tests included."""
    files = [*product(root), *suite(root)]
    return [
        place(path, root=root)
        for path in files
        if DRAWERS & {*path.relative_to(root).parts[:-1], path.stem, path.stem.removesuffix("s")}
    ]


def test_no_module_is_a_drawer() -> None:
    assert drawers(ROOT) == []


@pytest.mark.parametrize("name", ["utils.py", "common/dates.py", "core/__init__.py", "helpers.py"])
def test_a_drawer_is_found(tmp_path: Path, name: str) -> None:
    path = tmp_path / "tenants/town/people" / name
    path.parent.mkdir(parents=True)
    path.touch()
    assert drawers(tmp_path) == [f"tenants/town/people/{name}:1"]


def long_files(paths: list[Path], root: Path = ROOT) -> dict[str, int]:
    lengths = {str(path.relative_to(root)): len(path.read_text().splitlines()) for path in paths}
    return {name: length for name, length in lengths.items() if length > FILE_LINES}


def long_functions(paths: list[Path], root: Path = ROOT) -> dict[str, int]:
    return {
        f"{path.relative_to(root)}::{node.name}": length
        for path in paths
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }


def test_files_and_functions_fit() -> None:
    paths = [*code(), *suite()]
    assert long_files(paths) == LONG_FILES, "split it: a long file hides a noun"
    assert long_functions(paths) == LONG_FUNCTIONS, "split it: a long function hides a noun"


def test_a_long_one_is_found(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def f():\n" + "    x = 1\n" * FILE_LINES)
    assert long_files([path], tmp_path) == {"long.py": 401}
    assert long_functions([path], tmp_path) == {"long.py::f": 401}


def names(entries: list[str]) -> list[str]:
    return [AppConfig.create(entry).name for entry in entries]


def test_every_app_is_on_one_floor() -> None:
    shared, town = names(settings.SHARED_APPS), names(settings.TENANT_APPS)
    everything = [*shared, *town]
    assert sorted(everything) == sorted(set(everything))
    assert sorted(everything) == sorted(config.name for config in apps.get_app_configs())
    assert not [name for name in town if name.startswith("consortium.")]
    assert not [name for name in shared if name.startswith("town.")]


def test_every_app_folder_is_installed() -> None:
    installed = {config.name for config in apps.get_app_configs()}
    assert {dotted(folder / "__init__.py") for folder in app_folders()} <= installed


def test_every_app_has_tests() -> None:
    """An app inside another is tested there. The list of exceptions shrinks: an app with tests leaves it."""
    own = {dotted(folder / "__init__.py") for folder in app_folders()}
    tested = {name for name in own if any((ROOT / "tests").joinpath(*name.split(".")).rglob("test_*.py"))}
    assert {name for name in own if not {name, name.rpartition(".")[0]} & tested} == UNTESTED_APPS
