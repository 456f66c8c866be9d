"""Q33: writes and predicates are covered to the last branch; ./test ends with `coverage report`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.house.tree import ROOT, code, dotted

pytestmark = pytest.mark.promise("Q33")

ROOMS = {"operations", "rules"}
MEASURED = "def close(case):\n    if case:\n        return 1\n    return 2\n"


def test_every_measured_room_is_in_the_report() -> None:
    """Coverage reports what was imported: a room that no test imports would be missing, not red."""
    rooms = [path for path in code() if ROOMS & {path.stem, path.parent.name}]
    for path in rooms:
        assert import_module(dotted(path)).__file__ == str(path)


@pytest.mark.parametrize(("call", "status"), [("close(0), close(1)", 0), ("close(1)", 2)])
def test_a_branch_without_a_test_is_red(tmp_path: Path, call: str, status: int) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "town").mkdir()
    (tmp_path / "town/__init__.py").touch()
    (tmp_path / "town/operations.py").write_text(MEASURED)
    (tmp_path / "town/views.py").write_text(MEASURED)
    (tmp_path / "suite.py").write_text(f"from town.operations import close\nfrom town import views\n{call}\n")
    program = Path(sys.executable).with_name("coverage")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    for arguments in (["run", "suite.py"], ["combine", "-q"]):
        subprocess.run([program, *arguments], cwd=tmp_path, env=environment, check=True, capture_output=True)
    report = subprocess.run(
        [program, "report"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert report.returncode == status, report.stdout + report.stderr
    assert "views" not in report.stdout
