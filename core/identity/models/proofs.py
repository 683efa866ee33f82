"""What proves that it is the person, when the authenticator is not at hand."""

from django.db import models

from core.db.city import CityModel
from core.identity.models.account import Account


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
