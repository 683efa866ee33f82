"""Issuing organs (发文机关): who signs a document, under whom, by whose guidance, as what."""

from datetime import date

from django.db import models
from django.db.models import Q

from core.db.city import Access, CityModel
from core.units.kinds import OFFICE_KINDS, NameForm, OrganKind, OrganLevel
from core.units.models.dates import DatedManager, one_standing
from core.units.models.unit import Unit
from core.units.naming import PlainText, SearchKey


class OrganQuerySet(models.QuerySet):
    """Organs by what they are."""

    def standing(self) -> "OrganQuerySet":
        """Those that have not ended."""
        return self.filter(closed_on=None)


OrganManager = models.Manager.from_queryset(OrganQuerySet)


class Organ(CityModel):
    """One issuing organ, hosted by a unit or standing outside the platform.

    ``superior`` leads it, ``guides`` guide its business; both lead where it is ``dual_led``
    (双重领导). ``registered``: it may issue formal documents (发文立户). ``derived``: it was
    made because no list named an organ of its unit, and gives way to one that does.
    .. no_pii:
    """

    access = Access(unit="S")

    code = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=50)
    kind = models.CharField(max_length=24, choices=OrganKind.choices)
    level = models.CharField(max_length=10, choices=OrganLevel.choices)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="organs")
    superior = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    guides = models.ManyToManyField(
        "self",
        through="OrganGuidance",
        through_fields=("organ", "guide"),
        symmetrical=False,
        related_name="guided",
    )
    dual_led = models.BooleanField(default=False)
    registered = models.BooleanField(default=True)
    external = models.BooleanField(default=False)
    derived = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)
    position = models.PositiveIntegerField(default=0)
    search_key = SearchKey()

    objects = OrganManager()

    class Meta:
        db_table = "organ"
        ordering = ("position", "code")
        constraints = (
            models.UniqueConstraint(fields=["code"], name="one_organ_per_code"),
            models.CheckConstraint(
                condition=Q(external=True, unit=None) | Q(external=False, unit__isnull=False),
                name="organ_has_a_unit_or_is_outside",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"

    @property
    def is_office(self) -> bool:
        """Whether it acts with the authority of the body it serves."""
        return self.kind in OFFICE_KINDS


class OrganName(CityModel):
    """One name of an organ, in one form, from one day to another.

    .. no_pii:
    """

    access = Access(unit="S")

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="names")
    form = models.CharField(max_length=10, choices=NameForm.choices)
    text = models.CharField(max_length=100)
    key = PlainText()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    objects = DatedManager()

    class Meta:
        db_table = "organ_name"
        indexes = (models.Index(fields=["key"], name="organ_name_key"),)
        constraints = (
            one_standing("one_standing_full_name", "organ", form=NameForm.FULL.value),
            one_standing("one_standing_mark", "organ", form=NameForm.MARK.value),
        )


class OrganGuidance(CityModel):
    """``guide`` guides the business of ``organ`` (业务指导).

    .. no_pii:
    """

    access = Access(unit="S")

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    guide = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "organ_guidance"
        constraints = (
            models.UniqueConstraint(fields=["organ", "guide"], name="guided_once"),
            models.CheckConstraint(condition=~Q(organ=models.F("guide")), name="no_self_guidance"),
        )


class NumberCode(CityModel):
    """A code in document numbers (发文代字), owned by one organ, unique over the platform.

    ``types``: codes of the document types it is for, separated by blanks; "" = all.
    ``active_from`` and ``active_to`` are years. .. no_pii:
    """

    access = Access(unit="S")

    text = models.CharField(max_length=12)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="number_codes")
    types = models.CharField(max_length=100, blank=True)
    start_number = models.PositiveIntegerField(default=1)
    active_from = models.PositiveSmallIntegerField(null=True)
    active_to = models.PositiveSmallIntegerField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        db_table = "number_code"
        ordering = ("text",)
        constraints = (models.UniqueConstraint(fields=["text"], name="number_code_once"),)

    def is_active(self, on: date) -> bool:
        """Whether documents of that day's year may take a number of this code."""
        begun = self.active_from is None or self.active_from <= on.year
        return begun and (self.active_to is None or on.year <= self.active_to)
