"""Tokens: made by their person, recognised at the door, revoked by the person or the unit."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from core.api.errors import ScopesUnknown, TokenRefused, TokenTooLong
from core.api.models import ApiToken
from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.city_roles import CITY_PERMISSIONS
from core.identity.models import Account
from core.modules.public import registry
from core.people import permissions
from core.web.tokens import TokenGrant

#: However long somebody wants it.
LONGEST = timedelta(days=366)
#: How exact "last used" is; a write for every request would cost more than it tells.
_SEEN_EVERY = timedelta(minutes=1)
_PREFIX = "cd_"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants a token for."""

    name: str
    scopes: frozenset[str]
    expires_at: datetime
    unit_id: UUID | None = None
    application: str = ""
    read_only: bool = False


def make_token(
    *, account: Account, wanted: Wanted, by: Person, at: datetime
) -> tuple[str, ApiToken]:
    """A token and its key, which is told here and never again.

    Raises ``ScopesUnknown``, ``TokenTooLong``. Scopes that the person does not hold are
    kept: they begin to count with the permission.
    """
    unknown = wanted.scopes - set(known_scopes())
    if unknown or not wanted.scopes:
        raise ScopesUnknown(scopes="、".join(sorted(unknown)) or "—")
    if wanted.expires_at > at + LONGEST:
        raise TokenTooLong
    key = _PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        account=account,
        unit_id=wanted.unit_id,
        name=wanted.name,
        application=wanted.application,
        holder_name=account.name,
        scopes=sorted(wanted.scopes),
        read_only=wanted.read_only,
        key_hash=_digest(key),
        hint=key[: len(_PREFIX) + 5],
        made_at=at,
        expires_at=wanted.expires_at,
    )
    record(
        "api.token_made",
        by=by,
        at=at,
        subject=str(row.pk),
        unit=str(row.unit_id or ""),
        application=row.application,
        scopes=row.scopes,
        read_only=row.read_only,
        ends=row.expires_at.isoformat(),
    )
    return key, row


def known_scopes() -> Mapping[str, str | Promise]:
    """Every permission that a token can name, with its title."""
    offered = [*permissions.offered(registry().names), *CITY_PERMISSIONS]
    return {each.code: each.title for each in offered}


def tokens_of(account: Account, *, at: datetime) -> QuerySet[ApiToken]:
    """The person's own tokens that can be used, the newest first."""
    rows = ApiToken.objects.filter(_standing(at), account=account)
    return rows.select_related("unit").order_by("-id")


def tokens_of_unit(unit_id: UUID, *, at: datetime) -> QuerySet[ApiToken]:
    """The tokens that open this unit alone, whoever made them; in the unit's own scope."""
    return ApiToken.objects.filter(_standing(at), unit_id=unit_id).order_by("-id")


def revoke_tokens(
    tokens: QuerySet[ApiToken], ids: Collection[UUID], *, by: Person, at: datetime
) -> None:
    """End those of ``tokens`` that have these ids; raises ``NotFound`` if none is there."""
    if not tokens.filter(pk__in=ids).order_by().update(revoked_at=at):
        raise NotFound
    # A line for each: the trail is asked by its subject. They are chosen by hand, so few.
    for key in ids:
        record("api.token_revoked", by=by, at=at, subject=str(key))


def recognise(key: str, *, address: str | None, at: datetime) -> ApiToken:
    """The token with this key, noted as used; raises ``TokenRefused``."""
    rows = ApiToken.objects.select_related("account__city_role")
    found = rows.filter(_standing(at), key_hash=_digest(key), account__is_active=True).first()
    if found is None:
        raise TokenRefused
    if found.used_at is None or at - found.used_at >= _SEEN_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(used_at=at, used_from=address)
    return found


def grant_of(token: ApiToken) -> TokenGrant:
    """What the token allows."""
    return TokenGrant(
        token.pk, frozenset(token.scopes), token.read_only, token.unit_id, token.application
    )


def _standing(at: datetime) -> Q:
    return Q(revoked_at=None, expires_at__gt=at)


def _digest(key: str) -> str:
    # 256 random bits: a plain digest is enough, there is nothing to guess.
    return sha256(key.encode()).hexdigest()
