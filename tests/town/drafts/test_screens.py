"""A page offers what its author left there, and a form that is saved leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.people import signed_in
from tests.town.acting import inside, send
from town.drafts.forms import LONGEST
from town.drafts.models import Draft
from town.people.models import Person

GetSeat = Callable[[str], Seat]
NEW = "/persone/nuova/"
LUCA = {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown"}
TYPED = "surname=Bianchi&name=L%C3%B9ca"

pytestmark = pytest.mark.promise("Q30")


@pytest.fixture
def desk(town: GetSeat) -> Client:
    return signed_in("desk_operator", at="alpha")


def text(response: Any) -> str:
    return str(response.content.decode())


def keep(client: Client, pk: UUID | str, said: str = TYPED, page: str = NEW) -> Any:
    return client.post("/bozze/", {"draft": str(pk), "page": page, "said": said})


def drafts() -> list[UUID]:
    with inside():
        return list(Draft.objects.order_by("pk").values_list("pk", flat=True))


def test_its_author_is_offered_it_on_its_page(desk: Client) -> None:
    pk = uuid7()
    assert keep(desk, pk).status_code == 204
    shown = text(desk.get(NEW))
    assert f'data-kept="{pk}" data-said="surname=Bianchi&amp;name=L%C3%B9ca"' in shown
    assert "Hai lasciato una bozza di questa pagina:" in shown
    assert 'data-kept="' not in text(desk.get("/contatti/nuovo/"))
    assert 'data-kept="' not in text(desk.get(f"{NEW}?altro=1"))
    for other in ("coordinator", "social_worker"):
        assert 'data-kept="' not in text(signed_in(other, at="alpha").get(NEW))


def test_it_is_discarded_by_its_author(desk: Client) -> None:
    pk = uuid7()
    keep(desk, pk)
    assert signed_in("coordinator", at="alpha").post("/bozze/scarta/", {"draft": str(pk)}).status_code == 204
    assert drafts() == [pk]
    assert desk.post("/bozze/scarta/", {"draft": str(pk)}).status_code == 204
    assert drafts() == []


def test_a_save_leaves_none_and_a_refusal_leaves_it(desk: Client) -> None:
    pk, other = uuid7(), uuid7()
    keep(desk, pk)
    keep(desk, other)
    again = send(desk, NEW, {**LUCA, "surname": "", "draft": str(pk)})
    assert again.status_code == 422
    assert f'name="draft" value="{pk}"' in text(again)
    assert 'data-kept="' not in text(again)
    assert drafts() == [pk, other]
    assert send(desk, NEW, {**LUCA, "draft": str(pk)}).status_code == 302
    assert drafts() == [other]
    with inside():
        assert Person.objects.count() == 1


def test_a_save_that_breaks_leaves_it(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise ZeroDivisionError

    pk = uuid7()
    keep(desk, pk)
    monkeypatch.setattr("town.people.views.register_person", broken)
    desk.raise_request_exception = False
    assert send(desk, NEW, {**LUCA, "draft": str(pk)}).status_code == 500
    assert drafts() == [pk]


def test_somebody_elses_draft_is_a_missing_one(desk: Client) -> None:
    pk = uuid7()
    keep(desk, pk)
    assert keep(signed_in("coordinator", at="alpha"), pk, "surname=Rossi").status_code == 404
    with inside():
        assert Draft.objects.get().said == TYPED


@pytest.mark.promise("Q18")
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"pk": "no key"}, "UUID"),
        ({"page": "/nowhere/"}, "Questa pagina non esiste."),
        ({"page": "//[altrove/"}, "Questa pagina non esiste."),
        ({"said": "x" * (LONGEST + 1)}, "Il testo è troppo lungo per una bozza: salvalo."),
        ({"said": "words=\x00"}, "null"),
    ],
)
def test_what_is_no_draft_is_refused_in_words(desk: Client, more: dict[str, str], words: str) -> None:
    refused = keep(desk, **{"pk": str(uuid7()), **more})
    assert (refused.status_code, words in text(refused)) == (422, True), text(refused)
    assert drafts() == []


def test_who_has_to_prove_again_who_they_are_keeps_it(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that asks for it has saved nothing when it leads away."""
    pk = uuid7()
    keep(desk, pk)
    monkeypatch.setattr("town.people.views._register", lambda *_: "/confirm/?next=/persone/nuova/")
    assert send(desk, NEW, {**LUCA, "draft": str(pk)}).status_code == 302
    assert drafts() == [pk]


def test_elsewhere_than_in_a_town_there_are_none(town: GetSeat) -> None:
    town("north")
    consortium = signed_in("consortium_admin", at="north")
    assert keep(consortium, uuid7()).status_code == 404
    answer = consortium.post("/account/role/", {"role": "consortium_admin", "draft": str(uuid7())})
    assert answer.status_code == 302
