"""What looking at the units below adds to the frame of the city's pages."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.context import current_scope
from core.contracts.people import Person
from core.oversight.selectors import grants_counting
from core.ui import frame
from core.ui.frame import MenuLine
from core.ui.links import city_url


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.menu_sources.append(lines_of)


def lines_of(person: Person) -> Iterable[MenuLine]:
    """The grants, for the security administrator; what may be seen, for whoever has one."""
    scope = current_scope()
    if scope is None or scope.unit is not None:
        return
    if person.may("city.accounts"):
        yield MenuLine(
            _("下级查看授权"), city_url("oversight:grants"), "eye", group=_("市级控制台"),
            position=60,
        )  # fmt: skip
    if grants_counting(person.account_id, on=timezone.localdate()).exists():
        yield MenuLine(_("下级情况"), city_url("oversight:mine"), "eye", position=40)
