"""Tables of Django itself and of provisioning in the public schema: nobody reads them but their owner."""

from __future__ import annotations

from ambito.tenancy.declarations import Rights

RIGHTS = [
    Rights("auth_group"),
    Rights("auth_group_permissions"),
    Rights("auth_permission"),
    Rights("django_content_type"),
    Rights("django_migrations"),
    Rights("tenancy_artefact"),
    Rights("tenancy_step"),
]
