"""How a lower room calls what an upper one registers, without importing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Hook(Generic[T]):
    """A named list of registered callables or objects, filled in `AppConfig.ready()`.

    `required` hooks that nobody filled are found by the system check `ambito.E001`.
    """

    every: list[Hook[object]] = []

    def __init__(self, name: str, *, required: bool = False) -> None:
        self.name = name
        self.required = required
        self._registered: list[T] = []
        Hook.every.append(self)  # type: ignore[arg-type]

    def register(self, item: T) -> T:
        """Add `item` once; usable as a decorator."""
        if item not in self._registered:
            self._registered.append(item)
        return item

    def __iter__(self) -> Iterator[T]:
        return iter(self._registered)

    def __bool__(self) -> bool:
        return bool(self._registered)

    def only(self) -> T:
        """The single registered item; `LookupError` when there is none or more than one."""
        if len(self._registered) != 1:
            raise LookupError(f"hook {self.name} holds {len(self._registered)} items, expected one")
        return self._registered[0]


def empty_required() -> list[str]:
    """Names of required hooks that nobody filled."""
    return [hook.name for hook in Hook.every if hook.required and not hook]


def calls(hook: Hook[Callable[[T], None]], argument: T) -> None:
    """Call every registered function with `argument`, in order of registration."""
    for function in hook:
        function(argument)
