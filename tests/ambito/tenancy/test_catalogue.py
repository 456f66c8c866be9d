"""What PostgreSQL's own catalogue says about who owns, sees and may do what."""

from __future__ import annotations

from django_tenants.utils import get_tenant_model

from ambito.tenancy import declarations
from ambito.tenancy.provisioning import catalogue, template
from ambito.tenancy.provisioning.builder import one_transaction
from ambito.tenancy.roles import FUNCTIONS, GROUPS, prefixed
from tests.ambito.conftest import GetSeat
from tests.ambito.tenancy.provisioning.schemas import ask

# Functions that run with their owner's rights, each with its reason. None yet.
SECURITY_DEFINERS: set[str] = set()
# In public and in every town: Django's own bookkeeping.
IN_BOTH = {"django_migrations"}

OWNERS = """
SELECT c.oid::regclass::text, c.relowner::regrole::text FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relowner <> %s::regrole
UNION ALL SELECT nspname, nspowner::regrole::text FROM pg_namespace
WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') AND nspowner <> %s::regrole
UNION ALL SELECT p.oid::regprocedure::text, p.proowner::regrole::text FROM pg_proc p
WHERE p.pronamespace = 'ext'::regnamespace AND p.proowner <> %s::regrole
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
FOREIGN_RIGHTS = """
SELECT r.rolname, n.nspname FROM pg_roles r, pg_namespace n
WHERE r.rolname = ANY(%s) AND n.nspname = ANY(%s) AND r.rolname <> n.nspname
  AND has_schema_privilege(r.oid, n.oid, 'USAGE, CREATE')
UNION ALL
SELECT r.rolname, c.oid::regclass::text
FROM pg_roles r, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.rolname = ANY(%s) AND n.nspname = ANY(%s) AND r.rolname <> n.nspname AND c.relkind = 'r'
  AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
"""


def towns() -> list[str]:
    """Schemas of all towns, and the template."""
    found = ask("SELECT schema_name FROM public.registry_ente WHERE kind = 'town' ORDER BY number")
    return [*(name for (name,) in found), template.name()]


def everybody() -> list[str]:
    """Every role but the builder: Enti, groups, functions and the login of the application."""
    enti = [name for (name,) in ask("SELECT schema_name FROM public.registry_ente")]
    return [*enti, *map(prefixed, (*GROUPS.values(), *FUNCTIONS, "app"))]


def tables(schema: str) -> set[str]:
    return {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = %s", schema)}


def test_only_the_builder_owns_anything(committed: GetSeat) -> None:
    builder = prefixed("builder")
    assert ask(OWNERS, builder, builder, builder) == []


def test_no_role_has_a_right_in_the_schema_of_another(committed: GetSeat) -> None:
    """Function roles have what an app declares in every town, and nothing in the template."""
    roles, schemas = everybody(), towns()
    assert len(roles) == 16
    assert len(schemas) == 4
    found = set(ask(FOREIGN_RIGHTS, roles, schemas, roles, schemas))
    assert found == declared_for_functions(schemas[:-1])


def declared_for_functions(schemas: list[str]) -> set[tuple[str, str]]:
    pairs = [(prefixed(name), less.table) for less in declarations.declared()[1] for name in less.functions]
    on_schemas = {(role, schema) for role, _ in pairs for schema in schemas}
    return on_schemas | {(role, f"{schema}.{table}") for role, table in pairs for schema in schemas}


def test_the_attack_query_sees_a_right_that_is_there(committed: GetSeat) -> None:
    alpha, beta, *_ = towns()
    ask(f"GRANT USAGE ON SCHEMA {beta} TO {alpha}")
    ask(f"GRANT TRIGGER ON {beta}.people_person TO {prefixed('towns')}")
    found = ask(FOREIGN_RIGHTS, everybody(), towns(), everybody(), towns())
    assert (alpha, beta) in found
    assert (prefixed("towns"), f"{beta}.people_person") in found


def test_a_town_may_not_touch_its_own_bookkeeping_nor_make_tables(committed: GetSeat) -> None:
    for town in towns()[:-1]:
        touch = "SELECT has_table_privilege(%s, %s, 'SELECT, INSERT, UPDATE, DELETE')"
        assert ask(touch, town, f"{town}.django_migrations") == [(False,)]
        assert ask("SELECT has_schema_privilege(%s, %s, 'CREATE')", town, town) == [(False,)]


def test_roles_of_enti_cannot_log_in_nor_rise_above(committed: GetSeat) -> None:
    query = (
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) "
        "AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication "
        "OR (rolcanlogin AND rolname <> %s))"
    )
    assert ask(query, everybody(), prefixed("app")) == []
    assert ask("SELECT rolinherit FROM pg_roles WHERE rolname = %s", prefixed("app")) == [(False,)]


def test_no_function_runs_with_the_rights_of_its_owner(committed: GetSeat) -> None:
    query = (
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE p.prosecdef AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
    )
    assert {name for (name,) in ask(query)} == SECURITY_DEFINERS


def test_every_public_table_has_declared_rights(committed: GetSeat) -> None:
    declared = [item.table for item in declarations.declared()[0]]
    assert sorted(declared) == sorted(tables("public"))


def test_no_table_name_is_both_in_public_and_in_a_town(committed: GetSeat) -> None:
    for town in towns():
        assert tables("public") & tables(town) == IN_BOTH


def test_nothing_binds_a_town_to_another_schema(committed: GetSeat) -> None:
    with one_transaction() as connection:
        assert [catalogue.strangers(connection, town) for town in towns()] == [[]] * 4


def test_the_template_is_no_ente(committed: GetSeat) -> None:
    assert not get_tenant_model().objects.using("builder").filter(schema_name=template.name()).exists()
    assert ask("SELECT 1 FROM pg_roles WHERE rolname = %s", template.name()) == []
