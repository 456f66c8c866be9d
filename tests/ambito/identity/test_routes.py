"""Which views are open to everybody and which do not run as the Ente: short lists, frozen here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from ambito.access.decorators import MEMBER, required_by
from ambito.identity import operations, urls
from ambito.identity.decorators import marked
from ambito.identity.models import Attempt, Link, Session, Ticket, Tries
from ambito.tenancy.context import enter_function
from ambito.tenancy.routes import entry_of
from ambito.tenancy.seats import Seat
from tests import people, towns

GetSeat = Callable[[str], Seat]
VIEWS = {pattern.name: pattern.callback for pattern in urls.urlpatterns}


def test_the_views_open_to_everybody() -> None:
    public = {name for name, view in VIEWS.items() if marked(view, "ambito_public")}
    assert public == {
        *("sign_in", "factor", "enrol", "enrol_app", "codes", "link"),
        *("oidc_leave", "oidc_return"),
        *("passkey_ask", "passkey_answer", "passkey_make", "passkey_keep"),
        "hop_arrive",
    }


def test_all_others_ask_for_a_member() -> None:
    others = {name: required_by(view) for name, view in VIEWS.items() if not marked(view, "ambito_public")}
    assert set(others.values()) == {MEMBER}


def test_where_passwords_are_hashed_or_a_provider_is_called_there_is_no_transaction() -> None:
    assert {name for name, view in VIEWS.items() if entry_of(view) is None} == {
        *("sign_in", "link", "password"),
        *("oidc_leave", "oidc_return"),
        "hop_leave",
    }
    assert {name for name, view in VIEWS.items() if entry_of(view) == "ente"} == {"act_as", "sign_out"}


def test_what_opens_nothing_any_more_is_purged(seat: GetSeat) -> None:
    people.signed_in("anna", at="alpha")
    anna, alpha, now = people.who("anna", "alpha").id, towns.seat("alpha").ente_id, timezone.now()
    common = {"token_hash": "x", "expires_at": now - timedelta(seconds=1)}
    with enter_function("signin"):
        Attempt.objects.create(ente_id=alpha, step="factor", **common)
        Tries.objects.create(subject="x", count=1, last_at=now - timedelta(days=2))
        Session.objects.update(signed_in_at=now - timedelta(hours=9), user_id=anna)
        assert operations.purge_expired() == 3
        left = [model.objects.count() for model in (Attempt, Link, Session, Ticket, Tries)]
    assert left == [0, 0, 0, 0, 0]
