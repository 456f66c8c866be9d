"""The state table of a referral (catalogue: referral_transitions), as far as towns and desk can walk it."""

from __future__ import annotations

from consortium.catalogue.queries import codes, machine

MACHINE = machine("referral")
SPECIAL_KINDS = frozenset(kind.code for kind in codes("referral_kinds") if kind.more["special_rule"] == "yes")
