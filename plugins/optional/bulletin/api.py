"""The notices for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView, act_token, operation
from core.web.access import requires
from plugins.optional.bulletin.models import Category
from plugins.optional.bulletin.permissions import PUBLISH, READ
from plugins.optional.bulletin.selectors import notice, notices_for, readers_of
from plugins.optional.bulletin.services import Draft, confirm_reading, publish, withdraw

#: The order of the page; the last part is unique, as paging by key needs.
ORDER = ("-pinned", "-published_at", "-id")


class DraftSerializer(serializers.Serializer[Any]):
    """A notice as programs write it."""

    category = serializers.ChoiceField(choices=Category.choices)
    title = serializers.CharField(max_length=100)
    body = serializers.CharField(max_length=20000)
    pinned = serializers.BooleanField(default=False)
    ends_on = serializers.DateField(allow_null=True, default=None)


class NoticeLineSerializer(serializers.Serializer[Any]):
    """A notice in the list; `is_read`: the asker has confirmed it."""

    id = serializers.UUIDField()
    category = serializers.ChoiceField(choices=Category.choices)
    title = serializers.CharField()
    pinned = serializers.BooleanField()
    publisher = serializers.CharField(source="publisher_name")
    published_at = serializers.DateTimeField()
    ends_on = serializers.DateField(allow_null=True)
    is_read = serializers.BooleanField()


class NoticeSerializer(serializers.Serializer[Any]):
    """A notice with its text."""

    id = serializers.UUIDField()
    category = serializers.ChoiceField(choices=Category.choices)
    title = serializers.CharField()
    body = serializers.CharField()
    pinned = serializers.BooleanField()
    publisher = serializers.CharField(source="publisher_name")
    published_at = serializers.DateTimeField()
    ends_on = serializers.DateField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class ReaderSerializer(serializers.Serializer[Any]):
    """One of the people whom the notice is for."""

    member_id = serializers.UUIDField()
    name = serializers.CharField()


class ReadersSerializer(serializers.Serializer[Any]):
    """Who has confirmed the notice, and who has not."""

    read = ReaderSerializer(many=True)
    unread = ReaderSerializer(many=True)


class Notices(UnitAPIView):
    """The standing notices."""

    access = requires(READ)

    @operation(answers=NoticeLineSerializer, listed=True)
    def get(self, _request: Request) -> Response:
        """List them, pinned ones first, then the newest."""
        return self.page(notices_for(self.person), order=ORDER)


class NewNotice(UnitAPIView):
    """One notice more."""

    access = requires(PUBLISH)

    @operation(takes=DraftSerializer, answers=NoticeSerializer, status=201)
    def post(self, request: Request) -> Response:
        """Publish it to everyone in the unit."""
        made = publish(
            draft=Draft(**self.body),
            token=act_token(request),
            by=self.person,
            at=timezone.now(),
        )
        return self.answer(made)


class OneNotice(UnitAPIView):
    """One notice, withdrawn or not."""

    access = requires(READ)

    @operation(answers=NoticeSerializer)
    def get(self, _request: Request, notice_id: UUID) -> Response:
        """Show it."""
        return self.answer(notice(notice_id))


class Reading(UnitAPIView):
    """The asker's word of having read a notice."""

    access = requires(READ)

    @operation(status=204)
    def post(self, _request: Request, notice_id: UUID) -> Response:
        """Give it; a second time changes nothing."""
        confirm_reading(notice=notice(notice_id), by=self.person, at=timezone.now())
        return self.answer()


class Withdrawal(UnitAPIView):
    """Taking a notice back."""

    access = requires(PUBLISH)

    @operation(status=204)
    def post(self, _request: Request, notice_id: UUID) -> Response:
        """Take it off everyone's list."""
        withdraw(notice=notice(notice_id), by=self.person, at=timezone.now())
        return self.answer()


class ReadersOfNotice(UnitAPIView):
    """Who has read a notice, for those who publish."""

    access = requires(PUBLISH)

    @operation(answers=ReadersSerializer)
    def get(self, _request: Request, notice_id: UUID) -> Response:
        """Show who has confirmed it, and who has not."""
        return self.answer(readers_of(notice(notice_id)))
