"""La mia giornata: one sentence, then what is to be done, by role and from real rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from ambito.tenancy.seats import Seat
from tests.counting import MOST_QUERIES, queries_of
from tests.people import signed_in
from tests.town.acting import a_case, actor, inside, somebody
from tests.town.frontdesk.test_desk import recorded
from tests.town.referrals.passing import sent
from town.cases.models import Case
from town.cases.operations import add_member

GetSeat = Callable[[str], Seat]


def page(role: str, path: str = "/") -> str:
    response = signed_in(role, at="alpha").get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_empty_day_says_so(town: GetSeat) -> None:
    for role in ("coordinator", "desk_operator", "social_worker", "psychologist", "town_admin", "dpo"):
        assert "Oggi non c’è niente che ti aspetta." in page(role)


def test_the_coordinator_sees_what_waits_for_a_decision(town: GetSeat) -> None:
    with inside():
        recorded(person=somebody("Moretti", "Anna"))
        a_case(somebody("Riva", "Paolo"))
        Case.objects.filter(pk=a_case(somebody("Colombo", "Marisa")).pk).update(state="closure_proposed")
    day = page("coordinator")
    assert "Un contatto aspetta. Una cartella è da assegnare. Una chiusura è da approvare." in day
    assert all(name in day for name in ("Moretti Anna", "Riva Paolo", "Colombo Marisa"))


def test_referrals_that_wait_for_the_town_begin_the_day_of_who_answers_them(town: GetSeat) -> None:
    for _ in range(2):
        sent()
    day = str(signed_in("coordinator", at="beta").get("/").content.decode())
    assert "2 invii aspettano noi." in day
    assert 'href="/invii/"' in day.partition("<main")[2]
    assert "aspettano noi" not in page("coordinator")


def test_a_new_case_is_new_and_waits_for_its_referent(town: GetSeat) -> None:
    with inside():
        a_case(somebody("Bianchi", "Luca"), referent="social_worker")
    day = page("social_worker")
    assert "Una cartella aspetta un tuo passo." in day
    assert day.count("Bianchi Luca") == 1
    assert "Bianchi Luca" not in page("psychologist")


def test_whoever_joins_a_team_finds_the_case_among_the_new(town: GetSeat) -> None:
    with inside() as who:
        case = a_case(somebody("Bianchi", "Luca"), referent="social_worker")
        psychologist, version = actor("psychologist").user_id, case.version
        add_member(
            case=case,
            version=version,
            user_id=psychologist,  # type: ignore[arg-type]
            role="psychologist",
            reason="joint_work",
            by=who,
        )
    day = page("psychologist")
    assert "Una cartella è nuova per te." in day
    assert "Nuove per te" in day


def test_a_case_of_long_standing_is_among_mine(town: GetSeat, clock: Any) -> None:
    clock.stand("2026-03-02 10:00")
    with inside():
        case = a_case(somebody("Bianchi", "Luca"), referent="social_worker")
        Case.objects.filter(pk=case.pk).update(state="in_charge")
    clock.pass_by(days=30)
    day = page("social_worker")
    assert "Oggi non c’è niente che ti aspetta." in day
    assert "Le mie cartelle" in day


@pytest.mark.parametrize("role", ["coordinator", "social_worker", "desk_operator"])
@pytest.mark.parametrize("path", ["/", "/contatti/", "/cartelle/", "person", "case", "contact"])
def test_queries_stay_few_and_flat(town: GetSeat, role: str, path: str) -> None:
    counts = []
    for rows in (1, 3):
        with inside():
            for _ in range(rows):
                person = somebody("Bianchi", "Luca")
                case = a_case(person, referent="social_worker")
                contact = recorded(person=person, by=actor(role))
                a_case(person)
        paths = {
            "person": f"/persone/{person.pk}/",
            "case": f"/cartelle/{case.pk}/",
            "contact": f"/contatti/{contact.pk}/",
        }
        client = signed_in(role, at="alpha")
        counts.append(queries_of(partial(client.get, paths.get(path, path))))
    assert counts[0] == counts[1] <= MOST_QUERIES, counts
