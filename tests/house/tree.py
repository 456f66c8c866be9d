"""The repository as the house rules read it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_ROOTS = ("platform", "shared", "tenants")


def product(root: Path = ROOT) -> list[Path]:
    """Every Python file of the product, migrations included."""
    return [path for name in SOURCE_ROOTS for path in sorted((root / name).rglob("*.py"))]


def code(root: Path = ROOT) -> list[Path]:
    """The product without its migrations."""
    return [path for path in product(root) if "migrations" not in path.parts]


def migrations(root: Path = ROOT) -> list[Path]:
    return [path for path in product(root) if path.parent.name == "migrations" and path.stem != "__init__"]


def suite(root: Path = ROOT) -> list[Path]:
    return sorted((root / "tests").rglob("*.py"))


def app_folders(root: Path = ROOT) -> Iterator[Path]:
    """Folders that are a Django app."""
    for name in SOURCE_ROOTS:
        yield from (
            path.parent for path in sorted((root / name).rglob("apps.py")) if "settings" not in path.parts
        )


def dotted(path: Path, root: Path = ROOT) -> str:
    """`platform/ambito/tenancy/apps.py` → `ambito.tenancy.apps`."""
    parts = path.relative_to(root).with_suffix("").parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place(path: Path, line: int = 1, root: Path = ROOT) -> str:
    """What an editor jumps to."""
    return f"{path.relative_to(root)}:{line}"


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())
