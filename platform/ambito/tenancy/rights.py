"""Tables of Django itself in the public schema: nobody reads them but their owner."""

from __future__ import annotations

from ambito.tenancy.declarations import Rights

RIGHTS = [
    Rights("auth_group"),
    Rights("auth_group_permissions"),
    Rights("auth_permission"),
    Rights("django_content_type"),
    Rights("django_migrations"),
]
