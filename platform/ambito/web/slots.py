"""Block components with slots: a small layer over Django's own tag helpers.

    {% panel title=… %} body {% slot "footer" %} … {% endslot %}{% endpanel %}

The function behind a tag is its signature: it takes the parameters and answers the context of the template,
which also gets `content` and one variable per slot. Templates see nothing else of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import getfullargspec, unwrap
from typing import Any

from django.template import Library, TemplateSyntaxError
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.library import TagHelperNode, parse_bits
from django.utils.safestring import SafeString

SLOTS = "__slots"
ComponentFunction = Callable[..., dict[str, Any]]
parse: Callable[..., tuple[Any, Any]] = parse_bits  # its type stub is of an older Django


class Slots(dict[str, str]):
    """A slot that a page leaves out is empty, not an error."""

    def __missing__(self, name: str) -> str:
        return ""


class ComponentNode(TagHelperNode):
    def __init__(
        self, nodelist: NodeList, function: ComponentFunction, args: Any, kwargs: Any, template: str
    ) -> None:
        super().__init__(function, False, args, kwargs)
        self.nodelist = nodelist
        self.template = template

    def render(self, context: Context) -> SafeString:
        slots = Slots()
        with context.push(**{SLOTS: slots}):
            content = self.nodelist.render(context)
        args, kwargs = self.get_resolved_arguments(context)
        values = {**self.func(*args, **kwargs), "content": content, "slots": slots}
        template = context.template.engine.get_template(self.template)  # type: ignore[union-attr]
        inner = context.new(values)
        inner["csrf_token"] = context.get("csrf_token")
        return template.render(inner)


class SlotNode(Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        context[SLOTS][self.name] = self.nodelist.render(context)
        return SafeString()


def slot(parser: Parser, token: Token) -> SlotNode:
    """`{% slot "name" %} … {% endslot %}`, directly or deeper inside a component."""
    try:
        _, name = token.split_contents()
    except ValueError as error:
        raise TemplateSyntaxError("slot takes one quoted name") from error
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(name.strip("\"'"), nodelist)


def component(register: Library, template: str) -> Callable[[ComponentFunction], ComponentFunction]:
    """Register the decorated function as `{% name … %} … {% endname %}`, drawn with `template`."""

    def decorate(function: ComponentFunction) -> ComponentFunction:
        spec = getfullargspec(unwrap(function))
        name = function.__name__

        def compile_tag(parser: Parser, token: Token) -> ComponentNode:
            bits = token.split_contents()[1:]
            args, kwargs = parse(parser, bits, *spec[:6], False, name)
            nodelist = parser.parse((f"end{name}",))
            parser.delete_first_token()
            return ComponentNode(nodelist, function, args, kwargs, template)

        register.tag(name, compile_tag)
        return function

    return decorate
