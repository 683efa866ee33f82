"""What the city sees of all notices, under ``city/notices/``."""

from django.urls import path

from core.notices.views import gateways, undelivered

app_name = "city_notices"

urlpatterns = [
    path("channels/", gateways.listing, name="gateways"),
    path("channels/new/", gateways.new, name="new_gateway"),
    path("channels/<slug:code>/", gateways.edit, name="gateway"),
    path("channels/<slug:code>/test/", gateways.send_test, name="send_test"),
    path("undelivered/", undelivered.of_city, name="undelivered"),
    path("undelivered.xlsx", undelivered.of_city_xlsx, name="undelivered_xlsx"),
    path("undelivered/retry/", undelivered.retry_of_city, name="retry"),
]
