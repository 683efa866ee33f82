"""``Idempotency-Key``: a write that is sent again has its effect once and the same answer.

The answer is kept in the transaction of the effect: whoever is killed before the commit has
left neither, and the same key carries the act out. A refusal is not kept: it left nothing
behind, and may be another one the next time. Views that open transactions of their own
(``own_transactions``) keep the answer after their acts, which may be repeated by themselves.
"""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import KeyBusy, KeyUnfit, KeyUsed
from core.api.models import KeptAnswer
from core.context import open_city, open_unit

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_FIT = re.compile(r"[!-~]{1,128}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose key it is, and for which request."""

    unit_id: UUID | None
    actor: UUID
    key: str
    request: str

    def lock_number(self) -> int:
        text = f"kept answer {self.unit_id} {self.actor} {self.key}".encode()
        return int.from_bytes(sha256(text).digest()[:8], signed=True)


def answered_once(request: Request, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of ``act``, or the kept one if this request had its effect before.

    Raises ``KeyUnfit``, ``KeyUsed``, ``KeyBusy``.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    if not _FIT.fullmatch(key):
        raise KeyUnfit
    asked = _asked(request, key)
    with _scope(request._request):
        kept = _kept(asked)
    if kept is not None:
        return _again(kept, asked)
    answer = act()
    if isinstance(answer, Response) and answer.status_code < 300:
        with _scope(request._request):
            _keep(asked, answer)
    return answer


def act_token(request: Request) -> UUID:
    """The token of an act whose service takes one: the same key makes the same token.

    Services that repeat nothing for a token known to them are safe from pages' double clicks
    as well; without a key each request is an act of its own.
    """
    key = request.headers.get(HEADER)
    if not key:
        return uuid4()
    http: Any = request._request
    return uuid5(NAMESPACE_URL, f"{_actor(http)}:{request.method}:{request.path}:{key}")


def _actor(http: Any) -> UUID:
    actor: UUID = http.token.id if http.token else http.account.pk
    return actor


def _asked(request: Request, key: str) -> _Asked:
    http: Any = request._request
    unit_id = http.unit_row.id if http.unit_row else None
    return _Asked(unit_id, _actor(http), key, _digest_of(http))


def _scope(http: Any) -> AbstractContextManager[Any]:
    """The transaction that is open, or one of the unit or the city for this alone."""
    if transaction.get_connection().in_atomic_block:
        return nullcontext()
    return open_unit(http.unit_row) if http.unit_row else open_city()


def _kept(asked: _Asked) -> KeptAnswer | None:
    """Whoever comes second while the first is at it is sent away instead of waiting in line."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [asked.lock_number()])
        if not cursor.fetchone()[0]:
            raise KeyBusy(retry_after=1)
    rows = KeptAnswer.objects.filter(unit_id=asked.unit_id, actor=asked.actor, key=asked.key)
    return rows.first()


def _again(kept: KeptAnswer, asked: _Asked) -> Response:
    if kept.request != asked.request:
        raise KeyUsed
    body = json.loads(kept.body) if kept.body else None
    return Response(body, status=kept.status, headers={REPLAYED: "true"})


def _keep(asked: _Asked, answer: Response) -> None:
    body = "" if answer.data is None else JSONRenderer().render(answer.data).decode()
    row = KeptAnswer(
        unit_id=asked.unit_id,
        actor=asked.actor,
        key=asked.key,
        request=asked.request,
        status=answer.status_code,
        body=body,
        kept_at=timezone.now(),
    )
    # Two views with transactions of their own may come here at once; the first answer stands.
    KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)


def _digest_of(http: HttpRequest) -> str:
    told = sha256(f"{http.method} {http.get_full_path()}\n".encode())
    if http.content_type != "multipart/form-data":
        told.update(http.body)
        return told.hexdigest()
    # The boundary differs every time, so the parts count and not the bytes.
    for name, values in sorted(http.POST.lists()):
        told.update(json.dumps([name, values]).encode())
    files: dict[str, Any] = dict(http.FILES.items())
    for name, file in sorted(files.items()):
        told.update(f"{name} {file.name} {file.size}".encode())
        for chunk in file.chunks():
            told.update(chunk)
        file.seek(0)
    return told.hexdigest()
