"""What the doctor looks at: the settings of this process and what the database says of its login."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.db import connection

from ambito.observability.doctor import Examination, Finding, examinations
from ambito.tenancy.context import lobby
from ambito.tenancy.hooks import empty_required
from ambito.tenancy.roles import FUNCTIONS, prefixed

OLDEST_POSTGRES = 150000
SHORTEST_KEY = 50


def builder_is_away() -> Finding:
    """Only the command line and the machinery worker know the owner of everything."""
    if "builder" in settings.DATABASES:
        return Finding("ok", "this process is machinery and may know the builder")
    if "BUILDER_DATABASE_URL" in os.environ:
        return Finding(
            "bad",
            "this process can read the builder's address",
            "unset BUILDER_DATABASE_URL for web and workers",
        )
    return Finding("ok", "the builder's address is not here")


def login_is_humble() -> Finding:
    row = _one(
        "SELECT rolinherit, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, "
        "EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid) "
        "OR EXISTS (SELECT 1 FROM pg_database WHERE datdba = r.oid) "
        "OR EXISTS (SELECT 1 FROM pg_namespace WHERE nspowner = r.oid) "
        "FROM pg_roles r WHERE rolname = session_user"
    )
    names = (
        "INHERIT",
        "SUPERUSER",
        "BYPASSRLS",
        "CREATEROLE",
        "CREATEDB",
        "REPLICATION",
        "owner of something",
    )
    held = [name for name, holds in zip(names, row, strict=True) if holds]
    if held:
        return Finding(
            "bad", f"the application's login is {', '.join(held)}", "run `ambito install`, take the rest away"
        )
    return Finding("ok", "the application's login owns nothing and has no right of its own")


def login_may_become() -> Finding:
    """Every role that a town transaction takes must be grantable to the login, and no other of ours."""
    wanted = [prefixed(name) for name in FUNCTIONS]
    row = _one(
        "WITH wanted AS (SELECT unnest(%s::text[]) AS name UNION SELECT schema_name FROM registry_ente), "
        "held AS (SELECT r.rolname::text AS name FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
        "WHERE m.member = (SELECT oid FROM pg_roles WHERE rolname = session_user)) "
        "SELECT (SELECT count(*) FROM (SELECT name FROM wanted EXCEPT SELECT name FROM held) a), "
        "(SELECT count(*) FROM held WHERE name NOT IN (SELECT name FROM wanted) "
        "AND NOT starts_with(name, %s))",
        [wanted, prefixed("e_")],
    )
    missing, beyond = row
    if missing or beyond:
        return Finding(
            "bad", f"{missing} roles are missing to the login, {beyond} are too many", "run `ambito install`"
        )
    return Finding("ok", "the login may become every Ente and function role, and nobody else")


def writes_are_durable() -> Finding:
    (value,) = _one("SELECT current_setting('synchronous_commit')")
    if value in {"off", "local"}:
        return Finding("bad", f"synchronous_commit is {value}: a crash loses writes", "set it to on")
    return Finding("ok", f"synchronous_commit is {value}")


def session_starts_empty() -> Finding:
    (path, zone) = _one(
        "SELECT (SELECT reset_val FROM pg_settings WHERE name = 'search_path'), "
        "(SELECT reset_val FROM pg_settings WHERE name = 'TimeZone')"
    )
    if path.strip('"') or zone != "UTC":
        return Finding(
            "bad", f"a session starts with search_path {path!r} and time zone {zone}", "run `ambito install`"
        )
    return Finding("ok", "a session starts without a search_path and in UTC")


def server_is_known() -> Finding:
    (version,) = _one("SELECT current_setting('server_version_num')::int")
    if version < OLDEST_POSTGRES:
        return Finding("bad", f"PostgreSQL {version // 10000} is too old", "use PostgreSQL 15 or newer")
    return Finding("ok", f"PostgreSQL {version // 10000}")


def pooler_is_safe() -> Finding:
    """Behind a pooler in transaction mode, what is prepared on one connection is asked on another."""
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if options.get("prepare_threshold") is not None or options.get("server_side_binding"):
        return Finding(
            "bad",
            "statements are prepared on the server",
            "take prepare_threshold and server_side_binding away",
        )
    with lobby(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    left = _one("SELECT current_setting('role')")
    if left != ("none",):
        return Finding("bad", "a role outlived its transaction", "report it: this must not happen")
    return Finding("ok", "nothing outlives a transaction")


def cache_keys_have_a_town() -> Finding:
    bare = [name for name, cache in settings.CACHES.items() if not cache.get("KEY_FUNCTION")]
    if bare:
        return Finding(
            "bad", f"caches without KEY_FUNCTION: {', '.join(bare)}", "use ambito.tenancy.cache.ente_key"
        )
    return Finding("ok", "every cache key carries its Ente")


def nothing_is_shown() -> Finding:
    if settings.DEBUG or settings.LOGGING["readable"]:
        return Finding(
            "bad",
            "error pages or logs show what they should not",
            "unset AMBITO_READABLE_LOGS, leave DEBUG off",
        )
    return Finding("ok", "DEBUG is off and log lines hold registered keys only")


def domain_is_set() -> Finding:
    base = settings.AMBITO_BASE_DOMAIN.split(":")[0]
    if [f".{base}"] != settings.ALLOWED_HOSTS:
        return Finding(
            "bad", "other hosts than those below the base domain are answered", "leave ALLOWED_HOSTS alone"
        )
    if base == "localhost" or base.endswith(".localhost"):
        return Finding("warn", f"the base domain is {base}", "set AMBITO_BASE_DOMAIN where people use it")
    return Finding("ok", f"the base domain is {base}")


def secret_is_long() -> Finding:
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return Finding(
            "bad", f"the secret key has less than {SHORTEST_KEY} characters", "set a longer AMBITO_SECRET_KEY"
        )
    return Finding("ok", "the secret key is long enough")


def rooms_are_joined() -> Finding:
    empty = empty_required()
    if empty:
        return Finding("bad", f"nobody registered with {', '.join(empty)}", "install the app that does")
    return Finding("ok", "every required hook is filled")


def _one(query: str, parameters: list[Any] | None = None) -> Any:
    with lobby(), connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchone()


EVERY = {
    "settings.builder": builder_is_away,
    "settings.shown": nothing_is_shown,
    "settings.domain": domain_is_set,
    "settings.secret": secret_is_long,
    "settings.cache": cache_keys_have_a_town,
    "settings.rooms": rooms_are_joined,
    "database.version": server_is_known,
    "database.login": login_is_humble,
    "database.roles": login_may_become,
    "database.durable": writes_are_durable,
    "database.session": session_starts_empty,
    "database.pooler": pooler_is_safe,
}


def register() -> None:
    for name, look in EVERY.items():
        examinations.register(Examination(name, look))
