"""Pages of the interface itself; they belong to the city, not to a unit."""

from django.urls import path

from core.ui import views

app_name = "ui"
urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("preferences/", views.preference, name="preference"),
]
