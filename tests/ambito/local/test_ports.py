from __future__ import annotations

import socket

import pytest

from ambito.local.errors import LocalError
from ambito.local.ports import FIRST_EPHEMERAL, LOOPBACK, accepts, free_port, is_free, throwaway_port


def test_a_taken_port_is_passed_over() -> None:
    wanted = throwaway_port()
    with socket.create_server((LOOPBACK, wanted)):
        assert not is_free(wanted)
        assert accepts(wanted)
        assert wanted < free_port(wanted) < FIRST_EPHEMERAL
    assert not accepts(wanted)


def test_no_port_of_the_ephemeral_range_is_given() -> None:
    with pytest.raises(LocalError, match="No free port"):
        free_port(FIRST_EPHEMERAL)
    assert throwaway_port() < FIRST_EPHEMERAL
