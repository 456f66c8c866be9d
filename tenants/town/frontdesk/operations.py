"""Recording a contact, handing it over, closing it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ambito.access.permissions import may
from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from consortium.catalogue.queries import code
from town.cases.models import Case
from town.cases.operations import assign, open_case
from town.frontdesk.enums import MACHINE, ContactState
from town.frontdesk.errors import ChangedMeanwhile
from town.frontdesk.models import Contact
from town.frontdesk.rules import GUARDS, WRITE
from town.people.models import Person


def record_contact(
    *,
    interlocutor: str,
    channel: str,
    reason: str,
    needs: Sequence[str],
    area: str,
    outcome: str,
    urgency: str,
    minutes: int,
    by: ActorRef,
    words: str = "",
    informed: bool = False,
    person: Person | None = None,
) -> Contact:
    """One contact. It waits in the queue unless the answer given at the desk ends it."""
    if not may(by, WRITE):
        raise PermissionDenied
    ends = code("contact_outcomes", outcome).more["closes_contact"] == "yes"
    contact = Contact(
        interlocutor=interlocutor,
        channel=channel,
        reason=reason,
        needs=list(needs),
        area=area,
        outcome=outcome,
        urgency=urgency,
        minutes=minutes,
        words=words or None,
        informed=informed,
        person=person,
        state=ContactState.CLOSED if ends else ContactState.WAITING,
        created_by=by.user_id,
        created_at=timezone.now(),
    )
    contact.save(force_insert=True)
    record(
        kind="contact_recorded", subject=contact, by=by, detail={"to": contact.state, "person": _key(person)}
    )
    if informed:
        record(kind="privacy_notice", subject=person or contact, by=by)
    return contact


def hand_over(*, contact: Contact, version: int, referent: UUID | None, by: ActorRef) -> Case:
    """In one act: a case for the person of the contact and, where named, its referent.

    Raises `ChangedMeanwhile`, the refusals of a state table, and those of `cases.assign`.
    """
    target = _moved(contact, "hand_over", version, by)
    assert contact.person is not None  # noqa: S101 - the guard has just asked
    case = open_case(person=contact.person, area=contact.area, words=contact.words or "", by=by)
    if referent is not None:
        case = assign(case=case, version=case.version, referent=referent, by=by)
    contact.case = case
    _save(contact, target, by)
    return case


def close_contact(*, contact: Contact, version: int, outcome: str, by: ActorRef) -> Contact:
    """The answer that ends the contact. Raises `ChangedMeanwhile` and the refusals of a state table."""
    target = _moved(contact, "close", version, by)
    contact.outcome = outcome
    return _save(contact, target, by)


def _moved(contact: Contact, name: str, version: int, by: ActorRef) -> str:
    if contact.version != version:
        raise ChangedMeanwhile
    return MACHINE.move(contact.state, name, by.role, guards=GUARDS, facts={"contact": contact})


def _save(contact: Contact, target: str, by: ActorRef) -> Contact:
    source, contact.state = contact.state, target
    contact.version += 1
    contact.save()
    detail = {"from": source, "to": target, "date": timezone.localdate()}
    record(kind="contact_recorded", subject=contact, by=by, detail=detail)
    return contact


def _key(person: Person | None) -> UUID | None:
    return person.pk if person else None
