"""The queue: one row per piece of work that left its transaction."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel


class JobState(models.TextChoices):
    """The life of a job. A dead one keeps its error and waits for an operator."""

    WAITING = "waiting", _("等待")
    RUNNING = "running", _("运行中")
    DONE = "done", _("完成")
    DEAD = "dead", _("失败")


class Job(CityModel):
    """One run of a declared job, for one unit (``unit_id``) or for the city (None).

    ``key`` makes enqueueing idempotent: the same key of the same unit is accepted once.
    A unit adds its own jobs and records their success in the transaction of their work;
    everything else is the worker's, in the city's scope. .. no_pii:
    """

    access = Access(
        unit="SIU",
        rows=f"unit_id = {CURRENT_UNIT}",
        columns=("state", "finished_at"),
    )

    name = models.CharField(max_length=80)
    unit_id = models.UUIDField(null=True)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "job"
        constraints = (
            models.UniqueConstraint(
                fields=["unit_id", "key"],
                condition=~Q(key=""),
                nulls_distinct=False,
                name="a_job_key_is_accepted_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["run_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="jobs_to_run",
            ),
        )
