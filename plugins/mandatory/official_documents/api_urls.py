"""Addresses of the API, under ``/api/v1/u/<code>/m/official_documents/``."""

from django.urls import path

from plugins.mandatory.official_documents.api import views

urlpatterns = [
    path("documents/", views.Documents.as_view(), name="documents"),
    path("documents/<uuid:document_id>/", views.OneDocument.as_view(), name="document"),
    path("documents/<uuid:document_id>/files/", views.DocumentFiles.as_view(), name="files"),
    path(
        "documents/<uuid:document_id>/files/<str:sha256>/",
        views.DocumentFile.as_view(),
        name="file",
    ),
    path(
        "documents/<uuid:document_id>/receipts/", views.DocumentReceipts.as_view(), name="receipts"
    ),
    *(
        path(f"documents/<uuid:document_id>/{name}/", view.as_view(), name=name)
        for name, view in views.ACTS.items()
    ),
    path("sent/", views.Sent.as_view(), name="sent"),
    path("received/", views.Received.as_view(), name="received"),
    path("received/<uuid:received_id>/", views.OneReceived.as_view(), name="received_document"),
    path(
        "received/<uuid:received_id>/files/<str:sha256>/",
        views.ReceivedFile.as_view(),
        name="received_file",
    ),
    path("waiting/", views.Waiting.as_view(), name="waiting"),
    path("waiting/<uuid:envelope_id>/sign/", views.SignFor.as_view(), name="sign_for"),
]
