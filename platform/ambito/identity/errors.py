"""What identity can refuse."""

from __future__ import annotations


class IdentityError(Exception):
    """Base of every refusal of this room."""


class UnknownKey(IdentityError, KeyError):
    """A session was given something that is not on its allow-list."""


class HashingInside(IdentityError):
    """A password was about to be hashed while a transaction was open."""


class FactorRefused(IdentityError):
    """A code, a passkey or its ceremony does not hold."""


class OidcRefused(IdentityError):
    """The digital identity does not hold; `reason` is a code for the page and the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LinkRefused(IdentityError):
    """An administrator may not issue this link, or it no longer holds."""


class FiscalNumberTaken(IdentityError):
    """A codice fiscale already opens somebody else's account."""


class JoiningRefused(IdentityError):
    """The password of somebody who wants to join does not hold; `sentence` tells them."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
