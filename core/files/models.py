"""Stored files, by hash, and which unit holds which for whose sake."""

from django.db import models

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit


def _held(column: str, but: str = "") -> str:
    """The condition that the unit may open the file whose hash stands in ``column``.

    ``but``: the table whose own row does not count for it.
    """
    return (
        "EXISTS (SELECT 1 FROM city.blob_ref held "  # noqa: S608 -- a declaration, no input
        f"WHERE held.sha256 = {column} AND held.unit_id = {CURRENT_UNIT} "
        "AND held.released_at IS NULL"
        + (
            f" AND (held.unit_id, held.holder_id) <> ({but}.unit_id, {but}.holder_id))"
            if but
            else ")"
        )
    )


class Blob(CityModel):
    """One content, stored once. Its key is its hash, so the same file is never kept twice.

    ``flags`` are words of ``core.files.documents.FLAGS``. A unit writes the row only as the
    store vouches for it: nobody says of a content that he has not presented what it is.

    .. pii: the content may name anyone; this row names nobody
    """

    access = Access(
        unit="SI",
        rows=_held("blob.sha256"),
        writes=(
            "city.file_vouched(concat_ws(' ', blob.sha256, blob.size::text, "
            "blob.media_type, blob.flags), blob.voucher)"
        ),
    )

    id = None  # type: ignore[assignment]  # the content is its own key
    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    flags = models.CharField(max_length=60, blank=True)
    voucher = models.BinaryField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "blob"


class BlobRef(CityModel):
    """A unit's right to open a file, for the sake of one thing.

    ``holder_id`` is the document, envelope or other row that shows it. A unit gives itself a
    reference with the store's voucher, that it has presented the content, and to others only
    for what it holds. A reference that is not needed any more is released, and removed with
    the clean-up after a time of grace. .. no_pii:
    """

    access = Access(
        unit="SIU",
        rows=f"unit_id = {CURRENT_UNIT}",
        writes=(
            f"(unit_id = {CURRENT_UNIT} AND city.file_vouched(concat_ws(' ', blob_ref.sha256, "
            "blob_ref.unit_id::text), blob_ref.voucher)) OR "
            + _held("blob_ref.sha256", but="blob_ref")
        ),
        updates=f"unit_id = {CURRENT_UNIT}",
        columns=("released_at",),
    )

    id = None  # type: ignore[assignment]  # the content is its own key
    pk = models.CompositePrimaryKey("blob_id", "unit_id", "holder_id")
    blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, db_column="sha256", related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    holder_id = models.UUIDField()
    released_at = models.DateTimeField(null=True)
    voucher = models.BinaryField(null=True)

    class Meta:
        db_table = "blob_ref"
