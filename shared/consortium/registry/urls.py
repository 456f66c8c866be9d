"""People of an Ente and invitations, the same on every host; partnerships as each side sees them."""

from __future__ import annotations

from django.urls import path

from consortium.registry.views import acceptance, partnerships, people

app_name = "registry"
urlpatterns = [
    path("administration/people/", people.people, name="people"),
    path("administration/people/invite/", people.invite, name="invite"),
    path("administration/people/<uuid:user_id>/link/", people.password_link, name="password_link"),
    path("administration/memberships/<uuid:pk>/end/", people.end_membership, name="end_membership"),
    path("administration/invitations/<uuid:pk>/withdraw/", people.withdraw, name="withdraw"),
    path("administration/invitations/<uuid:pk>/renew/", people.renew, name="renew"),
    path("invitation/<str:token>/", acceptance.accept, name="accept"),
]
consortium = (
    [
        path("", partnerships.cooperatives, name="partnerships"),
        path("new/", partnerships.open_partnership, name="open"),
        path("<uuid:pk>/end/", partnerships.end_partnership, name="end"),
    ],
    "partnerships",
)
cooperative = ([path("", partnerships.consortia, name="partnerships")], "partnerships")
