from __future__ import annotations
import os
from pathlib import Path
from tests import site
from tests.people import signed_in, FIRST_DAY
from tests.town.acting import *
from tests.towns import BASE
from town.frontdesk.operations import record_contact
from town.cases.operations import move_case, add_member
OUT = Path("/tmp/t/town_shots"); OUT.mkdir(exist_ok=True)
from datetime import date

def test_shots(keys, committed):
    with inside() as who:
        anna = somebody("Moretti", "Anna", birth_date=date(1983,3,12), address="via Kennedy 5", phone="333 010 2030")
        somebody("Moretti", "Annalisa", birth_date=date(1951,6,4), address="via Kennedy 21")
        luca = somebody("Bianchi", "Luca", birth_date=date(2014,3,14), address="via Marconi 8")
        k = a_case(luca, referent="social_worker", area="minors_families")
        add_member(case=k, version=k.version, user_id=actor("psychologist").user_id, role="psychologist", reason="joint_work", by=who)
        a_case(somebody("Riva", "Paolo"), area="adults")
        def contact(person, **m):
            d = dict(channel="phone", interlocutor="self", reason="spontaneous", needs=["care_home","care_meals"], area="elderly", urgency="3_normal", outcome="handed_over", minutes=10, words="Chiede aiuto per la spesa.", informed=True, person=person, by=actor("desk_operator"))
            d.update(m); return record_contact(**d)
        c1 = contact(anna); contact(somebody("Colombo","Marisa", birth_date=date(1945,1,2)), urgency="1_urgent", area="minors_families"); contact(None, urgency="2_soon", interlocutor="anonymous", outcome="informed")
        contact(None, urgency="2_soon", interlocutor="anonymous")
        kid, lid = k.pk, luca.pk
    pages = {
      "day-coordinator": ("coordinator", "/"), "day-desk": ("desk_operator", "/"), "day-sw": ("social_worker", "/"),
      "queue": ("coordinator","/contatti/"), "contact": ("coordinator", f"/contatti/{c1.pk}/"), "new-contact": ("desk_operator","/contatti/nuovo/"),
      "person": ("coordinator", f"/persone/{lid}/"), "person-new": ("desk_operator","/persone/nuova/"), "cases": ("coordinator","/cartelle/"),
      "case": ("coordinator", f"/cartelle/{kid}/"), "steps": ("social_worker", f"/cartelle/{kid}/passi/"), "assign": ("coordinator", f"/cartelle/{kid}/assegna/"),
      "move": ("social_worker", f"/cartelle/{kid}/stato/"), "lock": ("coordinator", f"/cartelle/{kid}/protezione/"), "search": ("desk_operator","/persone/"),
    }
    from ambito.identity import sessions
    tokens = {r: signed_in(r, at="alpha").cookies[sessions.COOKIE].value for r in ("coordinator","desk_operator","social_worker")}
    with site.served() as port, site.browser() as b:
        for role in ("coordinator","desk_operator","social_worker"):
            token = tokens[role]
            ctx = b.new_context(locale="it-IT", ignore_https_errors=True, viewport={"width":1440,"height":900})
            ctx.add_cookies([{"name": sessions.COOKIE, "value": token, "url": f"https://alpha.{BASE}:{port}", "secure": True}])
            page = ctx.new_page()
            page.set_default_timeout(8000)
            page.on("console", lambda m: print("CONSOLE", m.type, m.text) if m.type in ("error","warning") else None)
            for name,(r,path) in pages.items():
                if r != role: continue
                for w in (1440, 390):
                    page.set_viewport_size({"width": w, "height": 900})
                    a = page.goto(f"https://alpha.{BASE}:{port}{path}")
                    print(name, w, a.status, page.evaluate("document.documentElement.scrollWidth"))
                    page.screenshot(path=OUT/f"{name}-{w}.png", full_page=True)
            if role == "desk_operator":
                page.set_viewport_size({"width": 1440, "height": 900})
                page.goto(f"https://alpha.{BASE}:{port}/contatti/nuovo/")
                page.fill("#id_person", "moretti"); page.wait_for_timeout(1500)
                page.screenshot(path=OUT/"lookup.png", full_page=True)
                page.keyboard.press("Enter"); page.wait_for_timeout(1000)
                page.screenshot(path=OUT/"lookup-chosen.png", full_page=True)
                page.fill("#id_person", "moretti anna"); page.wait_for_timeout(1000)
                page.keyboard.press("ArrowUp"); page.keyboard.press("Enter"); page.wait_for_timeout(1000)
                page.screenshot(path=OUT/"lookup-new.png", full_page=True)
                page.click("button.go"); page.wait_for_timeout(2500)
                page.screenshot(path=OUT/"contact-errors.png", full_page=True)
            ctx.close()
