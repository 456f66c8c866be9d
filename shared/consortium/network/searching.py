"""Searching the directory: Italian full text, then what was mistyped, then any of the words.

`find` is what other pages build on; its answer is a list of keys, the best first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add, or_
from uuid import UUID

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchQuery,
    SearchRank,
    SearchVector,
    TrigramWordSimilarity,
)
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Expression
from django.utils import timezone

from ambito.italy import comuni
from ambito.italy.names import folded
from consortium.catalogue.queries import code, codes
from consortium.network.models import Listing, Service
from consortium.network.queries import consortium_here, open_services

ITALIAN = "italian"
MOST = 200
# Below this word similarity two words are two words (0 to 1).
LIKE_ENOUGH = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody looks for; each part may be left out.

    `kind` is a code of directory_taxonomy, `group` one of areas, `town` the Ente whose people are served.
    """

    words: str = ""
    kind: str = ""
    town: UUID | None = None
    group: str = ""
    open_now: bool = False


def find(asked: Asked, *, at: datetime | None = None) -> list[UUID]:
    """Keys of published services of our consortium, at most `MOST`, the best first; by name without words."""
    rows = _filtered(asked)
    if asked.open_now:
        rows = rows.filter(pk__in=open_services(at or timezone.now()))
    words = folded(asked.words)
    if not words:
        return _keys(rows.order_by("title", "pk"))
    return _keys(_exact(rows, words)) or _keys(_nearly(rows, words))


def listing_of(service: Service, places: list[str]) -> Listing:
    """The listing of a service; `places` are Belfiore codes of where it is given."""
    return Listing(
        service_id=service.pk,
        consortium_id=service.consortium_id,
        term=service.term,
        groups=service.groups,
        towns=service.towns,
        title=folded(f"{service.name} {service.actor.name}")[:400],
        document=_document(service, places),
    )


def _filtered(asked: Asked) -> QuerySet[Listing]:
    rows = Listing.objects.filter(consortium_id=consortium_here())
    if asked.kind:
        rows = rows.filter(term__in=[asked.kind, *_narrower(asked.kind)])
    if asked.group:
        rows = rows.filter(groups__contains=[asked.group])
    if asked.town:
        rows = rows.filter(Q(towns=[]) | Q(towns__contains=[asked.town]))
    return rows


def _narrower(kind: str) -> list[str]:
    return [term.code for term in codes("directory_taxonomy") if term.more["parent"] == kind]


def _exact(rows: QuerySet[Listing], words: str) -> QuerySet[Listing]:
    """All words in their Italian stems, or a title that is nearly so; both by index."""
    query = SearchQuery(words, config=ITALIAN)
    likely = Q(document=query) | Q(TrigramWordSimilar(F("title"), Value(words)))
    return _ranked(rows.filter(likely), query, words)


def _nearly(rows: QuerySet[Listing], words: str) -> QuerySet[Listing]:
    """Any of the words, or a title with more mistakes in it."""
    query: SearchQuery | CombinedSearchQuery = reduce(
        or_, (SearchQuery(word, config=ITALIAN) for word in words.split())
    )
    near = _ranked(rows, query, words)
    return near.filter(Q(document=query) | Q(likeness__gte=LIKE_ENOUGH))


def _ranked(
    rows: QuerySet[Listing], query: SearchQuery | CombinedSearchQuery, words: str
) -> QuerySet[Listing]:
    weighed = rows.annotate(
        rank=SearchRank(F("document"), query), likeness=TrigramWordSimilarity(words, "title")
    )
    return weighed.order_by((F("rank") + F("likeness")).desc(), "title", "pk")


def _keys(rows: QuerySet[Listing]) -> list[UUID]:
    return list(rows.values_list("pk", flat=True)[:MOST])


def _document(service: Service, places: list[str]) -> Expression:
    """Name and body weigh most, then what kind it is and for whom, then how it is described."""
    term, found = code("directory_taxonomy", service.term), (comuni.by_belfiore(each) for each in places)
    parts = {
        "A": f"{service.name} {service.actor.name}",
        "B": " ".join([term.label_it, *(code("areas", each).label_it for each in service.groups)]),
        "C": f"{service.description} {service.eligibility}",
        "D": " ".join([service.access, *(comune.name for comune in found if comune)]),
    }
    first, *others = (
        SearchVector(Value(folded(text)), config=ITALIAN, weight=weight) for weight, text in parts.items()
    )
    return reduce(add, others, first)
