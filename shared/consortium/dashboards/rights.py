from __future__ import annotations

from ambito.tenancy.declarations import Policy, Rights

MINE = "consortium_id = (SELECT ext.current_ente())"
RELEASED = (
    Policy(("publisher",), "true"),
    Policy(("consortia",), MINE, command="SELECT"),
)

RIGHTS = [
    Rights(
        "dashboards_rawcount",
        {"publisher": "SELECT, INSERT, DELETE"},
        rows=(Policy(("publisher",), "true"),),
    ),
    Rights("dashboards_release", {"publisher": "SELECT, INSERT", "consortia": "SELECT"}, rows=RELEASED),
    Rights("dashboards_releasedcell", {"publisher": "SELECT, INSERT", "consortia": "SELECT"}, rows=RELEASED),
]
