"""A phone that somebody has bound to the account: it opens with a PIN for up to 30 days."""

from django.db import models

from core.db.city import CityModel
from core.identity.models.account import Account


class Device(CityModel):
    """One browser on one phone, known by a secret that only its cookie holds.

    The PIN's hash is made over PIN and secret together: a copy of the table alone gives nobody
    a PIN to guess. A revoked row stays until the phone has come by once and was told to wipe.

    .. pii: phone of a civil servant
    .. pii_retention: deleted when expired or wiped
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=200)
    key_hash = models.CharField(max_length=64)
    pin_hash = models.CharField(max_length=128)
    failures = models.PositiveSmallIntegerField(default=0)
    bound_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "device"
        constraints = (models.UniqueConstraint(fields=["key_hash"], name="one_device_per_key"),)
