"""One account per person, and the city role it may hold."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.db.city import CityModel
from core.identity.city_roles import CityRole
from core.identity.sealing import seal, unseal
from core.units.models import Unit


class Account(AbstractBaseUser, CityModel):
    """A person, as the log-in knows them; closed to every unit's role.

    Somebody logs in by mobile or by staff number. A staff number never looks like a mobile,
    so what is typed names one account or none. The account opens nothing by itself: what it
    opens are its accepted posts (``Post``) and its city role.

    .. pii: name, mobile and staff number of a civil servant; password hash; sealed secret
    .. pii_retention: disabled when the last post ends, erased with the home unit's records
    """

    mobile = models.CharField(max_length=11, null=True)  # noqa: DJ001 (unique, so absent is NULL)
    staff_number = models.CharField(max_length=20, null=True)  # noqa: DJ001 (same)
    name = models.CharField(max_length=50)
    name_key = models.CharField(max_length=160, help_text="Pinyin and initials, for search.")
    home_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="zh-hans")
    must_change_password = models.BooleanField(default=False)
    sealed_totp = models.CharField(max_length=200, default="")
    last_totp_step = models.BigIntegerField(default=0, help_text="No step is accepted twice.")
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "staff_number"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "account"
        constraints = (
            # Constraints instead of unique=True: that would add a _like index to each.
            models.UniqueConstraint(fields=["mobile"], name="one_account_per_mobile"),
            models.UniqueConstraint(fields=["staff_number"], name="one_account_per_staff_number"),
            models.CheckConstraint(
                condition=Q(mobile__isnull=False) | Q(staff_number__isnull=False),
                name="account_has_a_log_in_name",
            ),
            models.CheckConstraint(
                condition=Q(staff_number__isnull=True) | ~Q(staff_number__regex="^1[0-9]{10}$"),
                name="staff_number_is_no_mobile",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_second_factor(self) -> bool:
        """Whether the person has bound an authenticator."""
        return bool(self.sealed_totp)

    @property
    def totp_secret(self) -> bytes:
        """The authenticator's secret; kept sealed, so that a copy of the table opens nothing."""
        return unseal(self.sealed_totp, bound_to=self.pk)

    @totp_secret.setter
    def totp_secret(self, secret: bytes) -> None:
        self.sealed_totp = seal(secret, bound_to=self.pk)


class CityRoleAssignment(CityModel):
    """The one role of an account over units, of the city or of a county: never a second one.

    ``area`` is a unit of the county that is served, empty for the whole city.

    .. pii: names who runs the platform
    """

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="city_role")
    role = models.CharField(max_length=10, choices=CityRole.choices)
    area = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "city_role"
        verbose_name = _("市级角色")
        constraints = (
            models.CheckConstraint(
                condition=Q(area__isnull=True) | ~Q(role=CityRole.OPERATOR),
                name="only_the_city_runs_the_platform",
            ),
        )
