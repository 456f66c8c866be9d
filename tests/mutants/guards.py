"""The guards of isolation and privacy: the change that removes each, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """`text` in `file` is the guard; `without` is the same place with the guard taken out."""

    name: str
    file: str
    text: str
    without: str
    tests: str


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
        "sister towns may not write",
        "platform/ambito/web/origin.py",
        '"same-origin"',
        '"same-site"',
        "tests/ambito/web/test_origin.py",
    ),
    Guard(
        "a locked person is found by the named readers only",
        "tenants/town/people/rules.py",
        'return Q(**{f"{person}__locked" if person else "locked": False}) | Q(Exists(reads))',
        "return Q() | Q(Exists(reads))",
        "tests/town/test_visibility.py",
    ),
    Guard(
        "envelopes open in the states of their tier",
        "shared/consortium/exchange/rights.py",
        "r.state IN ({_quoted(states)})",
        "true",
        "tests/consortium/exchange",
    ),
)
