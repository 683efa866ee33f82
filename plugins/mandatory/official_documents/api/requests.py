"""What programs send."""

from typing import Any

from rest_framework import serializers

from core.contracts.urgency import Urgency
from plugins.mandatory.official_documents.models import DocumentType


class DraftSerializer(serializers.Serializer[Any]):
    """A draft; ``main`` and ``cc`` hold picks such as ``unit:CODE`` and ``group:NAME``."""

    organ_id = serializers.UUIDField()
    doc_type = serializers.ChoiceField(choices=DocumentType.choices)
    title = serializers.CharField(max_length=200)
    body = serializers.CharField(trim_whitespace=False)
    declared = serializers.BooleanField()
    urgency = serializers.ChoiceField(choices=Urgency.choices, default="", allow_blank=True)
    main = serializers.ListField(child=serializers.CharField(max_length=80), default=list)
    cc = serializers.ListField(child=serializers.CharField(max_length=80), default=list)


class ChangeSerializer(DraftSerializer):
    """A changed draft, over the version that was read."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class SubmitSerializer(serializers.Serializer[Any]):
    """Who is to sign."""

    signer_id = serializers.UUIDField()


class OpinionSerializer(serializers.Serializer[Any]):
    """What the signer writes."""

    opinion = serializers.CharField(max_length=500, default="", allow_blank=True)


class NumberSerializer(serializers.Serializer[Any]):
    """The code to be numbered under."""

    code = serializers.CharField(max_length=12)


class UploadSerializer(serializers.Serializer[Any]):
    """One attachment, as the form field `file`."""

    file = serializers.FileField(max_length=255)


class RegisterFilters(serializers.Serializer[Any]):
    """The filters of the registers' pages; texts are parts of what they look for."""

    title = serializers.CharField(required=False, max_length=100)
    number_text = serializers.CharField(required=False, max_length=40)
    organ = serializers.CharField(required=False, max_length=100)
    doc_type = serializers.ChoiceField(required=False, choices=DocumentType.choices)
    urgency = serializers.ChoiceField(required=False, choices=Urgency.choices)
    day = serializers.DateField(required=False, help_text="The day of sending or signing for.")
