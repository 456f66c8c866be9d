"""What the API says about itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ambito.access.decorators import member
from ambito.tenancy.context import current_seat


@member
class Description(SpectacularAPIView):
    """OpenAPI 3 of this kind of host."""

    renderer_classes = [OpenApiJsonRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Each kind of host has its own routes."""
        self.urlconf = settings.AMBITO_URLCONFS[current_seat().kind]
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return answer
