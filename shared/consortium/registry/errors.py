"""What the registry of the Enti refuses, in sentences for whoever founds one; codes for the others."""

from __future__ import annotations


class RegistryError(Exception):
    """Base of every refusal of this app."""


class HostTaken(RegistryError):
    def __init__(self, host: str) -> None:
        super().__init__(f"The host {host} already belongs to an Ente: choose another one.")


class NameTaken(RegistryError):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is already an Ente called {name}: give this one another name.")


class UnknownConsortium(RegistryError):
    def __init__(self, host: str) -> None:
        super().__init__(
            f"No consortium answers on {host}: create it first, with `ambito consortium create`."
        )


class BadHost(RegistryError):
    def __init__(self, host: str, base: str) -> None:
        super().__init__(f"{host} is no host of this deployment: it must be one label before .{base}.")


class InvitationRefused(RegistryError):
    """The invitation has been used, withdrawn, is too old, or its author may invite no more."""
