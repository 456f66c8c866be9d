"""The state table of a referral (catalogue: referral_transitions), as far as towns and desk can walk it.

Not walked yet: the sender's own authorisation, rerouting (the sender must seal anew), reopening by both.
"""

from __future__ import annotations

from dataclasses import replace

from consortium.catalogue.queries import Code, codes, machine
from consortium.exchange.enums import Part, State

DRAFT = "draft"
STATES = frozenset({DRAFT, *State.values}) - {State.REROUTED}
NOT_WALKED = frozenset({"reopen"})
PARTS = {
    **{part.value: (part.value,) for part in Part},
    "sender_manager": ("sender_manager",),
    "receiver_and_sender": ("both",),
}
SPECIAL_KINDS = frozenset(kind.code for kind in codes("referral_kinds") if kind.more["special_rule"] == "yes")


def _guards(arrow: Code) -> tuple[str, ...]:
    """Which kinds may go this way; only what is late may be let expire."""
    kinds = {"ordinary": ("ordinary_kind",), "special": ("special_kind",)}.get(arrow.more["kinds"], ())
    return (*kinds, "late") if arrow.more["move"] == "expire" else kinds


_WHOLE = machine(
    "referral", parts=PARTS, guards={arrow.code: _guards(arrow) for arrow in codes("referral_transitions")}
)
MACHINE = replace(
    _WHOLE,
    states=STATES,
    roles=frozenset(Part.values),
    moves=tuple(
        move for move in _WHOLE.moves if {move.source, move.target} <= STATES and move.name not in NOT_WALKED
    ),
)
