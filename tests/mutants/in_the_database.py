"""What PostgreSQL refuses whatever Python asks: rights and row security of the shared tables."""

from __future__ import annotations

from tests.mutants.guard import Guard

GUARDS = (
    Guard(
        "an Ente sees its own memberships",
        "shared/consortium/registry/rights.py",
        'Policy(EVERYBODY, HERE),\n            Policy(("consortia",), IN_MY_CONSORTIUM),',
        'Policy(EVERYBODY, "true"),',
        "tests/ambito/tenancy/test_attacks.py",
        stored=True,
    ),
    Guard(
        "an Ente sees its own sessions",
        "platform/ambito/identity/rights.py",
        "rows=(Policy(EVERYBODY, HERE), ANY),",
        'rows=(Policy(EVERYBODY, "true"), ANY),',
        "tests/ambito/identity/test_sessions.py::test_an_ente_sees_only_the_sessions_of_its_own_host",
        stored=True,
    ),
    Guard(
        "an Ente sends on only who is at work there",
        "platform/ambito/identity/rights.py",
        'Policy(EVERYBODY, "false", check=AT_WORK_HERE, command="INSERT")',
        'Policy(EVERYBODY, "false", check="true", command="INSERT")',
        "tests/ambito/identity/test_hop.py",
        stored=True,
    ),
    Guard(
        "a referral is its two towns'",
        "shared/consortium/exchange/rights.py",
        'Policy(("towns",), MINE, command="SELECT"),',
        'Policy(("towns",), "true", command="SELECT"),',
        "tests/consortium/exchange/test_rights.py",
        stored=True,
    ),
    Guard(
        "envelopes open in the states of their tier",
        "shared/consortium/exchange/rights.py",
        "r.state IN ({_quoted(states)})",
        "true",
        "tests/consortium/exchange/test_rights.py",
        stored=True,
    ),
    Guard(
        "the desk has no identity to read",
        "shared/consortium/exchange/rights.py",
        '{"towns": "SELECT, INSERT"},\n        rows=(',
        '{"towns": "SELECT, INSERT", "consortia": "SELECT"},\n'
        '        rows=(Policy(("consortia",), "true", command="SELECT"),',
        "tests/consortium/exchange/test_rights.py",
        stored=True,
    ),
    Guard(
        "news is its receiver's",
        "platform/ambito/events/rights.py",
        'Policy(SENDERS, f"{MINE} OR {SENT}", command="SELECT"),',
        'Policy(SENDERS, "true", command="SELECT"),',
        "tests/ambito/events/test_delivery.py::test_a_third_town_and_the_dispatcher_cannot_read_it",
        stored=True,
    ),
    Guard(
        "a log of deeds is its Ente's",
        "platform/ambito/audit/rights.py",
        'Policy(("consortia", "coops"), HERE),',
        'Policy(("consortia", "coops"), "true"),',
        "tests/ambito/audit/test_operations.py",
        stored=True,
    ),
    Guard(
        "a log of deeds is only added to",
        "platform/ambito/audit/town/rights.py",
        'TownRights("town_audit_row", "SELECT, INSERT",',
        'TownRights("town_audit_row", "SELECT, INSERT, UPDATE, DELETE",',
        "tests/ambito/audit/test_operations.py",
        stored=True,
    ),
    Guard(
        "a cooperative sees its own placements",
        "shared/consortium/placements/rights.py",
        'Policy(("coops",), SUPPLIED),',
        'Policy(("coops",), "true"),',
        "tests/consortium/placements",
        stored=True,
    ),
    Guard(
        "a cooperative sees the hours of its own workers",
        "shared/consortium/hours/rights.py",
        'Policy(("coops",), EMPLOYED, check=',
        'Policy(("coops",), "true", check=',
        "tests/consortium/hours",
        stored=True,
    ),
    Guard(
        "raw counts are the publisher's",
        "shared/consortium/dashboards/rights.py",
        '{"publisher": "SELECT, INSERT, DELETE"},\n        rows=(Policy(("publisher",), "true"),),',
        '{"publisher": "SELECT, INSERT, DELETE", "consortia": "SELECT"},\n'
        '        rows=(Policy(("publisher", "consortia"), "true"),),',
        "tests/consortium/dashboards/test_operations.py",
        stored=True,
    ),
)
