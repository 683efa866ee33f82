"""A unit is a tenant: an office with its people, isolated in a schema of its own."""

from django.db import models
from django.utils import timezone

from core.context import UnitRef
from core.db.city import Access, CityModel
from core.units.kinds import FEE_CLASS, Kind, Level, State
from core.units.naming import SearchKey


class Unit(CityModel):
    """One unit of the city. Its schema and role are named after ``id``, never after ``code``.

    ``parent`` is for display and administration only; routing of documents follows the
    issuing organs. .. no_pii:
    """

    access = Access(unit="S")

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=50)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    division_code = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    position = models.PositiveIntegerField(default=0, help_text="Order of the list it came from.")
    created_at = models.DateTimeField(default=timezone.now)
    provisioned_at = models.DateTimeField(null=True)
    search_key = SearchKey()

    class Meta:
        db_table = "unit"
        ordering = ("position", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"

    @property
    def fee_class(self) -> str:
        """The tariff's class, derived from the kind."""
        return FEE_CLASS[self.kind]

    def ref(self, modules: frozenset[str] = frozenset()) -> UnitRef:
        """The value that opens this unit's transaction."""
        return UnitRef(self.id, self.code, self.name, modules)
