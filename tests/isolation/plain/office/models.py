"""A tenant, and a table that stands in the public schema and in every tenant's."""

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin


class Client(TenantMixin):
    """A tenant."""

    auto_create_schema = False


class Domain(DomainMixin):
    """Its host name."""


class Note(models.Model):
    """A row that says whose it is."""

    owner = models.CharField(max_length=20)

    class Meta:
        db_table = "note"
