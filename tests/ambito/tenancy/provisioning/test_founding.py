"""A town is founded wholly or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.project import founding
from ambito.tenancy import hosts
from ambito.tenancy.context import enter
from ambito.tenancy.errors import NoArtefact, Unavailable
from ambito.tenancy.provisioning import stored, template
from ambito.tenancy.provisioning.hooks import after_found
from ambito.tenancy.seats import Seat
from consortium.registry import founding as registry
from consortium.registry.errors import HostTaken, NameTaken
from tests.ambito.conftest import GetSeat
from tests.ambito.tenancy.provisioning.killing import kill_at
from tests.ambito.tenancy.provisioning.schemas import ask, digest, fingerprint
from town.people.models import Person

DELTA = {"kind": "town", "host": "delta.ambito.test", "name": "Delta", "letters": "DE", "hue": "t-05"}


def found(**other: Any) -> Seat:
    north = registry.consortium_at(host="north.ambito.test", using="builder")
    return founding.found(**{**DELTA, "consortium": north, **other})


def everything() -> tuple[int, ...]:
    """How many of all that a founding makes: roles, schemas, Enti, hosts, profiles.

    Roles are the cluster's: only those of this worker's own thousand count.
    """
    own = (
        "SELECT count(*) FROM pg_roles WHERE rolname ~ '^test_e_[0-9]+$'"
        " AND substr(rolname, 8)::int / 1000 = (SELECT last_value / 1000 FROM public.registry_ente_number)"
    )
    counts = [own, "SELECT count(*) FROM pg_namespace"]
    counts += [f"SELECT count(*) FROM public.registry_{name}" for name in ("ente", "host", "profile")]
    return tuple(ask(query)[0][0] for query in counts)


def test_a_new_town_can_be_entered_and_written_to(committed: GetSeat) -> None:
    seat = found()
    assert hosts.seat_for_host("delta.ambito.test") == seat
    with enter(seat):
        Person.objects.create(surname="Verdi", name="Ada")
        assert Person.objects.count() == 1
    assert seat.schema is not None
    assert digest(seat.schema) == digest(template.name())
    assert fingerprint(seat.schema) == stored.of_this_code()[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "place", ["role made", "schema entered", "objects made", "town built", "registered", "named"]
)
def test_killed_anywhere_it_leaves_nothing_and_can_be_repeated(committed: GetSeat, place: str) -> None:
    before = everything()
    kill_at(place)
    assert everything() == before
    seat = found()
    assert everything() == tuple(count + 1 for count in before)
    with enter(seat):
        assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("other", "refusal"),
    [({"host": "alpha.ambito.test"}, HostTaken), ({"name": "ALPHA"}, NameTaken)],
)
@pytest.mark.parametrize("spares", [0, 1])
def test_what_is_taken_is_refused_and_nothing_is_made(
    committed: GetSeat, other: dict[str, str], refusal: type[Exception], spares: int
) -> None:
    founding.keep_spares(wanted=spares)
    before = everything()
    with pytest.raises(refusal):
        found(**other)
    assert everything() == before
    assert registry.spares(using="builder") == spares


@pytest.mark.parametrize("spares", [0, 1])
def test_the_log_of_a_town_and_of_its_consortium_begin_with_its_founding(
    committed: GetSeat, spares: int
) -> None:
    founding.keep_spares(wanted=spares)
    seat = found()
    with enter(seat):
        rows = TownRow.objects.values_list("kind", "ente_id", "subject_id", "by_user", "by_role")
        assert list(rows) == [("ente_founded", seat.ente_id, seat.ente_id, None, "system")]
    with enter(committed("north")):
        row = Row.objects.get(subject_id=seat.ente_id)
        assert (row.kind, row.subject_model) == ("ente_founded", "registry.ente")


@pytest.mark.parametrize("kind", ["consortium", "cooperative"])
def test_the_log_of_every_other_ente_begins_with_its_founding_too(committed: GetSeat, kind: str) -> None:
    west = founding.found(kind=kind, host="west.ambito.test", name="West", letters="WE", hue="t-09")
    with enter(west):
        assert [row.kind for row in Row.objects.all()] == ["ente_founded"]
        assert Row.objects.get().subject_id == west.ente_id
    with enter(committed("north")):
        assert not Row.objects.filter(subject_id=west.ente_id).exists()


def test_the_pool_is_filled_once_and_a_town_comes_out_of_it(committed: GetSeat) -> None:
    assert founding.keep_spares(wanted=2) == 2
    assert founding.keep_spares(wanted=2) == 0
    before = everything()
    seat = found()
    assert registry.spares(using="builder") == 1
    roles, schemas, enti, domains, profiles = before
    assert everything() == (roles, schemas, enti, domains + 1, profiles + 1)
    with enter(hosts.seat_for_host("delta.ambito.test") or seat):
        Person.objects.create(surname="Verdi", name="Ada")


def test_a_spare_of_an_older_shape_is_left_in_the_pool(committed: GetSeat) -> None:
    founding.keep_spares(wanted=1)
    ask("UPDATE public.registry_ente SET fingerprint = 'older' WHERE state = 'spare'")
    found()
    assert registry.spares(using="builder") == 1


def test_two_callers_never_claim_the_same_spare(committed: GetSeat) -> None:
    founding.keep_spares(wanted=4)

    def claim(number: int) -> str:
        try:
            return found(host=f"town{number}.ambito.test", name=f"Town {number}").role
        finally:
            connections["builder"].close()

    with ThreadPoolExecutor(4) as pool:
        roles = list(pool.map(claim, range(4)))
    assert len(set(roles)) == 4
    assert registry.spares(using="builder") == 0


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What follows a founding fails, as long as the list is empty."""
    mended: list[str] = []

    def follow(seat: Seat) -> None:
        if not mended:
            raise RuntimeError(seat.state)
        mended.append(seat.role)

    monkeypatch.setattr(after_found, "_registered", [follow])
    return mended


def test_nobody_enters_before_what_follows_is_done_and_a_repetition_does_it(
    committed: GetSeat, broken: list[str]
) -> None:
    with pytest.raises(RuntimeError, match="founding"):
        found()
    before = everything()
    seat = hosts.seat_for_host("delta.ambito.test")
    assert seat is not None
    with pytest.raises(Unavailable), enter(seat):
        pass
    broken.append("mended")
    hosts.forget()
    assert found().state == "active"
    assert broken == ["mended", seat.role]
    assert everything() == before


def test_install_finishes_what_was_interrupted(committed: GetSeat, broken: list[str]) -> None:
    for unfinished in (found, lambda: founding.keep_spares(wanted=1)):
        with pytest.raises(RuntimeError):
            unfinished()
    broken.append("mended")
    founding.install()
    assert len(broken) == 3
    assert registry.spares(using="builder") == 1
    with enter(committed("delta")):
        assert Person.objects.count() == 0


@pytest.mark.slow
def test_killed_after_its_transaction_it_is_finished_by_the_next_run(committed: GetSeat) -> None:
    kill_at("committed")
    before = everything()
    with enter(found()):
        assert Person.objects.count() == 0
    assert everything() == before


def test_without_a_compiled_model_of_this_code_nothing_is_founded(
    committed: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "source", lambda: "newer code")
    with pytest.raises(NoArtefact):
        found()
