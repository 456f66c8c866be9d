from __future__ import annotations

from django.urls import path

from town.referrals import views

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
]
