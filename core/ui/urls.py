"""Pages of the interface itself; they belong to the city, not to a unit."""

from django.urls import path

from core.ui import views
from core.ui.styleguide import views as guide

app_name = "ui"
urlpatterns = [
    path("preferences/", views.preference, name="preference"),
    path("styleguide/", guide.styleguide, name="styleguide"),
    path("styleguide/units/", guide.sample_children, name="sample_children"),
    path("styleguide/units/find/", guide.sample_search, name="sample_search"),
    path("styleguide/units/count/", guide.sample_count, name="sample_count"),
    path("styleguide/people/", guide.sample_people, name="sample_people"),
    path("styleguide/progress/", guide.sample_progress, name="sample_progress"),
]
