"""What a process remembers for a while."""

from __future__ import annotations

from itertools import count

import pytest

from ambito.tenancy.recall import MOST, Recall, forget_all


@pytest.mark.parametrize(("seconds", "answers"), [(60, [1, 1, 1]), (0, [1, 2, 3])])
def test_it_asks_once_until_the_time_is_over(seconds: float, answers: list[int]) -> None:
    kept: Recall[str, int] = Recall(seconds)
    asked = count(1)
    assert kept.peek("one") is None
    assert [kept.get("one", lambda: next(asked)) for _ in answers] == answers
    assert kept.peek("one") == (1 if seconds else None)


def test_an_error_is_not_kept() -> None:
    kept: Recall[str, int] = Recall()

    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        kept.get("one", fail)
    assert kept.get("one", lambda: 1) == 1


def test_it_does_not_grow_without_end_and_forgets_when_told() -> None:
    kept: Recall[int, int] = Recall()
    for number in range(MOST + 1):
        kept.get(number, lambda: 1)
    assert kept.peek(0) is None
    assert kept.peek(MOST) == 1
    forget_all()
    assert kept.peek(MOST) is None
