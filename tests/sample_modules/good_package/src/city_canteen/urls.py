"""Where the pages stand, below ``m/canteen_menu/``."""

from django.urls import path

from city_canteen import views

urlpatterns = [
    path("", views.menus, name="menus"),
    path("publish/", views.publish, name="publish"),
    path("<uuid:menu_id>/order/", views.order, name="order"),
    path("<uuid:menu_id>/eaters/", views.eaters, name="eaters"),
]
