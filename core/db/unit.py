"""Tables of a unit's own schema: every row and queryset remembers whose it is.

PostgreSQL follows the context; where the context itself is wrong (a lazy queryset, a
generator or an instance carried from one unit's transaction into another's) the refusal is
made here: ``WrongUnit``. What is made outside any transaction (a form field's choices, an
unsaved row) belongs to the unit in whose transaction it is first used.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models.query import RawQuerySet

from core.context import current_scope
from core.db.keys import new_id
from core.errors import WrongUnit


def _unit_now() -> UUID | None:
    scope = current_scope()
    return scope.key if scope else None


def _refuse_if_carried(owner: UUID | None, what: str) -> None:
    if owner is not None and owner != _unit_now():
        raise WrongUnit(f"{what} of unit {owner} used in {_unit_now()}")


def _refuse_carried_rows(rows: Iterable[Any]) -> None:
    for row in rows:
        _refuse_if_carried(getattr(row, "_unit", None), "a row")


class _Bound:
    """What querysets and raw querysets have in common: they work for one unit."""

    _unit: UUID | None
    _fetch_all: Any

    def __init__(self, *args: Any, hints: dict[str, Any] | None = None, **kwargs: Any) -> None:
        # A related manager names its instance: following a carried row's key is refused too.
        self._unit = getattr((hints or {}).get("instance"), "_unit", None) or _unit_now()
        super().__init__(*args, hints=hints, **kwargs)  # type: ignore[call-arg]

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._unit = self._unit or clone._unit  # noqa: SLF001  a queryset of ours
        return clone  # type: ignore[no-any-return]

    def _refuse(self) -> None:
        _refuse_if_carried(self._unit, "a queryset")

    def _guarded(self, rows: Iterable[Any]) -> Iterator[Any]:
        """The rows one by one; a loop that goes on in another transaction is refused."""
        for row in rows:
            yield row
            self._refuse()

    # Every way to run a queryset asks for its database first.
    @property
    def db(self) -> str:
        """The database alias; refuses to run in another unit's transaction."""
        self._refuse()
        return super().db  # type: ignore[misc, no-any-return]

    # Rows that were fetched already answer len(), bool(), [] and count() without a query.
    @property
    def _result_cache(self) -> list[Any] | None:
        rows: list[Any] | None = self.__dict__.get("_result_cache")
        if rows is not None:
            self._refuse()
        return rows

    @_result_cache.setter
    def _result_cache(self, rows: list[Any] | None) -> None:
        if rows is not None:
            self._unit = self._unit or _unit_now()
        self.__dict__["_result_cache"] = rows

    def __iter__(self) -> Iterator[Any]:
        self._fetch_all()
        return self._guarded(self._result_cache or ())

    def __aiter__(self) -> AsyncIterator[Any]:
        return self._guarded_later(super().__aiter__())  # type: ignore[misc]

    async def _guarded_later(self, rows: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for row in rows:
            yield row
            self._refuse()


class UnitRawQuerySet(_Bound, RawQuerySet):
    """A raw queryset bound to the unit in whose transaction it was made."""


_query: Any = models.QuerySet.query


class UnitQuerySet(_Bound, models.QuerySet):
    """A queryset bound to the unit in whose transaction it was made."""

    # Whatever is built on a queryset, or puts it into another one, reads its query first.
    @property
    def query(self) -> Any:
        """The query; refused to another unit's transaction."""
        self._refuse()
        return _query.fget(self)

    @query.setter
    def query(self, value: Any) -> None:
        _query.fset(self, value)

    def _add_hints(self, **hints: Any) -> None:
        self._refuse()
        super()._add_hints(**hints)  # type: ignore[misc]
        self._unit = getattr(hints.get("instance"), "_unit", None) or self._unit

    def _iterator(self, *args: Any) -> Iterator[Any]:
        self._unit = self._unit or _unit_now()
        return self._guarded(super()._iterator(*args))  # type: ignore[misc]

    async def aiterator(self, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        """The rows one by one for ``async for``, without keeping them."""
        async for row in self._guarded_later(super().aiterator(*args, **kwargs)):
            yield row

    def raw(
        self, raw_query: Any, params: Any = (), translations: Any = None, using: str | None = None
    ) -> UnitRawQuerySet:
        """Rows by SQL of one's own, bound like any queryset."""
        return UnitRawQuerySet(
            raw_query,
            model=self.model,
            params=params,
            translations=translations,
            using=using or self.db,
        )

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Insert many rows; refuses rows of another unit."""
        rows = list(objs)
        _refuse_carried_rows(rows)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        """Update many rows; refuses rows of another unit."""
        rows = list(objs)
        _refuse_carried_rows(rows)
        return super().bulk_update(rows, *args, **kwargs)


class UnitManager(models.Manager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """The manager of every unit table."""


class UnitModel(models.Model):
    """A row in one unit's own schema."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    objects: ClassVar[models.Manager[Self]] = UnitManager()

    #: Rows may be added, never changed or removed: the unit's role has no right to.
    append_only: ClassVar[bool] = False

    class Meta:
        abstract = True
        # Rows are refreshed, and keys followed, by the base manager: it must be bound as well.
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = _unit_now()

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; refuses in another unit's transaction."""
        _refuse_if_carried(self._unit, "a row")
        super().save_base(*args, **kwargs)
        self._unit = self._unit or _unit_now()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row; refuses in another unit's transaction."""
        _refuse_if_carried(self._unit, "a row")
        return super().delete(*args, **kwargs)


class KernelForeignKey(models.ForeignKey):
    """How a module points at a kernel row (member, department) of its own unit.

    No reverse name and no cascade: Django's delete collector would otherwise query the
    tables of modules that this unit never installed. Kernel rows are closed, not deleted.
    """

    # Django's migrations pass on_delete; whatever they pass, the answer is DO_NOTHING.
    def __init__(self, to: Any, on_delete: Any = None, **kwargs: Any) -> None:  # noqa: ARG002
        kwargs["related_name"] = "+"
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete=models.DO_NOTHING, **kwargs)
