"""What the one-page form is made of: the contact, and the person who is known, new, or nobody."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ambito.access.actors import actor_of
from ambito.access.doors import Missing
from ambito.tenancy.seats import ActorRef
from town.frontdesk.forms import NEW, ContactForm, NewPersonForm
from town.frontdesk.models import Contact
from town.frontdesk.operations import record_contact
from town.people.comparing import Likeness, likeness
from town.people.models import Person
from town.people.operations import register_person
from town.people.queries import access_person, similar_people


@dataclass
class Desk:
    """One sending of the form, or the empty form."""

    actor: ActorRef
    contact: ContactForm
    newcomer: NewPersonForm | None = None
    known: Person | None = None
    alike: list[Likeness] = field(default_factory=list)

    @classmethod
    def of(cls, request: HttpRequest) -> Desk:
        actor = actor_of(request)
        if request.method != "POST":
            return cls(actor, ContactForm(), known=_known(request.GET.get("persona", ""), actor))
        desk = cls(actor, ContactForm(request.POST))
        same, chosen = request.POST.get("same", ""), request.POST.get("person", "")
        if same or chosen not in {"", NEW}:
            desk.known = _known(same or chosen, actor)
        elif chosen == NEW:
            desk.newcomer = NewPersonForm(request.POST)
        if desk.is_valid() and desk.newcomer and "other" not in request.POST:
            desk.alike = desk.similar()
        return desk

    def is_valid(self) -> bool:
        """Both forms are asked, so that every missing answer is said at once."""
        valid = [form.is_valid() for form in self.forms]
        chosen = self.contact.data.get("person", "")
        if self.known is None and self.newcomer is None and chosen:
            self.contact.add_error(None, _("Choose the person from the list, or create the person."))
            return False
        return all(valid)

    @property
    def forms(self) -> list[ContactForm | NewPersonForm]:
        return [form for form in (self.newcomer, self.contact) if form is not None]

    @property
    def problems(self) -> int:
        return sum(len(errors) for form in self.forms for errors in form.errors.values())

    def similar(self) -> list[Likeness]:
        assert self.newcomer is not None  # noqa: S101 - asked only with one
        said = self.newcomer.written
        asked = ("surname", "name", "birth_date", "codice_fiscale")
        found = similar_people(by=self.actor, **{name: said[name] for name in asked})
        return sorted((likeness(each, said) for each in found), key=lambda alike: -alike.equal)

    def record(self) -> Contact:
        """The person first, if new; then the contact."""
        person = self.known
        if self.newcomer is not None:
            person = register_person(by=self.actor, **self.newcomer.written)
        return record_contact(person=person, by=self.actor, **self.contact.recorded)


def _known(pk: str, actor: ActorRef) -> Person | None:
    """Nobody for a key that the actor does not find: the form then asks again."""
    try:
        return access_person(pk=pk, by=actor, part="contact") if pk else None
    except Missing:
        return None
