"""The menus for programs, such as the screen at the canteen's door."""

from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from city_canteen import permissions
from city_canteen.models import Menu
from city_canteen.selectors import coming_menus, menu_by_id
from city_canteen.services import order_meal, withdraw_order
from core.api.public import UnitAPIView, operation
from core.web.access import requires


class MenuSerializer(serializers.Serializer[Menu]):
    """A menu with the number of orders."""

    id = serializers.UUIDField()
    served_on = serializers.DateField()
    dishes = serializers.CharField()
    eaters = serializers.IntegerField()


class MenuList(UnitAPIView):
    """The coming menus."""

    access = requires(permissions.VIEW)

    @operation(answers=MenuSerializer, listed=True)
    def get(self, _request: Request) -> Response:
        """List them by their day."""
        return self.page(coming_menus(since=timezone.localdate()), order=("served_on",))


class OrderAddress(UnitAPIView):
    """The asker's own order from a menu."""

    access = requires(permissions.VIEW)

    @operation(status=204)
    def post(self, _request: Request, menu_id: UUID) -> Response:
        """Order; a second time changes nothing."""
        order_meal(menu=menu_by_id(menu_id), by=self.person, at=timezone.now())
        return self.answer()

    @operation(status=204)
    def delete(self, _request: Request, menu_id: UUID) -> Response:
        """Take the order back."""
        withdraw_order(menu=menu_by_id(menu_id), by=self.person, at=timezone.now())
        return self.answer()
