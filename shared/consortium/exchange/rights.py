from __future__ import annotations

from ambito.tenancy.declarations import Policy, Rights
from consortium.exchange.enums import RELEASED_IN, Tier

ME = "(SELECT ext.current_ente())"
MINE = f"(sender_id = {ME} OR receiver_id = {ME})"
DESK = "consortium_id = (SELECT ext.current_consortium())"
CHANGEABLE = "state, clock, due_at, days_left, reason_code, outcome_code, version"


def _released() -> str:
    """Own referrals whose state opens this envelope's tier."""
    tiers = " OR ".join(
        f"(tier = '{tier.value}' AND r.receiver_id = {ME} AND r.state IN ({_quoted(states)}))"
        for tier, states in RELEASED_IN.items()
    )
    back = f"(tier = '{Tier.BACK.value}' AND r.sender_id = {ME})"
    return (
        f"EXISTS (SELECT 1 FROM public.exchange_referral r WHERE r.id = referral_id AND ({tiers} OR {back}))"
    )


def _quoted(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in map(str, states))


def _written_by_its_side() -> str:
    side = f"(tier <> 'back' AND r.sender_id = {ME}) OR (tier = 'back' AND r.receiver_id = {ME})"
    return f"EXISTS (SELECT 1 FROM public.exchange_referral r WHERE r.id = referral_id AND ({side}))"


SEEN = "EXISTS (SELECT 1 FROM public.exchange_referral r WHERE r.id = referral_id)"

RIGHTS = [
    Rights(
        "exchange_referral",
        {
            "towns": f"SELECT, INSERT, UPDATE ({CHANGEABLE})",
            "consortia": f"SELECT, UPDATE ({CHANGEABLE})",
        },
        rows=(
            Policy(("towns",), MINE, command="SELECT"),
            Policy(("towns",), f"sender_id = {ME} AND {DESK}", command="INSERT"),
            Policy(("towns",), MINE, command="UPDATE"),
            Policy(("consortia",), DESK),
        ),
    ),
    Rights(
        "exchange_envelope",
        {"towns": "SELECT, INSERT"},
        rows=(
            Policy(("towns",), _released(), command="SELECT"),
            Policy(("towns",), _written_by_its_side(), command="INSERT"),
        ),
    ),
    Rights(
        "exchange_step",
        {"towns": "SELECT, INSERT", "consortia": "SELECT, INSERT"},
        rows=(
            Policy(("towns", "consortia"), SEEN, command="SELECT"),
            Policy(("towns", "consortia"), f"{SEEN} AND by_ente = {ME}", command="INSERT"),
        ),
    ),
]
