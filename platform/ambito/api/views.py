"""What the API says about itself."""

from __future__ import annotations

from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView

from ambito.access.decorators import member


@member
class Description(SpectacularAPIView):
    """OpenAPI 3 of this kind of host."""

    renderer_classes = [OpenApiJsonRenderer]
