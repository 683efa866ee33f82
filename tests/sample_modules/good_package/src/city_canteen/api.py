"""The menus for programs, such as the screen at the canteen's door."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from city_canteen import permissions
from city_canteen.models import Menu
from city_canteen.selectors import coming_menus
from core.api.public import UnitAPIView
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

    def get(self, _request: Request) -> Response:
        """List them."""
        menus = coming_menus(since=timezone.localdate())
        return Response(MenuSerializer(menus, many=True).data)
