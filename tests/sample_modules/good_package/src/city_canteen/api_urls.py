"""Where programs ask, below ``m/canteen_menu/`` of the API."""

from django.urls import path

from city_canteen import api

urlpatterns = [
    path("menus/", api.MenuList.as_view(), name="menus"),
    path("menus/<uuid:menu_id>/order/", api.OrderAddress.as_view(), name="order"),
]
