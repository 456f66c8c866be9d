"""Bars with printed values. A number that may not be known is hatched and never summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format

LABEL, ROOM, ROW = 92, 150, 26
HIDDEN_WIDTH = 22


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` None is hidden; `hidden` says how: "<5", or "n.p." when withheld against subtraction."""

    label: str
    value: float | None
    hidden: str = "<5"

    @property
    def printed(self) -> str:
        if self.value is None:
            return self.hidden
        return number_format(self.value, use_l10n=True, force_grouping=True)


def bars_of(bars: Sequence[Bar], scale: float | None = None) -> dict[str, Any]:
    """Geometry in units of the SVG's view box; `scale` is the value of a full bar, the largest by default."""
    full = scale or max((bar.value or 0 for bar in bars), default=0) or 1
    rows = []
    for number, bar in enumerate(bars):
        width = HIDDEN_WIDTH if bar.value is None else round(ROOM * bar.value / full, 1)
        rows.append({
            "bar": bar,
            "y": number * ROW + 5,
            "text_y": number * ROW + 18,
            "width": width,
            "value_x": LABEL + width + 8,
        })  # fmt: skip
    return {"rows": rows, "height": len(bars) * ROW, "x": LABEL, "total_width": LABEL + ROOM + 60}
