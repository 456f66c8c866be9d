"""What people type finds the right service: stems, accents, typing mistakes, filters, open now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito.project.demo import directory
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.network import operations, queries
from consortium.network.models import Listing, Service
from consortium.network.searching import Asked, find
from tests.consortium.network.staged import MORNING, a_body, a_place, open_every, published
from tests.consortium.workforce.staff import actor, days

GetSeat = Callable[[str], Seat]
ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=ROME)
# What somebody at a desk types, and the service that must be among the first five.
ASKED = {
    "consultorio": "Consultorio familiare",
    "consultoro familiare": "Consultorio familiare",
    "gravidanza": "Consultorio familiare",
    "non so come pagare l'affitto": "Alloggi pubblici e contributo affitto",
    "casa popolare": "Alloggi pubblici e contributo affitto",
    "compiti": "Doposcuola e aiuto compiti",
    "aiuto per i compiti di un bambino": "Doposcuola e aiuto compiti",
    "dopo scuola": "Doposcuola e aiuto compiti",
    "badante": "Sportello assistenti familiari",
    "amministratori di sostegno": "Sportello di protezione giuridica",
    "cibo": "Emporio solidale",
    "alimenti": "Centro di ascolto Caritas",
    "caritas": "Centro di ascolto Caritas",
    "vestiti": "Guardaroba solidale",
    "violenza": "Centro antiviolenza Porta Amica",
    "maltrattata dal marito": "Centro antiviolenza Porta Amica",
    "gioco d'azzardo": "Servizio dipendenze",
    "alcol": "Servizio dipendenze",
    "permesso di soggiorno": "Sportello stranieri",
    "imparare italiano": "Scuola di italiano per stranieri",
    "pasti a domicilio": "Assistenza domiciliare e pasti a casa",
    "casa di riposo": "Residenza anziani Villa dei Tigli",
    "alzheimer": "Caffè Alzheimer",
    "caffe alzaimer": "Caffè Alzheimer",
    "dormire senza dimora": "Dormitorio e docce",
    "debiti": "Sportello debiti e sovraindebitamento",
    "pensione di invalidità": "Patronato e pratiche INPS",
    "disoccupato": "Centro per l’impiego",
    "accompagnamento a visite in ospedale": "Trasporto a visite e terapie",
    "neonato": "Spazio mamme e primi mesi",
}
RECALL = 0.9


@pytest.fixture
def manager(seat: GetSeat) -> ActorRef:
    return actor("north", "consortium_manager")


def names(pks: list[UUID]) -> list[str]:
    found = dict(Service.objects.filter(pk__in=pks).values_list("pk", "name"))
    return [found[pk] for pk in pks]


def test_recall_on_the_words_of_a_desk(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        lines = [(2 * number + 1, line) for number, line in enumerate(directory.lines())]
        towns = dict.fromkeys((label for _, line in lines for label in line.towns.split(";")), seat("alpha"))
        directory.write_all(lines, towns, today=date(2026, 3, 2), by=manager)
        missed = {
            words: found
            for words, name in ASKED.items()
            if name not in (found := names(find(Asked(words=words))[:5]))
        }
    assert len(missed) <= len(ASKED) * (1 - RECALL), missed


def test_accents_apostrophes_and_nonsense(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        service = published(manager, name="Caffè dell'età d'oro")
        for words in ("caffe", "CAFFÈ", "età oro", "dell’eta"):
            assert find(Asked(words=words)) == [service.pk], words
        for words in ("xyzzy", "il di per", "a" * 120):
            assert find(Asked(words=words)) == [], words
        for blank in ("", "  ", "';--", "🙂"):
            assert find(Asked(words=blank)) == [service.pk], blank


def test_filters(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        body = a_body(manager)
        everywhere = published(manager, body, name="A", groups=["elderly"], term="svc_money")
        food = published(manager, body, name="B", groups=["adults"], towns=[seat("beta").ente_id])
        assert find(Asked()) == [everywhere.pk, food.pk]
        assert find(Asked(kind="svc_food")) == [food.pk]
        assert find(Asked(kind="svc_money")) == [everywhere.pk, food.pk]  # food is a kind of it
        assert find(Asked(group="elderly")) == [everywhere.pk]
        assert find(Asked(town=seat("beta").ente_id)) == [everywhere.pk, food.pk]
        assert find(Asked(town=seat("alpha").ente_id)) == [everywhere.pk]
        assert find(Asked(words="pane", group="adults")) == [food.pk]


def test_open_now(seat: GetSeat, manager: ActorRef) -> None:
    with enter(seat("north"), actor=manager):
        body = a_body(manager)
        mornings, unknown = published(manager, body, name="A"), published(manager, body, name="B")
        place = a_place(manager, mornings)
        open_every(place, manager, {0: [MORNING]})
        a_place(manager, unknown)
        asked = Asked(open_now=True)
        assert find(asked, at=MONDAY) == [mornings.pk]
        assert find(asked, at=MONDAY + timedelta(hours=4)) == []
        assert find(asked, at=MONDAY + timedelta(days=1)) == []


def test_special_days_of_today_close(seat: GetSeat, manager: ActorRef) -> None:
    today = timezone.localdate()
    with enter(seat("north"), actor=manager):
        service = published(manager)
        place = a_place(manager, service)
        whole = {
            weekday: [(datetime.min.time(), datetime.max.time().replace(microsecond=0, second=0))]
            for weekday in range(7)
        }
        open_every(place, manager, whole)
        assert find(Asked(open_now=True)) == [service.pk]
        operations.add_special_days(
            place=place, during=days(today, today), opens=None, closes=None, reason="", by=manager
        )
        assert find(Asked(open_now=True)) == []
        (card,) = queries.cards([service.pk], timezone.now())
        assert not card.open
        assert not card.places[0].today


def test_the_other_consortium_is_never_found(seat: GetSeat, manager: ActorRef) -> None:
    southern = actor("south", "consortium_manager")
    with enter(seat("north"), actor=manager):
        mine = published(manager)
    with enter(seat("south"), actor=southern):
        theirs = published(southern)
        assert find(Asked(words="pacchi")) == [theirs.pk]
    for name in ("alpha", "beta"):
        with enter(seat(name)):
            assert find(Asked(words="pacchi")) == [mine.pk]
            assert queries.cards([theirs.pk], timezone.now()) == []


def test_the_index_serves_a_town(seat: GetSeat, manager: ActorRef) -> None:
    """Row security would make the planner ask it first, and leave the index alone."""
    with enter(seat("north"), actor=manager):
        published(manager)
    with enter(seat("alpha")), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        cursor.execute(
            "EXPLAIN SELECT service_id FROM network_listing "
            "WHERE document @@ websearch_to_tsquery('italian', 'pacchi') OR title OPERATOR(ext.%%>) 'pachi'",
            [],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "network_listing_words" in plan
    assert "network_listing_typo" in plan


@pytest.mark.parametrize("words", ["", "pacchi"])
def test_as_many_queries_for_one_as_for_three(seat: GetSeat, manager: ActorRef, words: str) -> None:
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for card in queries.cards(find(Asked(words=words, open_now=False)), timezone.now()):
                assert card.service.actor.name
                assert card.places[0].place.special_days.all() is not None
        return len(asked)

    with enter(seat("north"), actor=manager):
        body = a_body(manager)
        open_every(a_place(manager, published(manager, body)), manager)
        one = counted()
        for name in ("Pacchi dono", "Pacchi viveri"):
            open_every(a_place(manager, published(manager, body, name=name)), manager)
        assert counted() == one == 5
        assert Listing.objects.count() == 3


def test_each_body_of_the_demo_has_one_keeper() -> None:
    keepers: dict[str, set[str]] = {}
    for line in directory.lines():
        keepers.setdefault(line.body.casefold(), set()).add(line.keeper)
    assert [body for body, found in keepers.items() if len(found) > 1] == []
