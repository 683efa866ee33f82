"""About the asker: who it is, what it may do, and its tokens."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.operations import operation
from core.api.tokens import revoke_tokens, tokens_of, tokens_of_unit
from core.api.views import UnitAPIView
from core.context import current_unit
from core.identity.models import Account
from core.web.access import requires, signed_in


class UnitRefSerializer(serializers.Serializer[Any]):
    """A unit that the asker may enter."""

    code = serializers.CharField()
    name = serializers.CharField()


class AskerSerializer(serializers.Serializer[Any]):
    """Who asks; inside a unit with what the person (and the token) may do there."""

    name = serializers.CharField()
    title = serializers.CharField()
    member_id = serializers.UUIDField(allow_null=True)
    permissions = serializers.SerializerMethodField()
    units = UnitRefSerializer(many=True)

    def get_permissions(self, person: Any) -> list[str]:
        """What may be done here, by the permissions' codes."""
        return sorted(person.permissions | person.city_permissions)


class TokenSerializer(serializers.Serializer[Any]):
    """A token; its key is told once, on the page where it is made."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    hint = serializers.CharField(help_text="How the key begins.")
    holder = serializers.CharField(source="holder_name")
    application = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    read_only = serializers.BooleanField()  # type: ignore[assignment]  # the column's name
    unit_id = serializers.UUIDField(allow_null=True)
    made_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    used_at = serializers.DateTimeField(allow_null=True)


class Asker(UnitAPIView):
    """Who asks, and what may be done here."""

    access = signed_in
    for_tokens_of_units = True

    @operation(answers=AskerSerializer)
    def get(self, _request: Request) -> Response:
        """Show the asker."""
        return self.answer(self.person)


class OwnTokens(UnitAPIView):
    """The asker's own tokens. They are made on a page, where the person proves to be there."""

    access = signed_in

    @operation(answers=TokenSerializer, listed=True)
    def get(self, request: Request) -> Response:
        """List them, the newest first."""
        return self.page(tokens_of(_account(request), at=timezone.now()), order=("-id",))


class OwnToken(UnitAPIView):
    """One of the asker's own tokens."""

    access = signed_in
    for_tokens_of_units = True

    @operation(status=204)
    def delete(self, request: Request, token_id: UUID) -> Response:
        """Revoke it."""
        at = timezone.now()
        revoke_tokens(tokens_of(_account(request), at=at), [token_id], by=self.person, at=at)
        return self.answer()


class TokensOfUnit(UnitAPIView):
    """The tokens that open this unit alone, applications' among them."""

    access = requires("people.manage")

    @operation(answers=TokenSerializer, listed=True)
    def get(self, _request: Request) -> Response:
        """List them, the newest first."""
        return self.page(tokens_of_unit(current_unit().id, at=timezone.now()), order=("-id",))


class TokenOfUnit(UnitAPIView):
    """A token that opens this unit alone."""

    access = requires("people.manage")

    @operation(status=204)
    def delete(self, _request: Request, token_id: UUID) -> Response:
        """Revoke it, whoever made it."""
        at = timezone.now()
        revoke_tokens(tokens_of_unit(current_unit().id, at=at), [token_id], by=self.person, at=at)
        return self.answer()


def _account(request: Request) -> Account:
    account: Account = request.user  # type: ignore[assignment]  # it is the only kind of user
    return account
