"""A referral on its way from town to town: most of what leaves a town leaves with one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ambito.tenancy.seats import Seat
from tests.crawl.conftest import Watching
from tests.crawl.scenes import canary
from tests.town.referrals import passing

GetSeat = Callable[[str], Seat]
WORDS = f"{canary('alpha')}, da sola a casa"


@pytest.mark.promise("Q1", "Q5")
def test_a_referral_takes_nothing_along_in_clear(
    keys: None,
    committed: GetSeat,
    watching: Watching,
    figure: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Written, sent, heard of, assessed and accepted: its tasks and its news hold ids and codes."""
    monkeypatch.setattr(passing, "CANARY", canary("alpha"))
    with watching() as idle:
        pass
    with watching() as watch:
        passing.accepted(passing.sent(reason=WORDS, safety_instruction=WORDS))
    assert watch.breaches == []
    assert watch.seen["task"] > idle.seen["task"]
    assert watch.seen["public schema"] > idle.seen["public schema"]
    figure("Q1", f"a referral: {watch.figure()}")
