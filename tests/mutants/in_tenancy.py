"""Which Ente a transaction, a key, a file, a value or a task belongs to; what may leave a town."""

from __future__ import annotations

from tests.mutants.guard import Guard

TENANCY = "platform/ambito/tenancy"
GUARDS = (
    Guard(
        "the transaction takes the Ente's role",
        f"{TENANCY}/entering.py",
        "set_config('role', e.schema_name, true)",
        "set_config('search_path', '', true)",
        "tests/ambito/tenancy/test_context.py",
    ),
    Guard(
        "nothing is asked outside of a town",
        f"{TENANCY}/backend/base.py",
        "if not self._may_speak():",
        "if False:",
        "tests/ambito/tenancy/test_context.py",
    ),
    Guard(
        "a second Ente is refused inside the first",
        f"{TENANCY}/context.py",
        "if _inside.get() is not None:",
        "if False:",
        "tests/ambito/tenancy/test_context.py",
    ),
    Guard(
        "cache keys carry the Ente",
        f"{TENANCY}/cache.py",
        'f"{prefix}:{entered.seat.role}:{version}:{key}"',
        'f"{prefix}:{version}:{key}"',
        "tests/ambito/tenancy/test_bound_to_an_ente.py",
    ),
    Guard(
        "signed values carry the Ente",
        f"{TENANCY}/signing.py",
        'f"ambito.{current_seat().role}.{purpose}"',
        'f"ambito.{purpose}"',
        "tests/ambito/tenancy/test_bound_to_an_ente.py",
    ),
    Guard(
        "words do not leave a town",
        f"{TENANCY}/inert.py",
        "if not CODE.fullmatch(value):",
        "if False:",
        "tests/ambito/events/test_delivery.py::test_words_do_not_travel",
    ),
    Guard(
        "words do not enter the log of deeds",
        "platform/ambito/audit/operations.py",
        "detail=inert(detail or {}),",
        "detail=detail or {},",
        "tests/ambito/audit/test_operations.py",
    ),
    Guard(
        "a task says its Ente",
        "platform/ambito/jobs/tasks.py",
        'if not (kwargs.get("headers") or {}).get(HEADER):',
        "if False:",
        "tests/ambito/jobs/test_tasks.py",
    ),
    Guard(
        "files stand under the Ente's prefix",
        "platform/ambito/files/store.py",
        "location=role,",
        'location="",',
        "tests/ambito/files/test_store.py",
    ),
    Guard(
        "ciphertext belongs to its row",
        "platform/ambito/vault/cipher.py",
        'return header + f"{current_seat().role}|{label}|{pk}|{field}".encode()',
        "return header",
        "tests/ambito/vault/test_fields.py",
    ),
    Guard(
        "log lines hold registered keys alone",
        "platform/ambito/observability/logs.py",
        "return sifted(dict(line))",
        "return dict(line)",
        "tests/ambito/observability/test_logs.py",
    ),
    Guard(
        "error reports are made anew",
        "platform/ambito/observability/reports.py",
        "before_send=lambda event, _: rebuilt(event),",
        "before_send=lambda event, _: event,",
        "tests/ambito/observability/test_wire.py",
    ),
)
