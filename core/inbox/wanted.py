"""What somebody looks for in a box: the filters of the workbench, as one value."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from core.calendar.public import Clock, Level
from core.contracts.urgency import Urgency

#: What stands for 平件 in an address, where an empty value means no filter.
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters by title, number or sender, by unit (code), module, urgency and light."""

    text: str = ""
    unit: str = ""
    module: str = ""
    urgency: str = ""
    light: str = ""

    def condition(self, clock: Clock) -> Q:
        """What an item must be to be shown; an unknown light or urgency finds nothing."""
        found = Q()
        if self.text:
            found &= _says(self.text)
        if self.unit:
            found &= Q(unit__code=self.unit)
        if self.module:
            found &= Q(module=self.module)
        if self.urgency:
            found &= Q(urgency=Urgency.NONE if self.urgency == PLAIN else self.urgency)
        if self.light:
            found &= _LIGHTS.get(self.light, _nothing)(clock)
        return found


def _says(text: str) -> Q:
    return Q(title__icontains=text) | Q(number__icontains=text) | Q(sender__icontains=text)


def _near(clock: Clock) -> Q:
    """The same limits as those of the light (``core.calendar.deadlines``)."""
    flash = Q(urgency=Urgency.FLASH)
    by_the_clock = flash & Q(due_at__lte=clock.flash_amber_until)
    return by_the_clock | (~flash & Q(due_at__lt=clock.amber_until))


def _red(clock: Clock) -> Q:
    return Q(due_at__lt=clock.at)


def _amber(clock: Clock) -> Q:
    return Q(due_at__gte=clock.at) & _near(clock)


def _green(clock: Clock) -> Q:
    return Q(due_at__gte=clock.at) & ~_near(clock)


def _nothing(_clock: Clock) -> Q:
    return Q(pk=None)


_LIGHTS: dict[str, Callable[[Clock], Q]] = {
    Level.RED: _red,
    Level.AMBER: _amber,
    Level.GREEN: _green,
}
