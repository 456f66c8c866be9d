"""Everything the launcher asks of the product; it knows no more of it than these commands.

bootstrap, prepare       roles and database, safe to repeat
ambito install           migrations of public and of the template, safe to repeat
ambito demo              the demo's data, safe to repeat
ambito demo --hosts      JSON, see `Hosts`
ambito doctor --live     a task there and back, a file there and back
"""

from __future__ import annotations

import json
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ambito.local.child import Child
from ambito.local.errors import LocalError
from ambito.local.secret_store import Secrets
from ambito.tenancy import bootstrap

_SECONDS_TO_INSTALL = 600
_SECONDS_TO_LIST = 60
_SECONDS_TO_EXAMINE = 120


def script(name: str) -> str:
    return str(Path(sysconfig.get_path("scripts")) / name)


@dataclass(frozen=True)
class Login:
    host: str
    user: str
    password: str
    who: str


@dataclass(frozen=True)
class Hosts:
    """`ambito demo --hosts` prints these names: lists of host names without a port, and the demo's logins."""

    towns: list[str]
    consortia: list[str]
    cooperatives: list[str]
    logins: list[Login]

    @property
    def all(self) -> list[str]:
        return [*self.towns, *self.consortia, *self.cooperatives]

    @property
    def one_of_each(self) -> list[str]:
        return [self.towns[0], self.consortia[0], self.cooperatives[0]]


def databases(superuser: str, prefix: str, database: str, secrets: Secrets) -> tuple[str, str]:
    """The application's and the builder's address; roles and database are made when absent.

    Two passwords: whoever reads the web process's environment must not become the builder.
    """
    made = bootstrap.bootstrap(superuser, prefix, database, password=secrets.builder_password)
    bootstrap.prepare(made.builder, prefix, app_password=secrets.app_password)
    app = bootstrap.with_login(superuser, f"{prefix}_app", secrets.app_password, database)
    return app, made.builder


def install(environment: Mapping[str, str], logs: Path) -> None:
    command = [script("ambito"), "install"]
    Child("ambito install", command, logs / "install.log", environment).run(_SECONDS_TO_INSTALL)


def demo(environment: Mapping[str, str], logs: Path) -> Child:
    """Started, not waited for: the pages are served while the demo fills up."""
    return Child("ambito demo", [script("ambito"), "demo"], logs / "demo.log", environment).start()


def hosts(environment: Mapping[str, str]) -> Hosts:
    command = [script("ambito"), "demo", "--hosts"]
    answer = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, timeout=_SECONDS_TO_LIST
    )
    if answer.returncode != 0:
        raise LocalError(f"ambito demo --hosts failed:\n{answer.stderr}")
    found = json.loads(answer.stdout)
    return Hosts(**found | {"logins": [Login(**login) for login in found["logins"]]})


def examine(environment: Mapping[str, str], logs: Path) -> None:
    """A task that finishes, a file that goes to S3 and back; raises ChildFailedError otherwise."""
    command = [script("ambito"), "doctor", "--live"]
    Child("ambito doctor --live", command, logs / "doctor.log", environment).run(_SECONDS_TO_EXAMINE)


def programs(web: Mapping[str, str], machinery: Mapping[str, str], folder: Path, port: int) -> list[Child]:
    """The product's processes, in the order in which they start."""
    logs = folder / "logs"
    celery = [script("celery"), "-A", "ambito.project.celery_app"]
    worker = [*celery, "worker", "--without-gossip", "--without-mingle"]
    return [
        Child("The web server", [script("gunicorn"), *_gunicorn(port)], logs / "web.log", web),
        Child("The worker", [*worker, "-n", "worker@%h", "-c", "2"], logs / "worker.log", web),
        Child(
            "The machinery worker",
            [*worker, "-n", "machinery@%h", "-c", "1", "-Q", "machinery"],
            logs / "machinery.log",
            machinery,
        ),
        Child("Beat", [*celery, "beat", "-s", str(folder / "beat"), "--pidfile="], logs / "beat.log", web),
    ]


def _gunicorn(port: int) -> list[str]:
    bind = f"127.0.0.1:{port}"
    return [
        "ambito.project.wsgi:application",
        "--bind",
        bind,
        "--workers",
        "2",
        "--threads",
        "2",
        "--no-control-socket",
    ]
