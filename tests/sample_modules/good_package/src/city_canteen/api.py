"""The menus for programs, such as the screen at the canteen's door."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from city_canteen import permissions
from city_canteen.models import Menu
from city_canteen.selectors import coming_menus
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
