"""What proves that it is the person, when the authenticator is not at hand."""

from django.db import models

from core.db.city import CityModel
from core.identity.models.account import Account
from core.units.models import Unit


class RecoveryCode(CityModel):
    """A code that stands in for the six digits once. Only a keyed digest is kept.

    .. pii: ties a secret to a civil servant
    .. pii_retention: replaced with the next set, gone with the account
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "recovery_code"


class PasswordReset(CityModel):
    """A password may be set anew: started by the home unit, finished by the person alone.

    The code is derived like an activation code and kept only as a digest.

    .. pii: says that a civil servant has lost a password
    .. pii_retention: a year
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="resets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_by = models.UUIDField()
    started_name = models.CharField(max_length=50)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    code_hash = models.CharField(max_length=64)
    delivered_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "password_reset"
