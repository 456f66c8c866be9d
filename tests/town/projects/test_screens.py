"""The pages of a project, and that a case shows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from ambito.tenancy.seats import Seat
from tests.counting import MOST_QUERIES, queries_of
from tests.people import signed_in
from tests.town.acting import a_case, inside, send
from town.projects import operations
from town.projects.models import Project

GetSeat = Callable[[str], Seat]
OBJECTIVES = "Va a fare la spesa da sola\nVede il medico ogni mese"


def test_from_the_case_to_the_outcome_told(town: GetSeat) -> None:
    with inside():
        case = a_case(referent="social_worker")
    worker = signed_in("social_worker", at="alpha")
    page = worker.get(reverse("cases:case", args=[case.pk])).content.decode()
    new = reverse("projects:new", args=[case.pk])
    assert new in page
    assert worker.get(new).status_code == 200
    empty = send(worker, new, {})
    assert empty.status_code == 422
    made = send(worker, new, {"kind": "elderly_pai", "objectives": OBJECTIVES})
    assert made.status_code == 302, made.content.decode()
    home = made["Location"]
    page = worker.get(home).content.decode()
    assert "Vede il medico ogni mese" in page
    agreement = worker.get(f"{home}accordo/").content.decode()
    assert "Va a fare la spesa da sola" in agreement
    today = timezone.localdate().strftime("%d/%m/%Y")
    said = {"version": 1, "with_whom": "Anna Moretti", "how": "recorded", "agreed_on": today}
    assert send(worker, f"{home}accordo/", said).status_code == 302
    stale = send(worker, f"{home}accordo/", said)
    assert stale.status_code == 409
    assert "Anna Moretti" in stale.content.decode()
    assert send(worker, f"{home}avvio/", {"version": 2}).status_code == 302
    with inside("social_worker"):
        project = Project.objects.get()
        fields = {f"objective_{row.pk}": "reached" for row in project.objectives.order_by("pk")}
    assert worker.get(f"{home}chiusura/").status_code == 200
    assert send(worker, f"{home}chiusura/", {"version": 3}).status_code == 422
    assert send(worker, f"{home}chiusura/", {"version": 3, **fields}).status_code == 302
    assert worker.get(f"{home}restituzione/").status_code == 200
    assert send(worker, f"{home}restituzione/", {"version": 4, "returned_on": today}).status_code == 302
    page = worker.get(home).content.decode()
    assert "Esito restituito" in page


def test_the_same_form_twice_is_one_project(town: GetSeat) -> None:
    with inside():
        case = a_case(referent="social_worker")
    worker, path = signed_in("social_worker", at="alpha"), reverse("projects:new", args=[case.pk])
    said = {
        "kind": "elderly_pai",
        "objectives": OBJECTIVES,
        "idempotency_key": "0198f6ce-0000-7000-8000-000000000001",
    }
    answers = {worker.post(path, said)["Location"] for _ in range(2)}
    assert len(answers) == 1
    with inside():
        assert Project.objects.count() == 1


def test_the_coordinator_reads_and_does_not_write(town: GetSeat) -> None:
    with inside("social_worker") as by:
        case = a_case(referent="social_worker")
        project = operations.open_project(case=case, kind="elderly_pai", objectives=["Una"], by=by)
    coordinator = signed_in("coordinator", at="alpha")
    home = reverse("projects:project", args=[project.pk])
    assert coordinator.get(home).status_code == 200
    assert coordinator.get(f"{home}obiettivi/").status_code == 403
    assert signed_in("psychologist", at="alpha").get(home).status_code == 404


@pytest.mark.parametrize("page", ["projects:project", "projects:closure"])
def test_queries_do_not_grow_with_objectives(town: GetSeat, page: str) -> None:
    counts = []
    for number in (1, 3):
        with inside("social_worker") as by:
            case = a_case(referent="social_worker")
            texts = [f"Obiettivo {each}" for each in range(number)]
            project = operations.open_project(case=case, kind="elderly_pai", objectives=texts, by=by)
        worker = signed_in("social_worker", at="alpha")
        path = reverse(page, args=[project.pk])
        assert worker.get(path).status_code == 200
        counts.append(queries_of(partial(worker.get, path)))
    assert counts[0] == counts[1] <= MOST_QUERIES, counts
