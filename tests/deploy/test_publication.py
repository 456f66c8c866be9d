"""publiccode.yml against the mandatory keys and lists of its standard (0.7), and the words of the licence."""

from __future__ import annotations

import hashlib
import re
import tomllib
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.deploy.toolbox import ROOT

CODE: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal.license",
    "maintenance.type",
    "localisation.localisationReady",
    "localisation.availableLanguages",
)
DEPRECATED = {"monochromeLogo", "inputTypes", "outputTypes", "genericName", "repoOwner", "authorsFile"}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
STANDALONE = {"mobile", "iot", "desktop", "web", "backend", "other"}
TYPES = {f"standalone/{kind}" for kind in STANDALONE} | {"addon", "library", "configurationFiles"}


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in _keys(inner)}
    return set()


@pytest.mark.parametrize("path", MANDATORY)
def test_mandatory_keys_are_there(path: str) -> None:
    value: Any = CODE
    for key in path.split("."):
        value = value[key]
    assert value not in (None, "", [], {})


def test_values_come_from_the_standards_lists() -> None:
    assert CODE["developmentStatus"] in STATUSES
    assert CODE["softwareType"] in TYPES
    assert CODE["localisation"]["localisationReady"] is True
    assert all(re.fullmatch(r"[a-z]{2}", country) for country in CODE["intendedAudience"]["countries"])
    address = urlsplit(CODE["url"])
    assert (address.scheme, bool(address.netloc)) == ("https", True)
    assert not _keys(CODE) & DEPRECATED


@pytest.mark.parametrize("language", ["it", "en"])
def test_descriptions_have_the_standards_length(language: str) -> None:
    text = CODE["description"][language]
    assert len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert 5 <= len(text["features"]) <= 20


def test_maintenance_names_whom_its_type_demands() -> None:
    demanded = {
        "internal": {"contacts"},
        "community": {"contacts"},
        "contract": {"contractors"},
        "none": set(),
    }
    assert set(CODE["maintenance"]) == {"type"} | demanded[CODE["maintenance"]["type"]]


def test_it_speaks_of_this_product() -> None:
    assert CODE["name"] == "Ambito"
    assert CODE["softwareVersion"] == PROJECT["version"]
    assert CODE["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"


def test_the_licence_is_the_official_text() -> None:
    words = re.findall(r"\w+", (ROOT / "LICENSE").read_text())
    assert len(words) == 2239
    assert (
        hashlib.sha256(" ".join(words).encode()).hexdigest()
        == "8a14e695861d7e6dc2158614896f2b9963941d46e4ed3c986639b51e9337294a"
    )


def test_the_chart_follows_the_products_version() -> None:
    chart = yaml.safe_load((ROOT / "helm" / "ambito" / "Chart.yaml").read_text())
    assert chart["appVersion"] == PROJECT["version"]
