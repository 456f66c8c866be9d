from __future__ import annotations

from ambito.tenancy.declarations import Policy, Rights

HERE = "ente_id = (SELECT ext.current_ente())"

RIGHTS = [
    Rights(
        "audit_row",
        {
            "consortia": "SELECT, INSERT",
            "coops": "SELECT, INSERT",
            "signin": "SELECT, INSERT",
            "publisher": "SELECT, INSERT",
            "sealer": "SELECT",
        },
        rows=(
            Policy(("consortia", "coops"), HERE),
            Policy(("publisher",), "kind = 'publication'"),
            Policy(("signin", "sealer"), "true"),
        ),
    ),
    Rights("audit_link", {"sealer": "SELECT, INSERT"}, rows=(Policy(("sealer",), "true"),)),
]
