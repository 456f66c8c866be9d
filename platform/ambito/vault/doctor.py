"""What is wrong with the keystore, as sentences for whoever runs the deployment."""

from __future__ import annotations

import os

from ambito.vault.errors import VaultClosed
from ambito.vault.keystore import keystore
from ambito.vault.ring import MATCHER


def findings() -> list[str]:
    """Empty when the keystore is set, guarded, and gives back what it wraps and every key it holds."""
    try:
        store = keystore()
        names = store.names()
        probe = os.urandom(32)
        if store.unwrap(store.wrap(probe, name="doctor"), name="doctor") != probe:
            return ["the keystore does not give back what it wraps"]
    except VaultClosed as closed:
        return [str(closed)]
    missing = (
        [] if MATCHER in names else ["the keystore has no key for blind match keys: found an Ente first"]
    )
    return [*missing, *(problem for name in names for problem in _unreadable(name))]


def _unreadable(name: str) -> list[str]:
    try:
        keystore().read(name)
    except VaultClosed as closed:
        return [str(closed)]
    return []
