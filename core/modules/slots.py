"""The named places where a module may appear on a page of the host.

One table: what the place is called, which hook fills it, and the picture in the
documentation that shows it (``docs/hooks.md``; a test looks for the file).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for modules: its name for people, the hook behind it, its picture."""

    title: str | Promise
    hook: str
    picture: str


SLOTS: dict[str, Slot] = {
    "handling_page": Slot(_("办理页面"), "handling_panels", "docs/pictures/slot-handling-page.svg"),
    "register_column": Slot(
        _("台账列"), "register_columns", "docs/pictures/slot-register-column.svg"
    ),
    "workbench_card": Slot(
        _("工作台卡片"), "workbench_cards", "docs/pictures/slot-workbench-card.svg"
    ),
    "unit_page": Slot(_("单位页面"), "unit_page_panels", "docs/pictures/slot-unit-page.svg"),
}

#: Which slot a hook fills.
SLOT_OF_HOOK: dict[str, str] = {slot.hook: code for code, slot in SLOTS.items()}
