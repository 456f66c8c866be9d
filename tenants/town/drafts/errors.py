"""What a draft refuses."""

from __future__ import annotations

from django.http import Http404


class NotOwn(Http404):
    """There is no such draft for this person."""
