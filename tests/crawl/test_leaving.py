"""The searches of the crawl can fail: a canary planted on each way out is found there."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable

import psycopg
import pytest
from celery import current_app
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connections
from django.http import HttpResponse

from ambito.files import store
from ambito.observability import reports
from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests import bucket
from tests.crawl.conftest import Watching
from tests.crawl.leaving import ALL_WAYS
from tests.crawl.pages import addresses, forms
from tests.crawl.scenes import canary
from tests.crawl.unpacking import unpacked

GetSeat = Callable[[str], Seat]
CANARY = canary("alpha")


def mail(_: Seat) -> None:
    EmailMessage("Avviso", "", to=["a@alpha.test"], attachments=[("a.txt", CANARY, "text/plain")]).send()


def task(_: Seat) -> None:
    current_app.send_task("cases.told", kwargs={"who": CANARY})


def cache_key(here: Seat) -> None:
    with enter(here):
        cache.set(f"case:{CANARY}", 1)


def cache_entry(here: Seat) -> None:
    with enter(here):
        cache.set("case", {"of": canary("beta")})


def file_name(here: Seat) -> None:
    bucket.client().put_object(Bucket=os.environ["S3_BUCKET"], Key=f"{here.role}/{CANARY}.pdf", Body=b"")


def file(here: Seat) -> None:
    store.put(here, uuid7(), zipped(canary("beta")))


def log_line(_: Seat) -> None:
    sys.stderr.write(f'{{"event": "case.opened", "who": "{CANARY}"}}\n')


def error_report(_: Seat) -> None:
    reports.report(type(CANARY, (Exception,), {})())


def public_schema(_: Seat) -> None:
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"], dbname=name) as superuser:
        superuser.execute("UPDATE registry_profile SET name = convert_from(%s, 'utf8')", [CANARY.encode()])


PLANTS = (mail, task, cache_key, cache_entry, file_name, file, log_line, error_report, public_schema)
HERE = {"page", "address"}


@pytest.fixture
def clean_bucket(object_store: str) -> None:
    for key in bucket.names():
        bucket.client().delete_object(Bucket=os.environ["S3_BUCKET"], Key=key)


@pytest.mark.promise("Q1")
@pytest.mark.usefixtures("clean_bucket")
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_canary_is_found(
    plant: Callable[[Seat], None], committed: GetSeat, watching: Watching
) -> None:
    with watching() as watch:
        plant(committed("alpha"))
    way = plant.__name__.replace("_", " ")
    assert watch.breaches
    assert {breach.partition(":")[0] for breach in watch.breaches} == {way}


def test_every_way_has_a_plant() -> None:
    assert {plant.__name__.replace("_", " ") for plant in PLANTS} == set(ALL_WAYS) - HERE


@pytest.mark.usefixtures("clean_bucket")
def test_what_is_ones_own_is_no_breach(committed: GetSeat, watching: Watching) -> None:
    here = committed("alpha")
    with watching() as watch:
        watch.see("page", CANARY, owner=here.role)
        store.put(here, uuid7(), CANARY.encode())
        with enter(here):
            cache.set("case", CANARY)
    assert watch.breaches == []
    assert watch.seen.keys() >= {"page", "file", "cache entry", "public schema"}


@pytest.mark.usefixtures("clean_bucket")
def test_a_page_and_an_address_are_searched(committed: GetSeat, watching: Watching) -> None:
    with watching() as watch:
        watch.see("page", canary("beta"), owner=committed("alpha").role)
        for address in addresses(HttpResponse(f'<a href="/?q={CANARY}">', headers={"Location": CANARY})):
            watch.see("address", address)
    assert [breach.partition(":")[0] for breach in watch.breaches] == ["page", "address", "address"]


def zipped(said: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cartella.txt", said)
    return packed.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        b'{"body": "' + b64encode(f"[[], {CANARY}]".encode()) + b'"}',
        b"\\x" + CANARY.encode().hex().encode(),
        CANARY.replace("-", "=2D").encode(),
        gzip.compress(CANARY.encode(), mtime=0),
        zipped(CANARY),
    ],
)
def test_what_is_packed_is_searched(packed: bytes) -> None:
    assert CANARY.encode() not in packed
    assert CANARY.encode() in unpacked(packed)


def test_a_form_is_filled_in() -> None:
    page = HttpResponse(
        '<form hx-post="/new/"><input name="name"><input type="hidden" name="version" value="3">'
        '<select name="area"><option value=""><option value="elderly"></select><textarea name="words">'
        '</textarea><input type="radio" name="a" value="1"><input type="radio" name="a" value="2"></form>'
    )
    (form,) = forms(page, CANARY)
    assert (form.action, form.method, form.typed) == ("/new/", "post", ["name", "words"])
    assert form.fields == {
        "name": [CANARY],
        "version": ["3"],
        "area": ["elderly"],
        "words": [CANARY],
        "a": ["1"],
    }
