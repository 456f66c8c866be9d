"""A town sees its own lines, an employer those of its workers, the consortium those of its towns."""

from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

EVERYBODY: tuple[Group, ...] = ("towns", "consortia", "coops")
HERE = "town_id = (SELECT ext.current_ente())"
EMPLOYED = "employer_id = (SELECT ext.current_ente())"
OURS = "consortium_id = (SELECT ext.current_ente())"
# pool_allocation, placements_placement and workforce_worker show each Ente only its own.
OF_A_WORKER_I_KNOW = "worker_id IN (SELECT w.id FROM public.workforce_worker w)"
PLACED = "placement_id IN (SELECT p.id FROM public.placements_placement p)"
POOLED = "allocation_id IN (SELECT a.id FROM public.pool_allocation a)"
GROUND = f"({PLACED} OR {POOLED})"
MOVE = "UPDATE (minutes, state, dispute, proposed_minutes, rounds, version)"

RIGHTS = [
    Rights(
        "hours_timesheetline",
        {
            "towns": f"SELECT, INSERT, DELETE, {MOVE}",
            "coops": f"SELECT, INSERT, DELETE, {MOVE}",
            "consortia": f"SELECT, {MOVE}",
        },
        rows=(
            Policy(("towns",), HERE, check=f"{HERE} AND {OF_A_WORKER_I_KNOW} AND {GROUND}"),
            # A cooperative may not ask for allocations: it has no part in the pool.
            Policy(("coops",), EMPLOYED, check=f"{EMPLOYED} AND {OF_A_WORKER_I_KNOW} AND {PLACED}"),
            Policy(("consortia",), OURS),
        ),
    ),
    Rights(
        "hours_workedday",
        dict.fromkeys(EVERYBODY, "SELECT, INSERT, UPDATE (minutes)"),
        rows=(Policy(EVERYBODY, OF_A_WORKER_I_KNOW),),
    ),
]
