from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ambito.web.days import DayField, parse_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24/11/2026", TODAY),
        ("24-11-26", TODAY),
        ("24.11", TODAY),
        ("3 nov 26", date(2026, 11, 3)),
        ("3 novembre 2026", date(2026, 11, 3)),
        (" OGGI ", TODAY),
        ("ieri", date(2026, 11, 23)),
        ("domani", date(2026, 11, 25)),
        ("-2", date(2026, 11, 22)),
        ("+ 7", date(2026, 12, 1)),
        ("1/2/51", date(1951, 2, 1)),
        ("1/2/36", date(2036, 2, 1)),
        ("31/2/2026", None),
        ("0/0/0000", None),
        ("3 xyz", None),
        ("presto", None),
        ("", None),
        ("24/11/2026; DROP", None),
    ],
)
def test_days_as_people_type_them(typed: str, meant: date | None) -> None:
    assert parse_day(typed, TODAY) == meant


@pytest.mark.promise("Q18")
def test_field_says_how_to_write_it() -> None:
    with pytest.raises(ValidationError, match="Scrivi la data così: 24/11/2026"):
        DayField().clean("presto")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="non sia nel futuro"):
        DayField(allow_future=False).clean(f"{tomorrow:%d/%m/%Y}")
    assert DayField(required=False).clean("") is None
    assert DayField().widget.format_value(TODAY) == "24/11/2026"
    assert not DayField().has_changed(TODAY, "24 nov 2026")
    assert DayField().has_changed(TODAY, "presto")
