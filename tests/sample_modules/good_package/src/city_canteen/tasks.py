"""Work at a given hour."""

from datetime import datetime
from uuid import UUID

from city_canteen.services import close_menu
from core.jobs.public import job


@job("canteen_menu.close_orders")
def close_orders(*, menu_id: str, at: datetime) -> None:
    """Close a menu at its hour."""
    close_menu(menu_id=UUID(menu_id), at=at)
