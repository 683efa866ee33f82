"""What the programs' door adds to the frame of every page: the way to one's tokens."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.contracts.people import Person
from core.ui import frame
from core.ui.frame import MenuLine
from core.ui.links import city_url


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.person_sources.append(_lines_of)


def _lines_of(_person: Person) -> Iterable[MenuLine]:
    return [MenuLine(_("接口令牌"), city_url("tokens:list"), "command-line", position=40)]
