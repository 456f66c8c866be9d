"""The component library: about fifteen parts that every page is made of (loaded in every template)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ambito.web import hooks
from ambito.web.figures import Bar, bars_of
from ambito.web.hooks import Place
from ambito.web.messages import said
from ambito.web.slots import component, slot

register = template.Library()
register.tag("slot", slot)

TONES = frozenset({"", "ok", "warn", "bad", "lock", "info"})


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A drawing without meaning of its own: the word stands beside it. `size`: "s" 15 px, "l" 22 px."""
    classes = f"i i-{size}" if size else "i"
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        classes,
        static("ambito/icons.svg"),
        name,
    )


@register.inclusion_tag("web/components/badge.html")
def badge(words: str, icon: str = "circle", tone: str = "") -> dict[str, Any]:
    """A state: icon, one to three words, colour, in this order. `tone`: ok warn bad lock info, or neutral."""
    return {"words": words, "icon": icon, "tone": _tone(tone)}


@register.inclusion_tag("web/components/town.html")
def town(place: Place, *, letters_only: bool = False) -> dict[str, Any]:
    """Letters on the town's colour, then its name; letters alone only beside a legend."""
    return {"place": place, "letters_only": letters_only}


@register.inclusion_tag("web/components/empty.html")
def empty(sentence: str, url: str = "", verb: str = "", icon: str = "info") -> dict[str, Any]:
    """What a list says when it has nothing: why, and what to do."""
    return {"sentence": sentence, "url": url, "verb": verb, "icon": icon}


@register.inclusion_tag("web/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Previous, where we are, next; keeps the filters of the address. A gap in `numbers` is None."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [number if isinstance(number, int) else None for number in shown]
    return {"page": page, "numbers": numbers, "query": query.urlencode()}


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Sequence[dict[str, Any]], label: str) -> dict[str, Any]:
    """Links, one current. Each item: label, url, current, perhaps count."""
    return {"items": items, "label": label}


@register.inclusion_tag("web/components/figure.html")
def figure(title: str, bars: Sequence[Bar], unit: str = "", scale: float | None = None) -> dict[str, Any]:
    """Bars on one scale with their values printed, hidden numbers hatched, a table behind."""
    return {"title": title, "unit": unit, "id": uuid4().hex[:8], **bars_of(bars, scale)}


@register.inclusion_tag("web/components/progress.html")
def progress(done: float, total: float, tone: str = "fg") -> dict[str, Any]:
    """A bar that only repeats what is written beside it. `tone`: fg, ok (reached), st (stuck)."""
    return {"width": f"{200 * min(done / total, 1):.1f}" if total else "0", "tone": tone}


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """How many answers to correct and a link to each; focus goes here."""
    fields = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    count = sum(len(errors) for _, errors in fields) + len(form.non_field_errors())
    return {"form": form, "fields": fields, "count": count}


@register.inclusion_tag("web/components/messages.html", takes_context=True)
def spoken(context: Context) -> dict[str, Any]:
    """What the page before left to say."""
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "_messages"):
        return {"messages": []}
    return {"messages": said(request)}


@register.simple_tag
def once() -> SafeString:
    """The key that makes a form act once, however often it is sent."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}" data-fresh>', uuid4())


@register.inclusion_tag("web/components/drafts.html", takes_context=True)
def draft(context: Context) -> dict[str, Any]:
    """Inside a form: what is typed is kept by itself, and offered when the form is opened again.

    Fields with `data-fresh` belong to the page that was opened and are not kept.
    """
    answers = (found for ask in hooks.drafts if (found := ask(context["request"])))
    return {"drafts": next(answers, None)}


@register.simple_tag(takes_context=True)
def panels(context: Context, page: str, subject: object) -> SafeString:
    """The boxes that apps registered for `page`."""
    mine = sorted((panel for panel in hooks.panels if panel.page == page), key=lambda panel: panel.order)
    drawn = (panel.render(context["request"], subject) for panel in mine)
    return SafeString("".join(html for html in drawn if html))


@component(register, "web/components/panel.html")
def panel(title: str, *, id: str = "", meta: str = "", url: str = "", flush: bool = False) -> dict[str, Any]:  # noqa: A002 - HTML's word
    """A box with a title, one meta text or link (then `meta` is its words) and a body; slot: footer.

    `flush` for lists and tables, which bring their own spacing. No panel inside a panel.
    """
    return {"title": title, "id": id or _id(), "meta": meta, "url": url, "flush": flush}


@component(register, "web/components/row.html")
def row(
    title: str, *, url: str = "", icon: str = "", when: str = "", tone: str = "", meta: str = ""
) -> dict[str, Any]:
    """One line of `<ul class="rows">`: icon or date, title that says all, meta or slot badge, second line."""
    return {"title": title, "url": url, "icon": icon, "when": when, "tone": _tone(tone), "meta": meta}


@component(register, "web/components/visit.html")
def visit(
    title: str, *, start: str, end: str, place: Place, state: str = "", url: str = ""
) -> dict[str, Any]:
    """A card of the day rail. `state`: done, next, sealed (another town: no names). Slots: badge, acts."""
    return {"title": title, "start": start, "end": end, "place": place, "state": state, "url": url}


@component(register, "web/components/case_head.html")
def case_head(
    name: str, *, lead: str, crumb: str = "", crumb_url: str = "", number: str = "", level: int = 1
) -> dict[str, Any]:
    """Whose file this is. Slots: badges (the lock one says who may read), team, acts, tabs.

    `level` is 2 on a page that has a heading of its own.
    """
    return {
        "name": name,
        "lead": lead,
        "crumb": crumb,
        "crumb_url": crumb_url,
        "number": number,
        "level": level,
    }


@component(register, "web/components/composer.html")
def composer(title: str, *, action: str, placeholder: str = "") -> dict[str, Any]:
    """An open text area; content: who reads and which kind, chosen before saving, and perhaps `{% draft %}`.

    Slot: save (the button).
    """
    return {"title": title, "action": action, "placeholder": placeholder, "id": _id()}


@component(register, "web/components/event.html")
def event(title: str, *, icon: str = "pen", tone: str = "", by: str = "") -> dict[str, Any]:
    """One fact of `<ol class="tl">`. Slots: when, badge. `tone` of the dot: k, psi, ok."""
    return {"title": title, "icon": icon, "tone": tone, "by": by}


@component(register, "web/components/note.html")
def note(tone: str = "info", icon: str = "info") -> dict[str, Any]:
    """A sentence that stands out."""
    return {"tone": _tone(tone), "icon": icon}


@component(register, "web/components/savebar.html")
def savebar() -> dict[str, Any]:
    """Says in words what will happen and where (slot: says), when the draft was kept, then the verbs."""
    return {}


@component(register, "web/components/dialog.html")
def dialog(id: str, title: str) -> dict[str, Any]:  # noqa: A002 - HTML's word
    """Opened by `data-opens="id"`. Slot: verbs. Closes by Escape or its own button."""
    return {"id": id, "title": title}


@component(register, "web/components/lookup.html")
def lookup(
    label: str, *, name: str, url: str, hint: str = "", value: str = "", shown: str = ""
) -> dict[str, Any]:
    """A combo box whose options the server draws (`web/components/options.html`); content: what is chosen."""
    return {
        "label": label, "name": name, "url": url, "hint": hint, "value": value, "shown": shown,
        "id": f"id_{name}",
    }  # fmt: skip


def _tone(tone: str) -> str:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"not a tone: {tone}")
    return tone


def _id() -> str:
    return f"c{uuid4().hex[:8]}"
