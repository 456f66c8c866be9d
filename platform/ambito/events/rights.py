from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

SENDERS: tuple[Group, ...] = ("towns", "consortia", "coops")
MINE = "receiver_id = (SELECT ext.current_ente())"
SENT = "sender_id = (SELECT ext.current_ente())"

RIGHTS = [
    Rights(
        "events_event",
        {
            **dict.fromkeys(SENDERS, "SELECT, INSERT, UPDATE (attempts, error, due_at, done_at, dead_at)"),
            "dispatcher": "SELECT (id, receiver_id, due_at, done_at, dead_at, created_at)",
        },
        rows=(
            Policy(SENDERS, SENT, command="INSERT"),
            Policy(SENDERS, f"{MINE} OR {SENT}", command="SELECT"),
            Policy(SENDERS, MINE, command="UPDATE"),
            Policy(("dispatcher",), "true", command="SELECT"),
        ),
    ),
]
