"""Every day what opens nothing any more is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from ambito.identity import tasks
from ambito.identity.models import Session
from ambito.identity.sessions import ABSOLUTE
from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import Seat
from tests import people


def test_an_old_session_goes_and_a_living_one_stays(seat: Callable[[str], Seat]) -> None:
    seat("alpha")
    old, living = people.signed_in("anna", at="alpha"), people.signed_in("anna", at="beta")
    with enter_function("signin"):
        row, kept = people.session_of(old), people.session_of(living)
        before = timezone.now() - ABSOLUTE - timedelta(minutes=1)
        Session.objects.filter(pk=row.pk).update(signed_in_at=before)
    tasks.purge_expired()
    with enter_function("signin"):
        assert not Session.objects.filter(pk=row.pk).exists()
        assert Session.objects.filter(pk=kept.pk).exists()


def test_beat_calls_it_daily() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["purge-expired"]
    assert entry == {"task": tasks.purge_expired.name, "schedule": timedelta(days=1).total_seconds()}
