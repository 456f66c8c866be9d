"""The pages that say no: what happened in one sentence, then what to do. None of them asks the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ambito.web.hooks import Text

GetResponse = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Failure:
    """`again`: the same address may work later, so the page offers it."""

    status: int
    title: Text
    sentence: Text
    advice: Text
    again: bool = False


FAILURES: dict[str, Failure] = {
    failure[0]: Failure(*failure[1:])
    for failure in (
        (
            "400", 400, _("We cannot read this request"),
            _("The address or the form arrived incomplete."),
            _("Go back and send it again."),
        ),
        (
            "403", 403, _("You cannot open this page"),
            _("Your role here does not include it."),
            _("If you need it for your work, ask the head of service."),
        ),
        (
            "csrf", 403, _("This page has expired"),
            _("It was open for too long, so we did not save."),
            _("Go back, copy your text, reload the page and save again."),
        ),
        (
            "origin", 403, _("This request comes from another site"),
            _("A town accepts changes only from its own pages, so we did not save."),
            _("Open the page in this town and do it from there."),
        ),
        (
            "404", 404, _("This page does not exist"),
            _("The address is wrong, or the page has gone."),
            _("Check the address or start from the first page."),
        ),
        (
            "405", 405, _("This page cannot be opened like this"),
            _("The address only works from its own form."),
            _("Start from the page that has the form."),
        ),
        (
            "409", 409, _("Somebody changed this page in the meantime"),
            _("We did not save, so that nothing is lost."),
            _("Open the page again, compare, then save."), True,
        ),
        (
            "413", 413, _("The file is too large"),
            _("What you sent is larger than we accept."),
            _("Send a smaller file, or split it."),
        ),
        (
            "429", 429, _("Too many requests"),
            _("Too many arrived from you in a short time."),
            _("Wait a minute, then try again."), True,
        ),
        (
            "500", 500, _("Something broke on our side"),
            _("We could not finish, but nothing was saved halfway. Whoever runs the platform has been told."),
            _("Try again in a few minutes."), True,
        ),
        (
            "503", 503, _("The service is not available now"),
            _("It is busy or being updated."),
            _("Try again in a few minutes."), True,
        ),
        (
            "migrating", 503, _("We are updating this place"),
            _("It takes a few minutes. Drafts are safe."),
            _("Try again in a few minutes."), True,
        ),
        (
            "suspended", 503, _("This place is suspended"),
            _("Nobody can work here until it is opened again. Nothing has been deleted."),
            _("Ask the administrator of your organisation."),
        ),
        (
            "leaving", 503, _("This place is leaving the platform"),
            _("Its data are being handed over, so nobody can change them."),
            _("Ask the administrator of your organisation."),
        ),
    )
}  # fmt: skip
RETRY_AFTER = {"429": "60", "503": "120", "migrating": "120"}
LAST_RESORT = (
    '<!doctype html><html lang="it"><meta charset="utf-8"><title>Ambito</title>'
    "<h1>Qualcosa si è rotto</h1><p>Riprova tra qualche minuto.</p></html>"
)


def page(request: HttpRequest, code: str) -> HttpResponse:
    """The page of `code`; to htmx only its two sentences, for the region that is read out."""
    failure = FAILURES[code]
    partial = request.headers.get("HX-Request") == "true"
    template = "web/failure_toast.html" if partial else "web/failure.html"
    html = render_to_string(template, {"failure": failure, "address": request.path}, request)
    response = HttpResponse(html, status=failure.status)
    if partial:
        response.headers["HX-Retarget"] = "#toast"
        response.headers["HX-Reswap"] = "innerHTML"
    if code in RETRY_AFTER:
        response.headers["Retry-After"] = RETRY_AFTER[code]
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "413" if isinstance(exception, RequestDataTooBig) else "400")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return page(request, "403")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return page(request, "404")


def broken(request: HttpRequest) -> HttpResponse:
    """The page of an error that nobody foresaw must not be the second one."""
    try:
        return page(request, "500")
    except Exception:
        log.exception("error_page_failed")
        return HttpResponse(LAST_RESORT, status=500)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return page(request, "csrf")


def foreign_origin(request: HttpRequest) -> HttpResponse:
    return page(request, "origin")


def unavailable(request: HttpRequest, state: str) -> HttpResponse:
    """The Ente of this host may not be entered now."""
    return page(request, state if state in FAILURES else "503")


class FailurePagesMiddleware:
    """Gives a page to a refusal that has none: Django answers 405 and others with an empty body."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        code = str(response.status_code)
        if code not in FAILURES or response.streaming or _body(response):
            return response
        if not request.accepts("text/html"):
            return response
        dressed = page(request, code)
        for name, value in response.headers.items():
            if name not in {"Content-Type", "Content-Length"}:
                dressed.headers[name] = value
        dressed.cookies = response.cookies
        return dressed


def _body(response: HttpResponseBase) -> bytes:
    return response.content if isinstance(response, HttpResponse) else b""
