"""Sign-in, factors and passages, the same on every host."""

from __future__ import annotations

from django.urls import path

from ambito.identity.views import (
    account,
    confirmation,
    digital_identity,
    enrolment,
    factor,
    hop,
    link,
    passkeys,
    recognition,
)
from ambito.identity.views.sign_in import sign_in

app_name = "identity"
urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/factor/", factor.factor, name="factor"),
    path("sign-in/enrol/", enrolment.enrol, name="enrol"),
    path("sign-in/enrol/app/", enrolment.enrol_app, name="enrol_app"),
    path("sign-in/enrol/codes/", enrolment.codes, name="codes"),
    path("sign-in/digital-identity/", digital_identity.leave, name="oidc_leave"),
    path("sign-in/digital-identity/return/", digital_identity.come_back, name="oidc_return"),
    path("sign-in/link/<str:token>/", link.link, name="link"),
    path("passkey/ask/", passkeys.ask, name="passkey_ask"),
    path("passkey/answer/", passkeys.answer, name="passkey_answer"),
    path("passkey/make/", passkeys.make, name="passkey_make"),
    path("passkey/keep/", passkeys.keep, name="passkey_keep"),
    path("confirm/", confirmation.confirm, name="confirm"),
    path("account/factors/", account.factors, name="factors"),
    path("account/factors/add/", account.add_factor, name="add_factor"),
    path("account/factors/codes/", account.new_codes, name="new_codes"),
    path("account/factors/<int:factor_id>/remove/", account.remove_factor, name="remove_factor"),
    path("account/password/", account.password, name="password"),
    path("account/digital-identity/", recognition.recognition, name="recognition"),
    path("account/role/", account.act_as, name="act_as"),
    path("sign-out/", account.sign_out, name="sign_out"),
    path("places/", hop.places, name="places"),
    path("places/leave/", hop.leave, name="hop_leave"),
    path("places/arrive/", hop.arrive, name="hop_arrive"),
]
