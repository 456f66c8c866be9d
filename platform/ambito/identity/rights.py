"""Secrets, factors and unfinished sign-ins are the role `signin`'s alone; an Ente sees its own sessions."""

from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

EVERYBODY: tuple[Group, ...] = ("towns", "consortia", "coops")

# A user is seen where a membership names them; registry_membership shows each Ente only its own.
KNOWN_HERE = "EXISTS (SELECT 1 FROM public.registry_membership m WHERE m.user_id = {table}.{column})"
HERE = "ente_id = (SELECT ext.current_ente())"
# Only `signin` opens sessions: an Ente can send on nobody who is not really at work on its host.
AT_WORK_HERE = (
    "from_ente_id = (SELECT ext.current_ente()) AND EXISTS (SELECT 1 FROM public.identity_session s "
    "WHERE s.user_id = identity_ticket.user_id AND s.session_stamp = identity_ticket.session_stamp "
    "AND s.signed_in_at = identity_ticket.signed_in_at)"
)
ANY = Policy(("signin",), "true")


def only_signin(table: str) -> Rights:
    return Rights(table, {"signin": "SELECT, INSERT, UPDATE, DELETE"}, rows=(ANY,))


RIGHTS = [
    Rights(
        "identity_user",
        {
            **dict.fromkeys(EVERYBODY, "SELECT"),
            "signin": "SELECT, INSERT, UPDATE (session_stamp, is_active, name, email)",
        },
        rows=(
            Policy(EVERYBODY, KNOWN_HERE.format(table="identity_user", column="id"), command="SELECT"),
            ANY,
        ),
    ),
    only_signin("identity_credential"),
    only_signin("identity_nationalidentity"),
    only_signin("identity_attempt"),
    only_signin("identity_tries"),
    only_signin("mfa_authenticator"),
    Rights(
        "identity_session",
        {
            **dict.fromkeys(EVERYBODY, "SELECT, UPDATE (last_seen_at, kept), DELETE"),
            "signin": "SELECT, INSERT, UPDATE, DELETE",
        },
        rows=(Policy(EVERYBODY, HERE), ANY),
    ),
    Rights(
        "identity_ticket",
        {**dict.fromkeys(EVERYBODY, "INSERT"), "signin": "SELECT, UPDATE (used_at), DELETE"},
        rows=(Policy(EVERYBODY, "false", check=AT_WORK_HERE, command="INSERT"), ANY),
    ),
    Rights(
        "identity_link",
        {**dict.fromkeys(EVERYBODY, "INSERT"), "signin": "SELECT, UPDATE (used_at), DELETE"},
        rows=(
            Policy(
                EVERYBODY,
                "false",
                check=f"{HERE} AND {KNOWN_HERE.format(table='identity_link', column='user_id')}",
                command="INSERT",
            ),
            ANY,
        ),
    ),
    # Tables of django-allauth that this product leaves empty.
    Rights("account_emailaddress"),
    Rights("account_emailconfirmation"),
]
