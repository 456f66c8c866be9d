from __future__ import annotations

from django.urls import path

from town.frontdesk import views
from town.frontdesk.api import Contacts, Handovers

app_name = "frontdesk"
urlpatterns = [
    path("contatti/", views.waiting, name="queue"),
    path("contatti/nuovo/", views.new, name="new"),
    path("contatti/persona/", views.chosen, name="chosen"),
    path("contatti/<uuid:pk>/", views.contact, name="contact"),
    path("contatti/<uuid:pk>/passa/", views.handover, name="handover"),
    path("contatti/<uuid:pk>/chiudi/", views.closure, name="close"),
    path("api/v1/contacts/", Contacts.as_view({"get": "list", "post": "create"}), name="api_list"),
    path("api/v1/contacts/<uuid:pk>/", Contacts.as_view({"get": "retrieve"}), name="api_contact"),
    path("api/v1/contacts/<uuid:pk>/closure/", Contacts.as_view({"post": "close"}), name="api_close"),
    path("api/v1/contacts/<uuid:pk>/handover/", Handovers.as_view({"post": "create"}), name="api_handover"),
]
