"""Who sees and does what inside an Ente, on which day, and what is written down of it."""

from __future__ import annotations

from tests.mutants.guard import Guard

ACCESS = "platform/ambito/access"
TOWN = "tenants/town"
VISIBILITY = "tests/town/test_visibility.py"
LOCKED = f"{VISIBILITY}::test_what_is_about_who_is_locked_is_as_hidden"
WALK = "tests/crawl/test_crawl.py::test_no_route_shows_the_neighbour_and_each_obeys_its_decision"
GUARDS = (
    Guard(
        "a route asks for its capability",
        f"{ACCESS}/middleware.py",
        "(asked != MEMBER and not may(actor, asked))",
        "False",
        "tests/town/people/test_screens.py::test_who_may_not_search_people_is_refused",
    ),
    Guard(
        "a refusal is logged",
        f"{ACCESS}/middleware.py",
        "            _log(request, actor, asked)\n",
        "",
        f"{WALK}[town-dpo]",
    ),
    Guard(
        "a door shows what is visible",
        f"{ACCESS}/doors.py",
        "visible_to(queryset, by).filter(pk=pk)",
        "queryset.filter(pk=pk)",
        "tests/town/people/test_screens.py::test_a_protected_person_gives_no_sign",
    ),
    Guard(
        "a door logs whom it opens",
        f"{ACCESS}/doors.py",
        '    record(kind=kind, subject=row, by=by, detail={"part": part} if part else None)\n',
        "",
        f"{WALK}[town-coordinator]",
    ),
    Guard(
        "a list logs whom it shows",
        f"{ACCESS}/doors.py",
        "    record_list(kind=kind, subjects=rows, by=by)\n",
        "",
        f"{WALK}[town-coordinator]",
    ),
    Guard(
        "a locked person is found by the named readers only",
        f"{TOWN}/people/rules.py",
        'return Q(**{f"{person}__locked" if person else "locked": False}) | Q(Exists(reads))',
        "return Q() | Q(Exists(reads))",
        VISIBILITY,
    ),
    Guard(
        "a locked person gives no sign in search",
        f"{TOWN}/people/queries.py",
        "return begins if visible_to(begins, by).exists()",
        "return begins if begins.exists()",
        "tests/town/people/test_screens.py",
    ),
    Guard(
        "a locked person gives no sign among the similar",
        f"{TOWN}/people/queries.py",
        "for person in visible_to(near, by)[:MOST]",
        "for person in near[:MOST]",
        "tests/town/people/test_screens.py",
    ),
    Guard(
        "a code gives no sign of a locked person",
        f"{TOWN}/people/queries.py",
        "for person in visible_to(_by_code(codice_fiscale), by)[:MOST]",
        "for person in _by_code(codice_fiscale)[:MOST]",
        "tests/town/people/test_screens.py",
    ),
    Guard(
        "a locked case is its readers'",
        f"{TOWN}/cases/rules.py",
        'cases.filter(unhidden(actor, "person")).filter(_unlocked(actor))',
        'cases.filter(unhidden(actor, "person"))',
        LOCKED,
    ),
    Guard(
        "a case of a locked person is as hidden",
        f"{TOWN}/cases/rules.py",
        'cases.filter(unhidden(actor, "person")).filter(_unlocked(actor))',
        "cases.filter(_unlocked(actor))",
        LOCKED,
    ),
    Guard(
        "a team sees on its days",
        f"{TOWN}/cases/rules.py",
        'case_id=OuterRef("pk"), during__contains=on)',
        'case_id=OuterRef("pk"))',
        VISIBILITY,
    ),
    Guard(
        "a contact of a locked person is as hidden",
        f"{TOWN}/frontdesk/rules.py",
        'contacts.filter(Q(person=None) | unhidden(actor, "person"))',
        "contacts",
        LOCKED,
    ),
    Guard(
        "a project is as hidden as its case",
        f"{TOWN}/projects/rules.py",
        "return projects.filter(case__in=visible_to(Case.objects.all(), actor, on))",
        "return projects",
        LOCKED,
    ),
    Guard(
        "what was sent is as hidden as its case",
        f"{TOWN}/referrals/rules.py",
        "return rows.filter(case__in=visible_to(Case.objects.all(), actor, on))",
        "return rows",
        LOCKED,
    ),
    Guard(
        "only who assessed opens a packet",
        f"{TOWN}/referrals/rules.py",
        "return _is(row.assessor, actor) or (row.case is not None and sees_row(row.case, actor, on))",
        "return True",
        "tests/town/referrals/test_spine.py",
    ),
    Guard(
        "a placed worker sees on the days of the designation",
        "shared/consortium/placements/rules.py",
        "worker__user_id=actor.user_id, during__contains=on)",
        "worker__user_id=actor.user_id)",
        "tests/consortium/placements/test_dates.py",
    ),
    Guard(
        "a pooled worker sees on the days of the allocation",
        "shared/consortium/pool/rules.py",
        "worker__user_id=actor.user_id, during__contains=on)",
        "worker__user_id=actor.user_id)",
        "tests/consortium/placements/test_dates.py",
    ),
    Guard(
        "a membership holds on its days",
        "shared/consortium/registry/queries/memberships.py",
        "return memberships.filter(during__contains=on)",
        "return memberships",
        "tests/consortium/registry/test_memberships.py",
    ),
    Guard(
        "undeclared hours are the worker's alone",
        "shared/consortium/hours/rules.py",
        "found |= Q(employer_id=actor.ente_id, state__in=enums.DECLARED)",
        "found |= Q(employer_id=actor.ente_id)",
        "tests/consortium/hours/test_visibility.py",
    ),
    Guard(
        "a small cell cannot be worked out from the others",
        "shared/consortium/dashboards/disclosure.py",
        "                if self.marks[way.cell.key] == Mark.SHOWN:\n",
        "                if False:\n",
        "tests/consortium/dashboards/test_disclosure.py",
    ),
)
