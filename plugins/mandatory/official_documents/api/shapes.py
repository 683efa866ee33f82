"""What programs get: documents, register lines and receipts."""

from typing import Any

from rest_framework import serializers

from core.contracts.urgency import Urgency
from plugins.mandatory.official_documents.models import ActKind, DocumentType, Role, State


class DocumentLineSerializer(serializers.Serializer[Any]):
    """A document in a list."""

    id = serializers.UUIDField()
    organ_id = serializers.UUIDField()
    organ_name = serializers.CharField()
    doc_type = serializers.ChoiceField(choices=DocumentType.choices)
    title = serializers.CharField()
    urgency = serializers.ChoiceField(choices=Urgency.choices, allow_blank=True)
    state = serializers.ChoiceField(choices=State.choices)
    number = serializers.CharField(source="number_text")
    drafter = serializers.CharField(source="drafter_name")
    signer = serializers.CharField(source="signer_name")
    created_at = serializers.DateTimeField()
    signed_at = serializers.DateTimeField(allow_null=True)
    dispatched_at = serializers.DateTimeField(allow_null=True)


class AddresseeSerializer(serializers.Serializer[Any]):
    """Whom the document goes to, as it was picked."""

    role = serializers.ChoiceField(choices=Role.choices)
    pick = serializers.CharField()
    title = serializers.CharField()


class FileSerializer(serializers.Serializer[Any]):
    """An attachment; its bytes stand at `files/{sha256}/`."""

    sha256 = serializers.CharField()
    name = serializers.CharField()
    size = serializers.IntegerField()


class ActSerializer(serializers.Serializer[Any]):
    """One act on the document, as it was."""

    kind = serializers.ChoiceField(choices=ActKind.choices)
    name = serializers.CharField()
    opinion = serializers.CharField()
    at = serializers.DateTimeField()


class DocumentSerializer(DocumentLineSerializer):
    """A document with its text, recipients, attachments and trail."""

    body = serializers.CharField()
    version = serializers.IntegerField()
    content_hash = serializers.CharField()
    addressees = AddresseeSerializer(many=True)
    files = FileSerializer(many=True, source="attachments")
    acts = ActSerializer(many=True)


class ReceivedLineSerializer(serializers.Serializer[Any]):
    """A line of the register of received documents."""

    id = serializers.UUIDField()
    received_number = serializers.CharField(source="number")
    envelope_id = serializers.UUIDField()
    organ_name = serializers.CharField()
    number = serializers.CharField(source="number_text")
    title = serializers.CharField()
    doc_type = serializers.ChoiceField(choices=DocumentType.choices)
    urgency = serializers.ChoiceField(choices=Urgency.choices, allow_blank=True)
    role = serializers.ChoiceField(choices=Role.choices)
    dispatched_at = serializers.DateTimeField()
    signed_at = serializers.DateTimeField()
    signed_by = serializers.CharField(source="signer_name")


class ReceivedSerializer(ReceivedLineSerializer):
    """A received document with its text and attachments, read from its ``envelope``."""

    paper = serializers.DictField(source="envelope.paper")
    files = FileSerializer(many=True, source="envelope.files")
    content_hash = serializers.CharField(source="envelope.content_hash")


class WaitingSerializer(serializers.Serializer[Any]):
    """A document that waits for 签收: its head, not its text."""

    envelope_id = serializers.UUIDField()
    organ_name = serializers.CharField(source="envelope.organ_name")
    number = serializers.CharField(source="envelope.number_text")
    title = serializers.CharField(source="envelope.title")
    doc_type = serializers.CharField(source="envelope.doc_type")
    urgency = serializers.CharField(source="envelope.urgency")
    role = serializers.ChoiceField(choices=Role.choices)
    addressed_as = serializers.CharField()
    files = serializers.SerializerMethodField()
    dispatched_at = serializers.DateTimeField(source="envelope.dispatched_at")

    def get_files(self, receipt: Any) -> int:
        """How many attachments it has."""
        return len(receipt.envelope.files)


class ReceiptSerializer(serializers.Serializer[Any]):
    """One recipient, as the sender sees it."""

    unit = serializers.CharField(source="unit.code")
    unit_name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    state = serializers.CharField()
    signed_at = serializers.DateTimeField(allow_null=True)
    signed_by = serializers.CharField(source="signed_name")
    signed_title = serializers.CharField()


class GroupSerializer(serializers.Serializer[Any]):
    """The recipients of one level and area: how many of them have signed."""

    level = serializers.CharField()
    area = serializers.CharField(source="area_name")
    signed = serializers.IntegerField()
    total = serializers.IntegerField()


class MatrixSerializer(serializers.Serializer[Any]):
    """Who has signed for a sent document."""

    groups = GroupSerializer(many=True)
    results = ReceiptSerializer(many=True)
