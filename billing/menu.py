"""What fees add to the frame of every page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.context import current_scope
from core.contracts.people import Person
from core.ui import frame
from core.ui.frame import MenuLine
from core.ui.links import city_url


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.menu_sources.append(lines_of)


def lines_of(person: Person) -> Iterable[MenuLine]:
    """The city's statement in the console, the unit's own fees in the unit."""
    scope = current_scope()
    if scope is not None and scope.unit is not None:
        if person.may("fees.view"):
            yield MenuLine(
                _("本单位费用"), reverse("unit_fees:fees"), "banknotes", group=_("单位管理"),
                position=930,
            )  # fmt: skip
    elif person.may("city.fees"):
        yield MenuLine(
            _("费用"), city_url("fees:statement"), "banknotes", group=_("市级控制台"), position=50
        )
