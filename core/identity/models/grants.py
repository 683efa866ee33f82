"""What one person asks for and a second one decides: who administers a unit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit

_OWN = f"unit_id = {CURRENT_UNIT}"


class RequestState(models.TextChoices):
    """Decided once."""

    PENDING = "pending", _("待审批")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")


class AdministratorRequest(CityModel):
    """A unit wants one of its people to administer it; a second person of city or county decides.

    A unit can ask, and read what became of it; PostgreSQL refuses it to decide, and refuses
    everybody a decision by the one who asked. The role itself is granted in the unit's own
    transaction, by a job, once the decision stands.

    .. pii: names who is to administer a unit
    .. pii_retention: as long as the unit's trail
    """

    access = Access(
        unit="SI",
        rows=_OWN,
        writes=f"{_OWN} AND state = 'pending' AND decided_by IS NULL",
    )

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    member_id = models.UUIDField()
    account_id = models.UUIDField()
    name = models.CharField(max_length=50)
    title = models.CharField(max_length=50, blank=True)
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=50)
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=8, choices=RequestState.choices, default=RequestState.PENDING
    )
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "administrator_request"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "member_id"],
                condition=Q(state="pending"),
                name="one_open_request_per_member",
            ),
            models.CheckConstraint(
                condition=Q(state="pending")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="a_second_person_decides",
            ),
        )


class SecurityEvent(CityModel):
    """Something about an account that the security administrator is told; nobody changes it.

    .. pii: says what was done with a civil servant's account, and by whom
    .. pii_retention: three years
    """

    access = Access(append_only=True)

    class Kind(models.TextChoices):
        """What happened."""

        RESET_STARTED = "reset_started", _("发起口令重置")
        RESET_DONE = "reset_done", _("口令已由本人重置")
        FACTOR_REMOVED = "factor_removed", _("解除动态口令绑定")
        DISABLED = "disabled", _("停用账号")
        ENABLED = "enabled", _("恢复账号")
        SESSIONS_ENDED = "sessions_ended", _("结束全部登录和设备绑定")
        ADMIN_APPROVED = "admin_approved", _("批准单位管理员")
        ADMIN_REFUSED = "admin_refused", _("未批准单位管理员")
        ROLE_GIVEN = "role_given", _("授予市、县管理角色")
        ROLE_TAKEN = "role_taken", _("收回市、县管理角色")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField()
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account_id = models.UUIDField()
    name = models.CharField(max_length=50)
    by_account = models.UUIDField(null=True)
    by_name = models.CharField(max_length=50, blank=True)

    class Meta:
        db_table = "security_event"
        indexes = (models.Index(fields=["-at"], name="security_events_by_time"),)
