"""Shared tables: each says which scope may do what with which rows.

The declarations make one matrix (``tenancy.grants`` turns it into GRANTs and row
policies, ``docs/shared-tables.md`` prints it, a test compares both with the catalogue).
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from core.db.keys import new_id

#: The unit whose role runs the statement, for use in ``Access.rows`` and ``Access.writes``.
CURRENT_UNIT = "right(current_user::text, 32)::uuid"


@dataclass(frozen=True, slots=True)
class Access:
    """What units may do with a shared table (the city's own role may do everything).

    ``unit``: any of the letters S(elect), I(nsert), U(pdate), D(elete); "" = nothing.
    ``rows``: SQL condition on the rows a unit sees, updates and deletes; None = all rows.
    ``writes``: SQL condition on the rows a unit may leave behind; None = same as ``rows``.
    ``updates``: where a unit reads or makes rows that only another may change: SQL
    condition on the rows it may update, before and after; None = ``rows`` and ``writes``.
    ``columns``: the columns a unit may update; None = all.
    ``append_only``: nobody, the city included, may update or delete.
    """

    unit: str = ""
    rows: str | None = None
    writes: str | None = None
    updates: str | None = None
    columns: tuple[str, ...] | None = None
    append_only: bool = False


class CityModel(models.Model):
    """A row shared by the whole city. Closed to units unless ``access`` opens it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    access: ClassVar[Access] = Access()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @classmethod
    def from_values(cls, **values: Any) -> "CityModel":
        """An unsaved row, for bulk inserts."""
        return cls(**values)
