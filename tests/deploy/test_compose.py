from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.deploy.toolbox import ROOT

FILE = ROOT / "deploy" / "compose.yaml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {"web", "worker", "machinery", "beat", "migrate"}
MAY_BUILD = {"machinery", "migrate"}

VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?:(:[?-])([^}]*))?\}")


def test_services() -> None:
    assert set(SERVICES) == OURS | {"database", "cache", "objects"}


def test_only_two_services_hold_the_builders_login() -> None:
    assert {
        name for name, service in SERVICES.items() if "BUILDER_DATABASE_URL" in yaml.safe_dump(service)
    } == MAY_BUILD
    assert {name for name in OURS if "AMBITO_BUILDER_PASSWORD" in yaml.safe_dump(SERVICES[name])} == MAY_BUILD
    for name in OURS:
        settings = "machinery" if name in MAY_BUILD else "web"
        assert (
            SERVICES[name]["environment"]["DJANGO_SETTINGS_MODULE"] == f"ambito.project.settings.{settings}"
        )


def test_no_password_has_a_default() -> None:
    found = VARIABLE.findall(FILE.read_text())
    secret = [
        (name, how) for name, how, _rest in found if re.search(r"PASSWORD|KEY|IDENTITIES|IMAGE|DOMAIN", name)
    ]
    assert {name for name, _how in secret} >= {
        "AMBITO_APP_PASSWORD",
        "AMBITO_BUILDER_PASSWORD",
        "AMBITO_SECRET_KEY",
    }
    assert {how for _name, how in secret} == {":?"}


def test_passwords_of_servers_come_from_files() -> None:
    assert SERVICES["database"]["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/superuser_password"
    assert "POSTGRES_PASSWORD" not in SERVICES["database"]["environment"]
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])
    assert not {secret for name in OURS for secret in SERVICES[name].get("secrets", [])}
    builder = (ROOT / "deploy" / "postgres" / "10-builder.sql").read_text()
    assert set(re.findall(r"/run/secrets/(\w+)", builder)) == {"builder_password"}


def test_example_lists_what_must_be_given() -> None:
    demanded = {name for name, how, _rest in VARIABLE.findall(FILE.read_text()) if how == ":?"}
    demanded |= {secret["environment"] for secret in COMPOSE["secrets"].values() if "environment" in secret}
    lines = (ROOT / "deploy" / "env.example").read_text().splitlines()
    assert {line.removesuffix("=") for line in lines if line and not line.startswith("#")} == demanded


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_containers_can_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["user"] == "10001:10001"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_everything_that_stays_is_checked(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= set(check)


def test_nothing_starts_before_the_migrations() -> None:
    for name in OURS - {"migrate"}:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["database"] == {"condition": "service_healthy"}
    assert SERVICES["migrate"]["command"] == ["sh", "-c", "ambito install && ambito town migrate"]


def test_only_web_is_published_and_only_to_the_host() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }


def test_servers_reach_nobody_outside() -> None:
    assert COMPOSE["networks"]["data"] == {"internal": True}
    for name in ("database", "cache", "objects", "migrate"):
        assert SERVICES[name]["networks"] == ["data"]


def test_keys_are_written_only_by_who_makes_towns() -> None:
    mounts = {name: SERVICES[name].get("volumes", []) for name in OURS}
    assert {name for name, volumes in mounts.items() if "keystore:/keystore" in volumes} == MAY_BUILD
    assert {name for name, volumes in mounts.items() if "keystore:/keystore:ro" in volumes} == {
        "web",
        "worker",
    }


def test_images_have_a_version() -> None:
    for name in set(SERVICES) - OURS:
        assert re.search(r":\d[\w.]*$", SERVICES[name]["image"]), name
    assert all(SERVICES[name]["image"].startswith("${AMBITO_IMAGE:?") for name in OURS)
