"""Opening a case, making its team, moving it, protecting it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from ambito.access.errors import GuardRefused, NoSuchMove, ReasonMissing, RoleRefused
from ambito.access.relations import sees
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from tests.town.acting import a_case, actor, inside, somebody
from tests.towns import seat as seat_of
from town.cases import hooks
from town.cases.errors import AlreadyOnTeam, ChangedMeanwhile, NoReader, NotAtWorkHere
from town.cases.models import Case, CaseStep
from town.cases.operations import (
    add_member,
    assign,
    end_member,
    lock_case,
    move_case,
    open_case,
    unlock_case,
)
from town.cases.queries import cases_of, list_cases, steps_of, team_of, work_on_cases
from town.cases.rules import has_referent, offered, offers_any, parts

GetSeat = Callable[[str], Seat]


def test_numbers_follow_each_other_in_every_town(town: GetSeat) -> None:
    year = timezone.localdate().year
    with inside():
        numbers = [a_case().number for _ in range(2)]
        assert numbers == [f"{year}-0001", f"{year}-0002"]
    with inside(at="beta") as who:
        mine = somebody(by=who)
        assert open_case(person=mine, area="elderly", by=who).number == f"{year}-0001"


def test_opening_leaves_a_step_and_a_row_in_the_log(town: GetSeat) -> None:
    with inside() as who:
        case = open_case(person=somebody(), area="elderly", by=who, words="Chiede aiuto")
        (told,) = steps_of(case)
        assert (told.state, told.name, told.words) == ("Segnalata", "Coordinator", "Chiede aiuto")
        assert TownRow.objects.filter(kind="case_state", subject_id=case.pk).count() == 1


@pytest.mark.parametrize("role", ["desk_operator", "psychologist", "administrative"])
def test_only_who_may_opens_a_case(town: GetSeat, role: str) -> None:
    with inside() as who:
        person = somebody(by=who)
        with pytest.raises(PermissionDenied):
            open_case(person=person, area="elderly", by=actor(role))


def test_assigning_names_one_referent_and_a_team(town: GetSeat) -> None:
    with inside() as who:
        case = a_case(referent="social_worker")
        assert case.state == "under_assessment"
        others = [(actor("psychologist").user_id, "psychologist"), (actor("educator").user_id, "educator")]
        assign(
            case=case,
            version=case.version,
            referent=actor("placed_worker").user_id,  # type: ignore[arg-type]
            others=others,  # type: ignore[arg-type]
            reason="caseload_balance",
            by=who,
        )
        team = team_of(case)
        assert team[0].role == "referent"
        assert {one.name for one in team} == {"Placed Worker", "Psychologist", "Educator"}
        assert not sees(case, actor("social_worker"))
        again = assign(case=case, version=case.version, referent=team[0].user_id, by=who)
        assert len(team_of(again)) == 3


@pytest.mark.parametrize(
    ("role", "part"), [("desk_operator", "referent"), ("psychologist", "educator"), ("educator", "mediator")]
)
def test_a_part_goes_only_to_who_may_have_it(town: GetSeat, role: str, part: str) -> None:
    with inside() as who:
        case = a_case(referent="social_worker")
        with pytest.raises(NotAtWorkHere):
            add_member(
                case=case,
                version=case.version,
                user_id=actor(role).user_id,  # type: ignore[arg-type]
                role=part,
                reason="joint_work",
                by=who,
            )


def test_nobody_has_a_part_twice(town: GetSeat) -> None:
    with inside() as who:
        case = a_case(referent="social_worker")

        def join(case: Case) -> Case:
            psychologist, version = actor("psychologist").user_id, case.version
            return add_member(
                case=case,
                version=version,
                user_id=psychologist,  # type: ignore[arg-type]
                role="psychologist",
                reason="joint_work",
                by=who,
            )

        join(case)
        with pytest.raises(AlreadyOnTeam):
            join(case)


def test_ending_a_part_closes_the_case_at_once(town: GetSeat) -> None:
    with inside() as who:
        case = a_case(referent="social_worker")
        (member,) = team_of(case)
        assert sees(case, actor("social_worker"))
        end_member(case=case, version=case.version, member=member.pk, by=who)
        assert not sees(case, actor("social_worker"))
        assert not has_referent(case, who, timezone.localdate())
        assert list_cases(by=actor("social_worker")) == []


def test_only_the_coordinator_makes_the_team(town: GetSeat) -> None:
    with inside():
        case = a_case(referent="social_worker")
        for role in ("social_worker", "conferred_coordinator"):
            with pytest.raises(PermissionDenied):
                assign(case=case, version=case.version, referent=actor(role).user_id, by=actor(role))  # type: ignore[arg-type]


def test_a_stale_page_changes_nothing(town: GetSeat) -> None:
    with inside() as who:
        case = a_case(referent="social_worker")
        with pytest.raises(ChangedMeanwhile):
            move_case(case=case, name="suspend", version=1, words="x", by=actor("social_worker"))
        with pytest.raises(ChangedMeanwhile):
            lock_case(case=case, version=1, readers=[who.user_id], by=who)  # type: ignore[list-item]


def test_moves_are_refused_with_the_right_sentence(town: GetSeat) -> None:
    with inside() as who:
        case, worker = a_case(referent="social_worker"), actor("social_worker")

        def move(name: str, by: object = worker, **more: str) -> Case:
            return move_case(case=case, name=name, version=case.version, by=by, **more)  # type: ignore[arg-type]

        with pytest.raises(NoSuchMove):
            move("reopen")
        with pytest.raises(ReasonMissing):
            move("suspend")
        with pytest.raises(RoleRefused):
            move("take_in_charge", by=who)
        with pytest.raises(RoleRefused):
            move("take_in_charge", by=actor("psychologist"))
        with pytest.raises(GuardRefused):
            move("close_transferred", reason="moved_same_region")
        move("take_in_charge")
        move("suspend", words="Ricovero")
        assert {one.name for one in offered(case, worker, timezone.localdate())} == {
            "resume", "propose_closure", "close",
        }  # fmt: skip
        assert offers_any(case, worker, timezone.localdate())
        move("propose_closure", reason="goals_reached")
        assert not offers_any(case, worker, timezone.localdate())
        move("approve_closure", by=who)
        assert case.state == "closed"
        assert [step.move for step in case.steps.order_by("at", "pk")][-2:] == [
            "propose_closure",
            "approve_closure",
        ]


def test_who_proposed_a_closure_does_not_approve_it(town: GetSeat) -> None:
    with inside() as who:
        case = a_case(referent="social_worker")
        case.state = "closure_proposed"
        assert parts(case, who, timezone.localdate()) == ["coordinator"]
        CaseStep.objects.create(
            case=case, move="propose_closure", target="closure_proposed", by_user=who.user_id
        )
        with pytest.raises(GuardRefused):
            move_case(case=case, name="approve_closure", version=case.version, by=who)


def test_what_is_still_open_stands_in_the_way_of_a_closure(
    town: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside():
        case, worker = a_case(referent="social_worker"), actor("social_worker")
        move_case(case=case, name="take_in_charge", version=case.version, by=worker)
        monkeypatch.setattr(hooks.closure_blockers, "_registered", [lambda _case: ["Un servizio è attivo."]])
        with pytest.raises(GuardRefused):
            move_case(case=case, name="close", version=case.version, reason="death", by=worker)


def test_the_steps_of_a_case_are_never_changed(town: GetSeat) -> None:
    with inside():
        a_case()
        for change in ("UPDATE cases_casestep SET move = 'x'", "DELETE FROM cases_casestep"):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


@pytest.mark.promise("Q10")
def test_a_protected_case_is_there_for_its_readers_only(town: GetSeat) -> None:
    with inside() as who:
        case, worker = a_case(referent="social_worker"), actor("social_worker")
        with pytest.raises(NoReader):
            lock_case(case=case, version=case.version, readers=[], by=who)
        lock_case(case=case, version=case.version, readers=[worker.user_id], by=who)  # type: ignore[list-item]
        assert (sees(case, who), sees(case, worker)) == (False, True)
        assert (sees(case.person, who), sees(case.person, worker)) == (False, True)
        assert cases_of(case.person, by=who) == []
        assert [each.line.case for each in work_on_cases(by=worker, since=timezone.localdate())] == [case]
        assert not sees(case, actor("administrative"))


def test_a_person_stays_protected_while_one_case_is(town: GetSeat) -> None:
    with inside() as who:
        first = a_case()
        second = a_case(first.person)
        for case in (first, second):
            lock_case(case=case, version=case.version, readers=[who.user_id], by=who)  # type: ignore[list-item]
        unlock_case(case=first, version=first.version, by=who)
        first.person.refresh_from_db()
        assert first.person.locked
        unlock_case(case=second, version=second.version, by=who)
        second.person.refresh_from_db()
        assert not second.person.locked
        assert TownRow.objects.filter(kind="case_lock").count() == 4


def test_another_town_has_its_own_cases(town: GetSeat) -> None:
    with inside():
        a_case()
    with enter(seat_of("beta"), actor=actor("coordinator", "beta")):
        assert list_cases(by=actor("coordinator", "beta")) == []
