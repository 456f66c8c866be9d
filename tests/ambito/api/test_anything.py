"""Whatever is sent to the API, by a signed-in browser on each kind of host: an answer that was described.

Bodies, queries and paths are made from the API's own description, right ones and wrong ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.test import Client as WSGIClient

from ambito.identity import sessions
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from tests import towns
from tests.crawl.routes import decisions
from tests.crawl.scenes import fill, key_of
from tests.people import signed_in, who
from tests.sizes import promise_size

GetSeat = Callable[[str], Seat]
# How much is sent to each operation, and by how many of the roles.
SENT = promise_size(build=2, full=60)
ROLES = [
    ("town", "alpha", "coordinator"),
    ("consortium", "north", "consortium_manager"),
    ("cooperative", "vela", "coop_manager"),
    ("town", "alpha", "social_worker"),
    ("town", "alpha", "placed_worker"),
    ("consortium", "north", "consortium_desk"),
    ("cooperative", "vela", "coop_worker"),
][: promise_size(build=3, full=7)]
CSRF = "c" * 32
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@contextmanager
def one_connection() -> Iterator[None]:
    """The application as it is served, in the transaction of the test: a request does not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.promise("Q18")
@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(("kind", "at", "role"), ROLES)
def test_nothing_breaks_it(
    kind: str, at: str, role: str, seat: GetSeat, figure: Callable[[str, str], None]
) -> None:
    for name in towns.ENTI:
        seat(name)
    with enter(seat("alpha")):
        fill("alpha", user_id=who("coordinator", "alpha").id)
    browser = Browser(role, at)
    described = schemathesis.openapi.from_dict(
        signed_in(role, at=at).get("/api/v1/openapi.json").json(), config=SchemathesisConfig(color=False)
    )
    described.app = browser.application
    for found in described.get_all_operations():
        operation = found.ok()
        send_many(browser, operation, known_keys(kind, operation.path))
    assert {200, 400} <= browser.answered.keys()
    figure("Q18", f"{role}: {browser.answered.total()} calls, none broke")


def send_many(browser: Browser, operation: schemathesis.APIOperation, keys: dict[str, str]) -> None:
    """Right and wrong cases of one operation, to rows that are there and to rows that are not."""
    right = operation.as_strategy(schemathesis.GenerationMode.POSITIVE)
    wrong = operation.as_strategy(schemathesis.GenerationMode.NEGATIVE)

    @settings(max_examples=SENT, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=st.one_of(right, wrong), known=st.booleans())
    def send(case: schemathesis.Case, known: bool) -> None:  # noqa: FBT001 - hypothesis names it
        if known and keys:
            case.path_parameters = keys
        browser.send(case)

    send()


class Browser:
    """A signed-in browser, the whole application in front of it."""

    def __init__(self, role: str, at: str) -> None:
        self.answered: Counter[int] = Counter()
        self.address = f"https://{at}.{towns.BASE}"
        self.application = get_wsgi_application()
        self.session = WSGIClient(self.application)
        for name, value in {
            sessions.COOKIE: signed_in(role, at=at).cookies[sessions.COOKIE].value,
            django_settings.CSRF_COOKIE_NAME: CSRF,
        }.items():
            self.session.set_cookie(name, value, domain=f"{at}.{towns.BASE}")
        self.headers = {
            "Host": f"{at}.{towns.BASE}",
            "Sec-Fetch-Site": "same-origin",
            "Referer": f"{self.address}/",
            "X-CSRFToken": CSRF,
        }

    def send(self, case: schemathesis.Case) -> None:
        with one_connection():
            answer = case.call(base_url=self.address, headers=self.headers, session=self.session)
        self.answered[answer.status_code] += 1
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=CHECKS)


def known_keys(kind: str, path: str) -> dict[str, str]:
    """Keys of the scene's rows for the names in a path."""
    names = re.findall(r"{(\w+)}", path)
    shown = re.sub(r"{\w+}", str(UUID(int=0)), path)
    route = resolve(shown, urlconf=django_settings.AMBITO_URLCONFS[kind])
    rows = dict(pair.split("=", 1) for pair in decisions()[kind, route.view_name].rows.split())
    return {name: str(key_of(rows["pk" if name == "id" else name])) for name in names}
