"""What every response says to the browser, on every host, error pages and static files included."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.test import Client

from ambito.web.csp import policy, widen
from ambito.web.headers import HEADERS

PATHS = ("/_gallery/", "/nowhere/", "/fail/500/", "/static/ambito/css/base.css")


def headers_of(town: Client, path: str, *, secure: bool = False) -> Mapping[str, str]:
    response = town.get(path, secure=secure)
    response.close()
    return response.headers


@pytest.mark.promise("Q29")
@pytest.mark.parametrize("path", PATHS)
def test_policy_allows_only_ourselves(town: Client, path: str) -> None:
    value = headers_of(town, path)["Content-Security-Policy"]
    assert value.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';")
    assert "frame-ancestors 'none'" in value
    assert "unsafe" not in value
    assert "data:" not in value


@pytest.mark.parametrize("path", PATHS)
def test_other_headers(town: Client, path: str) -> None:
    headers = headers_of(town, path, secure=True)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == HEADERS["Permissions-Policy"]
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert "Access-Control-Allow-Origin" not in headers


def test_plain_http_gets_no_transport_promise(town: Client) -> None:
    headers = town.get("/_gallery/").headers
    assert "Strict-Transport-Security" not in headers
    assert "upgrade-insecure-requests" not in headers["Content-Security-Policy"]


def test_pages_are_not_kept(town: Client) -> None:
    assert town.get("/_gallery/").headers["Cache-Control"] == "private, no-store"


def test_a_response_may_widen_where_a_form_goes_but_never_scripts() -> None:
    response = HttpResponse()
    widen(response, "form-action", "https://idp.example")
    assert "form-action 'self' https://idp.example;" in policy(response.ambito_csp)  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="script-src"):
        widen(response, "script-src", "https://idp.example")


@pytest.mark.promise("Q29")
@pytest.mark.parametrize("path", ["/_gallery/", "/_gallery/public/", "/nowhere/"])
def test_nothing_inline(town: Client, path: str) -> None:
    html = town.get(path).content.decode()
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r"<[^>]+ (?:style|on[a-z]+)=", html) == []


@pytest.mark.promise("Q29")
def test_score_of_the_public_rules(town: Client) -> None:
    """MDN HTTP Observatory, "Tests and scoring": 100, then its modifiers."""
    response = town.get("/_gallery/", secure=True)
    headers, cookie = response.headers, response.cookies["__Host-csrftoken"]
    policy_value = headers["Content-Security-Policy"]
    earned = {
        "csp without unsafe, default-src none": 10 * policy_value.startswith("default-src 'none'"),
        "cookies": 5 * all(cookie[flag] for flag in ("secure", "httponly", "samesite")),
        "referrer private": 5 * (headers["Referrer-Policy"] == "same-origin"),
        "frames refused by csp": 5 * ("frame-ancestors 'none'" in policy_value),
        "resource policy same-origin": 10 * (headers["Cross-Origin-Resource-Policy"] == "same-origin"),
    }
    assert 100 + sum(earned.values()) >= 130, earned
