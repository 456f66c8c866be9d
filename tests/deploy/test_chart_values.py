from __future__ import annotations

import re

import pytest
import yaml

from tests.deploy.chart import CHART, SCENARIOS, run_helm, scenario, template
from tests.deploy.toolbox import HELM_WHEELS, Toolbox

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("version", HELM_WHEELS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_lint_is_silent(toolbox: Toolbox, version: str, name: str) -> None:
    done = run_helm(toolbox.helm(version), "lint", "--strict", str(CHART), "--values", str(scenario(name)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 chart(s) failed" in done.stdout
    assert "[WARNING]" not in done.stdout


@pytest.mark.parametrize("version", HELM_WHEELS)
def test_helm_is_the_version_it_claims(toolbox: Toolbox, version: str) -> None:
    assert f"v{version}" in run_helm(toolbox.helm(version), "version", "--short").stdout


# What is set on top of the kms scenario, and a word of the refusal.
REFUSED = {
    "wrong type": ('web.replicas="two"', "replicas"),
    "unknown key": ("web.replica=2", "replica"),
    "unknown section": ('database.password="x"', "password"),
    "unknown top-level key": ("secrets={}", "secrets"),
    "latest": ('image.tag="latest"', "tag"),
    "Latest": ('image.tag="LATEST"', "tag"),
    "no tag": ('image.tag=""', "tag"),
    "null tag": ("image.tag=null", "tag"),
    "not a digest": ('image.digest="sha256:abc"', "digest"),
    "no database secret": ('database.existingSecret=""', "database"),
    "no builder secret": ('builder.existingSecret=""', "builder"),
    "no object store secret": ('objectStore.existingSecret=""', "objectStore"),
    "no secret key": ("secretKey=null", "secretKey"),
    "a password in the address": ('objectStore.endpointUrl="https://u:p@objects.example.org"', "endpointUrl"),
    "a host in place of the domain": ('baseDomain="*.example.org"', "baseDomain"),
    "no certificate": ('ingress.tlsSecretName=""', "tlsSecretName"),
    "no keystore": ('keystore.kmsKeyId=""', "keystore"),
    "two keystores": ('keystore.existingClaim="keys"', "keystore"),
    "no memory limit": ('web.resources.limits={"cpu":1,"memory":null}', "memory"),
    "open to everybody": ("networkPolicy.ingressFrom=[]", "ingressFrom"),
    "egress anywhere": ("networkPolicy.egress=[{}]", "egress"),
    "the builder's login beside the app's": (
        'builder.existingSecret="ambito-database"',
        "a Secret of its own",
    ),
}


@pytest.mark.parametrize("version", HELM_WHEELS)
@pytest.mark.parametrize("case", REFUSED)
def test_values_that_would_do_harm_are_refused(toolbox: Toolbox, version: str, case: str) -> None:
    setting, word = REFUSED[case]
    done = template(toolbox.helm(version), scenario("kms"), setting)
    assert done.returncode != 0, done.stdout[:400]
    assert word in done.stderr


@pytest.mark.parametrize("version", HELM_WHEELS)
def test_defaults_alone_do_not_install(toolbox: Toolbox, version: str) -> None:
    done = template(toolbox.helm(version), CHART / "values.yaml")
    assert done.returncode != 0
    for required in (
        "baseDomain",
        "image",
        "database",
        "builder",
        "redis",
        "objectStore",
        "secretKey",
        "keystore",
    ):
        assert required in done.stderr


def _paths(values: dict[str, object], prefix: str = "") -> list[str]:
    paths: list[str] = []
    for key, value in values.items():
        if isinstance(value, dict) and value and key != "resources":
            paths += _paths(value, f"{prefix}{key}.")
        else:
            paths.append(prefix + key)
    return paths


def test_readme_lists_every_value() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    table = (CHART / "README.md").read_text().partition("## Values")[2]
    listed = re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE)
    assert sorted(listed) == sorted(_paths(values))
