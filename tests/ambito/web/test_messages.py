from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory

from ambito.web import messages
from ambito.web.messages import Message
from tests.ambito.web.conftest import HOST


@pytest.fixture(autouse=True)
def codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_registered", {})
    messages.register(
        Message("test.saved", "%(number)s ore approvate."),
        Message("test.sent", "Risponde entro il %(until_date)s."),
        Message("test.whose", "%(who)s", words=lambda _, given: {"who": f"{len(given['id'])} segni"}),
    )


def test_a_code_travels_and_words_are_shown(town: Client) -> None:
    cookie = town.get("/say/").cookies["__Host-messages"]
    packed = cookie.value.partition(":")[0]
    travels = urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    assert "test.saved" in travels
    assert "ore approvate" not in travels
    assert cookie["secure"]
    assert town.get("/heard/").json() == ["36 ore approvate."]
    assert town.get("/heard/").json() == []


@pytest.mark.promise("Q8")
@pytest.mark.parametrize("leak", ["Moretti Anna", "via Roma 12", "a@example.org", "x" * 61, ""])
def test_text_is_refused(rf: RequestFactory, leak: str) -> None:
    with pytest.raises(ValueError, match="never text"):
        messages.say(rf.get("/"), "test.saved", number=leak)


def test_a_moment_is_refused(rf: RequestFactory) -> None:
    with pytest.raises(TypeError):
        messages.say(rf.get("/"), "test.saved", number=datetime.now())  # noqa: DTZ005


def test_days_and_ids_become_words(rf: RequestFactory) -> None:
    from django.contrib.messages.storage import default_storage  # noqa: PLC0415 - needs settings

    request = rf.get("/", headers={"host": HOST})
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    messages.say(request, "test.sent", until_date=date(2026, 12, 3))
    messages.say(request, "test.whose", id=uuid4())
    assert [said.text for said in messages.said(request)] == ["Risponde entro il 3 dicembre.", "36 segni"]


def test_bad_registrations_are_refused() -> None:
    with pytest.raises(ValueError, match="not a message"):
        messages.register(Message("With Space", "x"))
