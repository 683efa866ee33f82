"""How a refusal looks to a program, and which statuses an address may answer with."""

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers

from core.api.operations import WRITES

#: What each status means at every address of the API.
MEANINGS = {
    400: "The request makes no sense: a body that is no JSON, a host name or byte that is refused.",
    401: "Nobody is signed in: no session, or a token that is unknown, expired or revoked.",
    403: "The person, the token or the missing CSRF token does not allow it.",
    404: "Not there, or not this unit's: both are answered alike.",
    406: "Only application/json is spoken.",
    409: "Not now: the matter's state refuses it, somebody was faster, or the unit is suspended.",
    413: "Too large.",
    415: "The body's media type is not read here.",
    422: "Fields are missing, unknown or wrong (`errors`), or an Idempotency-Key is used again.",
    429: "Too many requests; `Retry-After` says when to come again.",
}
_ALWAYS = (400, 401, 403, 406, 422, 429)


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457. Programs rely on `code`; `title` and `detail` are for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable: it never changes its meaning.")
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # the name is told to all
        required=False, help_text="By field: what is wrong with it; nested as the body is."
    )
    reference = serializers.CharField(
        required=False, help_text="Names the entry of the log, where the platform itself failed."
    )


def refusals(method: str, path: str) -> Iterator[int]:
    """The statuses with which a method of an address may refuse."""
    yield from _ALWAYS
    in_unit, writes = path.startswith("/api/v1/u/"), method.lower() in WRITES
    if "{" in path:
        yield 404
    if in_unit or writes:
        yield 409
    if writes:
        yield from (413, 415)
