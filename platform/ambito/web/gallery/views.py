"""Every component in every state, for whoever builds a page and for the tests; people are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ambito.identity.decorators import public as open_to_all
from ambito.tenancy.routes import enters
from ambito.web.figures import Bar
from ambito.web.gallery.forms import SampleForm
from ambito.web.hooks import Link, Person, Place, PlaceLink
from ambito.web.shell import BOTTOM_BAR, Shell, ShellBell, ShellItem, shell_of

ROME = ZoneInfo("Europe/Rome")
HERE = Place("Comune di", "Montelago", "ML", "t-03")
THERE = Place("Comune di", "Pratofiore", "PF", "t-02")
THIRD = Place("Comune di", "Vallescura sul Rio", "VR", "t-04")
PLACES = [
    HERE,
    THERE,
    THIRD,
    *(Place("", f"Colore {n}", f"C{n}", f"t-{n:02d}") for n in (0, 1, 5, 6, 7, 8, 9)),
]
LINKS = [
    PlaceLink(HERE, "#main"),
    PlaceLink(THERE, "#main", "2 impegni oggi alle 11:45"),
    PlaceLink(THIRD, "#main", "1 impegno oggi alle 14:00"),
]
PERSON = Person("Elena Ferri", "EF", "Assistente sociale", "#main")
FOOTER = [Link("Dichiarazione di accessibilità", "#main"), Link("Privacy", "#main")]
DAILY = (
    ("La mia giornata", "Giornata", "day", 0),
    ("Contatti", "Contatti", "contact", 6),
    ("Persone", "Persone", "people", 0),
    ("Settimana", "Settimana", "week", 0),
    ("Invii", "Invii", "send", 2),
    ("Ore", "Ore", "clock", 0),
    ("Rapporti", "Rapporti", "chart", 0),
)
TABS = [
    {"label": "Sintesi", "url": "#main", "current": True},
    {"label": "Diario", "url": "#main", "count": 48},
    {"label": "Progetto", "url": "#main"},
    {"label": "Documenti", "url": "#main", "count": 12},
]


@open_to_all
@require_http_methods(["GET", "POST"])
@enters(None)
def gallery(request: HttpRequest) -> HttpResponse:
    """A POST shows the sample form's errors; nothing is kept."""
    form = SampleForm(request.POST) if request.method == "POST" else SampleForm()
    context = {
        "form": form,
        "shell": _shell(request),
        "here": HERE,
        "there": THERE,
        "third": THIRD,
        "every_place": PLACES,
        "tabs_items": TABS,
        "page": Paginator(range(60), 10).page(3),
        "bars": [
            Bar("Montelago", 1046),
            Bar("Pratofiore", 413),
            Bar("Vallescura", None),
            Bar("Rio", None, "n.p."),
        ],
        "a_day": date(2026, 11, 24),
        "start": datetime(2026, 11, 24, 9, 0, tzinfo=ROME),
        "end": datetime(2026, 11, 24, 12, 0, tzinfo=ROME),
    }
    return render(request, "web/gallery.html", context, status=422 if form.errors else 200)


@open_to_all
@enters(None)
def public(request: HttpRequest) -> HttpResponse:
    return render(request, "web/gallery_public.html", {"shell": _shell(request)})


@dataclass(frozen=True, slots=True)
class InventedShell:
    place: Place | None
    places: list[PlaceLink]
    person: Person | None
    daily: list[ShellItem]
    settings: list[ShellItem]
    bell: ShellBell | None
    footer: list[Link]
    sign_in_url: str
    demo: bool


def _shell(request: HttpRequest) -> Shell:
    """The real shell when somebody registered one, a full invented one otherwise."""
    real = shell_of(request)
    if real.place and real.daily:
        return real
    daily = [
        ShellItem(label, short, "#main", icon, count, current=number == 0, bottom=number < BOTTOM_BAR)
        for number, (label, short, icon, count) in enumerate(DAILY)
    ]
    settings = [ShellItem("Impostazioni", "Impostazioni", "#main", "gear", 0, current=False, bottom=False)]
    return InventedShell(
        place=HERE,
        places=real.places or LINKS,
        person=real.person or PERSON,
        daily=daily,
        settings=settings,
        bell=real.bell or ShellBell("#main", 3),
        footer=real.footer or FOOTER,
        sign_in_url=real.sign_in_url or "/",
        demo=real.demo,
    )
