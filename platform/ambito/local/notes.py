"""What a running launcher leaves for the next command: who it is and where things are."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ambito.local.places import RUN, write_private


@dataclass(frozen=True)
class Note:
    pid: int
    lines: list[str]  # what was printed when everything answered


@dataclass(frozen=True)
class Desk:
    """The launcher's folder; a second stack beside the first needs one of its own."""

    folder: Path = field(default_factory=lambda: Path(os.environ.get("AMBITO_RUN_FOLDER", RUN)))

    @property
    def lock(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.lock")

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def _note(self) -> Path:
        return self.folder / "running.json"

    def leave(self, note: Note) -> None:
        write_private(self._note, json.dumps(asdict(note)))

    def read(self) -> Note | None:
        """None while nothing is running, or not yet ready."""
        if not self._note.exists():
            return None
        return Note(**json.loads(self._note.read_text(encoding="utf-8")))

    def clear(self) -> None:
        self._note.unlink(missing_ok=True)
