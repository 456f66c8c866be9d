from __future__ import annotations

from ambito.tenancy.declarations import Policy, Rights

# A user is seen where a membership names them; registry_membership shows each Ente only its own.
KNOWN_HERE = "EXISTS (SELECT 1 FROM public.registry_membership m WHERE m.user_id = identity_user.id)"

RIGHTS = [
    Rights(
        "identity_user",
        {
            "towns": "SELECT",
            "consortia": "SELECT",
            "coops": "SELECT",
            "signin": "SELECT, UPDATE (session_stamp)",
        },
        rows=(
            Policy(("towns", "consortia", "coops"), KNOWN_HERE, command="SELECT"),
            Policy(("signin",), "true"),
        ),
    ),
]
