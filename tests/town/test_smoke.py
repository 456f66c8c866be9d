from __future__ import annotations

from tests.people import signed_in
from tests.town.acting import *
from town.cases.models import Case
from town.frontdesk.models import Contact
from town.people.models import Person


def ok(r, *s):
    assert r.status_code in (s or (200,)), (r.status_code, r.content.decode()[:3000])
    return r


def test_all(town):
    c = signed_in("coordinator", at="alpha")
    d = signed_in("desk_operator", at="alpha")
    for x in (c, d):
        for p in ("/", "/persone/", "/persone/nuova/", "/contatti/", "/contatti/nuovo/"):
            ok(x.get(p))
    ok(c.get("/cartelle/"))
    r = ok(
        send(
            c,
            "/persone/nuova/",
            {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown", "birth_place": "Milano"},
        ),
        302,
    )
    ok(c.get(r["Location"]))
    r = ok(
        send(c, "/persone/nuova/", {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown"}), 200
    )
    assert "È questa persona" in r.content.decode() or "It is this person" in r.content.decode()
    with inside():
        p = Person.objects.get()
    url = f"/persone/{p.pk}/"
    ok(c.get(url + "modifica/"))
    base = {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown", "phone": "333 010 2030"}
    ok(send(c, url + "modifica/", {**base, "version": 1}), 302)
    r = ok(send(c, url + "modifica/", {**base, "address": "via Roma", "version": 1}), 409)
    ok(d.post("/persone/scelte/", {"person_typed": "bian"}))
    ok(d.post("/contatti/persona/", {"person": "new", "person_typed": "rossi maria"}))
    ok(d.post("/contatti/persona/", {"person": str(p.pk)}))
    r = ok(send(d, "/contatti/nuovo/", {}), 422)
    said = dict(
        channel="phone",
        interlocutor="self",
        reason="spontaneous",
        needs=["care_home"],
        area="elderly",
        urgency="1_urgent",
        outcome="handed_over",
        minutes="10",
        words="aiuto",
        informed="on",
    )
    r = ok(send(d, "/contatti/nuovo/", {**said, "person": str(p.pk)}), 302)
    ok(d.get(r["Location"]))
    r = ok(send(d, "/contatti/nuovo/", {**said, "person": "new", "surname": "Bianchi", "name": "Luca"}), 200)
    r = ok(
        send(
            d,
            "/contatti/nuovo/",
            {**said, "person": "new", "surname": "Bianchi", "name": "Luca", "other": "1"},
        ),
        302,
    )
    with inside() as who:
        ct = Contact.objects.first()
    r = ok(c.get(f"/contatti/{ct.pk}/"))
    sw = actor("social_worker").user_id
    r = ok(send(c, f"/contatti/{ct.pk}/passa/", {"version": 1, "referent": str(sw)}), 302)
    ok(c.get(r["Location"]))
    with inside():
        k = Case.objects.get()
        assert k.state == "under_assessment"
    s = signed_in("social_worker", at="alpha")
    for x in (c, s):
        for p2 in ("", "passi/", "stato/"):
            ok(x.get(f"/cartelle/{k.pk}/{p2}"))
        ok(x.get("/"))
        ok(x.get("/cartelle/"))
        ok(x.get(url))
    for p2 in ("assegna/", "equipe/", "protezione/"):
        ok(c.get(f"/cartelle/{k.pk}/{p2}"))
    r = ok(send(s, f"/cartelle/{k.pk}/stato/", {"version": k.version, "move": "take_in_charge"}), 302)
    psy = actor("psychologist").user_id
    r = ok(
        send(
            c,
            f"/cartelle/{k.pk}/equipe/",
            {"version": k.version + 1, "who": f"psychologist:{psy}", "reason": "joint_work"},
        ),
        302,
    )
    ok(signed_in("psychologist", at="alpha").get(f"/cartelle/{k.pk}/"))
    ok(signed_in("educator", at="alpha").get(f"/cartelle/{k.pk}/"), 404)
    r = ok(send(c, f"/cartelle/{k.pk}/protezione/", {"version": k.version + 2, "readers": [str(sw)]}), 302)
    ok(c.get(r["Location"]), 404)
    ok(s.get(f"/cartelle/{k.pk}/"))
