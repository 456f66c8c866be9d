from __future__ import annotations

from django.apps import AppConfig


class ServedConfig(AppConfig):
    """Two tables of the fixed model, served as a list. `AMBITO_BENCH_WIRE` names the file of what is sent."""

    name = "ambito.project.bench.served"
    label = "served"

    def ready(self) -> None:
        from ambito.project.bench.served import wire  # noqa: PLC0415 - app ready

        wire.trace_if_asked()
