"""Weight, names and origin of what the browser fetches."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client, override_settings

from ambito import web

STATIC = Path(web.__file__).parent / "static" / "ambito"
VENDOR = STATIC / "vendor"
HASHED = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}


def test_vendored_files_are_what_the_manifest_says() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    found = {
        folder.name: {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
        for folder in VENDOR.iterdir()
        if folder.is_dir()
    }
    assert found == {name: entry["files"] for name, entry in manifest.items()}
    for name, entry in manifest.items():
        assert entry["version"], name
        assert any(file.startswith(("LICENSE", "OFL")) for file in entry["files"]), name


@pytest.mark.promise("Q24")
def test_first_load_is_light(town: Client) -> None:
    """Page, styles, scripts, icons and the three fonts, as they travel (gzip): ≤ 130 KB, scripts ≤ 45 KB."""
    html = town.get("/_gallery/").content
    assets = set(re.findall(rb'/static/(ambito/[^"#]+)', html))
    paths = [Path(finders.find(asset.decode()) or "") for asset in assets]
    fonts = sorted((VENDOR / "titillium-web").glob("latin-[0-9]*.woff2"))
    scripts = sum(_travelling(path) for path in paths if path.suffix == ".js")
    total = len(gzip.compress(html)) + sum(map(_travelling, [*paths, *fonts]))
    assert len(fonts) == 3
    assert scripts <= 45_000
    assert total <= 130_000


def test_collected_files_have_hashed_names_and_are_compressed(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=HASHED):
        call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for name in (
        "ambito/css/base.css",
        "ambito/js/app.js",
        "ambito/icons.svg",
        "ambito/vendor/htmx/htmx.min.js",
    ):
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", names[name])
        assert (tmp_path / f"{names[name]}.gz").exists()
    css = (tmp_path / names["ambito/css/tokens.css"]).read_text()
    assert re.search(r"latin-400\.[0-9a-f]{12}\.woff2", css)


def test_every_icon_a_template_names_exists() -> None:
    known = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text()))
    templates = "".join(path.read_text() for path in (STATIC.parents[1] / "templates").rglob("*.html"))
    used = set(re.findall(r'{% icon "([a-z]+)"', templates))
    assert used <= known


@pytest.mark.promise("Q28")
def test_white_text_on_every_town_is_readable() -> None:
    """WCAG 2.1, 1.4.3: 4.5 : 1."""
    hues = dict(
        re.findall(r"\.(t-\d\d) { --town: (#[0-9a-f]{6})", (STATIC / "css" / "tokens.css").read_text())
    )
    assert len(hues) == 11
    assert {name: hue for name, hue in hues.items() if 1.05 / (_luminance(hue) + 0.05) < 4.5} == {}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _travelling(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content))
