"""One's own notices, of all units: pages of the city."""

from django.urls import path

from core.notices.views import gateways, own, wishes

app_name = "notices"

urlpatterns = [
    path("notices/", own.listing, name="list"),
    path("notices/state/", own.state, name="state"),
    path("notices/read/", own.read_chosen, name="read"),
    path("notices/read-all/", own.read_all, name="read_all"),
    path("notices/receipts/<slug:code>/", gateways.receipt, name="receipt"),
    path("notices/<uuid:notice_id>/", own.open_notice, name="open"),
    path("account/notices/", wishes.wishes, name="wishes"),
]
