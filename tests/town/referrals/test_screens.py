"""The pages of both towns, as browsers ask for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.counting import MOST_QUERIES, queries_of
from tests.people import signed_in
from tests.town.acting import inside, send, somebody
from tests.town.referrals.passing import CANARY, STORY, accepted, deliver, opened, sent, the_case
from town.cases.models import Case
from town.referrals.models import Incoming, Outgoing

GetSeat = Callable[[str], Seat]


@pytest.fixture(autouse=True)
def at_hand(town: GetSeat) -> None:
    for name in ("alpha", "beta", "north"):
        town(name)


def typed(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "referral_id": str(uuid7()),
        "kind": "service_request",
        "service": "sad",
        "area": "elderly",
        "urgency": "ordinary",
        "reason": STORY,
        "items": ["case_summary", "contacts", "age_band"],
        "informed": "on",
        "informed_on": timezone.localdate().strftime("%d/%m/%Y"),
    }
    return {**said, **changes}


def text(response: Any, status: int = 200) -> str:
    page = str(response.content.decode())
    assert response.status_code == status, page
    return page


def test_from_the_case_to_the_other_town_and_back(town: GetSeat) -> None:
    with inside():
        case = the_case()
    worker = signed_in("social_worker", at="alpha")
    new = reverse("referrals:new", args=[case.pk])
    assert new in text(worker.get(reverse("cases:case", args=[case.pk])))
    page = text(worker.get(new))
    assert page.count(CANARY) >= 2
    beta = str(town("beta").ente_id)
    preview = text(worker.post(new, typed(receiver_id=beta, preview="1", reason="Altre parole")))
    assert "Altre parole" in preview
    assert 'class="errors"' not in preview
    said = typed(receiver_id=beta)
    sent_page = worker.post(new, said, follow=True)
    assert "SAD" in text(sent_page) or "domiciliare" in text(sent_page)
    twice = text(worker.post(new, said), 422)
    assert STORY in twice
    deliver()
    referral_id = said["referral_id"]
    received = reverse("referrals:received", args=[referral_id])
    coordinator = signed_in("coordinator", at="beta")
    assert received in text(coordinator.get(reverse("referrals:list")))
    assert CANARY not in text(coordinator.get(received))
    step(coordinator, f"{received}apertura/", version=1, assessor=assessor_of(coordinator, received))
    page = text(coordinator.get(received))
    assert "Z. I." in page
    assert CANARY not in page
    assert coordinator.post(f"{received}accettazione/", {"version": 1}).status_code == 409
    assert CANARY in text(coordinator.post(f"{received}accettazione/", {"version": 2}, follow=True))
    step(coordinator, f"{received}passo/start/", version=3)
    step(coordinator, f"{received}conclusione/", version=4, outcome="reached", words="Sta meglio.")
    deliver()
    assert "Sta meglio." in text(worker.get(reverse("referrals:sent", args=[referral_id])))


def test_the_preview_shows_exactly_what_the_other_town_will_see(town: GetSeat) -> None:
    with inside():
        case = the_case()
    worker = signed_in("social_worker", at="alpha")
    new = reverse("referrals:new", args=[case.pk])
    said = typed(receiver_id=str(town("beta").ente_id), safety_instruction="Chiamare il figlio")
    preview = text(worker.post(new, said | {"preview": "1"}, headers={"hx-request": "true"}))
    assert "<main" not in preview
    with inside():
        assert not Outgoing.objects.exists()
    worker.post(new, said)
    deliver()
    accepted(UUID(said["referral_id"]))
    page = text(
        signed_in("coordinator", at="beta").get(reverse("referrals:received", args=[said["referral_id"]]))
    )
    assert shown(preview) == shown(page)
    assert len(shown(page)) > len(said["items"])


def shown(page: str) -> list[tuple[str, str]]:
    """The items on the sheets of a page, tier by tier, without those that are said to be hidden."""
    lines = re.findall(
        "<dt>(.*?)</dt><dd>(.*?)</dd>", page.partition('<ol class="stages">')[2].partition("</ol>")[0]
    )
    return [line for line in lines if "hid" not in line[1]]


def test_a_preview_says_nothing_of_what_is_missing(town: GetSeat) -> None:
    with inside():
        case = the_case()
    worker = signed_in("social_worker", at="alpha")
    path = reverse("referrals:new", args=[case.pk])
    preview = text(
        worker.post(path, {"preview": "1", "kind": "no such kind"}, headers={"hx-request": "true"})
    )
    assert "errors" not in preview
    assert "Cosa vedrà l’altro Comune" in preview


def assessor_of(client: Client, received: str) -> str:
    page = text(client.get(f"{received}apertura/"))
    return page.split("selected", 1)[0].rsplit('value="', 1)[1].split('"', 1)[0]


def step(client: Client, path: str, **said: Any) -> None:
    assert client.get(path).status_code == 200
    answer = client.post(path, said)
    assert answer.status_code == 302, answer.content.decode()


def test_words_that_are_written_go_and_an_empty_box_stays_empty(town: GetSeat) -> None:
    """There is no box for words that are not written yet: nobody could have ticked it."""
    with inside():
        case = the_case()
    worker = signed_in("social_worker", at="alpha")
    new = reverse("referrals:new", args=[case.pk])
    boxes = re.findall('name="boxes" value="([a-z_ ]+)"', text(worker.get(new)))[0]
    assert "contacts" in boxes.split()
    assert not {"case_summary", "safety_instruction"} & set(boxes.split())
    said = typed(receiver_id=str(town("beta").ente_id), safety_instruction="Chiamare il figlio", boxes=boxes)
    assert worker.post(new, said | {"items": ["age_band"]}).status_code == 302
    with inside():
        assert {"case_summary", "safety_instruction", "age_band"} <= set(Outgoing.objects.get().items)
        assert "contacts" not in Outgoing.objects.get().items


def test_a_double_is_chosen_on_the_page(town: GetSeat) -> None:
    with inside(at="beta") as by:
        known = somebody(CANARY, "Ines", birth_date="1947-05-02", by=by)
    pk = sent()
    accepted(pk)
    coordinator = signed_in("coordinator", at="beta")
    page = text(coordinator.get(reverse("referrals:received", args=[pk])))
    assert str(known.pk) in page
    answer = coordinator.post(reverse("referrals:taking_in", args=[pk]), {"person": str(known.pk)})
    assert answer.status_code == 302
    with inside(at="beta"):
        assert Case.objects.get().person == known


def test_recalling_needs_one_of_its_reasons(town: GetSeat) -> None:
    pk = sent()
    worker = signed_in("social_worker", at="alpha")
    path = reverse("referrals:sent_step", args=[pk, "recall"])
    assert worker.get(path).status_code == 200
    for reason in ("", "capacity_lost", "Ines si è trasferita"):
        assert worker.post(path, {"version": 1, "reason": reason}).status_code == 422
    assert worker.post(path, {"version": 1, "reason": "recall_need_ended"}).status_code == 302
    assert worker.get(reverse("referrals:sent_step", args=[pk, "accept"])).status_code == 404


def test_refusals_keep_what_was_typed_and_change_nothing(town: GetSeat) -> None:
    with inside():
        case = the_case()
    worker = signed_in("social_worker", at="alpha")
    new = reverse("referrals:new", args=[case.pk])
    for changes in ({}, {"informed": ""}, {"kind": ""}, {"reason": ""}):
        said = typed(receiver_id=str(town("beta").ente_id), **changes) if changes else typed()
        page = text(worker.post(new, said), 422)
        assert "errors" in page
    with inside():
        assert not Outgoing.objects.exists()


def test_an_opening_that_is_too_late_leaves_the_assessor(town: GetSeat) -> None:
    """The refusal comes after a write: nothing of it stays."""
    pk = sent()
    opened(pk, assessor="social_worker")
    coordinator = signed_in("coordinator", at="beta")
    me = assessor_of(coordinator, reverse("referrals:received", args=[pk]))
    late = coordinator.post(reverse("referrals:opening", args=[pk]), {"version": 1, "assessor": me})
    assert late.status_code == 409
    with inside(at="beta"):
        assert str(Incoming.objects.get().assessor) != me


@pytest.mark.parametrize("role", ["desk_operator", "psychologist", "administrative"])
def test_who_has_no_part_in_referrals(town: GetSeat, role: str) -> None:
    pk = sent()
    client = signed_in(role, at="beta")
    assert client.get(reverse("referrals:list")).status_code == 403
    assert client.get(reverse("referrals:received", args=[pk])).status_code == 403


def test_the_other_towns_pages_are_not_ours(town: GetSeat) -> None:
    pk = sent()
    assert signed_in("coordinator", at="beta").get(reverse("referrals:sent", args=[pk])).status_code == 404
    assert (
        signed_in("coordinator", at="alpha").get(reverse("referrals:received", args=[pk])).status_code == 404
    )


def test_queries_stay_flat(town: GetSeat) -> None:
    coordinator = signed_in("coordinator", at="beta")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            sent()
        counts.append(queries_of(lambda: text(coordinator.get(reverse("referrals:list")))))
    assert counts[0] == counts[1] <= MOST_QUERIES, counts


def test_the_form_is_sent_with_its_key_alone(town: GetSeat) -> None:
    """Two clicks: the second is told where the first went."""
    with inside():
        case = the_case()
    worker = signed_in("social_worker", at="alpha")
    said = typed(receiver_id=str(town("beta").ente_id))
    path = reverse("referrals:new", args=[case.pk])
    assert [send(worker, path, said).status_code for _ in range(2)] == [302, 422]
