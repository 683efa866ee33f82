"""Where the search over everything stands inside a unit."""

from django.urls import path

from core.modules import views

app_name = "search"

urlpatterns = [path("", views.search, name="everything")]
