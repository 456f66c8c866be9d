"""The spine: one family through two towns, the consortium and a cooperative, screen by screen.

What no screen does yet is done by its operation: writing workers and partners down, and what the clock does
at night (placements begin, months are published and released).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.access.enums import Role
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import SYSTEM, ActorRef
from consortium.dashboards import operations as dashboards
from consortium.dashboards.months import first_of
from consortium.exchange.models import Referral
from consortium.placements.models import Placement
from consortium.placements.operations import turn
from consortium.pool.models import Allocation
from consortium.registry.operations import open_partnership
from consortium.workforce.models import Worker
from consortium.workforce.operations import register_worker
from tests import people, towns
from tests.journeys.hands import Hands
from tests.journeys.stage import Stage
from town.cases.models import Case
from town.people.models import Person
from town.statistics.operations import publish_counts

SURNAME, NAME = "Zanzibari", "Quirina"
CANARIES = (SURNAME, NAME, "0331 000777", "Vive sola")
SITUATION = "Vive sola dopo il ricovero: serve aiuto a casa cinque giorni su sette."
PSYCHOLOGIST = "bruno"
WORKER = "coop_worker.vela"
WEEKS_OF_THE_POOL = 4
TOWNS = ("alpha", "beta")


@dataclass
class Story:
    """What the steps hand on."""

    stage: Stage
    today: date = field(default_factory=timezone.localdate)
    here: dict[str, Hands] = field(default_factory=dict)
    case_of_alpha: str = ""
    case_of_beta: str = ""
    referral: str = ""

    @property
    def last_day(self) -> date:
        return self.today + timedelta(weeks=WEEKS_OF_THE_POOL)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.promise("Q29")
def test_a_family_moves_between_two_towns(stage: Stage) -> None:
    story = Story(stage)
    a_citizen_comes_to_the_desk(story)
    she_comes_again_and_is_the_same_person(story)
    the_coordinator_hands_over(story)
    the_team_gets_a_psychologist(story)
    a_project_is_written_and_agreed(story)
    alpha_sends_the_family_to_beta(story)
    the_consortium_sees_a_referral_and_nobody(story)
    beta_opens_only_what_it_needs_to_decide(story)
    beta_accepts_and_has_a_case(story)
    a_pooled_psychologist_enters_beta_on_the_dates(story)
    a_cooperative_sends_its_worker(story)
    the_hours_go_from_the_worker_to_the_town(story)
    beta_completes_and_alpha_learns_the_outcome(story)
    the_consortium_has_counted_it(story)
    the_psychologist_is_out_after_the_last_day(story)
    nobody_was_named_in_the_consortium(story)
    assert stage.noise() == []


def a_citizen_comes_to_the_desk(story: Story) -> None:
    desk = story.here["desk"] = story.stage.hands("desk_operator", "alpha").sign_in()
    story.stage.logged("alpha")
    desk.open("/contatti/nuovo/")
    look_up(desk, "id_person_new")
    desk.write(birth_date="02/05/1947", phone="0331 000777")
    answer_at_the_desk(desk)
    desk.reads(f"{SURNAME} {NAME}")
    story.stage.logged("alpha", "contact_recorded", "person_change", "privacy_notice")


def she_comes_again_and_is_the_same_person(story: Story) -> None:
    desk = story.here["desk"].open("/contatti/nuovo/")
    look_up(desk, "id_person_1")
    answer_at_the_desk(desk)
    story.stage.logged("alpha", "search", "contact_recorded")
    with enter(towns.seat("alpha")):
        assert [(one.surname, one.name) for one in Person.objects.all()] == [(SURNAME, NAME)]


def look_up(desk: Hands, option: str) -> None:
    """Type the name, take one of the lines below, wait for what the desk then asks."""
    desk.page.locator("#id_person").press_sequentially(f"{SURNAME} {NAME}".lower())
    desk.page.locator(f"#{option}").click()
    desk.page.locator("#chosen > *").first.wait_for()


def answer_at_the_desk(desk: Hands) -> None:
    desk.choose(needs="care_home", area="elderly", outcome="handed_over").tick("informed")
    desk.write(words=SITUATION).press("Registra il contatto")


def the_coordinator_hands_over(story: Story) -> None:
    coordinator = story.here["coordinator"] = story.stage.hands("coordinator", "alpha").let_in()
    coordinator.open("/contatti/").follow(f"{SURNAME} {NAME}")
    referent = str(people.who("social_worker", "alpha").id)
    coordinator.choose(referent=referent).press("Apri una cartella")
    with enter(towns.seat("alpha")):
        case = Case.objects.get()
        assert {(str(one.user_id), one.role) for one in case.team.all()} == {(referent, "referent")}
    story.case_of_alpha = f"/cartelle/{case.pk}/"
    story.stage.logged("alpha", "case_state", "assignment")


def the_team_gets_a_psychologist(story: Story) -> None:
    coordinator = story.here["coordinator"].open(story.case_of_alpha)
    join(coordinator, f"psychologist:{people.who('psychologist', 'alpha').id}")
    story.stage.logged("alpha", "case_open", "assignment")


def join(coordinator: Hands, who: str) -> None:
    coordinator.follow("Aggiungi una persona").choose(who=who, reason="joint_work")
    coordinator.press("Aggiungi all’équipe")


def a_project_is_written_and_agreed(story: Story) -> None:
    referent = story.here["referent"] = story.stage.hands("social_worker", "alpha").let_in()
    referent.open(story.case_of_alpha).follow("Scrivi un progetto")
    referent.choose(kind="elderly_pai").write(objectives="Esce di casa due volte la settimana")
    referent.press("Salva il progetto").follow("Registra l’accordo")
    referent.write(with_whom="La signora", agreed_on=f"{story.today:%d/%m/%Y}").choose(how="signature")
    referent.press("Registra l’accordo").press("Avvia il progetto")
    referent.reads("Esce di casa", "La signora")
    story.stage.logged("alpha", "case_open", "project_version", "agreement")


def alpha_sends_the_family_to_beta(story: Story) -> None:
    referent = story.here["referent"].open(story.case_of_alpha).follow("Invia a un altro Comune")
    beta = str(towns.seat("beta").ente_id)
    referent.choose(receiver_id=beta, kind="service_request", service="sad", area="elderly")
    referent.write(reason=SITUATION, informed_on=f"{story.today:%d/%m/%Y}").tick("informed")
    referent.reads("Che cosa vedrà Beta", SITUATION, SURNAME)
    referent.press("Manda l’invio")
    story.referral = referent.path.rstrip("/").rpartition("/")[2]
    story.stage.logged("alpha", "disclosure", "referral_event")
    story.stage.news()


def the_consortium_sees_a_referral_and_nobody(story: Story) -> None:
    desk = story.here["north"] = story.stage.hands("consortium_desk", "north").sign_in()
    desk.open("/invii/").reads("Alpha", "Beta").follow("Servizio di assistenza domiciliare")
    assert desk.path == f"/invii/{story.referral}/"
    with enter(towns.seat("north")):
        assert str(Referral.objects.get().pk) == story.referral
    for path in ("cartelle", "persone", f"invii/ricevuti/{story.referral}"):
        assert desk.ask(f"/{path}/").status == 404
    nobody_was_named_in_the_consortium(story)


def beta_opens_only_what_it_needs_to_decide(story: Story) -> None:
    beta = story.here["beta"] = story.stage.hands("coordinator", "beta").sign_in()
    received = f"/invii/ricevuti/{story.referral}/"
    beta.open("/invii/").follow("Servizio di assistenza domiciliare").reads_nothing_of(SURNAME)
    assert beta.path == received
    beta.follow("Apri e valuta").press("Apri e valuta")
    beta.open(received).reads("Z. Q.", "1947").reads_nothing_of(SURNAME).reads_nothing_of(SITUATION)
    story.stage.logged("beta", "packet_opened", "referral_event")


def beta_accepts_and_has_a_case(story: Story) -> None:
    beta = story.here["beta"].press("Accetta e apri il pacchetto").reads(SURNAME, SITUATION)
    story.stage.logged("beta", "referral_event", "packet_opened", "person_change", "case_state")
    beta.follow(SURNAME)
    story.case_of_beta = beta.path
    with enter(towns.seat("beta")):
        assert story.case_of_beta == f"/cartelle/{Case.objects.get().pk}/"
    beta.open(f"/invii/ricevuti/{story.referral}/").follow("Primo contatto fatto")
    beta.press("Primo contatto fatto")
    story.stage.logged("beta", "referral_event")
    story.stage.news()


def a_pooled_psychologist_enters_beta_on_the_dates(story: Story) -> None:
    north, beta = towns.seat("north"), str(towns.seat("beta").ente_id)
    manager = story.here["manager"] = story.stage.hands("consortium_manager", "north").let_in()
    hired = hire("north", "consortium_manager", PSYCHOLOGIST, "psychologist", "permanent_full")
    dates = {"first": f"{story.today:%d/%m/%Y}", "last": f"{story.last_day:%d/%m/%Y}"}
    manager.open("/pool/").follow("Nuova convenzione").choose(town=beta, profile="psychologist")
    manager.write(weekly_minutes="12:00", **dates).press("Registra la convenzione")
    manager.follow("Assegna ore").choose(worker=str(hired.pk), town=beta, area="elderly")
    manager.write(weekly_minutes="6:00", **dates).press("Assegna")
    manager.reads(people.who(PSYCHOLOGIST, "beta").name, "Beta")
    with enter(north):
        assert Allocation.objects.get().during == DateRange(story.today, story.last_day + timedelta(days=1))
    story.stage.logged("north", "worker_change", "staffing_event", "role_granted")
    story.stage.news()
    story.stage.logged("beta", "staffing_event")
    psychologist = story.here["psychologist"] = story.stage.hands(PSYCHOLOGIST, "beta").sign_in()
    assert psychologist.ask(story.case_of_beta).status == 404, "not on the team"
    join(story.here["beta"].open(story.case_of_beta), f"psychologist:{people.who(PSYCHOLOGIST, 'beta').id}")
    psychologist.open(story.case_of_beta).reads(SURNAME)
    story.stage.logged("beta", "assignment", "case_open")


def hire(employer: str, role: str, who: str, profile: str, contract: str) -> Worker:
    """No screen writes workers down yet."""
    seat, person = towns.seat(employer), people.who(who, employer)
    by = ActorRef(people.who(role, employer).id, role, seat.ente_id)
    with enter(seat, actor=by):
        return register_worker(
            employer_id=seat.ente_id,
            user_id=person.id,
            name=person.name,
            profile=profile,
            contract=contract,
            weekly_minutes=36 * 60,
            register_number="A-0341",
            by=by,
        )


def a_cooperative_sends_its_worker(story: Story) -> None:
    north, vela = towns.seat("north"), towns.seat("vela")
    admin = ActorRef(people.who("consortium_admin", "north").id, Role.CONSORTIUM_ADMIN, north.ente_id)
    year = DateRange(story.today - timedelta(days=30), story.today + timedelta(days=330))
    with enter(north, actor=admin):
        open_partnership(consortium_id=north.ente_id, cooperative_id=vela.ente_id, during=year, by=admin)
    story.stage.logged("north", "staffing_event")
    hired = hire("vela", "coop_manager", WORKER, "social_worker", "coop_permanent")
    beta = story.here["beta"].open("/placements/").follow("Chiedi un operatore")
    beta.choose(cooperative=str(vela.ente_id), profile="social_worker", area="elderly")
    beta.write(
        weekly_minutes="18:00", first=f"{story.today:%d/%m/%Y}", last=f"{story.last_day:%d/%m/%Y}"
    ).press("Manda la richiesta")
    story.stage.logged("beta", "staffing_event")
    story.stage.news()
    manager = story.here["vela"] = story.stage.hands("coop_manager", "vela").sign_in()
    manager.open("/placements/").follow("Apri").follow("Indica l’operatore")
    manager.choose(worker=str(hired.pk)).press("Indica l’operatore")
    story.stage.logged("vela", "login", "worker_change", "staffing_event")
    story.stage.news()
    beta.open("/placements/").follow("Apri").reads(hired.name).follow("Prendi atto").press("Prendi atto")
    story.stage.logged("beta", "staffing_event", "role_granted")
    story.stage.news()
    with enter(towns.seat("beta"), actor=SYSTEM):
        assert turn(on=story.today) == 1
        assert Placement.objects.get().state == "active"


def the_hours_go_from_the_worker_to_the_town(story: Story) -> None:
    worker = story.here["worker"] = story.stage.hands(WORKER, "beta").let_in()
    worker.open("/hours/week/")
    worker.write(**{f"casework_{story.today.weekday()}": "7:30"}).press("Dichiara le ore")
    story.stage.logged("beta", "staffing_event", "hours_event")
    story.stage.news()
    take_as_declared(story.here["vela"], "Valida le righe scelte")
    story.stage.logged("vela", "hours_event")
    story.stage.news()
    take_as_declared(story.here["beta"], "Conferma le righe scelte")
    story.here["beta"].reads("7:30")
    story.stage.logged("beta", "hours_event")


def take_as_declared(side: Hands, verb: str) -> None:
    """One day of a month differs from the plan: the line is chosen by hand."""
    side.open("/hours/month/").tick("line").press(verb)


def beta_completes_and_alpha_learns_the_outcome(story: Story) -> None:
    beta = story.here["beta"].open(f"/invii/ricevuti/{story.referral}/").follow("Concludi con l’esito")
    beta.choose(outcome="reached").write(words="Esce ogni giorno.").press("Concludi con l’esito")
    story.stage.logged("beta", "referral_event", "outcome_returned")
    story.stage.news()
    referent = story.here["referent"].open(f"/invii/inviati/{story.referral}/")
    referent.reads("Raggiunto", "Esce ogni giorno.")
    story.stage.logged("alpha", "packet_opened")


def the_consortium_has_counted_it(story: Story) -> None:
    """What the clock does in the first days of the next month."""
    month, north = first_of(story.today), towns.seat("north")
    for name in TOWNS:
        assert publish_counts(seat=towns.seat(name), month=month, by=system_of(name)) > 0
        story.stage.logged(name, "publication")
    by = system_of("north")
    with enter_function("publisher", actor=by):
        dashboards.release(consortium_id=north.ente_id, month=month, by=by)
    story.here["manager"].open("/quadro/").reads("Alpha", "Beta", "<5")
    story.stage.logged("north", "publication")


def system_of(name: str) -> ActorRef:
    return ActorRef(None, SYSTEM.role, towns.seat(name).ente_id)


def the_psychologist_is_out_after_the_last_day(story: Story) -> None:
    stage, last_day = story.stage, story.last_day
    stage.clock.stand(f"{last_day} 18:00")
    stage.hands(PSYCHOLOGIST, "beta").let_in().open(story.case_of_beta).reads(SURNAME)
    stage.clock.stand(f"{last_day + timedelta(days=1)} 09:00")
    late = stage.hands(PSYCHOLOGIST, "beta").let_in()
    assert late.ask(story.case_of_beta).status == 403
    late.reads_nothing_of(SURNAME)


def nobody_was_named_in_the_consortium(story: Story) -> None:
    served = bytes(story.stage.wire.said["north"]).lower()
    assert b"servizio di assistenza domiciliare" in served
    assert [canary for canary in CANARIES if canary.lower().encode() in served] == []
