"""What the vault refuses. No message ever holds a protected value or a key."""

from __future__ import annotations

from django.core.exceptions import FieldError


class VaultError(Exception):
    """Base of every refusal of this room."""


class VaultClosed(VaultError):
    """The keys cannot be had now (keystore or KMS not set, unreachable, open to others) or never again."""


class NoKeys(VaultClosed):
    """The keystore has no keys under this name: never made, or shredded."""


class KeysExist(VaultError):
    """Keys of one version are made once; others in their place would leave what is written unreadable."""


class WrongEnte(VaultError):
    """Keys of an Ente were asked for while inside another one."""


class Tampered(VaultError):
    """The ciphertext was changed, cut, or moved from another row, field, table, Ente or packet."""


class Unprotected(VaultError):
    """A plain value was about to be written where only ciphertext may go."""


class NotSearchable(VaultError, FieldError):
    """An encrypted field knows one lookup, `isnull`."""


class NoPublicKey(VaultError):
    """No public key that may be used or read here: unknown Ente, other consortium, or withdrawn."""


class NotForUs(VaultError):
    """The packet is sealed to another Ente."""
