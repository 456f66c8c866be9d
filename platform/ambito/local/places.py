"""Where things lie in the project folder; nothing is written outside of it."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
TOOLS = PROJECT / ".tools"
DATA = PROJECT / ".data"
RUN = DATA / "run"
TEST = DATA / "test"


def private_folder(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def write_private(file: Path, text: str) -> Path:
    """Readable by its owner alone from its first byte on."""
    private_folder(file.parent)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
    return file
