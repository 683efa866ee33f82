"""Django's session interface on our own table: keys are kept as digests, limits are ours.

A session is read and written in the city's transaction. Inside a unit's transaction that is
refused (``ScopeChanged``): pages of a unit get what they need on ``request`` from
``core.identity.middleware`` and leave the session alone.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.context import current_scope, open_city
from core.identity.models import Account, Session

#: Without a request for this long, a session ends.
IDLE = timedelta(minutes=30)
#: However busy, it ends after this long.
ABSOLUTE = timedelta(hours=12)
#: Between password and second factor.
PENDING = timedelta(minutes=10)
#: How exact "last seen" is; writing it at every click would cost a write per page.
SEEN_EVERY = timedelta(minutes=1)


class SessionStore(SessionBase):
    """One visitor's session. ``account`` is who is logged in, None before."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._row: Session | None = None

    @property
    def account(self) -> Account | None:
        """The account that is logged in with this session, if it still is."""
        self._get_session()  # type: ignore[attr-defined]
        return self._row.account if self._row else None

    @property
    def row(self) -> Session | None:
        """The stored session, once it has been read or made."""
        return self._row

    def start(
        self,
        *,
        account: Account | None,
        at: datetime,
        address: str | None,
        device: str,
        confirmed: bool = True,
    ) -> None:
        """Leave the old session behind and begin a new one, under a new key.

        Always a new key: one that somebody else planted in the browser is worth nothing.
        ``confirmed``: the person has just logged in in full, so acts that ask again do not.
        """
        self.flush()
        self._row = Session(
            account=account,
            created_at=at,
            seen_at=at,
            expires_at=at + (ABSOLUTE if account else PENDING),
            confirmed_at=at if account and confirmed else None,
            address=address,
            device=device[:200],
        )
        self.create()

    def touch(self, at: datetime) -> None:
        """Note that the session is in use, to the minute."""
        if self._row and at - self._row.seen_at >= SEEN_EVERY:
            Session.objects.filter(pk=self._row.pk).update(seen_at=at)

    def confirm(self, at: datetime) -> None:
        """Note that the person has proved once more to be the one."""
        if self._row:
            Session.objects.filter(pk=self._row.pk).update(confirmed_at=at)
            self._row.confirmed_at = at

    def exists(self, session_key: str) -> bool:
        """Whether a session with this key stands."""
        with _city():
            return Session.objects.filter(key_hash=_digest(session_key)).exists()

    def load(self) -> dict[str, Any]:
        """What the session keeps; empty, and without a key, once it has ended."""
        with _city():
            self._row = _standing_session(str(self.session_key), timezone.now())
        if self._row is None:
            self._session_key = None
            return {}
        return dict(self.decode(self._row.data))

    def create(self) -> None:
        """Store a new session under a key that nobody has."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the session; one that was ended meanwhile stays ended (``UpdateError``)."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        with _city():
            if must_create:
                return self._insert(self.encode(data))
            rows = Session.objects.filter(key_hash=_digest(self.session_key))
            if not rows.update(data=self.encode(data)):
                raise UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key is None:
            return
        with _city():
            Session.objects.filter(key_hash=_digest(key)).delete()
        self._row = None

    def get_expire_at_browser_close(self) -> bool:
        """Always: the limits are kept here, not by the browser."""
        return True

    @classmethod
    def clear_expired(cls) -> None:
        """Delete sessions that have ended."""
        now = timezone.now()
        with _city():
            Session.objects.filter(expires_at__lte=now).delete()
            Session.objects.filter(seen_at__lte=now - IDLE).delete()

    def _insert(self, data: str) -> None:
        now = timezone.now()
        if self._row is None:
            self._row = Session(created_at=now, seen_at=now, expires_at=now + PENDING)
        self._row.key_hash = _digest(str(self.session_key))
        self._row.data = data
        try:
            with transaction.atomic():
                self._row.save(force_insert=True)
        except IntegrityError as taken:
            raise CreateError from taken


def _standing_session(key: str, at: datetime) -> Session | None:
    """The session with this key if no limit has ended it and its account is not disabled."""
    row = (
        Session.objects.select_related("account__city_role")
        .filter(key_hash=_digest(key), expires_at__gt=at, seen_at__gt=at - IDLE)
        .first()
    )
    return row if row and (row.account is None or row.account.is_active) else None


def _digest(key: str) -> str:
    # A key has 165 random bits, so a plain digest is enough: there is nothing to guess.
    return sha256(key.encode()).hexdigest()


def _city() -> AbstractContextManager[None]:
    """The city's transaction; inside one that is open already, no savepoint of its own."""
    scope = current_scope()
    return nullcontext() if scope is not None and scope.unit is None else open_city()
