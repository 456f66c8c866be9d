from __future__ import annotations

from django.urls import path

from town.projects import views
from town.projects.api import CaseProjects, Projects, ProjectSteps

app_name = "projects"
urlpatterns = [
    path("cartelle/<uuid:case>/progetti/nuovo/", views.new, name="new"),
    path("progetti/<uuid:pk>/", views.project, name="project"),
    path("progetti/<uuid:pk>/obiettivi/", views.objectives, name="objectives"),
    path("progetti/<uuid:pk>/accordo/", views.agreement, name="agreement"),
    path("progetti/<uuid:pk>/avvio/", views.start, name="start"),
    path("progetti/<uuid:pk>/chiusura/", views.closure, name="closure"),
    path("progetti/<uuid:pk>/restituzione/", views.restitution, name="restitution"),
    path(
        "api/v1/cases/<uuid:case>/projects/",
        CaseProjects.as_view({"get": "list", "post": "create"}),
        name="api_list",
    ),
    path("api/v1/projects/<uuid:pk>/", Projects.as_view({"get": "retrieve"}), name="api_project"),
    path(
        "api/v1/projects/<uuid:pk>/objectives/",
        ProjectSteps.as_view({"put": "rewrite"}),
        name="api_objectives",
    ),
    path(
        "api/v1/projects/<uuid:pk>/agreement/", ProjectSteps.as_view({"post": "agree"}), name="api_agreement"
    ),
    path("api/v1/projects/<uuid:pk>/start/", ProjectSteps.as_view({"post": "start"}), name="api_start"),
    path("api/v1/projects/<uuid:pk>/closure/", ProjectSteps.as_view({"post": "close"}), name="api_closure"),
    path(
        "api/v1/projects/<uuid:pk>/restitution/",
        ProjectSteps.as_view({"post": "give_back"}),
        name="api_restitution",
    ),
]
