"""What other apps of the town tell this one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ambito.tenancy.hooks import Hook
from ambito.tenancy.seats import ActorRef

# Ids of people that are an actor's own on a day: the cases that the actor is on, for instance.
own_people: Hook[Callable[[ActorRef, date], QuerySet[Any, Any]]] = Hook("people.own_people")
