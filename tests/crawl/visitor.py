"""Somebody with a role who walks every route of one host, and what their visits must be like."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from ambito.access.permissions import may
from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.observability import reports
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef
from tests.crawl.leaving import Watch
from tests.crawl.pages import addresses, forms
from tests.crawl.routes import Route, decisions, routes
from tests.crawl.scenes import CANARY, canary
from tests.people import signed_in
from tests.towns import seat

EMPTY: dict[str, Any] = {
    "data": "{}",
    "content_type": "application/json",
    "headers": {"Idempotency-Key": "01890a5d-ac96-774b-bcce-b302099a8057"},
}
HERE = {"town": "alpha", "consortium": "north", "cooperative": "vela"}


def of_kind(kind: str) -> list[Route]:
    return [route for route in routes() if route.kind == kind]


def path_of(route: Route, **more: Any) -> str:
    return decisions()[route.kind, route.name].path(route, **more)


def ask(client: Client, path: str, method: str, said: Any = "") -> HttpResponse:
    """To the API an empty object is sent, which gets as far as the door."""
    if said:
        answer: HttpResponse = client.post(path, said)
    else:
        body = EMPTY if path.startswith("/api/") and method != "GET" else {}
        answer = client.generic(method, path, **body)
    return answer


def allowed(role: str, guard: str) -> bool:
    return guard in {"public", "member"} or may(ActorRef(uuid4(), role, None), guard)


class Visitor:
    def __init__(self, kind: str, role: str, watch: Watch) -> None:
        self.kind, self.role, self.watch = kind, role, watch
        self.seat = seat(HERE[kind])

    def visit(self, route: Route, method: str) -> HttpResponse:
        """One request: nobody else's data, the decision obeyed, what is shown or refused in the log."""
        before = self._deeds()
        answer = ask(self._browser(), path_of(route), method)
        where = f"{method} {route.name} as {self.role}: {answer.status_code}"
        assert answer.status_code < 500, where
        self._look(answer, where)
        if not allowed(self.role, decisions()[self.kind, route.name].guard):
            assert answer.status_code == 403, where
            assert self._deeds() > before, f"{where}: refused and not logged"
        if canary("alpha").encode() in answer.content:
            assert self._deeds() > before, f"{where}: shown and not logged"
        return answer

    def send_forms(self, page: HttpResponse, text: str) -> None:
        """Every form of a page, with `text` in every free field; those about staff stay unsent."""
        here = page.request["PATH_INFO"]  # type: ignore[attr-defined]
        for form in forms(page, text):
            path = urlsplit(form.action).path or here
            if form.method != "post":
                self.watch.see("address", f"{text} in {form.typed}" if form.typed else "", where=here)
            elif self._is_the_towns(path):
                answer = ask(self._browser(), path, "POST", form.fields)
                assert answer.status_code < 500, f"form of {here} to {path}"
                self._look(answer, f"form of {here} to {path}")

    def fall(self, route: Route) -> bool:
        """One request that ends in an error; whether it came so far."""
        browser = self._browser()
        browser.raise_request_exception = False
        answer = ask(browser, path_of(route), "GET")
        reports.sent()
        self._look(answer, route.name)
        assert CANARY.encode() not in answer.content
        return answer.status_code == 500

    def _look(self, answer: HttpResponse, where: str) -> None:
        said = answer.content + b"\n" + str(answer.headers).encode()
        self.watch.see("page", said, owner=self.seat.role, where=where)
        for address in addresses(answer):
            self.watch.see("address", address, where=where)

    def _is_the_towns(self, path: str) -> bool:
        try:
            view = resolve(path, settings.AMBITO_URLCONFS[self.kind]).func
        except Resolver404:
            return False
        return getattr(view, "view_class", view).__module__.startswith("town.")

    def _browser(self) -> Client:
        return signed_in(self.role, at=HERE[self.kind])

    def _deeds(self) -> int:
        """Rows in the log of the Ente of the host."""
        with enter(self.seat):
            return (TownRow if self.kind == "town" else Row).objects.count()
