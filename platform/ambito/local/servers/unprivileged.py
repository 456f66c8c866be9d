"""PostgreSQL refuses to run as root; this finds the mildest way around that, without adding accounts."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ambito.local.errors import LocalError

_NOBODY = 65534
# Inside its own user namespace the server takes itself for uid 1000; its files stay root's.
_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
_NOBODY_COMMAND = ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", "--")


def prefix_for(program: str, folder: Path) -> Sequence[str]:
    """What to put before a `program` that works in `folder`; raises LocalError when root has no way."""
    if os.geteuid() != 0:
        return ()
    if _works(*_NAMESPACE, "true"):
        return _NAMESPACE
    _give_to_nobody(folder)
    reaches_folder = _works(*_NOBODY_COMMAND, "test", "-w", str(folder))
    if reaches_folder and _works(*_NOBODY_COMMAND, program, "--version"):
        return _NOBODY_COMMAND
    raise LocalError(
        "PostgreSQL does not run as root, and this machine allows neither a user namespace (unshare) nor a "
        f"change of user (setpriv) that can reach {program} and {folder}. "
        "Start the command as an ordinary user."
    )


@cache
def _works(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, check=False, capture_output=True, timeout=10).returncode == 0


def _give_to_nobody(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
