from __future__ import annotations
from tests.people import signed_in
from tests.town.acting import *
from ambito.tenancy.keys import uuid7

def test_api(town):
    c = signed_in("coordinator", at="alpha")
    r = c.get("/api/v1/openapi.json"); assert r.status_code == 200, r.content
    H = lambda: {"idempotency-key": str(uuid7())}
    r = c.post("/api/v1/people/", {"surname":"Bianchi","name":"Luca","no_code_reason":"unknown"}, content_type="application/json", headers=H())
    assert r.status_code == 201, r.content
    pk = r.json()["id"]
    r = c.post("/api/v1/people/", {"surname":"Bianchi","name":"Luca","no_code_reason":"unknown"}, content_type="application/json", headers=H())
    assert r.status_code == 409 and r.headers["content-type"]=="application/problem+json" and r.json()["alike"]==[pk], r.content
    r = c.post("/api/v1/people/search/", {"text":"bianchi"}, content_type="application/json"); assert r.status_code==200 and len(r.json())==1
    r = c.post("/api/v1/cases/", {"person":pk,"area":"elderly"}, content_type="application/json", headers=H()); assert r.status_code==201, r.content
    k = r.json()
    r = c.post(f"/api/v1/cases/{k['id']}/moves/", {"version":9,"move":"dismiss"}, content_type="application/json", headers=H()); assert r.status_code==409, r.content
    print(r.json())
    r = c.post(f"/api/v1/cases/{k['id']}/assign/", {"version":1,"referent":str(actor("social_worker").user_id)}, content_type="application/json", headers=H()); assert r.status_code==200, r.content
    r = c.get("/api/v1/cases/"); assert len(r.json())==1
    r = c.post("/api/v1/contacts/", {}, content_type="application/json", headers=H()); assert r.status_code==400; print(r.json())
    r = c.get("/api/v1/contacts/"); assert r.json()==[]
    r = c.get(f"/api/v1/people/{uuid7()}/"); assert r.status_code==404; print(r.headers, r.content)
