"""What the consoles may know of fees, without importing billing (``core.contracts.fees``)."""

from uuid import UUID

from billing.models import FeeLine
from billing.statement import totals_of
from core.contracts.fees import FeeSums
from core.ui.links import city_url


class Desk:
    """The fees of this installation."""

    def sums(self, unit_id: UUID | None = None) -> FeeSums:
        """What a unit owes, or all units together."""
        fees = FeeLine.objects.all()
        return totals_of(fees if unit_id is None else fees.filter(unit_id=unit_id))

    def statement_url(self, unit_code: str | None = None) -> str:
        """The page of the city's console that lists the fees."""
        url = city_url("fees:statement")
        return f"{url}?unit={unit_code}" if unit_code else url
