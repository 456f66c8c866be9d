from __future__ import annotations

from django.urls import path

from town.projects import views

app_name = "projects"
urlpatterns = [
    path("cartelle/<uuid:case>/progetti/nuovo/", views.new, name="new"),
    path("progetti/<uuid:pk>/", views.project, name="project"),
    path("progetti/<uuid:pk>/obiettivi/", views.objectives, name="objectives"),
    path("progetti/<uuid:pk>/accordo/", views.agreement, name="agreement"),
    path("progetti/<uuid:pk>/avvio/", views.start, name="start"),
    path("progetti/<uuid:pk>/chiusura/", views.closure, name="closure"),
    path("progetti/<uuid:pk>/restituzione/", views.restitution, name="restitution"),
]
