"""What tenancy costs while it serves: statements and throughput beside plain Django, and memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ambito.project.bench.measuring import failed, left_by, measured, named
from tests.sizes import FULL, promise_size

Show = Callable[[str, str], None]


@pytest.mark.slow
@pytest.mark.promise("Q19")
def test_a_request_costs_one_statement_more_than_plain_django(figure: Show) -> None:
    figures, process = measured(
        "requests",
        towns=promise_size(3, 20),
        requests=promise_size(80, 400),
        rounds=promise_size(3, 21),
    )
    beyond = named(figures, "beyond plain Django")["value"]
    atomic, bare = (named(figures, f"ours / plain Django {side}")["ratio"] for side in ("(ATOMIC", "in auto"))
    figure(
        "Q19",
        f"{beyond:g} extra statement; throughput {atomic:.2f} of ATOMIC_REQUESTS, {bare:.2f} of autocommit",
    )
    # BEGIN, town, count, page, COMMIT.
    assert named(figures, "request, ours")["value"] == 5
    assert named(figures, "request, plain Django in autocommit")["value"] == 2
    assert beyond == 1
    if FULL:
        assert failed(figures) == []
    assert atomic > 0.5
    assert left_by(process) == []


@pytest.mark.slow
@pytest.mark.promise("Q35")
def test_neither_worker_nor_backend_grows_without_end(figure: Show) -> None:
    towns = promise_size(20, 1500)
    figures, process = measured("memory", towns=towns)
    worker, backend = (named(figures, part) for part in ("worker over its start", "largest backend"))
    figure("Q35", f"{towns} towns: worker +{worker['value']:.1f} MB, backend {backend['value']:.0f} MB")
    assert failed(figures) == []
    # A town costs something: otherwise nothing was served.
    assert backend["value"] > 3
    assert left_by(process) == []
