"""Fetch the front-end assets that the product carries: `python deploy/vendor_assets.py` (needs npm).

Only what the pages use is kept. Each folder under VENDOR has the licence of its package, `manifest.json` the
versions and SHA-256 of every file; a test compares them, so nobody edits a vendored file by hand.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[1] / "platform/ambito/web/static/ambito/vendor"
# The tokens of Bootstrap Italia that ours are made of (web/static/ambito/css/tokens.css).
TOKENS = (
    "--bs-primary",
    "--bs-font-sans-serif",
    "--bs-border-radius",
    "--bs-border-radius-lg",
)


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    folder: str
    files: dict[str, str]  # path in the package → name in the folder


PACKAGES = (
    Package(
        "htmx.org",
        "4.0.1",
        "0BSD",
        "htmx",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        "bootstrap-italia",
        "2.18.3",
        "BSD-3-Clause",
        "bootstrap-italia",
        {"dist/css/bootstrap-italia.min.css": "tokens.css", "LICENSE": "LICENSE"},
    ),
    Package(
        "@fontsource/titillium-web",
        "5.3.0",
        "OFL-1.1",
        "titillium-web",
        {
            **{
                f"files/titillium-web-{script}-{weight}-normal.woff2": f"{script}-{weight}.woff2"
                for script in ("latin", "latin-ext")
                for weight in (400, 600, 700)
            },
            "LICENSE": "OFL.txt",
        },
    ),
)


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    manifest = {package.folder: _vendored(package) for package in PACKAGES}
    text = json.dumps(manifest, indent=2, sort_keys=True)
    (VENDOR / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _vendored(package: Package) -> dict[str, object]:
    folder = VENDOR / package.folder
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = _unpacked(package, Path(scratch))
        for inside, name in package.files.items():
            shutil.copyfile(source / inside, folder / name)
    if package.folder == "bootstrap-italia":
        _keep_tokens(folder / "tokens.css")
    if (folder / "htmx.min.js").exists():
        _drop_source_map(folder / "htmx.min.js")
    return {
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "files": {path.name: _sha256(path) for path in sorted(folder.iterdir())},
    }


def _unpacked(package: Package, scratch: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    packed = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)  # noqa: S603
    with tarfile.open(scratch / packed.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def _keep_tokens(css: Path) -> None:
    """The whole stylesheet is 612 kB; its values are what makes a page look Italian and public."""
    text = css.read_text(encoding="utf-8")
    values = {name: re.search(rf"{name}: ?([^;]+);", text) for name in TOKENS}
    lines = [f"  {name}: {found[1]};" for name, found in values.items() if found]
    if len(lines) != len(TOKENS):
        raise SystemExit("a token of Bootstrap Italia has gone: look at TOKENS")
    kept = ["/* Bootstrap Italia, BSD-3-Clause: see LICENSE */", ":root {", *lines, "}", ""]
    css.write_text("\n".join(kept), encoding="utf-8")


def _drop_source_map(script: Path) -> None:
    """The map is not shipped, and hashed storage refuses a reference to a missing file."""
    text = script.read_text(encoding="utf-8")
    script.write_text(re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", text), encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
