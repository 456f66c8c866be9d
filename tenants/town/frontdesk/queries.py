"""Reading contacts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ambito.access.doors import open_one, show_list, show_uncounted
from ambito.access.pages import Asked, Page
from ambito.access.relations import visible_to
from ambito.tenancy.context import remembered
from ambito.tenancy.seats import ActorRef
from consortium.registry.queries.memberships import names_of_people
from town.cases.queries import words
from town.frontdesk.enums import ContactState
from town.frontdesk.models import Contact
from town.people.models import Person

MOST = 200


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact in words."""

    contact: Contact
    needs: str
    area: str
    outcome: str
    interlocutor: str
    channel: str
    by: str


def access_contact(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Contact:
    """The contact with this key, logged as opened; `Missing` where the actor sees none."""
    rows = Contact.objects.select_related("person", "case")
    return open_one(rows, pk=pk, by=by, kind="person_view", part="contact", lock=lock)


def queue(*, by: ActorRef, area: str = "", urgency: str = "") -> list[ContactLine]:
    """What waits for an answer: the most urgent first, then who has waited longest."""
    lines = _lines(_queued(area, urgency), by)
    if not (area or urgency) and len(lines) < MOST:
        remembered(f"contacts waiting for {by}", lambda: len(lines))
    return lines


def page_of_queue(*, by: ActorRef, asked: Asked, area: str = "", urgency: str = "") -> Page[Contact]:
    """The same contacts as they are, page by page."""
    return show_uncounted(_queued(area, urgency), by=by, asked=asked)


def waiting_count(*, by: ActorRef) -> int:
    """How many wait, as far as the actor sees them; asked once in a transaction."""
    return remembered(f"contacts waiting for {by}", lambda: visible_to(_waiting(), by).count())


def lately(*, by: ActorRef, most: int = 10) -> list[ContactLine]:
    """The last contacts that the actor wrote down."""
    rows = Contact.objects.filter(created_by=by.user_id)
    return _lines(rows.order_by("-created_at", "-pk"), by, most)


def contacts_of(person: Person, *, by: ActorRef, most: int = 10) -> list[ContactLine]:
    """A person's contacts, the last first; the log has the opening of the person."""
    rows = Contact.objects.filter(person=person).select_related("person", "case")
    return _told(list(visible_to(rows.order_by("-created_at", "-pk"), by)[:most]))


def told(contact: Contact) -> ContactLine:
    return _told([contact])[0]


def _queued(area: str, urgency: str) -> QuerySet[Contact]:
    said = {"area": area, "urgency": urgency}
    rows = _waiting().filter(**{name: value for name, value in said.items() if value})
    return rows.order_by("urgency", "created_at", "pk")


def _waiting() -> QuerySet[Contact]:
    return Contact.objects.filter(state=ContactState.WAITING)


def _lines(rows: QuerySet[Contact], by: ActorRef, most: int = MOST) -> list[ContactLine]:
    return _told(show_list(rows.select_related("person", "case"), by=by, most=most))


def _told(contacts: list[Contact]) -> list[ContactLine]:
    names = names_of_people(contact.created_by for contact in contacts)
    return [
        ContactLine(
            contact,
            ", ".join(words("needs", need) for need in contact.needs),
            words("areas", contact.area),
            words("contact_outcomes", contact.outcome),
            words("interlocutors", contact.interlocutor),
            words("contact_channels", contact.channel),
            names.get(contact.created_by, "") if contact.created_by else "",
        )
        for contact in contacts
    ]
