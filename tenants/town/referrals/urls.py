from __future__ import annotations

from django.urls import path

from town.referrals import views
from town.referrals.api import Packets, Received, Sending, Sent

app_name = "referrals"
urlpatterns = [
    path("invii/", views.every, name="list"),
    path("cartelle/<uuid:case>/invia/", views.new, name="new"),
    path("invii/inviati/<uuid:pk>/", views.sent, name="sent"),
    path("invii/inviati/<uuid:pk>/<slug:name>/", views.sent_step, name="sent_step"),
    path("invii/ricevuti/<uuid:pk>/", views.received, name="received"),
    path("invii/ricevuti/<uuid:pk>/apertura/", views.opening, name="opening"),
    path("invii/ricevuti/<uuid:pk>/accettazione/", views.acceptance, name="acceptance"),
    path("invii/ricevuti/<uuid:pk>/persona/", views.taking_in, name="taking_in"),
    path("invii/ricevuti/<uuid:pk>/conclusione/", views.completion, name="completion"),
    path("invii/ricevuti/<uuid:pk>/passo/<slug:name>/", views.received_step, name="received_step"),
    path("api/v1/referrals/receivers/", Sending.as_view({"get": "receivers"}), name="api_receivers"),
    path(
        "api/v1/cases/<uuid:case>/referrals/preview/",
        Sending.as_view({"post": "preview"}),
        name="api_preview",
    ),
    path("api/v1/cases/<uuid:case>/referrals/", Sending.as_view({"post": "create"}), name="api_send"),
    path("api/v1/referrals/sent/", Sent.as_view({"get": "list"}), name="api_sent_list"),
    path("api/v1/referrals/sent/<uuid:pk>/", Sent.as_view({"get": "retrieve"}), name="api_sent"),
    path("api/v1/referrals/sent/<uuid:pk>/moves/", Sent.as_view({"post": "moves"}), name="api_sent_moves"),
    path("api/v1/referrals/received/", Received.as_view({"get": "list"}), name="api_received_list"),
    path("api/v1/referrals/received/<uuid:pk>/", Received.as_view({"get": "retrieve"}), name="api_received"),
    path(
        "api/v1/referrals/received/<uuid:pk>/opening/", Received.as_view({"post": "open"}), name="api_opening"
    ),
    path(
        "api/v1/referrals/received/<uuid:pk>/acceptance/",
        Packets.as_view({"post": "accept"}),
        name="api_acceptance",
    ),
    path(
        "api/v1/referrals/received/<uuid:pk>/person/",
        Packets.as_view({"post": "take_in"}),
        name="api_taking_in",
    ),
    path(
        "api/v1/referrals/received/<uuid:pk>/completion/",
        Received.as_view({"post": "complete"}),
        name="api_completion",
    ),
    path(
        "api/v1/referrals/received/<uuid:pk>/moves/",
        Received.as_view({"post": "moves"}),
        name="api_received_moves",
    ),
]
