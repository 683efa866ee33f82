"""Tables of a unit's own schema: every row and queryset remembers whose it is.

PostgreSQL follows the context; where the context itself is wrong (a lazy queryset or an
instance carried from one unit's transaction into another's) the refusal is made here.
"""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models

from core.context import current_scope
from core.db.keys import new_id
from core.errors import WrongUnit


def _unit_now() -> UUID | None:
    scope = current_scope()
    return scope.key if scope else None


def _refuse_if_carried(owner: UUID | None, what: str) -> None:
    if owner is not None and owner != _unit_now():
        raise WrongUnit(f"{what} of unit {owner} used in {_unit_now()}")


class UnitQuerySet(models.QuerySet):
    """A queryset bound to the unit in whose transaction it was made.

    Made outside any transaction (a form field's choices), it is bound at first use.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = _unit_now()

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._unit = self._unit or clone._unit
        return clone

    # Every way to run a queryset asks for its database first; iteration of an already
    # fetched result does not, so it is checked by itself.
    @property
    def db(self) -> str:
        """The database alias; refuses to run in another unit's transaction."""
        _refuse_if_carried(self._unit, "a queryset")
        return super().db

    def __iter__(self) -> Any:
        _refuse_if_carried(self._unit, "a queryset")
        return super().__iter__()


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = _unit_now()

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; refuses in another unit's transaction."""
        _refuse_if_carried(self._unit, "a row")
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row; refuses in another unit's transaction."""
        _refuse_if_carried(self._unit, "a row")
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row again; refuses in another unit's transaction."""
        _refuse_if_carried(self._unit, "a row")
        super().refresh_from_db(*args, **kwargs)


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
