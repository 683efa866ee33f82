"""The city's own days stand in the shared schema; every unit reads them."""

from core.db.apps import CityApp


class CalendarConfig(CityApp):
    """Working days and holidays."""

    name = "core.calendar"
    label = "calendar"
