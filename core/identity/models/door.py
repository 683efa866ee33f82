"""What stands at the door: sessions, attempts to log in, activation codes. All closed to units."""

from django.db import models
from django.utils import timezone

from core.db.city import CityModel
from core.identity.models.account import Account
from core.identity.models.device import Device
from core.units.models import Unit


class Session(CityModel):
    """One log-in on one device. The key itself stands only in the browser's cookie.

    ``account`` is empty between the first and the second step of logging in.

    .. pii: address and browser of a civil servant
    .. pii_retention: deleted when the session has ended
    """

    key_hash = models.CharField(max_length=64)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(
        null=True, help_text="When the person last proved to be there, beyond holding the key."
    )
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=200)
    phone = models.ForeignKey(
        Device, null=True, on_delete=models.CASCADE, related_name="sessions", db_index=False
    )
    data = models.TextField()

    class Meta:
        db_table = "session"
        constraints = (models.UniqueConstraint(fields=["key_hash"], name="one_session_per_key"),)


class LoginAttempt(CityModel):
    """One try to log in, right or wrong, for slowing down whoever guesses.

    ``subject`` is a keyed digest of the account or of what was typed: people type their
    password into the wrong field, so the text itself is never kept.

    .. pii: address of whoever tried
    .. pii_retention: six months
    """

    subject = models.CharField(max_length=32)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()
    succeeded = models.BooleanField()

    class Meta:
        db_table = "login_attempt"
        indexes = (
            models.Index(fields=["subject", "-at"], name="attempts_by_subject"),
            models.Index(fields=["address", "-at"], name="attempts_by_address"),
        )


class ActivationCode(CityModel):
    """A code on paper that lets one person in, once, before it expires.

    With ``account`` it lets that person choose a password; without, it makes the first
    administrator of ``unit`` out of whoever holds it. Only its digest is kept.

    .. pii: ties a person to a unit
    .. pii_retention: deleted a year after its end
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activation_code"
        constraints = (models.UniqueConstraint(fields=["code_hash"], name="one_row_per_code"),)
