"""Render the chart with a real helm and look at what comes out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tests.deploy.toolbox import ROOT

CHART = ROOT / "helm" / "ambito"
SCENARIOS = ("kms", "keystore")

Document = dict[str, Any]


def scenario(name: str) -> Path:
    return CHART / "ci" / f"{name}-values.yaml"


def run_helm(helm: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(helm), *arguments], capture_output=True, text=True, check=False)


def template(helm: Path, values: Path, *settings: str) -> subprocess.CompletedProcess[str]:
    sets = [part for setting in settings for part in ("--set-json", setting)]
    return run_helm(
        helm, "template", "town", str(CHART), "--namespace", "ambito", "--values", str(values), *sets
    )


@dataclass(frozen=True)
class Manifests:
    text: str

    @cached_property
    def documents(self) -> list[Document]:
        return [document for document in yaml.safe_load_all(self.text) if document]

    def of(self, kind: str) -> list[Document]:
        return [document for document in self.documents if document["kind"] == kind]

    def one(self, kind: str, name: str) -> Document:
        (found,) = [
            document for document in self.of(kind) if document["metadata"]["name"] == f"town-ambito{name}"
        ]
        return found

    def pods(self) -> Iterator[tuple[str, Document]]:
        """Role and pod template of everything that runs."""
        for workload in self.documents:
            if pod := workload.get("spec", {}).get("template"):
                yield pod["metadata"]["labels"]["app.kubernetes.io/component"], pod


def container(pod: Document) -> Document:
    (only,) = pod["spec"]["containers"]
    assert "initContainers" not in pod["spec"]
    return dict(only)


def variables(pod: Document) -> dict[str, Document]:
    return {variable["name"]: variable for variable in container(pod)["env"]}
