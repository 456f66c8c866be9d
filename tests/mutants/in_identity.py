"""Who it is: sessions, tickets, factors, tries, and where a request comes from."""

from __future__ import annotations

from tests.mutants.guard import Guard

IDENTITY = "platform/ambito/identity"
GUARDS = (
    Guard(
        "a session is of one host",
        f"{IDENTITY}/sessions.py",
        "            ente_id=ente_id,\n            session_stamp=F(",
        "            session_stamp=F(",
        "tests/ambito/identity/test_sessions.py",
    ),
    Guard(
        "a renewed stamp ends sessions",
        f"{IDENTITY}/sessions.py",
        '            session_stamp=F("user__session_stamp"),\n',
        "",
        "tests/ambito/identity/test_sessions.py",
    ),
    Guard(
        "a session ends when nobody is there",
        f"{IDENTITY}/sessions.py",
        "            last_seen_at__gt=now - IDLE,\n",
        "",
        "tests/ambito/identity/test_sessions.py",
    ),
    Guard(
        "a protected page closes earlier",
        f"{IDENTITY}/middleware.py",
        'if marked(view, "ambito_protected") and idle > sessions.IDLE_ON_PROTECTED:',
        "if False:",
        "tests/ambito/identity/test_sessions.py",
    ),
    Guard(
        "a ticket serves once",
        f"{IDENTITY}/tickets.py",
        "to_ente_id=ente_id, used_at=None, expires_at__gt=now",
        "to_ente_id=ente_id, expires_at__gt=now",
        "tests/ambito/identity/test_hop.py",
    ),
    Guard(
        "a ticket is for one host",
        f"{IDENTITY}/tickets.py",
        "to_ente_id=ente_id, used_at=None, expires_at__gt=now",
        "used_at=None, expires_at__gt=now",
        "tests/ambito/identity/test_hop.py",
    ),
    Guard(
        "a sign-in keeps its order of steps",
        f"{IDENTITY}/attempts.py",
        "ente_id=ente_id, step__in=steps, expires_at__gt",
        "ente_id=ente_id, expires_at__gt",
        "tests/ambito/identity",
    ),
    Guard(
        "who has a second factor shows it",
        f"{IDENTITY}/views/sign_in.py",
        "step = Step.FACTOR if factors.has_any(user.pk) else Step.ENROL",
        "step = Step.ENROL",
        "tests/ambito/identity/test_sign_in.py",
    ),
    Guard(
        "a code of the app serves once",
        f"{IDENTITY}/factors.py",
        'if step is None or step <= row.data.get("step", -1):',
        "if step is None:",
        "tests/ambito/identity/test_sign_in.py",
    ),
    Guard(
        "five tries, then a pause",
        f"{IDENTITY}/limits.py",
        "return count <= TRIES",
        "return True",
        "tests/ambito/identity/test_limits.py",
    ),
    Guard(
        "sister towns may not write",
        "platform/ambito/web/origin.py",
        '"same-origin"',
        '"same-site"',
        "tests/ambito/web/test_origin.py",
    ),
    Guard(
        "a form carries its page's token",
        "platform/ambito/project/settings/http.py",
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        "tests/ambito/web/test_failures.py",
    ),
)
