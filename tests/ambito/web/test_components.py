from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone

from ambito.web.figures import Bar
from ambito.web.gallery.forms import SampleForm
from ambito.web.hooks import Place

ROME = ZoneInfo("Europe/Rome")


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_slots_belong_to_their_own_component() -> None:
    html = drawn(
        '{% panel "Fuori" %}{% slot "footer" %}piede{% endslot %}'
        '{% note "ok" %}dentro{% endnote %}{% endpanel %}'
    )
    assert html.count("<footer>piede</footer>") == 1
    assert "dentro" in html


def test_typed_text_is_escaped_everywhere() -> None:
    hostile = "<script>alert(1)</script>"
    place = Place("Comune di", hostile, "ML", "t-03")
    for source in (
        "{% badge x %}", "{% panel x %}{{ x }}{% endpanel %}", "{% row x when=x meta=x %}{{ x }}{% endrow %}",
        "{% town place %}", "{% empty x %}", "{% note %}{{ x }}{% endnote %}", "{% figure x bars %}",
    ):  # fmt: skip
        assert "<script>" not in drawn(source, x=hostile, place=place, bars=[Bar(hostile, 1)])


@pytest.mark.parametrize(
    "source",
    [
        "{% panel %}{% endpanel %}",
        '{% panel "a" colour="red" %}{% endpanel %}',
        '{% badge "a" tone="pink" %}',
    ],
)
def test_wrong_parameters_are_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


def test_hidden_numbers_are_hatched_and_never_drawn_to_scale() -> None:
    html = drawn("{% figure 'Tutela' bars %}", bars=[Bar("A", 1046), Bar("B", None), Bar("C", None, "n.p.")])
    assert html.count('class="veiled"') == 2
    assert html.count('width="22"') == 2
    assert "1.046" in html
    assert html.count("&lt;5") >= 2


def test_form_draws_labels_hints_and_errors_tied_to_the_input() -> None:
    html = str(SampleForm({"born": "presto"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_born_helptext id_born_error"' in html
    assert 'id="id_born_error"' in html
    assert '<a href="#id_channel_0">Scegli come ci ha raggiunto.</a>' in html
    assert "5 risposte da correggere" in html
    assert "placeholder" not in html
    assert 'value="presto"' in html


def test_moments_are_said_as_people_say_them() -> None:
    now = timezone.localtime()
    early = now.replace(hour=8, minute=5)
    assert ">oggi, 8:05</time>" in drawn("{% moment m %}", m=early)
    assert ">ieri, 8:05</time>" in drawn("{% moment m %}", m=early - timedelta(days=1))
    old = datetime(2019, 11, 24, 9, 0, tzinfo=ROME)
    assert drawn("{% day m %}", m=old) == '<time datetime="2019-11-24">24 nov 2019</time>'
    assert drawn("{% hours a b %}", a=old, b=old + timedelta(hours=3)) == "9:00–12:00"


def test_each_drawing_of_a_form_has_its_own_key() -> None:
    assert drawn("{% once %}") != drawn("{% once %}")
