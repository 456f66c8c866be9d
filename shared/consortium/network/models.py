"""Who offers what, where and when: bodies, their services, the places and their hours.

All of it is about bodies and their desks. Nobody's name stands here: a contact is an office, not a person.
The fields of a service follow HSDS 3 (Open Referral UK and US, `service`, `location`, `schedule`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key
from consortium.network.enums import MACHINE, Language, State, StepFree, Weekday

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Actor(models.Model):
    """A body of the network. `keeper` is the Ente that answers for what is written."""

    id = key()
    consortium = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    keeper = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    # A code of the list network_actor_kinds.
    kind = models.CharField(_("kind of body"), max_length=40)
    name = models.CharField(_("name of the body"), max_length=160)
    description = models.TextField(_("what the body does"), blank=True)
    website = models.URLField(_("website"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("body of the network")
        verbose_name_plural = _("bodies of the network")
        constraints = [
            models.UniqueConstraint(
                "consortium",
                Lower("name"),
                name="network_actor_once",
                violation_error_message=_("A body with this name is already there. Look for it in the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """What a body offers. `towns` are those it serves; empty means all of the consortium."""

    places: RelatedManager[Place]

    id = key()
    consortium = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    keeper = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="services")
    # A code of the list directory_taxonomy.
    term = models.CharField(_("kind of service"), max_length=40)
    name = models.CharField(_("name of the service"), max_length=160)
    description = models.TextField(_("what it is"))
    # Codes of the list areas.
    groups = ArrayField(models.CharField(max_length=40), verbose_name=_("who it is for"))
    eligibility = models.TextField(_("who can come"), blank=True)
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    access = models.TextField(_("how to get in"), blank=True)
    cost = models.CharField(_("cost"), max_length=240, blank=True)
    waiting = models.CharField(_("waiting time"), max_length=160, blank=True)
    notice = models.CharField(_("notice of these days"), max_length=240, blank=True)
    languages = ArrayField(models.CharField(max_length=2, choices=Language.choices), default=list, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    towns = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name=_("towns that it serves"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=MACHINE.initial)
    moved_at = models.DateTimeField(db_default=Now())
    checked_on = models.DateField(_("last checked on"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("service of the directory")
        verbose_name_plural = _("services of the directory")
        indexes = [models.Index(fields=["consortium", "state", "checked_on"], name="network_service_checked")]
        constraints = [
            models.UniqueConstraint(
                "actor",
                Lower("name"),
                name="network_service_once",
                violation_error_message=_("This body already has a service with this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(min_age=None)
                | models.Q(max_age=None)
                | models.Q(min_age__lte=models.F("max_age")),
                name="network_service_ages",
                violation_error_message=_("Enter a highest age that is not below the lowest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where a service is given. `comune` is a Belfiore code; coordinates are WGS 84 degrees."""

    bands: RelatedManager[Band]
    special_days: RelatedManager[SpecialDays]

    id = key()
    service = models.ForeignKey(Service, models.CASCADE, related_name="places")
    name = models.CharField(_("name of the place"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=160)
    comune = models.CharField(_("comune"), max_length=4)
    directions = models.CharField(_("how to find it"), max_length=240, blank=True)
    step_free = models.CharField(_("way in"), max_length=4, choices=StepFree.choices, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=240, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="network_place_on_earth",
                violation_error_message=_("Enter both latitude and longitude, in degrees, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address


class Band(models.Model):
    """Open from–to on a weekday. `season` is empty, or the days between which it returns every year."""

    id = key()
    place = models.ForeignKey(Place, models.CASCADE, related_name="bands")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()
    # Both MM-DD, both included; a season may pass over New Year. Empty for the whole year.
    first_day = models.CharField(max_length=5, blank=True)
    last_day = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name = _("opening band")
        verbose_name_plural = _("opening bands")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")), name="network_band_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(first_day="", last_day="")
                | (~models.Q(first_day="") & ~models.Q(last_day="")),
                name="network_band_whole_season",
            ),
            models.UniqueConstraint(
                fields=["place", "weekday", "first_day", "opens"], name="network_band_once"
            ),
        ]


class SpecialDays(models.Model):
    """Days, from–to (half-open), with other hours than the weekly ones; closed where both are None."""

    id = key()
    place = models.ForeignKey(Place, models.CASCADE, related_name="special_days")
    during = DateRangeField(_("from–to"))
    opens = models.TimeField(_("opens at"), null=True, blank=True)
    closes = models.TimeField(_("closes at"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("days with other hours")
        verbose_name_plural = _("days with other hours")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens=None, closes=None) | models.Q(opens__lt=models.F("closes")),
                name="network_specialdays_forward",
                violation_error_message=_("Enter a closing time that comes after the opening."),
            ),
        ]


class Listing(models.Model):
    """What the search reads of a published service. No row security: that would keep the indexes unused.

    `title` is folded for typing mistakes, `document` is Italian full text.
    """

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="listing")
    consortium = models.ForeignKey("registry.Ente", models.PROTECT, related_name="+")
    term = models.CharField(max_length=40)
    groups = ArrayField(models.CharField(max_length=40))
    towns = ArrayField(models.UUIDField())
    title = models.CharField(max_length=400)
    document = SearchVectorField()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = [
            GinIndex(fields=["document"], name="network_listing_words"),
            GinIndex(fields=["title"], name="network_listing_typo", opclasses=["gin_trgm_ops"]),
        ]
