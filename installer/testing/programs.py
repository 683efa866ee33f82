"""Programs that call the API with a token, as one of the cast."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from core.api.tokens import Wanted, known_scopes, make_token
from core.context import UnitRef, open_city
from core.contracts.people import Person
from core.identity.models import Account


class Program:
    """A program with a token; ``prefix`` is put before every address.

    >>> program_of(bob, prefix="/api/v1/u/parks/").get("people/").json()["results"]
    """

    def __init__(self, key: str, prefix: str = "") -> None:
        self.key, self.prefix = key, prefix
        self._client = Client(headers={"Authorization": f"Bearer {key}"})

    def get(self, path: str = "", **query: Any) -> Any:
        """Ask."""
        return self._client.get(self.prefix + path, query)

    def send(
        self, path: str = "", body: Any = None, *, method: str = "post", key: str | None = None
    ) -> Any:
        """Write ``body`` as JSON; ``key`` is the ``Idempotency-Key``."""
        headers = {"Idempotency-Key": key} if key else {}
        write = getattr(self._client, method)
        return write(
            self.prefix + path,
            {} if body is None else body,
            content_type="application/json",
            headers=headers,
        )


def program_of(
    person: Person | Account,
    *,
    prefix: str = "",
    scopes: Iterable[str] | None = None,
    unit: UnitRef | None = None,
    **wanted: Any,
) -> Program:
    """A program with a token of ``person``; without ``scopes`` it may do what the person may."""
    account_id = person.account_id if isinstance(person, Person) else person.pk
    at = timezone.now()
    told = Wanted(
        name="test",
        scopes=frozenset(known_scopes() if scopes is None else scopes),
        expires_at=wanted.pop("expires_at", at + timedelta(days=1)),
        unit_id=unit.id if unit else None,
        **wanted,
    )
    with open_city():
        account = Account.objects.get(pk=account_id)
        by = Person(account_id=account.pk, name=account.name)
        key, _row = make_token(account=account, wanted=told, by=by, at=at)
    return Program(key, prefix)
