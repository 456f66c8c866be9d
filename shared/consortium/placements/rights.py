"""A town, a cooperative and the consortium each see their own placements; a cooperative never another's."""

from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

EVERYBODY: tuple[Group, ...] = ("towns", "consortia", "coops")
OURS = "consortium_id = (SELECT ext.current_ente())"
SUPPLIED = "cooperative_id = (SELECT ext.current_ente())"
HERE = "town_id = (SELECT ext.current_ente())"
OF_A_PARTNER = (
    "town_id = (SELECT ext.current_ente()) AND consortium_id = (SELECT ext.current_consortium()) "
    "AND cooperative_id IN (SELECT p.cooperative_id FROM public.registry_partnership p)"
)
# placements_placement and workforce_worker show each Ente only its own.
OF_A_PLACEMENT_I_SEE = "placement_id IN (SELECT p.id FROM public.placements_placement p)"
OF_MY_WORKER = (
    "placement_id IN (SELECT p.id FROM public.placements_placement p) "
    "AND worker_id IN (SELECT w.id FROM public.workforce_worker w)"
)
MOVE = "UPDATE (state, reason, moved_at, version, during)"

RIGHTS = [
    Rights(
        "placements_placement",
        {"towns": f"SELECT, INSERT, {MOVE}", "coops": f"SELECT, {MOVE}", "consortia": "SELECT"},
        rows=(
            Policy(("towns",), HERE, check=OF_A_PARTNER),
            Policy(("coops",), SUPPLIED),
            Policy(("consortia",), OURS, command="SELECT"),
        ),
    ),
    Rights(
        "placements_designation",
        {"towns": "SELECT", "coops": "SELECT, INSERT, UPDATE (during)", "consortia": "SELECT"},
        rows=(
            Policy(("towns", "consortia"), OF_A_PLACEMENT_I_SEE, command="SELECT"),
            Policy(("coops",), OF_A_PLACEMENT_I_SEE, check=OF_MY_WORKER),
        ),
    ),
]
