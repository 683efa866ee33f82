"""What django-tenants asks for. The truth about units is ``core.units``; this is its shadow.

Schemas are made by ``tenancy.provision`` in one transaction, never by ``Tenant.save()``:
that path runs Django's whole ``migrate`` per unit (seconds, hundreds of statements) and
leaves half a schema when it fails.
"""

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin

from core.units.models import Unit


class Tenant(TenantMixin):
    """A unit that has a schema.

    .. no_pii:
    """

    auto_create_schema = False
    auto_drop_schema = False

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.PROTECT)

    class Meta:
        db_table = "tenant"


class Domain(DomainMixin):
    """A host name of a unit's own, where it has one beside its path.

    .. no_pii:
    """

    class Meta:
        db_table = "tenant_domain"
