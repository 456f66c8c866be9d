from __future__ import annotations

from ambito.tenancy.declarations import TownRights

RIGHTS = [
    TownRights("town_audit_row", "SELECT, INSERT", functions={"sealer": "SELECT"}),
    TownRights("town_audit_link", "SELECT", functions={"sealer": "SELECT, INSERT"}),
]
