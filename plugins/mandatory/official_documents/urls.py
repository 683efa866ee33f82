"""Addresses of the module, under ``/u/<code>/m/official_documents/``."""

from django.urls import path

from plugins.mandatory.official_documents.views import (
    drafting,
    home,
    issuing,
    receipts,
    receiving,
    recipients,
    registers,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("under-way/", home.under_way, name="under_way"),
    path("sent/", registers.sent, name="sent"),
    path("received/", registers.received, name="received"),
    path("export/<str:name>.<str:ending>", registers.export, name="export"),
    path("waiting/", receiving.waiting, name="waiting"),
    path("waiting/<uuid:envelope_id>/", receiving.receipt, name="receipt"),
    path("waiting/<uuid:envelope_id>/sign/", receiving.sign, name="sign"),
    path("received/<uuid:received_id>/", receiving.received, name="received_document"),
    path(
        "received/<uuid:received_id>/files/<str:sha256>/",
        receiving.attachment,
        name="received_file",
    ),
    path(
        "received/<uuid:received_id>/files/<str:sha256>/look/",
        receiving.preview,
        name="look_at_received_file",
    ),
    path("documents/new/", drafting.new, name="new"),
    path("documents/<uuid:document_id>/", issuing.document, name="document"),
    path("documents/<uuid:document_id>/edit/", drafting.edit, name="edit"),
    path("documents/<uuid:document_id>/attach/", drafting.attach, name="attach"),
    path(
        "documents/<uuid:document_id>/files/<str:sha256>/",
        issuing.attachment,
        name="document_file",
    ),
    path(
        "documents/<uuid:document_id>/files/<str:sha256>/look/",
        issuing.preview,
        name="look_at_document_file",
    ),
    path("documents/<uuid:document_id>/files/<str:sha256>/detach/", drafting.detach, name="detach"),
    path("documents/<uuid:document_id>/discard/", drafting.discard, name="discard"),
    path("documents/<uuid:document_id>/submit/", issuing.submit, name="submit"),
    path("documents/<uuid:document_id>/decide/", issuing.decide, name="decide"),
    path("documents/<uuid:document_id>/number/", issuing.number, name="number"),
    path("documents/<uuid:document_id>/send/", issuing.send, name="send"),
    path("documents/<uuid:document_id>/receipts/", receipts.receipts, name="receipts"),
    path("documents/<uuid:document_id>/receipts/group/", receipts.group, name="receipts_group"),
    path("documents/<uuid:document_id>/receipts.xlsx", receipts.export, name="receipts_export"),
    path("recipients/", recipients.branch, name="recipients_branch"),
    path("recipients/search/", recipients.search, name="recipients_search"),
    path("recipients/count/", recipients.count, name="recipients_count"),
]
