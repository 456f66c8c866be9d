"""R1 to R5 and R9: the contracts of pyproject.toml hold, and each one breaks when it should."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCE_ROOTS

pytestmark = pytest.mark.promise("Q31")

# Contract, offending module, its one line (indented: inside a function), what it imports.
OFFENCES = [
    ("R1", "consortium.loft.queries", "    from town.people import models", "town.people.models"),
    ("R1", "ambito.tenancy.loft", "    import consortium.registry.enums", "consortium.registry.enums"),
    ("R1", "town.loft.queries", "from ambito.project import founding", "ambito.project.founding"),
    ("R2", "town.loft.models", "    from town.loft import operations", "town.loft.operations"),
    ("R2", "consortium.loft.rules", "import consortium.loft.views.page", "consortium.loft.views.page"),
    ("R2", "ambito.identity.enums", "from ambito.identity import models", "ambito.identity.models"),
    ("R4", "town.cellar.queries", "    from town.loft import forms", "town.loft.forms"),
    ("R4", "ambito.project.loft", "from consortium.loft.views import page", "consortium.loft.views.page"),
    (
        "R5",
        "town.cellar.rules",
        "    from consortium.registry.models import Ente",
        "consortium.registry.models",
    ),
    ("R5", "ambito.project.cellar", "from consortium.registry import models", "consortium.registry.models"),
    ("R9", "ambito.tenancy.cellar", "    import ambito.identity.models", "ambito.identity.models"),
    ("R9", "ambito.identity.cellar", "import ambito.access.enums", "ambito.access.enums"),
    ("R9-local", "town.cellar.forms", "    import ambito.local.launch", "ambito.local.launch"),
]
SCENERY = {
    "consortium.loft.views.page": "",
    "town.loft.errors": "    import town.cellar.errors",
    "town.cellar.errors": "    import town.loft.errors",
    "town.loft.forms": "",
    "town.loft.operations": "",
    "ambito.local.launch": "",
    "ambito.pantry.shelf": "",
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(root / name) for name in SOURCE_ROOTS)
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def write(root: Path, module: str, line: str) -> None:
    *packages, name = module.split(".")
    folder = root / {"ambito": "platform", "consortium": "shared", "town": "tenants"}[packages[0]]
    for package in packages:
        folder /= package
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    first = "def inside() -> None:\n" if line.startswith(" ") else "\n"
    (folder / f"{name}.py").write_text(f"{first}{line}\n")


@pytest.fixture(scope="module")
def offended(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the contracts say of a copy of the tree with every offence in it."""
    root = tmp_path_factory.mktemp("offended")
    for name in SOURCE_ROOTS:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copytree(ROOT / "tests/house", root / "tests/house")
    (root / "tests/__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", root)
    for module, line in SCENERY.items():
        if module != "ambito.local.launch" or not (root / "platform/ambito/local/launch.py").exists():
            write(root, module, line)
    for _, module, line, _ in OFFENCES:
        write(root, module, line)
    return lint(root).stdout


def test_every_contract_is_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def section(report: str, contract: str) -> str:
    """What is said below the name of one contract, and whether it is broken."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    name = next(item["name"] for item in contracts if item["id"] == contract)
    assert f"{name} BROKEN" in report, report
    return report.split(f"{name}\n{'-' * len(name)}\n", 1)[1].split("\n----", 1)[0]


@pytest.mark.parametrize(
    ("contract", "module", "imported"),
    [(contract, module, imported) for contract, module, _, imported in OFFENCES],
    ids=lambda value: value,
)
def test_an_offence_is_named_with_its_line(offended: str, contract: str, module: str, imported: str) -> None:
    said = [line for line in section(offended, contract).splitlines() if module in line and imported in line]
    assert said, offended
    assert any("(l.2)" in line for line in said), said


def test_a_ring_of_two_apps_is_named(offended: str) -> None:
    ring = section(offended, "R3").split("allowed in town.", 1)[-1]
    assert "- .loft -> .cellar" in ring or "- .cellar -> .loft" in ring, ring


def test_a_package_of_the_machinery_without_a_place_is_named(offended: str) -> None:
    assert "- ambito.pantry" in section(offended, "R9")


def test_both_lists_of_the_machinery_are_the_same() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {item["id"]: item.get("layers", []) for item in contracts}
    floors = {name.strip(" ()").removeprefix("ambito.") for name in layers["R1"][-1].split(":")}
    order = {part.strip(" ()") for layer in layers["R9"] for part in layer.replace("|", ":").split(":")}
    assert order - {"project"} == floors
