"""What the programs' door keeps: tokens, and the answers of writes that carried a key."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.identity.models import Account
from core.units.models import Unit


class ApiToken(CityModel):
    """A key with which a program acts for a person, in one unit or in all of the person's.

    Only its digest is kept. ``scopes`` are permissions; what the person does not hold, the
    token does not give. With ``application`` a program acts in its own name and the person
    answers for it; such a token opens one unit. A unit sees the tokens that open it alone,
    and may revoke them.

    .. pii: ties a key and its last address to a civil servant
    .. pii_retention: a year after its end
    """

    access = Access(unit="SU", rows=f"unit_id = {CURRENT_UNIT}", columns=("revoked_at",))

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=50)
    application = models.CharField(max_length=30, blank=True)
    holder_name = models.CharField(max_length=50)
    scopes = ArrayField(models.CharField(max_length=80))
    read_only = models.BooleanField()
    key_hash = models.CharField(max_length=64)
    hint = models.CharField(max_length=12, help_text="How it begins, to tell it from others.")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_from = models.GenericIPAddressField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"
        constraints = (
            models.UniqueConstraint(fields=["key_hash"], name="one_token_per_key"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="token_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(application="") | Q(unit__isnull=False),
                name="an_application_works_in_one_unit",
            ),
        )


class KeptAnswer(CityModel):
    """What a write with an ``Idempotency-Key`` was answered, written in its transaction.

    ``actor`` is the token or the account; keys of different actors and units never meet.
    ``request`` is the digest of method, address and body.

    .. pii: an answer may name anyone
    .. pii_retention: two days
    """

    access = Access(unit="SI", rows=f"unit_id = {CURRENT_UNIT}")

    unit_id = models.UUIDField(null=True)
    actor = models.UUIDField()
    key = models.CharField(max_length=128)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "kept_answer"
        constraints = (
            models.UniqueConstraint(
                fields=["unit_id", "actor", "key"],
                nulls_distinct=False,
                name="a_key_is_answered_once",
            ),
        )
        indexes = (models.Index(fields=["kept_at"], name="answers_by_age"),)
