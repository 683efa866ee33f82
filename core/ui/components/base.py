"""What every component is: a typed value that renders itself with a template."""

from typing import Any, ClassVar

from django.template import Context, Engine
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

#: Words on a page: plain, lazily translated, or already safe HTML.
Text = str | Promise


class Component:
    """A part of a page. ``{{ part }}`` renders it; its template sees it as ``c``.

    A component that holds a form needs the page's CSRF token: write
    ``{% component part %}`` there.
    """

    __slots__ = ()

    template: ClassVar[str]

    def render(self, **page: Any) -> SafeString:
        """The HTML; ``page`` is handed on to the template beside ``c``."""
        template = Engine.get_default().get_template(self.template)
        # Django has escaped every variable; the result is HTML by construction.
        return mark_safe(template.render(Context({"c": self, **page})))  # noqa: S308

    def __str__(self) -> str:
        return self.render()

    def __html__(self) -> str:
        return self.render()
