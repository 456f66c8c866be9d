from __future__ import annotations

import os
import subprocess
import sys
from copy import deepcopy
from itertools import product
from pathlib import Path

import pytest
import yaml

from tests.deploy.chart import SCENARIOS, Document, Manifests, container, scenario, template, variables
from tests.deploy.toolbox import HELM_WHEELS, KUBERNETES, Toolbox

pytestmark = pytest.mark.slow

ROLES = {"web", "worker", "machinery", "beat", "migrate"}
MAY_BUILD = {"machinery", "migrate"}
OPTIONAL_SECRET = {"BUILDER_DATABASE_URL", "SENTRY_DSN"}
SECRET = {
    "DATABASE_URL",
    "REDIS_URL",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "AMBITO_SECRET_KEY",
} | OPTIONAL_SECRET


@pytest.fixture(scope="module", params=product(HELM_WHEELS, SCENARIOS), ids="-".join)
def manifests(request: pytest.FixtureRequest, toolbox: Toolbox) -> Manifests:
    version, name = request.param
    done = template(toolbox.helm(version), scenario(name))
    assert done.returncode == 0, done.stderr
    return Manifests(done.stdout)


@pytest.fixture(scope="module")
def kms(toolbox: Toolbox) -> Manifests:
    return Manifests(template(toolbox.helm("4.3.1"), scenario("kms")).stdout)


@pytest.fixture(scope="module")
def keystore(toolbox: Toolbox) -> Manifests:
    return Manifests(template(toolbox.helm("4.3.1"), scenario("keystore")).stdout)


def _validate(toolbox: Toolbox, file: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "kubernetes_validate",
        "--strict",
        "--kubernetes-version",
        KUBERNETES,
        str(file),
    ]
    environment = {**os.environ, "PYTHONPATH": str(toolbox.python_path)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_every_document_is_valid_kubernetes(toolbox: Toolbox, manifests: Manifests, tmp_path: Path) -> None:
    file = tmp_path / "manifests.yaml"
    file.write_text(manifests.text)
    done = _validate(toolbox, file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" passed for resource ") == len(manifests.documents)


def test_the_validator_sees_a_fault(toolbox: Toolbox, kms: Manifests, tmp_path: Path) -> None:
    faulty = deepcopy(kms.one("Deployment", "-web"))
    faulty["spec"]["replicas"] = "one"
    file = tmp_path / "faulty.yaml"
    file.write_text(yaml.safe_dump(faulty))
    done = _validate(toolbox, file)
    assert done.returncode != 0
    assert "spec.replicas: 'one' is not" in done.stdout


def test_every_role_runs_and_nothing_else(manifests: Manifests) -> None:
    assert sorted(role for role, _pod in manifests.pods()) == sorted(ROLES)


def test_no_pod_can_be_more_than_it_needs(manifests: Manifests) -> None:
    for _role, pod in manifests.pods():
        spec, mine = pod["spec"], container(pod)["securityContext"]
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["runAsUser"] == 10001
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert mine["allowPrivilegeEscalation"] is False
        assert mine["readOnlyRootFilesystem"] is True
        assert mine["capabilities"] == {"drop": ["ALL"]}
        assert spec["automountServiceAccountToken"] is False
        assert spec["enableServiceLinks"] is False
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(spec)
        assert {"name": "tmp", "mountPath": "/tmp"} in container(pod)["volumeMounts"]  # noqa: S108 - its own
        assert not [volume for volume in spec["volumes"] if "hostPath" in volume]


def test_accounts_carry_no_token(manifests: Manifests) -> None:
    accounts = manifests.of("ServiceAccount")
    assert {account["metadata"]["name"] for account in accounts} == {"town-ambito", "town-ambito-migrate"}
    assert all(account["automountServiceAccountToken"] is False for account in accounts)


def test_no_pod_is_without_resources(manifests: Manifests) -> None:
    for _role, pod in manifests.pods():
        resources = container(pod)["resources"]
        assert {"cpu", "memory"} <= set(resources["requests"])
        assert "memory" in resources["limits"]


def test_only_two_roles_hold_the_builders_login(manifests: Manifests) -> None:
    holders = {role for role, pod in manifests.pods() if "BUILDER_DATABASE_URL" in yaml.safe_dump(pod)}
    assert holders == MAY_BUILD
    for role, pod in manifests.pods():
        settings = "machinery" if role in MAY_BUILD else "web"
        assert variables(pod)["DJANGO_SETTINGS_MODULE"]["value"] == f"ambito.project.settings.{settings}"


def test_the_builders_secret_is_named_by_no_other_role(manifests: Manifests) -> None:
    pods = dict(manifests.pods())
    secret = variables(pods["migrate"])["BUILDER_DATABASE_URL"]["valueFrom"]["secretKeyRef"]["name"]
    assert secret.endswith("-builder")
    assert {role for role, pod in pods.items() if secret in yaml.safe_dump(pod)} == MAY_BUILD


def test_secrets_are_only_referenced(manifests: Manifests) -> None:
    assert not manifests.of("Secret")
    for _role, pod in manifests.pods():
        given = variables(pod)
        literal = {name for name, variable in given.items() if "value" in variable}
        assert literal == {"DJANGO_SETTINGS_MODULE"}
        assert set(given) - literal <= SECRET
        assert all(set(given[name]["valueFrom"]) == {"secretKeyRef"} for name in set(given) - literal)
    for config in manifests.of("ConfigMap"):
        assert not SECRET & set(config["data"])


def test_every_role_gets_what_the_settings_read(manifests: Manifests) -> None:
    configs = {config["metadata"]["name"]: config["data"] for config in manifests.of("ConfigMap")}
    for _role, pod in manifests.pods():
        (source,) = container(pod)["envFrom"]
        known = set(configs[source["configMapRef"]["name"]]) | set(variables(pod))
        assert {"AMBITO_BASE_DOMAIN", "AMBITO_ROLE_PREFIX", "S3_ENDPOINT_URL", "S3_BUCKET"} <= known
        assert known >= SECRET - OPTIONAL_SECRET
        assert len(known & {"AMBITO_KEYSTORE", "AMBITO_KMS_KEY_ID"}) == 1


def test_one_image_and_never_latest(manifests: Manifests) -> None:
    (image,) = {container(pod)["image"] for _role, pod in manifests.pods()}
    assert image.endswith((":0.1.0", "@sha256:" + "0123456789abcdef" * 4))


def test_long_lived_pods_are_probed(manifests: Manifests) -> None:
    pods = dict(manifests.pods())
    for role in ROLES - {"migrate"}:
        assert "livenessProbe" in container(pods[role]), role
    web = container(pods["web"])
    assert web["startupProbe"]["httpGet"]["path"] == web["livenessProbe"]["httpGet"]["path"] == "/health/live"
    assert web["readinessProbe"]["httpGet"]["path"] == "/health/ready"


def test_commands(kms: Manifests) -> None:
    commands = {role: " ".join(container(pod)["command"]) for role, pod in kms.pods()}
    assert commands == {
        "web": "gunicorn --workers 4 ambito.project.wsgi:application",
        "worker": "celery -A ambito.project.celery_app worker -Q celery --concurrency 4",
        "machinery": "celery -A ambito.project.celery_app worker -Q machinery --concurrency 1",
        "beat": "celery -A ambito.project.celery_app beat -s /tmp/beat",
        "migrate": "sh -c ambito install && ambito town migrate",
    }


def test_there_is_one_clock(manifests: Manifests) -> None:
    beat = manifests.one("Deployment", "-beat")["spec"]
    assert (beat["replicas"], beat["strategy"]) == (1, {"type": "Recreate"})


def test_migrations_run_before_the_release_with_what_they_need(manifests: Manifests) -> None:
    hooks = [d for d in manifests.documents if "helm.sh/hook" in d["metadata"].get("annotations", {})]
    assert {d["kind"] for d in hooks} == {"Job", "ConfigMap", "ServiceAccount", "NetworkPolicy"}
    assert {d["metadata"]["name"] for d in hooks} == {"town-ambito-migrate"}
    weights = {d["kind"]: int(d["metadata"]["annotations"]["helm.sh/hook-weight"]) for d in hooks}
    assert all(weight < weights["Job"] for kind, weight in weights.items() if kind != "Job")
    job = manifests.one("Job", "-migrate")
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    pod = job["spec"]["template"]["spec"]
    assert pod["restartPolicy"] == "Never"
    assert (
        pod["serviceAccountName"] == container(job["spec"]["template"])["envFrom"][0]["configMapRef"]["name"]
    )


def _selects(selector: Document, pod: Document) -> bool:
    labels = pod["metadata"]["labels"]
    return bool(selector["matchLabels"]) and selector["matchLabels"].items() <= labels.items()


def test_every_pod_is_fenced_and_only_web_is_reached(manifests: Manifests) -> None:
    for role, pod in manifests.pods():
        (policy,) = [
            p["spec"] for p in manifests.of("NetworkPolicy") if _selects(p["spec"]["podSelector"], pod)
        ]
        assert policy["policyTypes"] == ["Ingress", "Egress"]
        assert ("ingress" in policy) is (role == "web")
        assert all(rule for rule in policy["egress"])
        if role == "web":
            (rule,) = policy["ingress"]
            assert rule["from"]
            assert rule["ports"] == [{"port": "http", "protocol": "TCP"}]


def test_a_drain_takes_one_pod_at_a_time(manifests: Manifests) -> None:
    pods = dict(manifests.pods())
    guarded = {
        role
        for role, pod in pods.items()
        for budget in manifests.of("PodDisruptionBudget")
        if _selects(budget["spec"]["selector"], pod) and budget["spec"]["maxUnavailable"] == 1
    }
    assert guarded == {"web", "worker"}


def test_pods_of_a_role_are_spread(manifests: Manifests) -> None:
    for _role, pod in manifests.pods():
        spread = pod["spec"]["topologySpreadConstraints"]
        assert {rule["topologyKey"] for rule in spread} == {
            "kubernetes.io/hostname",
            "topology.kubernetes.io/zone",
        }
        assert all(_selects(rule["labelSelector"], pod) for rule in spread)


def test_selectors_find_their_own_pods_only(manifests: Manifests) -> None:
    pods = dict(manifests.pods())
    for deployment in manifests.of("Deployment"):
        found = [role for role, pod in pods.items() if _selects(deployment["spec"]["selector"], pod)]
        assert [f"town-ambito-{role}" for role in found] == [deployment["metadata"]["name"]]


def test_hosts_are_the_sub_domains_under_one_certificate(kms: Manifests) -> None:
    ingress = kms.one("Ingress", "")["spec"]
    assert [rule["host"] for rule in ingress["rules"]] == ["*.ambito.example.org"]
    assert ingress["tls"] == [{"hosts": ["*.ambito.example.org"], "secretName": "ambito-wildcard-tls"}]
    backend = ingress["rules"][0]["http"]["paths"][0]["backend"]["service"]
    service = kms.one("Service", "-web")
    assert (backend["name"], backend["port"]["name"]) == (
        "town-ambito-web",
        service["spec"]["ports"][0]["name"],
    )
    assert service["spec"]["selector"].items() <= dict(kms.pods())["web"]["metadata"]["labels"].items()


def test_autoscaling_takes_over_the_number_of_web_pods(kms: Manifests, keystore: Manifests) -> None:
    assert not kms.of("HorizontalPodAutoscaler")
    assert kms.one("Deployment", "-web")["spec"]["replicas"] == 2
    scaler = keystore.one("HorizontalPodAutoscaler", "-web")["spec"]
    assert scaler["scaleTargetRef"]["name"] == "town-ambito-web"
    assert (scaler["minReplicas"], scaler["maxReplicas"]) == (3, 12)
    assert "replicas" not in keystore.one("Deployment", "-web")["spec"]


def test_keys_are_written_only_by_who_makes_towns(keystore: Manifests) -> None:
    read_only = {
        role: mount["readOnly"]
        for role, pod in keystore.pods()
        for mount in container(pod)["volumeMounts"]
        if mount["name"] == "keystore"
    }
    assert read_only == {"web": True, "worker": True, "machinery": False, "migrate": False}


def test_a_changed_setting_restarts_the_pods(toolbox: Toolbox, kms: Manifests) -> None:
    other = Manifests(
        template(toolbox.helm("4.3.1"), scenario("kms"), 'objectStore.bucket="elsewhere"').stdout
    )
    before = {role: pod["metadata"]["annotations"]["checksum/config"] for role, pod in kms.pods()}
    after = {role: pod["metadata"]["annotations"]["checksum/config"] for role, pod in other.pods()}
    assert not set(before.values()) & set(after.values())
