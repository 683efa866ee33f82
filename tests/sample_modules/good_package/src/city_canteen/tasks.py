"""Work at a given hour."""

from uuid import UUID

from city_canteen.services import close_menu
from core.jobs.public import job


@job("canteen_menu.close_orders")
def close_orders(*, menu_id: str) -> None:
    """Close a menu at its hour."""
    close_menu(menu_id=UUID(menu_id))
