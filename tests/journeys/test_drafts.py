"""No text is ever lost: the session ends in mid-form, the server is killed in mid-form."""

from __future__ import annotations

import os
import re

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Response, expect

from ambito.identity.models import Session
from ambito.tenancy.context import enter, enter_function
from tests import people, towns
from tests.journeys.hands import Hands
from tests.journeys.stage import Stage
from tests.served import killable
from town.drafts.models import Draft
from town.frontdesk.models import Contact

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.promise("Q30")]
NEW = "/contatti/nuovo/"
WORDS = "Chiede aiuto per la spesa: “da sola non ce la fa più”."
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


def status(hands: Hands) -> Locator:
    return hands.page.locator("[data-draft-status]")


def typed(hands: Hands) -> Hands:
    """Half a contact, with somebody new, and what the page says when it is kept."""
    hands.open(NEW)
    hands.page.locator("#id_person").press_sequentially("moretti ines")
    hands.page.locator("#id_person_new").click()
    hands.page.locator("#chosen [name=surname]").fill("Moretti")
    hands.choose(channel="phone", needs="care_home")
    with hands.page.expect_response(keeps_all) as answer:
        hands.write(phone="0331 000777", words=WORDS).page.keyboard.press("Tab")
    assert answer.value.ok
    expect(status(hands)).to_have_text(re.compile(r"^Bozza salvata alle \d{1,2}:\d\d$"))
    return hands


def keeps_all(answer: Response) -> bool:
    """The page may have kept less by itself just before: the words are typed last."""
    return answer.url.endswith("/bozze/") and "spesa" in (answer.request.post_data or "")


def holds_all(hands: Hands) -> None:
    page = hands.page
    expect(page.locator("#chosen [name=phone]")).to_have_value("0331 000777")
    expect(page.locator("#chosen [name=surname]")).to_have_value("Moretti")
    expect(page.locator("[name=words]")).to_have_value(WORDS)
    expect(page.locator("[name=channel][value=phone]")).to_be_checked()
    expect(page.locator("[name=needs][value=care_home]")).to_be_checked()


def saved_once(hands: Hands) -> None:
    hands.choose(area="elderly", outcome="handed_over").press("Registra il contatto")
    in_the_archive()
    hands.open(NEW)
    expect(hands.page.locator("[data-kept]")).to_have_count(0)


def in_the_archive() -> None:
    with enter(towns.seat("alpha")):
        assert [contact.words for contact in Contact.objects.all()] == [WORDS]
        assert not Draft.objects.exists()


def session_ends() -> None:
    with enter_function("signin"):
        Session.objects.all().delete()


def test_a_form_left_behind_is_offered_and_saved(stage: Stage) -> None:
    desk = typed(stage.hands("desk_operator", "alpha").let_in())
    desk.open("/contatti/").open(NEW)
    expect(desk.page.locator("[data-kept]")).to_contain_text("Hai lasciato una bozza")
    expect(desk.page.locator("[name=words]")).to_have_value("")
    desk.page.get_by_role("button", name="Riprendi la bozza").click()
    holds_all(desk)
    expect(status(desk)).to_have_text("La bozza è di nuovo nel modulo.")
    saved_once(desk)
    assert stage.noise() == []


def test_a_draft_is_discarded(stage: Stage) -> None:
    desk = typed(stage.hands("desk_operator", "alpha").let_in()).open(NEW)
    desk.page.get_by_role("button", name="Scarta la bozza").click()
    expect(status(desk)).to_have_text("Bozza scartata.")
    expect(desk.page.locator("[name=channel]").first).to_be_focused()
    with enter(towns.seat("alpha")):
        assert not Draft.objects.exists()


def test_the_session_ends_in_mid_form_and_one_signs_in_beside_it(stage: Stage) -> None:
    desk = typed(stage.hands("desk_operator", "alpha").let_in())
    session_ends()
    desk.choose(area="elderly", outcome="handed_over")
    desk.page.locator("[name=minutes]").fill("20")
    desk.page.keyboard.press("Tab")
    expect(status(desk)).to_contain_text("la sessione è finita")
    desk.page.get_by_role("button", name="Registra il contatto").last.click()
    dialog = desk.page.get_by_role("dialog", name="La sessione è finita")
    with desk.page.expect_popup() as opened:
        dialog.get_by_role("link", name="Accedi di nuovo").click()
    beside = opened.value
    beside.locator("[name=email]").fill(people.who("desk_operator", "alpha").email)
    beside.locator("[name=password]").fill(people.PASSWORD)
    beside.locator("form:has([name=password]) button").click()
    beside.wait_for_url(re.compile("/sign-in/.+"))
    beside.locator("[name=code]").fill(people.code())
    beside.locator("form:has([name=code]) button").click()
    beside.wait_for_url(lambda url: "/sign-in/" not in url)
    holds_all(desk)
    with desk.page.expect_navigation():
        dialog.get_by_role("button", name="Ho fatto l’accesso: salva").click()
    in_the_archive()
    with enter(towns.seat("alpha")):
        assert Contact.objects.get().minutes == 20


def test_the_session_ends_and_the_sign_in_leads_back_to_the_form(stage: Stage) -> None:
    desk = typed(stage.hands("desk_operator", "alpha").let_in())
    session_ends()
    desk.page.reload()
    assert desk.path.startswith("/sign-in/?next=")
    desk.prove()
    assert desk.path == NEW
    desk.page.get_by_role("button", name="Riprendi la bozza").click()
    holds_all(desk)
    saved_once(desk)


def test_the_server_is_killed_in_mid_form_and_started_again(stage: Stage) -> None:
    environment = {**os.environ, "AMBITO_KEYSTORE": settings.AMBITO_KEYSTORE}
    with killable(environment) as (server, port):
        desk = typed(stage.hands("desk_operator", "alpha", port=port).let_in())
        server.kill()
        server.wait()
        desk.choose(area="elderly", outcome="handed_over")
        desk.page.get_by_role("button", name="Registra il contatto").last.click()
        expect(desk.page.locator("#toast")).to_contain_text("Il testo è ancora qui")
        holds_all(desk)
    with killable(environment, port):
        desk.open(NEW)
        desk.page.get_by_role("button", name="Riprendi la bozza").click()
        holds_all(desk)
        saved_once(desk)
