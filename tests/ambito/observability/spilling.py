"""A process in which everything that can hold a secret holds one, and then everything fails.

`python -m tests.ambito.observability.spilling strict|lax`, secrets as JSON in SPILL. "lax" is the control:
Sentry and logs as one finds them, to show that these secrets do leak where nothing keeps them.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from typing import Any

import django
import sentry_sdk
import structlog
import typer
from celery import Celery
from django.db import connection
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path

from ambito.observability import reports
from ambito.observability.crashes import reporting
from ambito.tenancy.context import current_or_none, lobby

SECRETS: dict[str, str] = json.loads(os.environ.get("SPILL", "{}"))
spilled = Signal()
queue = Celery("spilling", broker="memory://")
program = typer.Typer()


def public(view: Any) -> Any:
    """What identity's decorator does; it cannot be imported before Django is set up."""
    view.ambito_public = True
    return view


def spill(*seen: Any) -> None:
    """Fail with the secrets in locals, SQL, exception text, log line, log extra, user and address."""
    name = SECRETS["local"]
    sentry_sdk.set_user({"username": SECRETS["user"], "ip_address": SECRETS["ip"]})
    sentry_sdk.set_tag("who", SECRETS["user"])
    sentry_sdk.set_context("case", {"of": SECRETS["user"], "seen": seen})
    sentry_sdk.add_breadcrumb(message=SECRETS["log_line"], data={"extra": SECRETS["log_extra"]})
    structlog.get_logger().info(SECRETS["log_line"], who=SECRETS["log_extra"], code=SECRETS["log_extra"])
    logging.getLogger("town.cases").error(
        "about %s", SECRETS["log_line"], extra={"who": SECRETS["log_extra"], "case": name}
    )
    with contextlib.nullcontext() if current_or_none() else lobby(), connection.cursor() as cursor:
        try:
            cursor.execute("SELECT %s::int", [SECRETS["sql"]])
        except Exception as error:
            raise RuntimeError(SECRETS["exception"]) from error


@public
def view(request: HttpRequest, **typed: str) -> HttpResponse:
    spill(request, typed)
    return HttpResponse()


@public
def page(request: HttpRequest, **typed: str) -> HttpResponse:
    class Thing:
        def spill(self) -> None:
            spill(request, typed)

    return render(request, "spill.html", {"thing": Thing(), "name": SECRETS["local"]})


@public
def sending(request: HttpRequest, **typed: str) -> HttpResponse:
    spilled.send(sender=None, request=request, typed=typed)
    return HttpResponse()


def heard(**kwargs: Any) -> None:
    spill(kwargs)


spilled.connect(heard)

urlpatterns = [
    path("view/<str:typed>", view),
    path("page/<str:typed>", page),
    path("signal/<str:typed>", sending),
]


@queue.task
def task(*args: Any, **kwargs: Any) -> None:
    spill(args, kwargs)


@program.command()
def command(body: str, query: str, cookie: str, header: str) -> None:
    spill(body, query, cookie, header)


def ask(place: str) -> None:
    client = Client(raise_request_exception=False, REMOTE_ADDR=SECRETS["ip"], HTTP_HOST="alpha.ambito.test")
    client.cookies["seen"] = SECRETS["cookie"]
    client.post(
        f"/{place}/{SECRETS['path']}?q={SECRETS['query']}",
        {"text": SECRETS["body"]},
        headers={"X-Note": SECRETS["header"], "Sec-Fetch-Site": "same-origin"},
    )


def main(mode: str) -> None:
    django.setup()
    if mode == "lax":
        sentry_sdk.init(dsn=os.environ["CONTROL_DSN"], send_default_pii=True, max_request_body_size="always")
        logging.basicConfig(force=True, stream=sys.stderr, level=logging.INFO)
    for place in ("view", "page", "signal"):
        ask(place)
    inputs = {kind: SECRETS[kind] for kind in ("body", "query", "cookie", "header")}
    task.apply(args=[SECRETS["path"]], kwargs=inputs, headers={"ip": SECRETS["ip"]})
    with contextlib.suppress(SystemExit), reporting("spill"):
        program(list(inputs.values()), prog_name="spill")
    reports.sent()


if __name__ == "__main__":
    main(sys.argv[1])
