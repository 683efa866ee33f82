"""The module ledger: the one truth about which module stands in which unit, and at what version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit


class InstallState(models.TextChoices):
    """The life of a module in a unit; ``absent`` is the absence of a row."""

    ACTIVE = "active", _("已启用")
    DISABLED = "disabled", _("已停用")
    KEPT = "kept", _("已卸载（保留数据）")
    FAILED = "failed", _("失败")


#: The name under which the kernel's own tables stand in the ledger.
KERNEL = "kernel"


class ModuleInstall(CityModel):
    """A module in a unit. Written only in the transaction that makes or drops its tables.

    ``level`` names the migrations whose effect stands in the unit's schema
    (``tenancy.ddl.compile``). The kernel has a row too, under the name ``kernel``.

    .. no_pii:
    """

    access = Access(unit="S", rows=f"unit_id = {CURRENT_UNIT}")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="modules")
    module = models.CharField(max_length=50)
    version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=InstallState.choices)
    level = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "module_install"
        constraints = (
            models.UniqueConstraint(fields=["unit", "module"], name="one_row_per_module"),
        )


#: As much of an error's text as tells an author where to look.
DETAIL_LENGTH = 300


class ModuleFault(CityModel):
    """How often a module has failed on a unit's pages of late, and whether it is asked at all.

    One row per unit and module; shared, so that the city sees a module failing everywhere.

    .. no_pii:
    """

    access = Access(unit="SIU", rows=f"unit_id = {CURRENT_UNIT}")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    module = models.CharField(max_length=50)
    hook = models.CharField(max_length=50)
    kind = models.CharField(max_length=12)
    detail = models.CharField(max_length=DETAIL_LENGTH, blank=True)
    failures = models.PositiveIntegerField()
    last_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "module_fault"
        constraints = (
            models.UniqueConstraint(fields=["unit", "module"], name="one_fault_per_module"),
        )
