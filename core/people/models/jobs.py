"""任职: which posts a member holds and held inside the unit."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.people.models.dated import DAYS, Dated, ends_after_its_start
from core.people.models.departments import Department
from core.people.models.members import Member

#: Stands for "no department" where SQL compares: NULL is never equal to NULL.
_NONE = Value(UUID(int=0), output_field=models.UUIDField())


class Standing(models.TextChoices):
    """正职 or 副职 of the department, or of the unit where no department is named."""

    PRINCIPAL = "principal", _("正职")
    DEPUTY = "deputy", _("副职")
    OTHER = "other", _("其他")


class JobKind(models.TextChoices):
    """On what ground the job is held."""

    OWN = "own", _("本职")
    CONCURRENT = "concurrent", _("兼任")
    SECONDED = "seconded", _("借调")
    ATTACHED = "attached", _("挂职")


class Job(Dated):
    """A post (职务) of a member inside the unit, from the day of appointment to that of removal.

    A member may hold several at once, one of them the main one, which lists and papers show;
    the ``member`` row keeps its title, department and rank. ``department`` None means the
    unit's own leadership. ``presides``: leads without being the principal (主持工作).
    ``rank_order`` belongs to today's lists and is corrected in place; a new title, department
    or standing is a new row. ``planned_until`` is the last day foreseen for a secondment; it
    warns and never closes by itself, because open matters are handed over first (R57).

    .. pii: the posts of a civil servant
    .. pii_retention: as long as the unit's documents
    """

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="jobs", db_index=False
    )
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="jobs", db_index=False
    )
    title = models.CharField(max_length=50, blank=True)
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.OTHER)
    presides = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=JobKind.choices, default=JobKind.OWN)
    is_main = models.BooleanField(default=False)
    rank_order = models.PositiveSmallIntegerField(default=500)
    planned_until = models.DateField(null=True)

    class Meta:
        db_table = "member_job"
        ordering = ("rank_order", "started_on", "id")
        constraints = (
            ends_after_its_start("job_ends_after_its_start"),
            ExclusionConstraint(
                name="one_main_job_at_a_time",
                expressions=[("member", "="), (DAYS, "&&")],
                condition=Q(is_main=True),
            ),
            ExclusionConstraint(
                name="a_job_is_held_once_at_a_time",
                expressions=[
                    ("member", "="),
                    (Coalesce("department", _NONE), "="),
                    ("title", "="),
                    (DAYS, "&&"),
                ],
            ),
        )
