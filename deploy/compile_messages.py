"""Compile the product's catalogues under a folder, each .mo beside its .po.

python compile_messages.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

PACKAGES = frozenset({"ambito", "consortium", "town"})


def compile_messages(root: Path) -> list[Path]:
    """Compile what belongs to the product; third parties ship theirs compiled."""
    catalogues = [po for po in root.rglob("LC_MESSAGES/*.po") if PACKAGES & set(po.relative_to(root).parts)]
    for po in catalogues:
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
    return catalogues


if __name__ == "__main__":
    sys.stdout.write(f"{len(compile_messages(Path(sys.argv[1])))} catalogues compiled\n")
