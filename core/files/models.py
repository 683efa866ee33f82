"""Stored files, by hash, and which unit may open which."""

from django.db import models

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit


def _held(column: str) -> str:
    """The condition that the unit may open the file whose hash stands in ``column``."""
    return (
        "EXISTS (SELECT 1 FROM city.blob_ref held "  # noqa: S608 -- a declaration, no input
        f"WHERE held.sha256 = {column} AND held.unit_id = {CURRENT_UNIT})"
    )


class Blob(CityModel):
    """One content, stored once. Its key is its hash, so the same file is never kept twice.

    .. pii: the content may name anyone; this row names nobody
    """

    access = Access(unit="SI", rows=_held("blob.sha256"), writes="true")

    id = None  # type: ignore[assignment]  # the content is its own key
    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "blob"


class BlobRef(CityModel):
    """A unit's right to open a file: made when it stores or receives it.

    A unit gives a reference to itself for what it stores, and to others only for what it
    holds. .. no_pii:
    """

    access = Access(
        unit="SI",
        rows=f"unit_id = {CURRENT_UNIT}",
        writes=f"unit_id = {CURRENT_UNIT} OR " + _held("blob_ref.sha256"),
    )

    id = None  # type: ignore[assignment]  # the content is its own key
    pk = models.CompositePrimaryKey("blob_id", "unit_id")
    blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, db_column="sha256", related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        db_table = "blob_ref"
