"""The order in which ./run brings things up, with the seconds since the command was given."""

from __future__ import annotations

import os
import shlex
import time
from dataclasses import dataclass, field
from functools import cached_property

from ambito.local import environment, pages, product
from ambito.local.notes import Desk
from ambito.local.parts import Parts
from ambito.local.places import private_folder, write_private
from ambito.local.ports import accepts, free_port
from ambito.local.secret_store import Secrets, secrets_in
from ambito.local.seeding import Seeding

_WEB_PORT = 8000
_SECONDS_TO_SERVE = 60
_SECONDS_TO_ANSWER = 900  # the first page of each kind of Ente, while the demo loads
_BREATH = 0.2


@dataclass
class Startup:
    desk: Desk
    parts: Parts
    port: int = 0
    _begun: float = field(default_factory=lambda: float(os.environ.get("AMBITO_BEGUN", time.time())))
    _web: dict[str, str] = field(default_factory=dict)
    _machinery: dict[str, str] = field(default_factory=dict)
    _hosts: product.Hosts | None = None
    _seeding: Seeding | None = None

    def say(self, what: str) -> None:
        print(f"{time.time() - self._begun:6.1f} s  {what}", flush=True)

    def servers(self) -> list[str]:
        """The three servers alone; the lines that tell where they are."""
        variables = self._start_servers()
        text = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in sorted(variables.items()))
        file = write_private(self.desk.folder / "servers.sh", text)
        return ["The servers are up; their addresses and passwords:", f"    . {shlex.quote(str(file))}"]

    def everything(self) -> list[str]:
        self._prepare(self._start_servers())
        product.install(self._machinery, self.desk.logs)
        self.say("the database is migrated")
        self._start_programs()
        self._start_seeding()
        hosts = self._hosts = product.hosts(self._machinery)
        for host in hosts.one_of_each:
            self._wait_for_page(host)
        return self._lines(hosts)

    def examine(self) -> None:
        """What --once promises; raises LocalError when something does not hold."""
        if self._hosts is None or self._seeding is None:
            return
        self._seeding.finish()
        for host in self._hosts.one_of_each:
            took = pages.must_answer(host, self.port)
            self.say(f"{host} answers in {took * 1000:.0f} ms")
        product.examine(self._machinery, self.desk.logs)
        self.say("a task finished, a file went to the S3 server and back")
        self.parts.check()

    @cached_property
    def _secrets(self) -> Secrets:
        return secrets_in(private_folder(self.desk.folder) / "secrets.json")

    def _start_servers(self) -> dict[str, str]:
        variables = environment.start_servers(self.desk.folder, self.parts, self._secrets)
        self.say("PostgreSQL, Valkey and the S3 server answer")
        return variables | {
            "AMBITO_SECRET_KEY": os.environ.get("AMBITO_SECRET_KEY", self._secrets.secret_key)
        }

    def _prepare(self, variables: dict[str, str]) -> None:
        self.port = free_port(_WEB_PORT)
        keystore = private_folder(self.desk.folder / "keystore")
        variables = self._with_databases(variables) | {
            "AMBITO_BASE_DOMAIN": os.environ.get("AMBITO_BASE_DOMAIN", f"localhost:{self.port}"),
            "AMBITO_DEMO": os.environ.get("AMBITO_DEMO", "1"),
            "AMBITO_KEYSTORE": os.environ.get("AMBITO_KEYSTORE", str(keystore)),
        }
        self._web, self._machinery = environment.web(variables), environment.machinery(variables)

    def _with_databases(self, variables: dict[str, str]) -> dict[str, str]:
        prefix = os.environ.get("AMBITO_ROLE_PREFIX", "ambito")
        superuser = variables.get(environment.SUPERUSER)
        if superuser is not None:
            app, builder = product.databases(
                superuser, prefix, environment.database_name(superuser), self._secrets
            )
            variables = variables | {environment.APP: app, environment.BUILDER: builder}
        return variables | {"AMBITO_ROLE_PREFIX": prefix}

    def _start_programs(self) -> None:
        web, *others = product.programs(self._web, self._machinery, self.desk.folder, self.port)
        self.parts.add(web).start()
        for other in others:
            self.parts.add(other).start()
        web.wait_until(lambda: accepts(self.port), _SECONDS_TO_SERVE)
        self.say(f"the web server listens on port {self.port}")

    def _start_seeding(self) -> None:
        stamp = self.desk.folder / "seeded"
        if environment.APP in os.environ:
            stamp.unlink(missing_ok=True)  # whether that database has the demo, only the command knows
        self._seeding = self.parts.add(Seeding(self._machinery, self.desk.logs, stamp, self.say))
        self._seeding.start()

    def _wait_for_page(self, host: str) -> None:
        deadline = time.monotonic() + _SECONDS_TO_ANSWER
        while not pages.answers(host, self.port):
            self.parts.check()
            if time.monotonic() > deadline:
                pages.must_answer(host, self.port)
            time.sleep(_BREATH)
        self.say(f"http://{host}:{self.port}/ is served")

    def _lines(self, hosts: product.Hosts) -> list[str]:
        addresses = [f"    http://{host}:{self.port}/" for host in hosts.all]
        logins = [f"    {login.user}  {login.password}  {login.who}, {login.host}" for login in hosts.logins]
        return ["Open in the browser:", *addresses, "", "Demo logins (address, password, who):", *logins]
